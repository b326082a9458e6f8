"""One finding, and how it comes by the numbers of the checks."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any, NamedTuple


class Finding(NamedTuple):
    """Words of a figure's title, and whether they hold."""

    words: str
    holds: Callable[[], bool]


def computed(chapter: ModuleType, key: str) -> Any:
    """Return the value that a chapter's check computes."""
    return chapter.CHECKS[key]()
