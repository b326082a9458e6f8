"""The ledger against the rest of the book: names that lead nowhere, figures that no claim names."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from citiesfirst.ledger.records import Ledger


def check_against(
    ledger: Ledger,
    *,
    figures: Mapping[str, str],
    tables: Collection[str],
    references: Collection[str],
    chapters: Collection[str],
    loaded: Collection[str] | None = None,
    measures: Collection[str] | None = None,
) -> list[str]:
    """Return one message for each reference that dangles and each figure that no claim names.

    ``figures`` maps the label of each figure in the book to its chapter; the others are the names
    of the tables, the keys of the bibliography, the documents of the book and, where they are
    known, the tables that chapters or definitions load and the measures that tests can name.
    """
    problems = []
    for claim in ledger.claims:
        cited = [claim.cited.reference] if claim.cited else []
        for name, found, known, what in (
            ("chapter", [claim.chapter], chapters, "a document of the book"),
            ("figures", claim.figures, figures, "the label of a figure in the book"),
            ("tables", claim.tables, tables, "a table of the data package"),
            ("references", claim.references, references, "a key of the bibliography"),
            ("cited", cited, references, "a key of the bibliography"),
        ):
            where = f"{ledger.file}:{claim.lines[name]}: claim {claim.id}, {name}"
            problems += [
                f"{where}: expected {what}, found {one!r}" for one in found if one not in known
            ]
        problems += [
            f"{ledger.file}:{claim.lines['tables']}: claim {claim.id}, tables: expected a table "
            f"that a chapter or a definition loads, found {table!r}"
            for table in claim.tables
            if loaded is not None and table in tables and table not in loaded
        ]
        problems += [
            f"{ledger.file}:{test.line}: claim {claim.id}, tests.measure: expected one of the "
            f"book's measures, {', '.join(sorted(measures))}, found {test.measure!r}"
            for test in claim.tests
            if measures is not None and test.measure not in measures
        ]
    named = {label for claim in ledger.claims for label in claim.figures}
    problems += [
        f"{ledger.file}: figures: expected a claim that names {label!r} (in {chapter}), found none"
        for label, chapter in figures.items()
        if label not in named
    ]
    return problems
