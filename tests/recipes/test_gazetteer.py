"""Gazetteer and twin cities: names meet places, and places lie in their country."""

from __future__ import annotations

import gzip

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import (
    bosnia_2013,
    gazetteer,
    geonames,
    outlines,
    prio_urban_disorder,
    twin_cities,
    twin_places,
    un_wup,
)
from recipes.common import RecipeError
from recipes.countries import CASES
from tests.recipes.small_files import changed, put, put_boxes

HEADER = "geonameid,name,asciiname,lat,lon,feature_code,country_code,population"
PLACES = [
    "1,Lérida,Lerida,4.8625,-74.91,PPL,CO,20000",
    "2,Lleida,Lleida,41.6167,0.6333,PPLA2,ES,135000",
    "3,Tuzla,Tuzla,44.53842,18.66709,PPLA2,BA,142486",
    "4,Windhoek,Windhoek,-22.55941,17.08323,PPLC,NA,268132",
]


@pytest.fixture
def few_places(tmp_path, monkeypatch):
    """A GeoNames file of four places; Namibia's code must not be taken for a missing value."""
    monkeypatch.setattr(geonames, "ROWS", len(PLACES))
    path = tmp_path / geonames.RAW
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress("\n".join([HEADER, *PLACES, ""]).encode()))
    return geonames.places(tmp_path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Toribío", "TORIBIO"),
        ("Istočno Sarajevo", "istocno-sarajevo"),
        ("Łódź", "Lodz"),
        ("Al ‘Amārah", "Al 'Amarah"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one, other):
    assert geonames.fold(one) == geonames.fold(other)


def test_names_of_two_places_stay_apart():
    assert geonames.fold("Herat") != geonames.fold("Hirat")


def test_namibia_is_a_country(few_places):
    assert few_places["iso3"].tolist() == ["COL", "ESP", "BIH", "NAM"]


def test_a_place_in_no_known_country(tmp_path, monkeypatch):
    monkeypatch.setattr(geonames, "ROWS", 1)
    path = tmp_path / geonames.RAW
    path.parent.mkdir(parents=True)
    row = PLACES[0].replace(",CO,", ",QQ,")
    path.write_bytes(gzip.compress(f"{HEADER}\n{row}\n".encode()))
    with pytest.raises(RecipeError, match=r"row 2, column country_code: .* found 'QQ'"):
        geonames.places(tmp_path)


def test_the_tables_find_their_places():
    """Each of the project's lists of cities, through the spelling it uses itself."""
    spelt = tables.load("place_names")
    known = {
        used_in: set(zip(group["name"], group["iso3"], strict=True))
        for used_in, group in spelt.groupby("used_in")
    }
    cities = tables.load("urban_disorder_cities")
    assert set(zip(cities["city"], cities["iso3"], strict=True)) == known["urban_disorder_cities"]
    for table in ("bosnia_census_2013", "bosnia_municipal_deaths"):
        assert {(name, "BIH") for name in tables.load(table)["municipality"]} == known[table]
    cities = tables.load("city_populations")
    unmatched = set(zip(cities["city"], cities["iso3"], strict=True)) - known["city_populations"]
    assert {name for name, _ in unmatched} == {
        "Eslamshahr",
        "Kashan",
        "Qods",
        "Ekurhuleni",
        "Soshanguve",
        "West Rand",
    }


@pytest.mark.parametrize(
    ("spelling", "other", "iso3"),
    [
        ("Sarajevo Centar", "Centar Sarajevo", "BIH"),
        ("Hirat", "Herat", "AFG"),
        ("Novisad", "Novi Sad", "SRB"),
        ("Toribio", "Toribío", "COL"),
        ("Bosanski Novi", "Novi Grad", "BIH"),
    ],
)
def test_two_spellings_lead_to_one_place(spelling, other, iso3):
    spelt = tables.load("place_names")
    places = tables.load("gazetteer")
    named = pd.concat([spelt[["name", "iso3", "place_id"]], places[["name", "iso3", "place_id"]]])
    named = named[named["iso3"] == iso3]
    found = named[named["name"].isin([spelling, other])]
    assert set(found["name"]) == {spelling, other}
    assert found["place_id"].nunique() == 1


def test_a_spelling_means_one_place_in_a_country():
    spelt = tables.load("place_names")
    assert (spelt.groupby(["name", "iso3"])["place_id"].nunique() == 1).all()


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("Kabul", 34.53, 69.17),
        ("Tuzla", 44.54, 18.67),
        ("Osijek", 45.55, 18.69),
        ("Novi Sad", 45.25, 19.84),
        ("Toribío", 2.95, -76.27),
    ],
)
def test_places_of_the_cases_are_where_they_are(name, latitude, longitude):
    """Within a tenth of a degree; Toribío is a point in its outline, in which no town is drawn."""
    places = tables.load("gazetteer")
    found = places[(places["name"] == name) & places["iso3"].isin(CASES)]
    assert len(found) == 1
    assert found["latitude"].iloc[0] == pytest.approx(latitude, abs=0.1)
    assert found["longitude"].iloc[0] == pytest.approx(longitude, abs=0.1)


def test_added_municipalities_are_flagged():
    places = tables.load("gazetteer").set_index("place_id")
    assert (places.loc[places.index < 0, "origin"] == "outline").all()
    assert (places["origin"] == "outline").sum() == 121 + 7
    assert list(places.loc[places["origin"] == "AidData", "name"]) == ["Guachené"]
    assert places.loc[gazetteer.GUACHENE, "name"] == "Guachené"


@pytest.mark.parametrize(
    ("city", "expected"),
    [
        ("Vienna 21 – Floridsdorf", ("Floridsdorf", "Vienna")),
        ("Floridsdorf (Vienna)", ("Floridsdorf", "Vienna")),
        ("Prague 6 (Prague)", ("Prague 6", "")),
        ("Prague 6", ("Prague 6", "")),
        ("Sarajevo – Stari Grad", ("Stari Grad", "Sarajevo")),
        ("Novi Sad", ("Novi Sad", "")),
    ],
)
def test_districts_are_written_in_one_way(city, expected):
    assert twin_cities.split_name(city) == expected


@pytest.mark.parametrize(
    ("country", "code"),
    [("Scotland, United Kingdom", "GBR"), ("England", "GBR"), ("Georgia (country)", "GEO")],
)
def test_countries_of_the_lists_are_known(country, code):
    assert twin_cities.country_code(country) == code


def test_an_unknown_country_of_the_lists_is_nobodys():
    assert twin_cities.country_code("Ruritania") is None


def test_a_namesake_abroad_is_repaired_or_left_empty(raw_upstream, few_places):
    """Lérida in Colombia with the point of Lleida; Tuzla in Turkey with that of Tuzla in Bosnia."""
    cities = pd.DataFrame(
        [
            ("Lérida", "COL", 41.6167, 0.6333),
            ("Tuzla", "TUR", 44.5381, 18.6761),
            ("Tuzla", "BIH", 44.5381, 18.6761),
        ],
        columns=["name", "iso3", "latitude", "longitude"],
    )
    rows = geonames.by_name(few_places)
    found = twin_places.locate(raw_upstream, cities, few_places, rows)
    assert found["coordinates"].tolist() == ["gazetteer", "none", "list"]
    assert found["place_id"].tolist() == [1, pd.NA, 3]
    assert found.loc[0, "latitude"] == pytest.approx(4.862, abs=0.001)
    assert found.loc[1, ["latitude", "longitude"]].isna().all()


def test_spellings_of_one_city_are_joined_where_they_lie_together():
    """Iași in two spellings is one city; Münster and Munster are two, 250 km apart."""
    every = pd.DataFrame(
        [
            ("Iași", "ROU", "iasi|", 47.16, 27.59),
            ("Iaşi", "ROU", "iasi|", 47.16, 27.58),
            ("Münster", "DEU", "munster|", 51.96, 7.63),
            ("Munster", "DEU", "munster|", 52.99, 10.09),
        ],
        columns=["name", "iso3", "key", "latitude", "longitude"],
    )
    node = twin_cities.joined(every).tolist()
    assert node[0] == node[1]
    assert len(set(node)) == 3


def partners(name: str, iso3: str) -> set[str]:
    cities = tables.load("twin_cities").set_index("twin_id")
    pairs = tables.load("twin_city_pairs")
    own = cities.index[(cities["name"] == name) & (cities["iso3"] == iso3)][0]
    ends = pairs[(pairs["twin_id_1"] == own) | (pairs["twin_id_2"] == own)]
    others = {*ends["twin_id_1"], *ends["twin_id_2"]} - {own}
    assert len(others) == cities.loc[own, "degree"]
    return set(cities.loc[list(others), "name"])


def test_twins_of_the_three_cities_are_as_listed():
    """SOURCE.txt: Tuzla–Osijek and Osijek–Subotica are listed, Tuzla–Novi Sad is not; Kabul has
    one partner there, Tehran, and one more in the lists of other countries."""
    assert "Osijek" in partners("Tuzla", "BIH")
    assert "Subotica" in partners("Osijek", "HRV")
    assert not partners("Novi Sad", "SRB") & {"Tuzla", "Osijek"}
    assert "Tehran" in partners("Kabul", "AFG")
    assert len(partners("Sarajevo", "BIH")) == 27


def test_degrees_of_all_cities_count_every_pair_twice():
    degrees = tables.load("twin_city_degrees")
    assert (degrees["degree"] * degrees["cities"]).sum() == 2 * 24_309
    assert degrees["cities"].sum() == 16_995


def test_coordinates_of_twin_cities_are_counted_as_the_descriptor_says():
    cities = tables.load("twin_cities")
    counts = cities["coordinates"].value_counts().to_dict()
    assert counts == {"list": 1658, "gazetteer": 16, "none": 7}
    empty = cities["coordinates"] == "none"
    assert cities.loc[empty, ["latitude", "longitude"]].isna().all(axis=None)
    assert cities.loc[~empty, ["latitude", "longitude"]].notna().all(axis=None)
    assert cities["place_id"].notna().sum() == 856


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        *((column, "", "a value") for column in HEADER.split(",")),
        ("geonameid", "0", "a value of 1 or more"),
        ("geonameid", "1", "a value that no earlier row has"),
        ("lat", "90.5", "a value from -90 to 90"),
        ("lat", "-90.5", "a value from -90 to 90"),
        ("lon", "180.5", "a value from -180 to 180"),
        ("lon", "-180.5", "a value from -180 to 180"),
        ("feature_code", "ppl", "text of the form"),
        ("country_code", "NAM", "text of the form"),
        ("population", "-1", "a value of 0 or more"),
    ],
)
def test_a_cell_of_geonames_that_cannot_be_right_is_named(tmp_path, column, value, words):
    put(tmp_path, geonames.RAW, HEADER, changed(HEADER, PLACES, 5, {column: value}))
    with pytest.raises(RecipeError, match=f"row 5, column {column}: expected {words}"):
        geonames.places(tmp_path)


def test_all_places_of_geonames_were_read_as_the_description_says(tmp_path):
    assert f"GeoNames' {geonames.ROWS:,} places" in tables.describe("gazetteer")["processing"]
    put(tmp_path, geonames.RAW, HEADER, PLACES)
    with pytest.raises(RecipeError, match="column geonameid: expected a total of 26,462 as publi"):
        geonames.places(tmp_path)


def test_a_place_has_three_decimals_and_is_found_under_both_its_names(few_places):
    tuzla = few_places.set_index("name").loc["Tuzla"]
    assert tuzla[["latitude", "longitude"]].tolist() == [44.538, 18.667]
    assert few_places["origin"].unique().tolist() == ["GeoNames"]
    rows = geonames.by_name(few_places)
    assert rows == {
        ("COL", "lerida"): [2],
        ("ESP", "lleida"): [3],
        ("BIH", "tuzla"): [4],
        ("NAM", "windhoek"): [5],
    }


@pytest.mark.parametrize(
    ("name", "bare"), [("Toribío", "Toribio"), ("Gornji Vakuf", "Gornji Vakuf"), ("Łódź", "Lodz")]
)
def test_a_plain_name_keeps_capitals_and_blanks(name, bare):
    assert geonames.plain(name) == bare


# The municipalities of 2013 as boxes a tenth of a degree wide; those of northern Cauca, far in the
# west, as larger ones.
IN_2013 = sorted(tables.load("bosnia_census_2013")["municipality"])
BOSNIAN = {name: (place / 5, 43, place / 5 + 0.1, 43.1) for place, name in enumerate(IN_2013)}
CAUCAN = {code: (-80 + place, 2, -79.5 + place, 3) for place, code in enumerate(outlines.OUTLINED)}
TUZLA = BOSNIAN["Tuzla"][0]
TOWNS = [
    "1,Lérida,Lerida,4.8625,-74.91,PPL,CO,20000",
    "2,Lleida,Lleida,41.6167,0.6333,PPLA2,ES,135000",
    f"3,Tuzla,Tuzla,43.05,{TUZLA},PPLA2,BA,142486",
    "4,Windhoek,Windhoek,-22.55941,17.08323,PPLC,NA,268132",
    "5,Tuzla,Tuzla,41.0,29.3,PPL,TR,250000",
    "6,Basrah,Basrah,30.5,47.8,PPLA,IQ,1300000",
    "7,Zenica,Zenica,44.9,18.9,PPL,BA,100000",
    "8,Córdoba,Cordoba,8.0,-75.0,PPL,CO,20000",
    "9,Cordobá,Cordoba,6.0,-75.0,PPL,CO,90000",
    "10,Vigo,Vigo,42.2,-8.7,PPL,ES,300000",
    "11,Basrah,Basrah,31.5,47.8,PPLX,IQ,1000",
]
AIMS = "geoname_id,latitude,longitude"
GUACHENE = [f"{gazetteer.GUACHENE},3.13417,-76.39252"] * 2 + ["7,1,1"]


@pytest.fixture
def atlas(tmp_path, monkeypatch):
    """Raw files of a few places; cities that the tables on cities and twins name."""
    monkeypatch.setattr(geonames, "ROWS", len(TOWNS))
    put(tmp_path, geonames.RAW, HEADER, TOWNS)
    put(tmp_path, gazetteer.AIDDATA, AIMS, GUACHENE)
    put_boxes(tmp_path, bosnia_2013.OUTLINES, "census_name", BOSNIAN)
    put_boxes(tmp_path, outlines.CAUCA, "mpio_code", CAUCAN | {"76001": (0, 0, 1, 1)})
    events = pd.DataFrame({"city": ["Tuzla", "Basra", "Tuzla"], "ISO3": ["TUR", "IRQ", "TUR"]})
    known = pd.DataFrame({"city": ["Cordoba", "Atlantis"], "iso3": ["COL", "COL"]})
    twins = {"twin_cities": pd.DataFrame({"place_id": [10, None]})}
    monkeypatch.setattr(prio_urban_disorder, "events", lambda raw: events)
    monkeypatch.setattr(un_wup, "cities", lambda raw: known)
    monkeypatch.setattr(twin_cities, "derive", lambda raw, every, rows: twins)
    return tmp_path


@pytest.fixture
def derived(atlas):
    return gazetteer.derive(atlas)


def test_places_of_the_cases_capitals_and_cities_of_the_tables_are_kept(derived):
    """Lleida is none of these; Tuzla in Turkey had disorder, Vigo is a twin city."""
    found = derived["gazetteer"].set_index("place_id")
    kept = found[found["origin"] == "GeoNames"]
    assert kept.index.tolist() == [1, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert found.loc[4, ["name", "country", "feature_code"]].tolist() == [
        "Windhoek",
        "Namibia",
        "PPLC",
    ]
    assert sorted(derived) == ["gazetteer", "place_names", "twin_cities"]


def test_a_municipality_without_its_town_is_a_point_in_its_outline(derived):
    """With a number below zero: its place among the names in Bosnia, its code in Cauca."""
    found = derived["gazetteer"].set_index("place_id")
    added = found[found["origin"] == "outline"]
    assert len(added) == len(IN_2013) - 1 + 12  # all but Tuzla; the town of Zenica lies elsewhere
    first = added.loc[-1]
    west, south = BOSNIAN[IN_2013[0]][:2]
    assert first["name"] == IN_2013[0] and first["country"] == "Bosnia and Herzegovina"
    assert first["latitude"] == pytest.approx(south + 0.05)
    assert first["longitude"] == pytest.approx(west + 0.05)
    toribio = added.loc[-19821]
    assert toribio[["name", "iso3", "feature_code"]].tolist() == ["Toribío", "COL", "ADM"]
    assert -76001 not in added.index


def test_points_of_outlines_have_three_decimals(atlas):
    boxes = BOSNIAN | {"Zenica": (50, 43, 50.12345, 43.12345)}
    put_boxes(atlas, bosnia_2013.OUTLINES, "census_name", boxes)
    zenica = gazetteer.derive(atlas)["gazetteer"].query("name == 'Zenica' and place_id < 0").iloc[0]
    assert zenica[["latitude", "longitude"]].tolist() == [43.062, 50.062]


@pytest.mark.parametrize(("away", "inside"), [(-0.039, True), (-0.041, False)])
def test_a_town_counts_as_inside_up_to_four_hundredths_of_a_degree_away(atlas, away, inside):
    put(atlas, geonames.RAW, HEADER, changed(HEADER, TOWNS, 4, {"lon": str(TUZLA + away)}))
    found = gazetteer.derive(atlas)["place_names"]
    tuzla = found[(found["name"] == "Tuzla") & (found["used_in"] == "bosnia_census_2013")]
    assert (tuzla["place_id"] == 3).all() == inside


def spellings(found: pd.DataFrame, used_in: str) -> dict[str, int]:
    rows = found[found["used_in"] == used_in]
    return dict(zip(rows["name"], rows["place_id"], strict=True))


def test_cities_of_the_tables_are_the_most_populous_of_the_name(derived):
    found = derived["place_names"]
    assert spellings(found, "urban_disorder_cities") == {"Tuzla": 5, "Basra": 6}
    assert spellings(found, "city_populations") == {"Cordoba": 9}


def test_municipalities_are_spelt_as_their_tables_and_the_raw_files_spell_them(derived):
    found = derived["place_names"]
    census = spellings(found, "bosnia_census_2013")
    deaths = spellings(found, "bosnia_municipal_deaths")
    cauca = spellings(found, "north_cauca_municipalities")
    other = spellings(found, "other spelling")
    assert (len(deaths), len(cauca)) == (109, 13)
    assert deaths["Tuzla"] == census["Tuzla"] == 3
    assert deaths["Bosanski Novi"] == census["Novi Grad"]
    assert other["Foča-RS"] == census["Foča"] == other["Foca"]
    assert other["Duvno"] == deaths["Tomislavgrad"]
    assert other["Toribio"] == cauca["Toribío"] == -19821
    assert cauca["Guachené"] == other["Guachene"] == gazetteer.GUACHENE
    assert not {"Novi Grad", "Tuzla", "Miranda"} & set(other)


def test_other_spellings_of_places_mean_one_place_alone(derived):
    """Cordoba without its accent could be either of two; Basra has its own row already."""
    other = spellings(derived["place_names"], "other spelling")
    assert other["Lerida"] == 1
    assert not {"Cordoba", "Basra", "Vigo"} & set(other)
    assert not derived["place_names"].duplicated().any()


def test_guachene_lies_where_aiddata_has_it(derived):
    row = derived["gazetteer"].set_index("place_id").loc[gazetteer.GUACHENE]
    assert row[["latitude", "longitude"]].tolist() == [3.134, -76.393]


def test_guachene_lies_in_one_place(atlas):
    put(atlas, gazetteer.AIDDATA, AIMS, [*GUACHENE, f"{gazetteer.GUACHENE},3.2,-76.39252"])
    with pytest.raises(RecipeError, match="column geoname_id: expected a total of 1 as published"):
        gazetteer.guachene(atlas)
