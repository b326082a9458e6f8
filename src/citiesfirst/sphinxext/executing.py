"""Chapters that must run do so at the same time, as many as there are cores.

myst-nb runs a chapter while it reads it, one after the other. This extension runs them all before
the first is read and leaves their outputs in jupyter-cache, where myst-nb finds them. A chapter
that fails here is left to myst-nb, which runs it once more and says what is wrong with it.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import single_nb_execution
from myst_nb.core.read import is_myst_markdown_notebook
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

READER = {"type": "plugin", "name": "myst_nb_md"}  # as myst-nb itself calls it

logger = logging.getLogger(__name__)


def _run(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run those of the documents to be read whose cells are not in the cache."""
    if app.config.nb_execution_mode != "cache":
        return
    cache = get_cache(app.config.nb_execution_cache_path)
    paths = [Path(env.doc2path(name)) for name in docnames]
    chapters = [path for path in paths if path.suffix == ".md" and _has_cells(path)]
    for path in chapters:
        cache.add_nb_to_project(str(path), read_data=READER)
    records = cache.list_unexecuted(filter_uris=[str(path.absolute()) for path in chapters])
    waiting = [cache.get_project_notebook(record.pk) for record in records]
    if len(waiting) < 2:
        return  # nothing to gain
    waiting.sort(key=lambda one: -Path(one.uri).stat().st_size)  # a long one last is waited for
    # Also where there is but one core: much of a run is waiting for a kernel to start.
    with ThreadPoolExecutor(max(2, os.cpu_count() or 1)) as pool:
        running = {
            pool.submit(
                single_nb_execution,
                one.nb,
                cwd=str(Path(one.uri).parent),
                timeout=app.config.nb_execution_timeout,
                allow_errors=False,
            ): one
            for one in waiting
        }
        for number, future in enumerate(as_completed(running), start=1):
            one, result = running[future], future.result()
            if result.err is None:
                bundle = CacheBundleIn(one.nb, one.uri, data={"execution_seconds": result.time})
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
                share = round(100 * number / len(waiting))
                name = Path(one.uri).relative_to(app.srcdir).with_suffix("").as_posix()
                logger.info(
                    "running cells... [%3d%%] %s: Executed notebook in %.2f seconds",
                    *(share, name, result.time),
                )


def _has_cells(path: Path) -> bool:
    return is_myst_markdown_notebook(path.read_text(encoding="utf-8"))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event with Sphinx, after what is written by hand has been proofread."""
    app.connect("env-before-read-docs", _run, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
