"""No damage to the data or to what is written by hand changes a figure or a verdict unseen.

Each damaged input is either refused, with a message that names the file and, wherever there is
one, the row and the column (the line, in a text), or it is harmless. Harmless means, and is
checked: of a table or an outline nothing, since every byte of them is vouched for; of the ledger,
that each claim has the same verdicts, evidence and printed numbers; of the bibliography, that all
works are still there under their keys, so that only the wording of a reference has changed; of a
chapter, that its code, tags, figures and tables are the same, so that every number and chart is.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from citiesfirst import chapters, ledger, references, tables
from citiesfirst.chapters import ChapterError
from citiesfirst.ledger import LedgerError
from citiesfirst.references import ReferencesError
from citiesfirst.tables import TableError
from tests import on_record
from tests.campaigns import damage, damage_text
from tests.campaigns.conftest import ROOT, Tally, damaged, source

TABLES = [name for name in tables.names() if "schema" in tables.describe(name)]
OUTLINES = [name for name in tables.names() if "schema" not in tables.describe(name)]
ROUNDS = 9  # of each kind of damage to the ledger and to the bibliography
PAGES = sorted(path.relative_to(ROOT) for path in ROOT.glob("chapters/*/*.md"))
NOTEBOOKS = [page for page in PAGES if "{code-cell}" in (ROOT / page).read_text(encoding="utf-8")]


def named(error: TableError, made: damage.Damage) -> bool:
    """Whether a message names a damaged row and a damaged column, where there are such."""
    again = re.search(r"it is in row (\d+) already", error.expected)
    rows = {error.row, int(again[1]) if again else None}
    columns = set((error.column or "").split(" + "))
    return bool(not made.rows or rows & made.rows) and bool(
        not made.columns or columns & made.columns
    )


@pytest.mark.parametrize("name", TABLES)
def test_a_damaged_table_is_refused(name: str, copy: Path, restored, tally: Tally):
    path = copy / "data" / tables.describe(name)["path"]
    text = path.read_text(encoding="utf-8")
    silent = []
    for kind, damager in damage.TABLE.items():
        made = damaged(kind, damager, source(name, kind), text)
        if made is None:
            continue
        restored(path, made.content)
        try:
            tables.load(name)
        except TableError as error:
            fine = error.file == f"tables/{name}.csv" and named(error, made)
            fine = fine and "\n" not in str(error)
            if not fine:
                silent.append(f"{kind}: {error} (damaged: {made.rows}, {made.columns})")
            tally.add("table", kind, "refused")
        else:
            silent.append(f"{kind}: nobody noticed")
    assert silent == []


@pytest.mark.parametrize("name", OUTLINES)
def test_damaged_outlines_are_refused(name: str, copy: Path, restored, tally: Tally):
    path = copy / "data" / tables.describe(name)["path"]
    text = path.read_text(encoding="utf-8")
    silent = []
    for kind, damager in (damage_text.OUTLINES | damage_text.ANY).items():
        for turn in range(2):
            made = damaged(kind, damager, source(name, kind, turn), text)
            if made is None:
                continue
            restored(path, made.content)
            try:
                tables.outlines(name)
            except TableError as error:
                if error.file != f"geo/{name}.geojson":
                    silent.append(f"{kind}: {error}")
                tally.add("outlines", kind, "refused")
            else:
                silent.append(f"{kind}: nobody noticed")
    assert silent == []


def book_facts() -> dict[str, object]:
    """What the book holds that a ledger can name."""
    figures = {}
    for page in PAGES:
        cells = chapters.read(ROOT / page)
        document = page.with_suffix("").as_posix()
        figures |= {cell.figure.name: document for cell in cells if cell.figure}
    return {
        "figures": figures,
        "tables": tables.names(),
        "references": references.read(ROOT / "data/references.bib"),
        "chapters": {page.with_suffix("").as_posix() for page in PAGES},
    }


def objections(path: Path, facts: dict) -> list[str]:
    """All that the build or the tests say against a ledger."""
    try:
        book = ledger.read(path)
    except LedgerError as error:
        return [str(error)]
    return ledger.check_against(book, **facts) + on_record.differences(book)


def test_a_damaged_ledger_is_refused_or_says_the_same(copy: Path, restored, tally: Tally):
    path = copy / "data/claims.yml"
    text, facts = path.read_text(encoding="utf-8"), book_facts()
    assert objections(path, facts) == []
    silent = []
    for kind, damager in (damage_text.LEDGER | damage_text.ANY).items():
        for turn in range(ROUNDS):
            made = damaged(kind, damager, source("ledger", kind, turn), text)
            if made is None:
                continue
            restored(path, made.content)
            found = objections(path, facts)
            if not found:
                # The record holds verdicts, evidence and numbers: they are all the same.
                tally.add("ledger", kind, "prose only")
            elif any(re.match(r"data/claims\.yml(:\d+:|: expected a claim)", one) for one in found):
                tally.add("ledger", kind, "refused")
            else:
                silent.append(f"{kind}: {found}")
    assert silent == []
    wording = {"field emptied"}  # of the head, a comment
    for kind in damage_text.LEDGER.keys() - wording:
        assert set(tally.counts[f"ledger: {kind}"]) == {"refused"}, kind


def test_a_damaged_bibliography_is_refused_or_names_the_same_works(
    copy: Path, restored, tally: Tally
):
    path = copy / "data/references.bib"
    text = path.read_text(encoding="utf-8")
    works = set(references.read(path))
    silent = []
    for kind, damager in (damage_text.REFERENCES | damage_text.ANY).items():
        for turn in range(ROUNDS):
            made = damaged(kind, damager, source("references", kind, turn), text)
            if made is None:
                continue
            restored(path, made.content)
            try:
                found = references.read(path, "data/references.bib")
            except ReferencesError as error:
                if not re.match(r"data/references\.bib:\d+: .*expected .*, found ", str(error)):
                    silent.append(f"{kind}: {error}")
                tally.add("bibliography", kind, "refused")
                continue
            if set(found) == works:
                tally.add("bibliography", kind, "wording only")
            elif used(works - set(found)):
                tally.add("bibliography", kind, "refused where cited")
            else:
                tally.add("bibliography", kind, "a work that nothing cites")
    assert silent == []
    wording = {"titles swapped", "formula injected", "field dropped", "entry dropped"}
    wording |= {"years swapped", "keys swapped", "key misspelt", "encoding broken"}
    wording |= {"stray character", "file truncated"}
    for kind in damage_text.REFERENCES.keys() - wording:
        assert set(tally.counts[f"bibliography: {kind}"]) == {"refused"}, kind


WRITTEN = "\n".join(
    path.read_text(encoding="utf-8")
    for pattern in ("chapters/**/*.md", "data/claims.yml", "data/tables/*.csv")
    for path in sorted(ROOT.glob(pattern))
)


def used(keys: set[str]) -> bool:
    """Whether a chapter, the ledger or a table names one of these works."""
    return any(re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", WRITTEN) for key in keys)


def essence(cells: list[chapters.Cell]) -> list[object]:
    """All of a chapter's cells on which a number, a chart or its source rests."""
    figures = on_record.figure_rows("", cells)
    return [[(cell.code, cell.tags) for cell in cells], figures]


@pytest.mark.parametrize("page", NOTEBOOKS, ids=lambda page: page.stem)
def test_damaged_settings_of_a_chapter_are_refused(page: Path, copy: Path, restored, tally: Tally):
    path = copy / page
    text = path.read_text(encoding="utf-8")
    whole = chapters.read(path)
    silent = []
    for kind, damager in damage_text.CHAPTERS.items():
        for turn in range(2):
            made = damaged(kind, damager, source(page, kind, turn), text)
            if made is None:
                continue
            restored(path, made.content)
            try:
                cells = chapters.read(path, page.as_posix())
            except ChapterError as error:
                if not re.match(rf"{re.escape(page.as_posix())}:\d+: .*expected ", str(error)):
                    silent.append(f"{kind}: {error}")
                tally.add("chapter", kind, "refused")
                continue
            if essence(cells) == essence(whole):
                tally.add("chapter", kind, "prose only")
            elif on_record.figure_differences(page.with_suffix("").as_posix(), cells):
                tally.add("chapter", kind, "refused by the record")
            else:
                silent.append(f"{kind}, {turn}: nobody noticed")
    assert silent == []


def test_two_thousand_damaged_inputs_were_tried(tally: Tally, request: pytest.FixtureRequest):
    if request.config.option.keyword:
        pytest.skip("only a part of the campaign was asked for")
    assert tally.total().total() >= 2000
