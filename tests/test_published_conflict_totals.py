"""Committed tables on conflict against totals that others published, each with its citation."""

from __future__ import annotations

import pytest

from citiesfirst import tables


@pytest.fixture(scope="module")
def violence():
    """Best estimates, all types."""
    table = tables.load("organised_violence")
    return table.set_index(["iso3", "violence", "year"])["deaths_best"]


def test_the_world_in_2024_was_as_ucdp_reported(violence):
    """Davies et al. (2025), abstract: almost 160,000 deaths in 2024, a marginal decline; a decline
    of state-based and non-state deaths; a sharp increase of one-sided violence."""
    world = violence["WLD"]
    assert world["all"][2024] == pytest.approx(160_000, abs=1_000)
    for kind in ("all", "state-based", "non-state"):
        assert world[kind][2024] < world[kind][2023], kind
    assert world["all"][2024] > 0.99 * world["all"][2023]
    assert world["one-sided"][2024] > 1.2 * world["one-sided"][2023]


def test_the_year_of_rwanda_is_the_deadliest(violence):
    """Davies, Pettersson and Öberg (2023), abstract: 2022 the deadliest since the genocide of
    1994."""
    world = violence["WLD"]["all"]
    assert world.idxmax() == 1994
    assert world.loc[1995:].idxmax() == 2022


def test_kosovos_war_is_not_in_kosovos_rows(violence):
    assert violence["XKX"]["all"].sum() == 0
    assert violence["XKX"]["all"].index.min() == 2008
    assert violence["SRB"]["all"].loc[1998:1999].min() > 1_000


def test_conflicts_and_wars_are_as_many_as_published():
    """Davies et al. (2025), abstract: conflicts rose from 59 in 2023 to 61 in 2024."""
    episodes = tables.load("conflict_episodes")
    for year, published in ((2023, 59), (2024, 61)):
        active = (episodes["first_year"] <= year) & (episodes["last_year"] >= year)
        assert active.sum() == published
    assert episodes["ongoing"].sum() == 61


@pytest.mark.parametrize(("year", "published"), [(2020, 56), (2021, 54), (2022, 55)])
def test_earlier_years_are_near_what_was_published_then(year, published):
    """Davies et al. (2022), abstract: 54 in 2021, two less than in 2020; Davies et al. (2023),
    abstract: 55 in 2022. Later versions revise the years before, by a conflict or two."""
    episodes = tables.load("conflict_episodes")
    active = (episodes["first_year"] <= year) & (episodes["last_year"] >= year)
    assert active.sum() == pytest.approx(published, abs=2)


def test_bosnias_war_began_and_ended_on_known_days():
    """UCDP codes the war from 27 April 1992; the peace was signed in Paris on 14 December 1995."""
    episodes = tables.load("conflict_episodes")
    war = episodes[(episodes["iso3"] == "BIH") & (episodes["territory"] == "Serb")].iloc[0]
    assert (str(war["start"].date()), str(war["end"].date())) == ("1992-04-27", "1995-12-14")
    assert war["intensity"] == "war" and war["war_years"] == 4


def test_bosnias_located_events_are_nearly_all_of_the_countrys_deaths(violence):
    """The rest could not be located precisely."""
    bands = tables.load("ged_bosnia_distance")
    bands = bands[bands["city"] == "Sarajevo"].groupby("year")["deaths_best"].sum()
    whole = violence["BIH"]["all"].loc[1992:1995]
    assert (bands <= whole).all()
    assert bands.sum() / whole.sum() == pytest.approx(0.987, abs=0.001)


def test_afghanistan_in_the_earlier_version_equals_the_later_in_most_years(violence):
    """UCDP revises: versions 22.1 and 25.1 agree to the death in 19 of 33 years."""
    table = tables.load("ged_afghanistan_provinces")
    events = table.groupby("year")["deaths_best"].sum()
    later = violence["AFG"]["all"].loc[1989:2021]
    same = [*range(1989, 1994), *range(1995, 1998), *range(1999, 2007), 2019]
    assert (events.loc[same] == later.loc[same]).all()
    assert (events / later).between(0.98, 1.02).all()
    assert events.sum() / later.sum() == pytest.approx(0.999, abs=0.0005)


def test_both_afghan_tables_hold_the_same_events():
    by_province = tables.load("ged_afghanistan_provinces")
    by_band = tables.load("ged_afghanistan_kabul_bands")
    unknown = "country centroid (place unknown)"
    for column in ("events", "deaths_best"):
        one = by_province.groupby("year")[column].sum()
        other = by_band.groupby("year")[column].sum()
        assert one.to_dict() == other.to_dict()
        apart = by_province[by_province["province"] == unknown][column].sum()
        assert apart == by_band[by_band["band"] == unknown][column].sum()


def test_colombias_versions_differ_where_the_sources_say():
    table = tables.load("ged_colombia_versions").set_index(["version", "year"])["deaths_best"]
    old, new = table["19.1"], table["25.1"]
    same = [*range(1989, 1999), *range(2010, 2014)]
    assert (old[same] == new[same]).all()
    missing = range(1999, 2010)
    assert old[missing].sum() / new[missing].sum() == pytest.approx(0.52, abs=0.01)


def test_unama_counted_more_than_a_hundred_thousand():
    """UNAMA, 22 February 2020: more than 100,000 civilian casualties since 2009, more than 35,000
    killed and 65,000 injured; annual report 2019: 10,392 (3,403 and 6,989)."""
    table = tables.load("unama_civilian_casualties").set_index("year")
    assert table["casualties"].sum() > 100_000
    assert table["killed"].sum() > 35_000 and table["injured"].sum() > 65_000
    assert table.loc[2019].tolist() == [3_403, 6_989, 10_392]
    assert (table["casualties"].loc[2014:] > 10_000).all()  # "the sixth year in a row"


def test_homicides_of_municipalities_sum_to_the_nation():
    towns = tables.load("colombia_homicides").groupby("year")
    nation = tables.load("colombia_homicides_national").set_index("year")
    assert towns["homicides"].sum().to_dict() == nation["homicides"].to_dict()
    assert towns.size().to_dict() == nation["municipalities_with_homicide"].to_dict()


def test_police_homicides_lie_below_the_autopsies():
    """Ricaurte Villota, Comportamiento del homicidio: Colombia, 2011 (Instituto Nacional de
    Medicina Legal y Ciencias Forenses): 16,554 autopsies after homicide, 905 fewer than in 2010."""
    nation = tables.load("colombia_homicides_national").set_index("year")["homicides"]
    assert nation[2011] / 16_554 == pytest.approx(0.955, abs=0.005)
    assert nation[2010] / (16_554 + 905) == pytest.approx(0.85, abs=0.005)


def test_size_classes_leave_out_six_homicides_of_a_place_without_people():
    classes = tables.load("colombia_homicides_by_size")
    nation = tables.load("colombia_homicides_national")
    assert nation["homicides"].sum() - classes["homicides"].sum() == 3 + 1 + 2
    people = classes.groupby("year")["population"].sum()
    ratio = nation.set_index("year")["population_wdi"] / people
    assert ratio.between(0.97, 1.02).all()


def test_northern_cauca_has_thirteen_municipalities_in_both_tables():
    table = tables.load("north_cauca_homicides")
    names = tables.load("colombia_municipalities")
    ours = names[names["north_cauca"]].set_index("code")["municipality"]
    assert len(ours) == 13
    assert table.drop_duplicates("code").set_index("code")["municipality"].to_dict() == (
        ours.to_dict()
    )


def test_urban_disorder_has_the_years_and_nearly_the_cities_of_the_article():
    """Thomson et al. (2023), abstract: 186 cities, 1960 to 2014, 12 types of events."""
    table = tables.load("urban_disorder")
    cities = tables.load("urban_disorder_cities")
    assert (table["year"].min(), table["year"].max()) == (1960, 2014)
    assert len(cities) == 186 - 1
    assert cities["events"].sum() == table["events"].sum() == 13_460
    kinds = ["demonstrations", "riots", "organised_violence", "other_events"]
    assert (table[kinds].sum(axis=1) == table["events"]).all()
    assert (table["lethal_events"] + table["deaths_unknown"] <= table["events"]).all()
