"""The verdicts a second time, apart from the ledger: a verdict changes in two places or not at all.

`verdicts.csv` beside this module has one row for each claim: what the ledger says of it, and the
numbers (keys of glued values) that its texts print, in their order. Prose may change freely.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from citiesfirst.ledger import Claim, Ledger

RECORD = Path(__file__).with_name("verdicts.csv")
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


def differences(ledger: Ledger, record: Path = RECORD) -> list[str]:
    """Return one message for each field of the ledger that is not as in the record."""
    with record.open(encoding="utf-8", newline="") as file:
        known = {one["claim"]: one for one in csv.DictReader(file)}
    found = []
    for claim in ledger.claims:
        ours, theirs = row(claim), known.pop(claim.id, {})
        found += [
            f"{ledger.file}:{claim.lines[field]}: claim {claim.id}, {column}: "
            f"expected {theirs.get(column)!r} as in {record.name}, found {ours[column]!r}"
            for column, field in COLUMNS.items()
            if ours[column] != theirs.get(column)
        ]
    return found + [f"{ledger.file}: expected a claim {one} as in {record.name}" for one in known]


def write(ledger: Ledger, record: Path = RECORD) -> None:
    """Take the ledger as it stands into the record: python -m tests.on_record."""
    with record.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(COLUMNS), lineterminator="\n")
        out.writeheader()
        out.writerows(map(row, ledger.claims))


if __name__ == "__main__":
    from citiesfirst.ledger import read

    for line in differences(read()) or ["Nothing has changed."]:
        print(line)
    write(read())
