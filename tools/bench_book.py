"""Measure what the book costs its makers and its readers: printed, and never judged.

How long a build takes (from nothing, unchanged, after a word and after a cell was changed in one
chapter), in a copy of the book in a folder of its own; and what a reader's session takes, chapter
by chapter: the time from the kernel's start to the last cell, and the most memory that the kernel
held. Times go by the clock, so nothing else should be at work.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.binder import copy_book  # noqa: E402

CHAPTER = "chapters/2-symbolic-recovery/kabul.md"
HEADING = "\n## The argument at its strongest\n"
CELL = "import pandas as pd\n"
PEAK = "import resource, sys\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in what getrusage counts memory by


def main() -> None:
    """Print all measurements."""
    with tempfile.TemporaryDirectory() as folder:
        building(Path(folder) / "book")
    reading()


def building(book: Path) -> None:
    """Time of each kind of build, pages and PDF apart."""
    copy_book(ROOT, book)
    chapter = book / CHAPTER
    text = chapter.read_text(encoding="utf-8")
    word = text.replace(HEADING, f"{HEADING}\nOne more sentence.\n", 1)
    cell = word.replace(CELL, f"{CELL}# one more comment\n", 1)
    assert text != word != cell
    print("Building: seconds for the pages, and for the PDF", flush=True)
    for what, source in (
        ("from nothing", text),
        ("unchanged", text),
        ("a sentence changed in one chapter", word),
        ("a cell changed in the same chapter", cell),
    ):
        chapter.write_text(source, encoding="utf-8")
        pages, pdf = built(book, "html"), built(book, "pdf")
        print(f"  {pages:6.1f} {pdf:6.1f}  {what}", flush=True)


def built(book: Path, what: str) -> float:
    """Seconds that one build takes."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "citiesfirst.build", what]
    done = subprocess.run(command, cwd=book, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return time.monotonic() - begun


def reading() -> None:
    """Time and memory of a reader's session, each chapter with a kernel of its own."""
    print("\nA reader's session: seconds to run all cells, and the kernel's peak memory")
    for path in sorted((ROOT / "chapters").rglob("*.md")):
        notebook = jupytext.read(path)
        if not any(cell.cell_type == "code" for cell in notebook.cells):
            continue
        notebook.cells.append(nbformat.v4.new_code_cell(PEAK))
        begun = time.monotonic()
        NotebookClient(notebook, timeout=300).execute(
            cwd=str(path.parent),
            stderr=subprocess.DEVNULL,  # where every kernel speaks of encryption
        )
        seconds = time.monotonic() - begun
        peak = int(notebook.cells[-1].outputs[0]["text"]) * UNIT
        print(f"  {seconds:6.1f} s  {peak / 1e6:4.0f} MB  {path.relative_to(ROOT)}", flush=True)


if __name__ == "__main__":
    main()
