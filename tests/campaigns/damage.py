"""Ways to damage a file of data, each a small function: (random source, text) -> damaged text.

A function returns what it made and where: the lines that a message may name (none where any will
do) and the columns. It returns None where the file has nothing to damage in that way.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

NUMBER = re.compile(r"-?\d+(\.\d+)?")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Damage:
    """A damaged file, and the rows and columns of which a message should name one."""

    content: bytes
    rows: frozenset[int] = frozenset()
    columns: frozenset[str] = frozenset()


class Table:
    """A CSV text as a list of rows; row 0 is the header, and row n stands in line n + 1."""

    def __init__(self, text: str) -> None:
        self.rows = list(csv.reader(io.StringIO(text, newline="")))

    @property
    def header(self) -> list[str]:
        return self.rows[0]

    def cells(self, form: re.Pattern[str]) -> list[tuple[int, int]]:
        """Places of all cells that have a form, the header left out."""
        return [
            (row, column)
            for row, cells in enumerate(self.rows[1:], start=1)
            for column, cell in enumerate(cells)
            if form.fullmatch(cell)
        ]

    def damage(self, rows: set[int], columns: set[int] = frozenset()) -> Damage:
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(self.rows)
        names = frozenset(self.header[column] for column in columns)
        return Damage(out.getvalue().encode(), frozenset(row + 1 for row in rows), names)


Damager = Callable[[Random, str], Damage | None]


def _cell(form: str, change: Callable[[Random, str], str]) -> Damager:
    """A damager that changes one cell of a form."""

    def damager(random: Random, text: str) -> Damage | None:
        table = Table(text)
        places = table.cells(re.compile(form))
        if not places:
            return None
        row, column = random.choice(places)
        table.rows[row][column] = change(random, table.rows[row][column])
        return table.damage({row}, {column})

    return damager


def _swap(form: str, along: str) -> Damager:
    """A damager that lets two unlike cells of a form change places within a column or a row."""

    def damager(random: Random, text: str) -> Damage | None:
        table = Table(text)
        places = table.cells(re.compile(form))
        random.shuffle(places)
        for row, column in places[:40]:
            here = table.rows[row][column]
            same = 1 if along == "column" else 0
            others = [
                place
                for place in places
                if place[same] == (row, column)[same] and table.rows[place[0]][place[1]] != here
            ]
            if others:
                other = random.choice(others)
                table.rows[row][column] = table.rows[other[0]][other[1]]
                table.rows[other[0]][other[1]] = here
                return table.damage({row, other[0]}, {column, other[1]})
        return None

    return damager


def drop_cell(random: Random, text: str) -> Damage:
    table = Table(text)
    row = random.randrange(1, len(table.rows))
    del table.rows[row][random.randrange(len(table.header))]
    if not table.rows[row]:  # a table of one column: the row is now an empty line
        table.rows[row] = [""]
    return table.damage({row})


def duplicate_row(random: Random, text: str) -> Damage:
    table = Table(text)
    row = random.randrange(1, len(table.rows))
    to = random.randrange(row + 1, len(table.rows) + 1)
    table.rows.insert(to, list(table.rows[row]))
    return table.damage({row, *range(row + 1, to + 1)})


def delete_row(random: Random, text: str) -> Damage:
    table = Table(text)
    row = random.randrange(1, len(table.rows))
    del table.rows[row]
    return table.damage(set(range(row, len(table.rows) + 1)))


def swap_rows(random: Random, text: str) -> Damage | None:
    table = Table(text)
    if len(table.rows) < 3:
        return None
    one, other = random.sample(range(1, len(table.rows)), 2)
    if table.rows[one] == table.rows[other]:
        return None
    table.rows[one], table.rows[other] = table.rows[other], table.rows[one]
    return table.damage({one, other})


def swap_columns(random: Random, text: str) -> Damage | None:
    table = Table(text)
    if len(table.header) < 2:
        return None
    one, other = random.sample(range(len(table.header)), 2)
    header = table.rows[0]
    header[one], header[other] = header[other], header[one]
    return table.damage({0})


def rename_column(random: Random, text: str) -> Damage:
    table = Table(text)
    table.rows[0][random.randrange(len(table.header))] += "s"
    return table.damage({0})


def shift_row(random: Random, text: str) -> Damage | None:
    """Cells of a row move one to the right, the last one comes first."""
    table = Table(text)
    rows = [n for n, row in enumerate(table.rows[1:], start=1) if len(set(row)) > 1]
    if not rows:
        return None
    row = random.choice(rows)
    table.rows[row] = [table.rows[row][-1], *table.rows[row][:-1]]
    return table.damage({row})


def truncate(random: Random, text: str) -> Damage:
    content = text.encode()
    return Damage(content[: random.randrange(len(content))])


def other_encoding(random: Random, text: str) -> Damage:
    """The file in another encoding; plain ASCII stays what it is, so that gets a stray byte."""
    encoding = random.choice(["cp1250", "latin-1", "utf-16", "mac-roman"])
    content = text.encode(encoding, "replace")
    if content == text.encode():
        place = random.randrange(len(content))
        content = content[:place] + b"\xe9" + content[place:]
    return Damage(content)


def twice_encoded(random: Random, text: str) -> Damage | None:
    content = text.encode().decode("latin-1").encode()
    return None if content == text.encode() else Damage(content)


def stray_character(random: Random, text: str) -> Damage:
    """An invisible or odd character somewhere."""
    place = random.randrange(len(text))
    odd = random.choice(["\ufeff", "\u200b", "\x00", "\xa0", "\u202e", "\r", "\x1b", "\u0000"])
    return Damage((text[:place] + odd + text[place:]).encode())


def other_line_ends(random: Random, text: str) -> Damage:
    return Damage(text.replace("\n", random.choice(["\r\n", "\r", "\n\n"])).encode())


def merge_marks(random: Random, text: str) -> Damage:
    lines = text.split("\n")
    place = random.randrange(1, len(lines))
    marked = ["<<<<<<< HEAD", lines[place - 1], "=======", lines[place - 1], ">>>>>>> other"]
    return Damage("\n".join([*lines[: place - 1], *marked, *lines[place:]]).encode())


HTML = '<script src="https://evil.example/a.js"></script>'
FORMULA = '=HYPERLINK("https://evil.example","click")'
PLAIN = r"[^\d<>]*[^\W\d][^<>]*"  # a cell with a letter

TABLE: dict[str, Damager] = {
    "cell dropped": drop_cell,
    "cell emptied": _cell(r".+", lambda random, cell: ""),
    "type changed: word": _cell(NUMBER.pattern, lambda random, cell: "many"),
    "type changed: thousands": _cell(NUMBER.pattern, lambda random, cell: f"1,{cell}"),
    "type changed: decimals": _cell(r"\d+", lambda random, cell: f"{cell}.5"),
    "type changed: other digits": _cell(
        r"\d+", lambda random, cell: cell.translate({48 + n: 0x660 + n for n in range(10)})
    ),
    "type changed: nan": _cell(NUMBER.pattern, lambda random, cell: random.choice(["nan", "inf"])),
    "dates reversed": _swap(DATE.pattern, "row"),
    "dates swapped between rows": _swap(r"\d{4}(-\d{2}){0,2}", "column"),
    "date written otherwise": _cell(
        DATE.pattern, lambda random, cell: ".".join(reversed(cell.split("-")))
    ),
    "date that does not exist": _cell(DATE.pattern, lambda random, cell: f"{cell[:5]}02-30"),
    "year of another century": _cell(
        r"(19|20)\d\d(-.*)?", lambda random, cell: str(int(cell[:2]) - 1) + cell[2:]
    ),
    "unit times 1,000": _cell(
        r"-?(?!0*\.?0*$)\d+(\.\d+)?",
        lambda random, cell: repr(float(cell) * 1000).removesuffix(".0"),
    ),
    "unit divided by 1,000": _cell(
        r"[1-9]\d*(\.\d+)?", lambda random, cell: repr(float(cell) / 1000)
    ),
    "one digit changed": _cell(
        r"\d*[1-8]\d*(\.\d+)?",
        lambda random, cell: re.sub(r"[1-8]", lambda m: str(int(m[0]) + 1), cell, count=1),
    ),
    "sign changed": _cell(
        r"-?\d*[1-9]\d*(\.\d+)?", lambda random, cell: f"-{cell}".replace("--", "")
    ),
    "places swapped": _swap(PLAIN, "column"),
    "numbers swapped in a row": _swap(NUMBER.pattern, "row"),
    "numbers swapped in a column": _swap(NUMBER.pattern, "column"),
    "row duplicated": duplicate_row,
    "row deleted": delete_row,
    "rows swapped": swap_rows,
    "row shifted": shift_row,
    "columns swapped": swap_columns,
    "column renamed": rename_column,
    "file truncated": truncate,
    "encoding broken": other_encoding,
    "encoded twice": twice_encoded,
    "stray character": stray_character,
    "line ends changed": other_line_ends,
    "merge marks": merge_marks,
    "blank added": _cell(r".+", lambda random, cell: random.choice([f"{cell} ", f" {cell}"])),
    "HTML injected": _cell(PLAIN, lambda random, cell: cell + HTML),
    "formula injected": _cell(PLAIN, lambda random, cell: FORMULA),
}
