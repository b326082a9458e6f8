"""A raw folder small enough to read, and a copy of the committed data to build into."""

from __future__ import annotations

import csv
import gzip
import io
import os
import shutil
from pathlib import Path

import pandas as pd

from citiesfirst import tables
from recipes import bosnia_1991, bosnia_2013
from recipes.__main__ import main
from tests.recipes.small_files import put_boxes

ROOT = Path(__file__).resolve().parents[2]
RAW = Path(os.environ.get("CITIESFIRST_RAW", ROOT.parent / "shared" / "raw"))

EVENTS = "ged251_bosnia_prec1-2.csv.gz"
EVENTS_PATH = "ucdp_ged_bosnia_v25_1/" + EVENTS
DEATHS_PATH = "bosnia_municipal_deaths_rdc/bosnia_deaths_by_prewar_municipality.csv"
CENSUS_PATH = "bosnia_census_1991_2013/bih_census_1991_by_prewar_municipality.csv"

COLUMNS = ["id", "country", "where_prec", "latitude", "longitude", "date_start", "date_end"]
COLUMNS += ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "low", "high"]
# Three events near Sarajevo in two months, and one in Tuzla, 80 km away.
ROWS = [
    "1,Bosnia-Herzegovina,1,43.85,18.38,1992-05-02,1992-05-02,1,2,3,0,6,5,7",
    "2,Bosnia-Herzegovina,2,43.86,18.40,1992-05-31,1992-06-01,0,0,4,0,4,4,4",
    "3,Bosnia-Herzegovina,1,43.87,18.42,1994-02-05,1994-02-05,0,0,66,2,68,66,68",
    "4,Bosnia-Herzegovina,1,44.54,18.68,1995-05-25,1995-05-25,0,0,71,0,71,71,71",
]


def numbered(name: str) -> pd.DataFrame:
    """A committed table whose index is the line of each row in its file, as its recipe sees it."""
    table = tables.load(name)
    return table.set_axis(range(2, len(table) + 2))


class Workshop:
    """A small raw folder, a data folder with the committed tables, and the command on both."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.data = folder / "raw", folder / "data"
        shutil.copytree(ROOT / "data", self.data)
        self.events([*ROWS])
        self.municipalities()

    def write(self, path: str, content: bytes) -> None:
        (self.raw / path).parent.mkdir(parents=True, exist_ok=True)
        (self.raw / path).write_bytes(content)

    def events(self, rows: list[str], columns: list[str] = COLUMNS) -> None:
        """The file of events, header and rows."""
        text = "\n".join([",".join(columns), *rows]) + "\n"
        self.write(EVENTS_PATH, gzip.compress(text.encode()))

    def municipalities(self) -> None:
        """The two files on 1991, made from the committed table, in the sources' own columns."""
        with open(ROOT / "data/tables/bosnia_municipal_deaths.csv", encoding="utf-8") as file:
            table = list(csv.DictReader(file))
        deaths, census = io.StringIO(), io.StringIO()
        out = csv.writer(deaths, lineterminator="\n")
        out.writerow(
            ["municipality", "deaths_count_rdc", "deaths_per_population", "population_1991"]
        )
        for row in table:
            people, dead = int(row["population_1991"]), int(row["deaths_total"])
            out.writerow([row["municipality"], dead, round(dead / people, 7), people])
        out = csv.writer(census, lineterminator="\n")
        groups = bosnia_1991.GROUPS
        out.writerow(["municipality", "total", *groups, "sarajevo_city_1991"])
        for row in table:
            counts = [row[f"{group}_1991"] for group in groups]
            flag = row["sarajevo_city_1991"].capitalize()
            out.writerow([row["municipality"], row["population_1991"], *counts, flag])
        self.write(DEATHS_PATH, deaths.getvalue().encode())
        self.write(CENSUS_PATH, census.getvalue().encode())

    def census_2013(self) -> None:
        """The files on 2013 and on the votes of 1997, made from the committed tables.

        Outlines are boxes: one of each entity, and a small one of each municipality inside.
        """
        corners = {bosnia_2013.FEDERATION: 0, bosnia_2013.SRPSKA: 20, bosnia_2013.BRCKO: 40}
        spelt = {"Pale": "Pale-RS", "Centar Sarajevo": "Sarajevo Centar"}  # as the sources do
        census = tables.load("bosnia_census_2013").replace({"municipality": spelt})
        boxes = {}
        for place, (name, entity) in enumerate(census[["municipality", "entity"]].to_numpy()):
            west = corners[entity] + place / 10
            boxes[name] = (west, 1, west + 0.05, 2)
        boxes["Istočni Stari Grad"] = (60, 1, 61, 2)  # which the outlines of entities leave out
        put_boxes(self.raw, bosnia_2013.OUTLINES, "census_name", boxes)
        of_bosnia = {bosnia_2013.FEDERATION: "Federation of Bosnia and Herzegovina"}
        wholes = {of_bosnia.get(name, name): (x, 0, x + 16, 3) for name, x in corners.items()}
        put_boxes(self.raw, bosnia_2013.ENTITIES, "shapeName", wholes)
        census["repaired"] = census["repaired"].map({True: "groups", False: ""})
        columns = ["municipality", "population", *bosnia_2013.GROUPS, "repaired"]
        columns += ["sarajevo_canton", "istocno_sarajevo"]
        census = census[columns].rename(columns={"population": "total"})
        joined = tables.load("bosnia_municipality_crosswalk").replace({"municipality_2013": spelt})
        joined["modified"] = joined["modified"].astype(int)
        joined.columns = ["postwar_municipality", "prewar_municipality", "modified"]
        votes = tables.load("bosnia_votes_1997").replace({"municipality": spelt})
        votes["nationalist"] = 1 - votes[list(votes.columns)[2:]].sum(axis=1)
        votes.columns = ["municipality", *bosnia_2013.KINDS]
        for path, table in (
            (bosnia_2013.CENSUS, census),
            (bosnia_2013.CROSSWALK, joined),
            (bosnia_2013.VOTES, votes),
        ):
            self.write(path, table.to_csv(index=False).encode())

    def edit(self, path: str, old: str, new: str) -> None:
        """Change one place of a raw text file."""
        text = (self.raw / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text.count(old))
        (self.raw / path).write_text(text.replace(old, new), encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """All files below data/, by path."""
        paths = [path for path in self.data.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.data)): path.read_bytes() for path in paths}

    def make(self, *names: str) -> int:
        """Run the command; returns its exit status."""
        return main(["--raw", str(self.raw), *names], data=self.data)
