"""The checks, by chapter and key: each module of this folder holds those of one chapter.

A module names its ``CHAPTER`` and fills ``CHECKS``: a key of the chapter with a function that
computes the value afresh. `database.sql` makes one of a query. Where the chapter also shows tables,
``SHOWN`` has a function for each, which computes their rows; ``...`` stands for a cell, or for a
whole table, that holds words and no statistic.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

Checks = dict[str, Callable[[], Any]]

_MODULES = [
    import_module(f"{__name__}.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py"))
]
CHECKS: dict[str, Checks] = {module.CHAPTER: module.CHECKS for module in _MODULES}
SHOWN: dict[str, list[Callable[[], list[list[Any]]]]] = {
    module.CHAPTER: getattr(module, "SHOWN", []) for module in _MODULES
}
