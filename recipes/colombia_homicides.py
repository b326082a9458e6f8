"""Homicides in Colombia by municipality and year, 2003 to 2024 (National Police).

Reads our copies alone: the police publish one workbook a year or so, in columns of their own.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes import colombia_population as population
from recipes import world_bank_wdi
from recipes.colombia_names import (
    DEPARTMENTS,
    NORTH_CAUCA,
    department_code,
    municipality_names,
)
from recipes.common import check_total, field, find, read_csv, require

RAW = "colombia_homicides_municipality_year/homicides_municipality_year_2003_2024.csv.gz"
CAUCA = "colombia_homicides_municipality_year/north_cauca_homicides_2003_2024.csv"
YEARS = range(2003, 2025)
# National totals of the police workbooks, re-read when the file was stored (its SOURCE.txt).
TOTALS = {2003: 22_496, 2024: 13_341}
# Briceño in Boyacá stands under the code, and with the population, of Briceño in Antioquia.
BRICENO = {"department": "BOYACÁ", "wrong": "05107", "right": "15106"}
CODE = field("municipio_code", required=True, pattern=r"\d{4,5}")


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The five tables on homicides in Colombia."""
    found = homicides(raw)
    known = municipalities(found)
    return {
        "colombia_homicides": found[["code", "year", "homicides", "population"]],
        "colombia_municipalities": known,
        "colombia_homicides_by_size": population.by_size(found, known, YEARS),
        "colombia_homicides_national": national(found, residents(raw)),
        "north_cauca_homicides": north_cauca(raw, found),
    }


def homicides(raw: Path) -> pd.DataFrame:
    """Municipality-years with a homicide, checked; code of five digits; index = line in file."""
    path = find(raw, RAW)
    frame = read_csv(
        path,
        [
            field("departamento", required=True, enum=DEPARTMENTS),
            field("municipio", required=True),
            field("year", "year", required=True, minimum=min(YEARS), maximum=max(YEARS)),
            field("total_homicides", "integer", required=True, minimum=1),
            CODE,
            field("population", "integer", required=True, minimum=0),
        ],
    )
    frame = frame.rename(columns={"total_homicides": "homicides"})
    frame = frame.assign(code=frame["municipio_code"].str.zfill(5))
    doubled = (frame["departamento"] == BRICENO["department"]) & (frame["code"] == BRICENO["wrong"])
    frame.loc[doubled, "code"] = BRICENO["right"]
    right = frame["code"].str[:2] == department_code(frame["departamento"], frame["code"])
    require(right, frame, "municipio_code", "a code of the department", path)
    again = frame.duplicated(["code", "year"])
    require(~again, frame, "municipio_code", "each municipality once a year", path)
    for year, total in TOTALS.items():
        found = int(frame.loc[frame["year"] == year, "homicides"].sum())
        check_total(found, total, f"homicides in {year}", path)
    unknown = doubled | (frame["population"] == 0)  # a municipality not yet founded has 0
    return frame.assign(population=frame["population"].astype("Int64").mask(unknown))


def municipalities(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a municipality: name, department, northern Cauca, population in 2005 and class."""
    table = municipality_names(frame)
    people = population.of_year(frame, population.CLASS_YEAR, YEARS)
    table = table.merge(people, on="code", how="left", validate="1:1")
    return table.assign(
        north_cauca=table["code"].isin(NORTH_CAUCA),
        size_class=population.size_class(table["population_2005"]),
    )


def national(frame: pd.DataFrame, people: pd.Series) -> pd.DataFrame:
    """Homicides in all municipalities by year, beside the World Bank's population."""
    table = frame.groupby("year").agg(
        homicides=("homicides", "sum"), municipalities_with_homicide=("code", "size")
    )
    return table.reset_index().assign(population_wdi=lambda one: one["year"].map(people))


def residents(raw: Path) -> pd.Series:
    """Colombia's population by year, World Development Indicators."""
    people = world_bank_wdi.series(raw, "population")
    people = people[(people["iso3"] == "COL") & people["year"].isin(YEARS)].set_index("year")
    check_total(len(people), len(YEARS), "years of Colombia", "World Bank population")
    return people["value"]


def north_cauca(raw: Path, frame: pd.DataFrame) -> pd.DataFrame:
    """All years of the 13 municipalities; `filled` where the national file has no row.

    Every other cell must equal the national file.
    """
    path = find(raw, CAUCA)
    table = read_csv(
        path,
        [
            CODE,
            field("year", "year", required=True, minimum=min(YEARS), maximum=max(YEARS)),
            field("total_homicides", "integer", required=True, minimum=0),
            field("population", "number", minimum=0),
            field("population_interpolated", "boolean", required=True),
        ],
        key=["municipio_code", "year"],
    )
    table = table.rename(columns={"municipio_code": "code"})
    require(table["code"].isin(NORTH_CAUCA), table, "code", "one of the 13 municipalities", path)
    check_total(len(table), len(NORTH_CAUCA) * len(YEARS), "municipality-years", path)
    both = frame.set_index(["code", "year"])[["homicides", "population"]]
    ours = both.reindex(pd.MultiIndex.from_frame(table[["code", "year"]])).set_index(table.index)
    filled = ours["homicides"].isna()
    same = filled | (ours["homicides"] == table["total_homicides"])
    require(same, table, "total_homicides", "the count of the national file", path)
    people = table["population"].round().astype("Int64").replace(0, pd.NA)
    same = filled | ours["population"].isna() | (ours["population"] == people)
    require(same.fillna(False), table, "population", "that of the national file", path)
    interpolated = table["population_interpolated"]
    founded = people.notna() | ~filled  # Guachené was part of Caloto until December 2006
    require(interpolated == (filled & founded), table, "population_interpolated", "filled", path)
    return pd.DataFrame(
        {
            "code": table["code"],
            "municipality": table["code"].map(NORTH_CAUCA),
            "year": table["year"],
            "homicides": table["total_homicides"].astype("Int64").where(founded),
            "population": people,
            "filled": interpolated,
        }
    )
