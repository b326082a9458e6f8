"""Raw files of a few rows, written where a recipe looks for them."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path


def put(raw: Path, path: str, header: str, rows: Sequence[str]) -> None:
    """A CSV file below `raw`, zipped where its name says so."""
    content = "\n".join([header, *rows, ""]).encode()
    target = raw / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(content) if path.endswith(".gz") else content)
