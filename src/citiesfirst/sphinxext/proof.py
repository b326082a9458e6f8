"""What is written by hand is read strictly before the build begins: settings of cells, references.

The tools pass over slips in them (see ``citiesfirst.chapters`` and ``citiesfirst.references``). All
faults, the first one of each file, stop the build together.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError

from citiesfirst import chapters, references

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def faults(root: Path, documents: list[str], bibliographies: list[str]) -> list[str]:
    """Return one message for each faulty file of a book; documents come without their ``.md``."""
    found = []
    files: list[tuple[Callable[[Path, str], object], str]]
    files = [(references.read, name) for name in bibliographies]
    files += [(chapters.read, f"{name}.md") for name in documents]
    for read, name in files:
        try:
            read(root / name, name)
        except (chapters.ChapterError, references.ReferencesError) as error:
            found.append(str(error))
    return found


def _proofread(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    written = [name for name in sorted(env.found_docs) if env.doc2path(name).endswith(".md")]
    bibliographies = getattr(app.config, "bibtex_bibfiles", [])  # none without the extension
    found = faults(Path(app.srcdir), written, bibliographies)
    if found:
        raise ExtensionError("\n".join(["Slips that the tools would pass over:", *found]))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event with Sphinx."""
    app.connect("env-before-read-docs", _proofread)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
