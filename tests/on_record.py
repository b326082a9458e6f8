"""Verdicts and figures a second time: what they rest on changes in two places or not at all.

`verdicts.csv` beside this module has one row for each claim: what the ledger says of it, and the
numbers (keys of glued values) that its texts print, in their order. `figures.csv` has one row for
each figure: its place among those of its chapter, its tables and its numbers. Prose may change
freely. After a change that is meant, `python -m tests.on_record` shows it and takes it up.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from citiesfirst import chapters, ledger
from citiesfirst.chapters import Cell
from citiesfirst.ledger import Claim, Ledger

ROOT = Path(__file__).resolve().parents[1]
RECORD = Path(__file__).with_name("verdicts.csv")
FIGURES = Path(__file__).with_name("figures.csv")
GLUED = re.compile(r"\{glue:?\w*\}`([^`]+)`")
# Each column of the record, and the field of the claim whose line a message names.
COLUMNS = {
    "claim": "id",
    "part": "part",
    "verdict_2007": "verdicts",
    "verdict_now": "verdicts",
    "strength": "strength",
    "tested_by": "tested_by",
    "seen": "cited",
    "source": "cited",
    "chapter": "chapter",
    "figures": "figures",
    "tables": "tables",
    "numbers": "verdicts",
}


def row(claim: Claim) -> dict[str, str]:
    """What the record says of a claim."""
    because = [verdict.because for verdict in claim.verdicts.values()]
    texts = [claim.title, claim.paraphrase, *because, claim.change_our_mind]
    return {
        "claim": claim.id,
        "part": str(claim.part),
        "verdict_2007": claim.verdicts["2007"].word,
        "verdict_now": claim.verdicts["now"].word,
        "strength": claim.strength,
        "tested_by": claim.tested_by,
        "seen": claim.cited.seen if claim.cited else "",
        "source": claim.cited.reference if claim.cited else "",
        "chapter": claim.chapter,
        "figures": " ".join(claim.figures),
        "tables": " ".join(claim.tables),
        "numbers": " ".join(key for text in texts for key in GLUED.findall(text)),
    }


def differences(book: Ledger, record: Path = RECORD) -> list[str]:
    """Return one message for each field of the ledger that is not as in the record."""
    with record.open(encoding="utf-8", newline="") as file:
        known = {one["claim"]: one for one in csv.DictReader(file)}
    found = []
    for claim in book.claims:
        ours, theirs = row(claim), known.pop(claim.id, {})
        found += [
            f"{book.file}:{claim.lines[field]}: claim {claim.id}, {column}: "
            f"expected {theirs.get(column)!r} as in {record.name}, found {ours[column]!r}"
            for column, field in COLUMNS.items()
            if ours[column] != theirs.get(column)
        ]
    return found + [f"{book.file}: expected a claim {one} as in {record.name}" for one in known]


def figure_rows(document: str, cells: list[Cell]) -> list[dict[str, str]]:
    """What the record says of the figures of a chapter, in their order, and the line of each."""
    said = [cell.figure for cell in cells if cell.figure]
    return [
        {
            "figure": one.name,
            "chapter": document,
            "place": str(place),
            "tables": " ".join(one.tables),
            "numbers": " ".join(GLUED.findall(f"{one.alt} {one.caption}")),
        }
        for place, one in enumerate(said, start=1)
    ]


def figure_differences(document: str, cells: list[Cell], record: Path = FIGURES) -> list[str]:
    """Return one message for each figure of a chapter that is not as in the record."""
    with record.open(encoding="utf-8", newline="") as file:
        known = [one for one in csv.DictReader(file) if one["chapter"] == document]
    lines = {cell.figure.name: cell.figure.line for cell in cells if cell.figure}
    ours = figure_rows(document, cells)
    found = [
        f"{document}.md:{lines[one['figure']]}: {one['figure']}: expected what {record.name} "
        f"says of it, found place {one['place']}, tables {one['tables']}, numbers {one['numbers']}"
        for one in ours
        if one not in known
    ]
    lost = {one["figure"] for one in known} - lines.keys()
    return found + [f"{document}.md: expected a figure {name} as in {record.name}" for name in lost]


def chapters_read() -> dict[str, list[Cell]]:
    """The cells of every chapter, by its document."""
    return {
        path.relative_to(ROOT).with_suffix("").as_posix(): chapters.read(path)
        for path in sorted(ROOT.glob("chapters/**/*.md"))
    }


def _write(rows: list[dict[str, str]], record: Path) -> None:
    with record.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def main() -> None:
    """Show what is not as on record, and take it up."""
    book, pages = ledger.read(), chapters_read()
    changed = differences(book)
    for document, cells in pages.items():
        changed += figure_differences(document, cells)
    print("\n".join(changed) or "Nothing has changed.")
    _write([row(claim) for claim in book.claims], RECORD)
    _write([one for name, cells in pages.items() for one in figure_rows(name, cells)], FIGURES)


if __name__ == "__main__":
    main()
