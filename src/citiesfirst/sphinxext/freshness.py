"""Cells run again when the data or the code behind them change, and only then.

jupyter-cache remembers a chapter's outputs by the text of its cells. The cells also depend on the
tables they load and on the packages they import, so the cache gets a name made of the digest of all
these (``execution_depends``, patterns of files; the pinned versions are among them) and of the
version of Python. Sphinx reads a document again when its execution cache has another name, so no
page keeps an old number.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def digest(root: Path, patterns: list[str]) -> str:
    """Return a digest of Python's version and of all files that match: their names and bytes."""
    total = hashlib.sha256("Python {}.{}\n".format(*sys.version_info).encode())
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        if path.is_file():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            total.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return total.hexdigest()[:16]


def whole(cache: Path) -> bool:
    """Whether jupyter-cache can read a cache: a full disk or a power cut may leave half of one."""
    database = cache / "global.db"
    if not (cache / "__version__.txt").is_file() or not database.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as open_:
            tables = {name for (name,) in open_.execute("SELECT name FROM sqlite_master")}
            [[found]] = open_.execute("PRAGMA quick_check(1)")
    except sqlite3.Error:
        return False
    return found == "ok" and {"nbcache", "nbproject"} <= tables


def _name_cache(app: Sphinx, config: Config) -> None:
    caches = Path(app.doctreedir).parent / ".executed"
    current = caches / digest(Path(app.srcdir), config.execution_depends)
    for old in caches.glob("*"):
        if old != current or not whole(old):
            shutil.rmtree(old)
    config.nb_execution_cache_path = str(current)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the configuration value and the event with Sphinx."""
    app.add_config_value("execution_depends", [], "", [list])
    app.connect("config-inited", _name_cache, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
