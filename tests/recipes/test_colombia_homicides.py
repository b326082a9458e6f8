"""Homicides by municipality: codes, names, gaps in the population, northern Cauca."""

from __future__ import annotations

import pandas as pd
import pytest

from citiesfirst import tables
from recipes import colombia_homicides as recipe
from recipes import colombia_population as population
from recipes import world_bank_wdi
from recipes.colombia_names import spelt
from recipes.common import RecipeError
from tests.recipes.small_files import changed, put

HEADER = "departamento,municipio,year,total_homicides,municipio_code,region,population,homic_rate"
ROWS = [
    "ANTIOQUIA,BRICEÑO,2005,7,5107,Andina,8783,79.7",
    "BOYACÁ,BRICEÑO,2005,3,5107,Andina,8783,34.2",
    "CUNDINAMARCA,BOGOTÁ D.C. (CT),2003,20,11001,Andina,6627568,0.3",
    "CUNDINAMARCA,BOGOTÁ D.C. (CT),2005,10,11001,Andina,6840116,0.1",
    "CAUCA,GUACHENÉ,2006,4,19300,Pacifico,0,",
    "CAUCA,GUACHENÉ,2007,2,19300,Pacifico,19553,10.2",
    "CAUCA,TORIBIO,2003,1,19821,Pacifico,26000,3.8",
    "CAUCA,TORIBIO,2007,1,19821,Pacifico,28000,3.6",
    "CAUCA,TORIBIO,2024,23,19821,Pacifico,36000,63.9",
]


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "TOTALS", {2003: 21, 2024: 23})
    put(tmp_path, recipe.RAW, HEADER, ROWS)
    return tmp_path


def test_the_two_bricenos_are_told_apart(raw):
    """The one in Boyacá stood under the code and with the people of the one in Antioquia."""
    found = recipe.homicides(raw).set_index(["code", "year"])
    assert found.loc[("05107", 2005), "population"] == 8783
    assert found.loc[("15106", 2005), "homicides"] == 3
    assert pd.isna(found.loc[("15106", 2005), "population"])


def test_municipalities_have_a_name_a_department_and_a_class(raw):
    table = recipe.municipalities(recipe.homicides(raw)).set_index("code")
    assert table.loc["11001", ["municipality", "department"]].tolist() == ["Bogotá", "Bogotá"]
    assert table.loc["11001", "size_class"] == "500,000 and more"
    toribio = table.loc["19821"]
    assert toribio["municipality"] == "Toribío" and toribio["north_cauca"]
    assert toribio["population_2005"] == 27_000  # half-way from 2003 to 2007
    assert toribio["population_estimated"] and not table.loc["11001", "population_estimated"]
    assert table.loc["19300", "population_2005"] == 19_553  # founded later: its first own year
    assert pd.isna(table.loc["15106", "size_class"])


def test_population_is_filled_apart_before_and_after_the_new_census(raw):
    full = population.filled(recipe.homicides(raw), recipe.YEARS)
    assert full.loc["19821", 2004] == 26_500
    assert full.loc["19821", 2017] == 28_000  # the nearest year before the break
    assert full.loc["19821", 2018] == 36_000  # the nearest year after it
    assert pd.isna(full.loc["19300", 2006])  # its people are still in Caloto's
    assert full.loc["15106"].isna().all()


def test_a_class_counts_the_people_of_places_without_a_homicide(raw):
    found = recipe.homicides(raw)
    table = population.by_size(found, recipe.municipalities(found), recipe.YEARS)
    cell = table.set_index(["year", "size_class"]).loc[(2005, "20,000 to 49,999")]
    assert cell["homicides"] == 0 and cell["municipalities"] == 1
    assert cell["population"] == cell["population_filled"] == 27_000
    bogota = table.set_index(["year", "size_class"]).loc[(2005, "500,000 and more")]
    assert bogota["population"] == 6_840_116 and bogota["population_filled"] == 0


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("SAN JOSÉ DEL GUAVIARE (CT)", "San José del Guaviare"),
        ("CAMPO DE LA CRUZ", "Campo de la Cruz"),
        ("MARÍA LA BAJA", "María La Baja"),
        ("EL CARMEN DE BOLÍVAR", "El Carmen de Bolívar"),
        ("ÚTICA", "Útica"),
    ],
)
def test_names_are_spelt_as_in_spanish(name, ours):
    assert spelt(name) == ours


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2024,23,19821", "2024,23,18821", "row 10, column municipio_code: expected a code of"),
        ("2024,23,19821", "2003,23,19821", "row 10, column municipio_code: expected each munici"),
        ("2024,23,", "2024,24,", "column homicides in 2024: expected a total of 23 as published"),
        ("2024,23,", "2024,-23,", "row 10, column total_homicides: expected a value of 1 or more"),
        ("CAUCA,TORIBIO,2024", "KAUKA,TORIBIO,2024", "row 10, column departamento: expected one"),
    ],
)
def test_faults_are_named(raw, old, new, words):
    put(raw, recipe.RAW, HEADER, [row.replace(old, new) for row in ROWS])
    with pytest.raises(RecipeError, match=words):
        recipe.homicides(raw)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("departamento", "", "a value"),
        ("municipio", "", "a value"),
        ("year", "", "a value"),
        ("total_homicides", "", "a value"),
        ("municipio_code", "", "a value"),
        ("population", "", "a value"),
        ("year", "2002", "a value from 2003 to 2024"),
        ("year", "2025", "a value from 2003 to 2024"),
        ("municipio_code", "119821", "text of the form"),
        ("population", "-1", "a value of 0 or more"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(raw, column, value, words):
    put(raw, recipe.RAW, HEADER, changed(HEADER, ROWS, 8, {column: value}))
    with pytest.raises(RecipeError, match=f"row 8, column {column}: expected {words}"):
        recipe.homicides(raw)


def test_a_place_not_yet_founded_has_no_population_and_one_person_is_one(raw):
    put(raw, recipe.RAW, HEADER, changed(HEADER, ROWS, 8, {"population": "1"}))
    people = recipe.homicides(raw).set_index(["code", "year"])["population"]
    assert pd.isna(people[("19300", 2006)])
    assert people[("19821", 2003)] == 1


def test_totals_of_the_police_are_those_of_the_national_table():
    table = tables.load("colombia_homicides_national").set_index("year")["homicides"]
    assert table.loc[list(recipe.TOTALS)].to_dict() == recipe.TOTALS
    assert (table.index.min(), table.index.max()) == (min(recipe.YEARS), max(recipe.YEARS))


@pytest.mark.parametrize(
    ("people", "label"),
    [
        (0, "under 10,000"),
        (9_999, "under 10,000"),
        (10_000, "10,000 to 19,999"),
        (19_999, "10,000 to 19,999"),
        (20_000, "20,000 to 49,999"),
        (49_999, "20,000 to 49,999"),
        (50_000, "50,000 to 99,999"),
        (99_999, "50,000 to 99,999"),
        (100_000, "100,000 to 499,999"),
        (499_999, "100,000 to 499,999"),
        (500_000, "500,000 and more"),
        (None, None),
    ],
)
def test_the_label_of_a_class_says_its_bounds(people, label):
    found = population.size_class(pd.Series([people], dtype="Int64"))[0]
    assert found == label or (label is None and pd.isna(found))


@pytest.mark.parametrize(("code", "first"), [("19300", 2007), ("23682", 2008), ("23815", 2008)])
def test_a_municipality_has_people_from_its_first_own_year_on(code, first):
    """Guachené was founded in December 2006, San José de Uré and Tuchín in 2007."""
    rows = [(code, first, 19_000), (code, first + 2, 21_000)]
    frame = pd.DataFrame(rows, columns=["code", "year", "population"])
    full = population.filled(frame, recipe.YEARS).loc[code]
    assert full.loc[:first].notna().tolist() == [False] * (first - 2003) + [True]
    assert full[[first, first + 1, first + 2]].tolist() == [19_000, 20_000, 21_000]
    published = tables.load("colombia_homicides").query("code == @code and population.notna()")
    assert published["year"].min() >= first


@pytest.fixture
def world_bank(monkeypatch):
    """The World Bank's population: 40 million and a million more each year; Peru beside it."""

    def give(years: range) -> None:
        rows = [("COL", year, 40e6 + 1e6 * (year - 2003)) for year in years]
        rows += [("PER", year, 27e6) for year in years]
        series = pd.DataFrame(rows, columns=["iso3", "year", "value"])
        monkeypatch.setattr(world_bank_wdi, "series", lambda raw, name: series)

    return give


def test_the_national_table_has_the_world_banks_population(raw, world_bank):
    world_bank(range(2000, 2025))
    table = recipe.national(recipe.homicides(raw), recipe.residents(raw)).set_index("year")
    assert table.loc[2005].tolist() == [20, 3, 42e6]
    assert list(table) == ["homicides", "municipalities_with_homicide", "population_wdi"]


def test_a_year_that_the_world_bank_lacks_is_noticed(raw, world_bank):
    world_bank(range(2000, 2024))
    with pytest.raises(RecipeError, match="years of Colombia: expected a total of 22 as publi"):
        recipe.residents(raw)


CAUCA_HEADER = (
    "municipio_code,year,total_homicides,population,homic_rate,municipality,population_interpolated"
)


def cauca(raw, monkeypatch, rows):
    monkeypatch.setattr(recipe, "NORTH_CAUCA", {"19300": "Guachené", "19821": "Toribío"})
    monkeypatch.setattr(recipe, "YEARS", range(2005, 2008))
    put(raw, recipe.CAUCA, CAUCA_HEADER, rows)
    found = recipe.homicides(raw)
    return recipe.north_cauca(raw, found).set_index(["code", "year"])


CAUCA_ROWS = [
    "19300,2005,0,,,Guachene,False",
    "19300,2006,4,0.0,,Guachene,False",
    "19300,2007,2,19553.0,10.2,Guachene,False",
    "19821,2005,0,27000.0,0,Toribio,True",
    "19821,2006,0,27500.0,0,Toribio,True",
    "19821,2007,1,28000.0,3.6,Toribio,False",
]


@pytest.fixture
def three_years(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "TOTALS", {})
    keep = [row for row in ROWS if any(f",{year}," in row for year in (2005, 2006, 2007))]
    put(tmp_path, recipe.RAW, HEADER, keep)
    return tmp_path


def test_filled_cells_are_marked_and_a_place_not_yet_founded_is_empty(three_years, monkeypatch):
    table = cauca(three_years, monkeypatch, CAUCA_ROWS)
    assert pd.isna(table.loc[("19300", 2005), "homicides"])
    assert pd.isna(table.loc[("19300", 2006), "population"])
    assert table.loc[("19300", 2006), "homicides"] == 4
    assert table.index[table["filled"]].tolist() == [("19821", 2005), ("19821", 2006)]
    assert table.loc[("19821", 2005), "homicides"] == 0


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2007,1,28000.0", "2007,2,28000.0", "row 7, column total_homicides: expected the count"),
        ("2007,1,28000.0", "2007,1,28001.0", "row 7, column population: expected that of the nat"),
        ("3.6,Toribio,False", "3.6,Toribio,True", "row 7, column population_interpolated"),
        ("19821,2007", "19822,2007", "row 7, column code: expected one of the 13"),
        ("19821,2007", ",2007", "row 7, column municipio_code: expected a value"),
        ("19821,2007", "19821,", "row 7, column year: expected a value"),
        ("2007,1,28000.0", "2007,,28000.0", "row 7, column total_homicides: expected a value"),
        ("2007,1,28000.0", "2007,1,", "row 7, column population: expected that of the national"),
        ("3.6,Toribio,False", "3.6,Toribio,", "row 7, column population_interpolated: expected"),
        ("2005,0,27000.0", "2005,-1,27000.0", "row 5, column total_homicides: expected a value of"),
        ("19300,2006,4,0.0", "19300,2006,4,-1.0", "row 3, column population: expected a value of"),
    ],
)
def test_northern_cauca_must_be_the_national_file(three_years, monkeypatch, old, new, words):
    with pytest.raises(RecipeError, match=words):
        cauca(three_years, monkeypatch, [row.replace(old, new) for row in CAUCA_ROWS])


def test_a_year_that_northern_cauca_lacks_is_noticed(three_years, monkeypatch):
    with pytest.raises(RecipeError, match="municipality-years: expected a total of 6 as published"):
        cauca(three_years, monkeypatch, CAUCA_ROWS[1:])


def test_all_five_tables_are_made(three_years, monkeypatch, world_bank):
    cauca(three_years, monkeypatch, CAUCA_ROWS)
    world_bank(range(2000, 2025))
    made = recipe.derive(three_years)
    assert {name: len(table) for name, table in made.items()} == {
        "colombia_homicides": 6,
        "colombia_municipalities": 5,
        "colombia_homicides_by_size": 12,  # four classes in three years
        "colombia_homicides_national": 3,
        "north_cauca_homicides": 6,
    }
    assert list(made["colombia_homicides"]) == ["code", "year", "homicides", "population"]


def test_northern_cauca_agrees_with_the_independent_count(raw_upstream):
    check = pd.read_csv(raw_upstream / "checks/north_cauca_homicides_yearly.csv")
    made = recipe.derive(raw_upstream)["north_cauca_homicides"]
    sums = made.groupby("year")[["homicides", "population"]].sum().reset_index()
    ours = sums.assign(rate=(1e5 * sums["homicides"] / sums["population"]).astype(float).round(2))
    assert ours["homicides"].tolist() == check["total_homicides"].tolist()
    assert ours["population"].tolist() == check["population"].tolist()
    assert ours["rate"].tolist() == pytest.approx(check["rate"].tolist(), abs=0.005001)
