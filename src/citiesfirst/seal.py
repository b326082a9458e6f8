"""Whether a file of data is still the one that the data package describes.

A schema cannot see a count a thousand times too large, or two towns that changed places. So the
package keeps the digest of every file, and a file with another content is not read. Where the
repository still knows the content that was described, the message names the cell that differs.
"""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import subprocess
from itertools import zip_longest
from pathlib import Path
from typing import Any

from citiesfirst.csvtext import TableError, quote

REMEMBERED = 20  # commits of a file in which its described content is looked for
METHOD = "sha256:"


def digest(content: bytes) -> str:
    """The digest of a file's content, as the data package writes it."""
    return METHOD + hashlib.sha256(content).hexdigest()


def check(content: bytes, resource: dict[str, Any], folder: Path) -> None:
    """Raise TableError where `content` is not what the descriptor `resource` says of its file.

    A descriptor without a digest vouches for nothing, and nothing is checked. `folder` is that of
    the data; the message names the first cell that differs, or the file alone where no commit has
    the content that was described.
    """
    described = resource.get("hash")
    if described is None or digest(content) == described:
        return
    file = resource["path"]
    row, column, was, found = _difference(_remembered(folder, file, described), content)
    way = "'make describe' takes up a change"
    if resource.get("origin") != "typed":
        way = "only 'make data' may change it"
    expected = f"{was} as datapackage.json describes it ({way})"
    raise TableError(expected, file=file, row=row, column=column, found=found)


def _remembered(folder: Path, file: str, described: str) -> bytes | None:
    """The content with that digest among the last commits of a file; None where there is none."""
    if not shutil.which("git"):
        return None
    log = ["log", f"-{REMEMBERED}", "--format=%H", "--", file]
    for commit in _git(folder, *log).decode("ascii", "replace").split():
        content = _git(folder, "show", f"{commit}:./{file}")
        if digest(content) == described:
            return content
    return None


def _git(folder: Path, *words: str) -> bytes:
    """What git says in a folder; nothing where it fails, as outside a repository."""
    asked = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False)
    return asked.stdout if asked.returncode == 0 else b""


def _difference(old: bytes | None, new: bytes) -> tuple[int | None, str | None, str, str]:
    """Row, column, old value and new value of the first difference, in words."""
    if old is None:
        return None, None, "the content", f"another one (sha256 {digest(new)[len(METHOD) :][:12]}…)"
    before, after = _rows(old), _rows(new)
    header = before[0][1] if before else []
    for (row, was), (line, now) in zip_longest(before, after, fillvalue=(0, [])):
        if was == now:
            continue
        if len(was) != len(now):
            return line or row, None, _row(was), _row(now)
        place = next(n for n, (one, other) in enumerate(zip(was, now, strict=True)) if one != other)
        column = header[place] if len(header) > 1 else None
        return line, column, *_excerpts(was[place], now[place])
    return None, None, "the same bytes", "other line ends, quotes or marks of encoding"


def _rows(content: bytes) -> list[tuple[int, list[str]]]:
    """The rows of a file as cells, each with its line; a line of GeoJSON is a single cell."""
    text = content.decode("utf-8-sig", "replace")
    if text.startswith("{"):
        return [(row, [line]) for row, line in enumerate(text.splitlines(), start=1)]
    reader = csv.reader(io.StringIO(text, newline=""))
    return [(reader.line_num, cells) for cells in reader]


def _row(cells: list[str]) -> str:
    return quote(",".join(cells)) if cells else "no further row"


def _excerpts(was: str, now: str) -> tuple[str, str]:
    """Both texts from a little before the place where they part, so that it can be seen."""
    place = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), 0)
    start = max(place - 30, 0)
    return quote(was[start : place + 50]), quote(now[start : place + 50])
