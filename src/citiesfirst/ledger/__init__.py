"""The ledger: what the passage claims, what speaks for and against it, and our verdicts.

``data/claims.yml`` holds an ordered list of claims. ``read`` returns it as frozen dataclasses
(``records``) or raises a ``LedgerError`` that says where it is wrong (``reading``).
``check_against`` compares it with the figures, tables, references and chapters of a book
(``links``).
"""

from citiesfirst.ledger.links import check_against
from citiesfirst.ledger.reading import read
from citiesfirst.ledger.records import (
    DATES,
    PARTS,
    VERDICTS,
    Cited,
    Claim,
    Ledger,
    LedgerError,
    Test,
    Verdict,
)

__all__ = [
    "DATES",
    "PARTS",
    "VERDICTS",
    "Cited",
    "Claim",
    "Ledger",
    "LedgerError",
    "Test",
    "Verdict",
    "check_against",
    "read",
]
