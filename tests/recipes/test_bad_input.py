"""Faulty raw files: one message that names the place, exit 1, and the old tables untouched."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from tests.recipes.small_files import changed
from tests.recipes.workshop import (
    CENSUS_PATH,
    COLUMNS,
    DEATHS_PATH,
    EVENTS,
    EVENTS_PATH,
    ROOT,
    ROWS,
    Workshop,
)

DEATHS = Path(DEATHS_PATH).name
CENSUS = Path(CENSUS_PATH).name


def refused(workshop: Workshop, capsys: pytest.CaptureFixture[str], source: str) -> str:
    """Run the recipe, which must fail and change nothing; returns its one message."""
    before = workshop.files()
    assert workshop.make(source) == 1
    assert workshop.files() == before
    message = capsys.readouterr().err.strip()
    assert "\n" not in message and "Traceback" not in message
    assert message.startswith("make data: ")
    return message.removeprefix("make data: ")


def with_cell(row: int, column: str, value: str) -> list[str]:
    """The rows of events with one cell changed; `row` is the line in the file."""
    return changed(",".join(COLUMNS), ROWS, row, {column: value})


def test_good_files_are_accepted(workshop):
    assert workshop.make("ucdp_bosnia", "bosnia_1991") == 0
    lines = (workshop.data / "tables/ged_sarajevo_months.csv").read_text().splitlines()
    assert "1992-05,2,10,9,11,7" in lines  # events 1 and 2, by their first day
    assert "1994-02,1,68,66,68,66" in lines
    assert "1995-05,0,0,0,0,0" in lines  # Tuzla is too far
    assert not list(workshop.data.glob(".building-*"))


@pytest.mark.slow
def test_the_publishers_own_file_is_accepted(workshop):
    """More columns, times of day, other countries, vague places: same result."""
    assert workshop.make("ucdp_bosnia") == 0
    ours = (workshop.data / "tables/ged_sarajevo_months.csv").read_bytes()
    rows = [
        row.replace("-02,", "-02 00:00:00.000,").replace("-05,", "-05 00:00:00.000,") + ",Europe"
        for row in ROWS
    ]
    rows.append("5,Bosnia-Herzegovina,6,44.0,18.0,1992-05-02,1992-05-02,9,0,0,0,9,9,9,Europe")
    rows.append("6,Afghanistan,1,34.5,69.2,1994-01-01,1994-01-01,9,0,0,0,9,9,9,Asia")
    (workshop.raw / EVENTS_PATH).unlink()
    text = "\n".join([",".join([*COLUMNS, "region"]), *rows]) + "\n"
    workshop.write("GEDEvent_v25_1.csv", text.encode())
    assert workshop.make("ucdp_bosnia") == 0
    assert (workshop.data / "tables/ged_sarajevo_months.csv").read_bytes() == ours


def test_wrong_encoding(workshop, capsys):
    text = (workshop.raw / DEATHS_PATH).read_text(encoding="utf-8")
    workshop.write(DEATHS_PATH, text.encode("cp1250"))
    message = refused(workshop, capsys, "bosnia_1991")
    assert message.startswith(f"{DEATHS}, row 3, column municipality: expected UTF-8 text, found")
    assert "Banovi" in text.splitlines()[2]  # row 3 holds the first letter beyond ASCII


def test_truncated_gzip(workshop, capsys):
    many = [f"{number},{ROWS[0].split(',', 1)[1]}" for number in range(5000)]
    whole = gzip.compress("\n".join([",".join(COLUMNS), *many]).encode())
    workshop.write(EVENTS_PATH, whole[: len(whole) // 2])
    message = refused(workshop, capsys, "ucdp_bosnia")
    assert message.startswith(f"{EVENTS}, row ")
    assert "expected a complete gzip file, found a truncated file" in message


def test_not_a_gzip_file(workshop, capsys):
    workshop.write(EVENTS_PATH, b"id,country\n")
    assert "expected a complete gzip file" in refused(workshop, capsys, "ucdp_bosnia")


def test_shifted_cells(workshop, capsys):
    shifted = ROWS[1].replace("Bosnia-Herzegovina,2,", "Bosnia-Herzegovina,,2,")
    workshop.events([ROWS[0], shifted, *ROWS[2:]])
    message = refused(workshop, capsys, "ucdp_bosnia")
    assert message == f"{EVENTS}, row 3: expected 14 cells, as in the header, found 15."


def test_shifted_columns(workshop, capsys):
    """Every row as long as the header, but one place to the right."""
    cells = [row.split(",") for row in ROWS]
    workshop.events([",".join([f"x{row[0]}", *row[:-1]]) for row in cells])
    message = refused(workshop, capsys, "ucdp_bosnia")
    assert message == (
        f"{EVENTS}, row 2, column where_prec: expected a whole number, found 'Bosnia-Herzegovina'."
    )


def test_missing_column(workshop, capsys):
    workshop.events(ROWS, ["ID", *COLUMNS[1:]])
    message = refused(workshop, capsys, "ucdp_bosnia")
    assert message.startswith(f"{EVENTS}, row 1: expected a column id, found columns ID, country")


def test_swapped_coordinates(workshop, capsys):
    swapped = ROWS[2].replace("43.87,18.42", "18.42,43.87")
    workshop.events([*ROWS[:2], swapped, ROWS[3]])
    message = refused(workshop, capsys, "ucdp_bosnia")
    assert message == (
        f"{EVENTS}, row 4, column latitude: expected a latitude from 42.5 to 45.3, found '18.42'."
    )


def test_negative_count(workshop, capsys):
    workshop.events(with_cell(3, "deaths_civilians", "-4"))
    message = refused(workshop, capsys, "ucdp_bosnia")
    assert message == (
        f"{EVENTS}, row 3, column deaths_civilians: expected a value of 0 or more, found '-4'."
    )


def test_duplicate_key(workshop, capsys):
    workshop.events(with_cell(4, "id", "1"))
    message = refused(workshop, capsys, "ucdp_bosnia")
    assert message == (
        f"{EVENTS}, row 4, column id: expected a value that no earlier row has, found '1'."
    )


def test_dates_reversed(workshop, capsys):
    workshop.events(with_cell(3, "date_end", "1992-05-01"))
    message = refused(workshop, capsys, "ucdp_bosnia")
    assert message.startswith(f"{EVENTS}, row 3, column date_end: expected date_end not below")


def test_impossible_date(workshop, capsys):
    workshop.events(with_cell(3, "date_start", "1992-05-32"))
    message = refused(workshop, capsys, "ucdp_bosnia")
    assert message == (
        f"{EVENTS}, row 3, column date_start: expected a date that exists, found '1992-05-32'."
    )


def test_parts_that_do_not_add_up(workshop, capsys):
    workshop.events(with_cell(4, "deaths_unknown", "3"))
    message = refused(workshop, capsys, "ucdp_bosnia")
    assert message.startswith(f"{EVENTS}, row 4, column best: expected the sum of deaths by side")


def test_totals_mismatch(workshop, capsys):
    workshop.events(ROWS[:3])
    message = refused(workshop, capsys, "ucdp_bosnia")
    assert message == f"{EVENTS}, column best: expected a total of 149 as published, found 78."


def test_census_totals_mismatch(workshop, capsys):
    """A hundred people moved between two groups: every row still adds up, the country does not."""
    workshop.edit(CENSUS_PATH, "Tuzla,131618,62669,20271", "Tuzla,131618,62769,20171")
    message = refused(workshop, capsys, "bosnia_1991")
    assert message == (
        f"{CENSUS}, column muslims: expected a total of 1,902,956 as published, found 1,903,056."
    )


def test_unknown_municipality(workshop, capsys):
    workshop.edit(DEATHS_PATH, "\nTuzla,", "\nTulza,")
    message = refused(workshop, capsys, "bosnia_1991")
    assert message.startswith(f"{DEATHS}, row ")
    assert message.endswith("column municipality: expected a known municipality, found 'Tulza'.")


def test_count_that_is_not_the_ratio(workshop, capsys):
    workshop.edit(DEATHS_PATH, "Tuzla,1158,", "Tuzla,1159,")
    message = refused(workshop, capsys, "bosnia_1991")
    assert "column deaths_count_rdc: expected the ratio times the population" in message


def test_missing_file(workshop, capsys):
    (workshop.raw / EVENTS_PATH).unlink()
    message = refused(workshop, capsys, "ucdp_bosnia")
    assert f"expected {EVENTS_PATH} or GEDEvent_v25_1.csv, found no such file" in message


def test_unknown_table(workshop, capsys):
    message = refused(workshop, capsys, "ged_sarajevo_month")
    assert "such as ged_sarajevo_months" in message


@pytest.mark.parametrize(
    ("table", "printed", "mistyped", "message"),
    [
        pytest.param(
            *("sarajevo_siege_totals", "1992-09-10,1994-08-10", "1994-08-10,1992-09-10"),
            "row 3, column period_end: expected period_end not below period_start",
            id="reversed",
        ),
        pytest.param(
            *("sarajevo_siege_lengths", "1992-03-01", "1892-03-01"),
            "row 2, column start: expected a value from 1992-01-01 to 1992-12-31",
            id="outside the time of the table",
        ),
    ],
)
def test_typed_table_with_impossible_dates(workshop, capsys, table, printed, mistyped, message):
    path = workshop.data / f"tables/{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert printed in text
    path.write_text(text.replace(printed, mistyped, 1), encoding="utf-8")
    refusal = refused(workshop, capsys, "sarajevo_siege")
    assert refusal.startswith(f"tables/{table}.csv, {message}")


def test_typed_table_with_unknown_reference(workshop, capsys):
    path = workshop.data / "tables/siege_events.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("nato1994", "nato1949"), encoding="utf-8"
    )
    message = refused(workshop, capsys, "sarajevo_siege")
    assert "column bibkey: expected a key of references.bib, found 'nato1949'" in message


def test_the_command_has_no_traceback(tmp_path):
    command = [sys.executable, "-m", "recipes", "--raw", str(tmp_path / "absent")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "expected a folder of raw files (RAW=…), found no such folder" in done.stderr
