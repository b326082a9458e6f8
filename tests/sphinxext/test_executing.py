"""Chapters run at the same time, each in its own folder, and a failing one is named as before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CONFIG = """
title: Two by two
only_build_toc_files: true
execute: {execute_notebooks: cache, raise_on_error: true}
sphinx:
  extra_extensions: [citiesfirst.sphinxext.freshness, citiesfirst.sphinxext.executing]
"""
HEADER = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3, language: python}
---
"""
# Each waits until the other has begun: one after the other, they would never end.
MEETING = """# {own}

```{{code-cell}} ipython3
import time
from pathlib import Path
Path("{own}.began").touch()
deadline = time.monotonic() + 60
while not Path("../{other}/{other}.began").exists():
    assert time.monotonic() < deadline, "{own} waited in vain"
    time.sleep(0.1)
print("{own} met", "{other}")
```
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of two chapters in two folders."""
    (tmp_path / "_config.yml").write_text(CONFIG)
    chapters = "[{file: rain/rain}, {file: snow/snow}]"
    (tmp_path / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters: {chapters}\n")
    (tmp_path / "index.md").write_text("# Two by two\n")
    for own, other in (("rain", "snow"), ("snow", "rain")):
        (tmp_path / own).mkdir()
        text = HEADER + MEETING.format(own=own, other=other)
        (tmp_path / own / f"{own}.md").write_text(text)
    return tmp_path


def build(book: Path) -> subprocess.CompletedProcess[str]:
    """Build the book's pages with the book's own driver."""
    command = [sys.executable, "-m", "citiesfirst.build", "html"]
    return subprocess.run(command, cwd=book, capture_output=True, text=True, timeout=300)


@pytest.mark.slow
def test_two_chapters_run_side_by_side_and_keep_their_outputs(book: Path):
    done = build(book)
    assert done.returncode == 0, done.stderr
    assert "(2 chapters run, no charts drawn)" in done.stdout
    for own, other in (("rain", "snow"), ("snow", "rain")):
        assert f"{own} met {other}" in (book / f"_build/html/{own}/{own}.html").read_text()
    assert "Executing notebook" not in (book / "_build/log.txt").read_text()
    (book / "index.md").write_text("# Two by two, again\n")
    assert "(no chapters run, no charts drawn)" in build(book).stdout


def test_of_two_chapters_the_failing_one_is_named_with_its_cell(book: Path):
    snow = book / "snow/snow.md"
    snow.write_text(snow.read_text() + "\n```{code-cell} ipython3\n1 / 0\n```\n")
    done = build(book)
    assert done.returncode == 1
    assert "snow/snow.md, cell 2, line 1 (line " in done.stderr
    assert "ZeroDivisionError: division by zero" in done.stderr
    assert "rain" not in done.stderr
    assert "Traceback" not in done.stderr
