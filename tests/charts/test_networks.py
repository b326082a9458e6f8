"""Charts of networks draw every link and lane once, and say what they do not know."""

import pandas as pd
import pytest

from citiesfirst import charts, tables
from citiesfirst.measures import networks

PROGRAMMES = pd.DataFrame(
    {
        "programme": ["Both", "Open", "Ended"],
        "organisation": "A body",
        "purpose": ["hazards and shocks", "peacebuilding in cities", "local government"],
        "first_year": pd.array([2000, 2005, pd.NA], dtype="Int64"),
        "last_year": pd.array([2003, pd.NA, 2010], dtype="Int64"),
        "countries": [None, "Uganda; Mali", None],
        "reach": "wide",
        "note": None,
    }
)


@pytest.fixture(scope="module")
def links():
    found = networks.links(tables.load("twin_cities"), tables.load("twin_city_pairs"))
    return found.dropna(subset=["latitude_1", "latitude_2"])


def test_the_map_draws_each_link_as_a_line_and_starts_with_the_first_view(links):
    views = {"All": links, "Iran": networks.touching(links, ["IRN"])}
    fig = charts.networks.world(tables.outlines("world_countries"), views, {}, marked=["IRN"])
    assert [len(trace.x) for trace in fig.data[2:]] == [3 * len(view) for view in views.values()]
    assert [trace.visible for trace in fig.data[2:]] == [True, False]
    chosen = fig.layout.updatemenus[0].buttons[1]
    assert (chosen.label, list(chosen.args[0]["visible"])) == ("Iran", [True, True, False, True])


def test_bars_add_up_to_the_links():
    links = pd.DataFrame(
        {
            "neighbour": ["HRV", "HRV", "SRB"],
            "municipality": ["Tuzla", "Grude", "Trebinje"],
            "partner": ["Osijek", "Slunj", "Zrenjanin"],
            "group": ["Bosniaks", "Croats", "Serbs"],
        }
    )
    fig = charts.networks.by_group(links, {"HRV": "To Croatia", "SRB": "To Serbia"})
    assert sum(bar.x[0] for bar in fig.data) == 3
    assert [bar.base[0] for bar in fig.data] == [0, 1, 0]


def test_a_year_that_was_not_seen_is_a_triangle_that_points_to_it():
    fig = charts.programmes.lanes(PROGRAMMES, ["Uganda"], report=2007, until=2012)
    assert [trace.marker.symbol for trace in fig.data] == [
        "circle",
        "triangle-right",
        "triangle-left",
    ]
    assert [list(trace.x) for trace in fig.data] == [[2000, 2003], [2005, 2005], [2010, 2010]]
    assert sum("Uganda" in note.text for note in fig.layout.annotations) == 1


def test_a_programme_without_years_has_no_lane():
    nothing = PROGRAMMES.assign(first_year=pd.NA, last_year=pd.NA)
    with pytest.raises(ValueError, match="Both: expected a first or a last year"):
        charts.programmes.lanes(nothing, [], report=2007, until=2012)
