"""What ``make book`` promises: one sentence where something is missing, and never half a book."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from citiesfirst.build import machine
from citiesfirst.build.faults import faults

ROOT = Path(__file__).parents[1]
CONFIG = """
title: A little book
only_build_toc_files: true
exclude_patterns: []
execute: {execute_notebooks: cache, raise_on_error: true}
sphinx: {extra_extensions: [citiesfirst.sphinxext.freshness, citiesfirst.sphinxext.proof]}
"""
CHAPTER = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3, language: python}
---
# Rain

```{code-cell} ipython3
days = 3
```

Then:

```{code-cell} ipython3
print(days)
print("It rained.")
```
"""


class Book:
    """A book of two pages in a folder of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.front = folder / "index.md"
        self.chapter = folder / "rain.md"
        self.public = folder / "_build/html"
        (folder / "_config.yml").write_text(CONFIG)
        self.contents("rain")
        self.front.write_text("# A little book\n\nOf rain.\n")
        self.chapter.write_text(CHAPTER)

    def contents(self, *chapters: str) -> None:
        entries = "".join(f"- file: {name}\n" for name in chapters)
        listed = f"chapters:\n{entries}" if entries else ""
        (self.folder / "_toc.yml").write_text(f"format: jb-book\nroot: index\n{listed}")

    def build(self, what: str = "html", **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "citiesfirst.build", what],
            cwd=self.folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def published(self) -> dict[str, tuple[bytes, int]]:
        files = [path for path in self.public.rglob("*") if path.is_file()]
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path)


def sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?:\s|$)", text.strip()))


# What is missing


@pytest.fixture
def bare(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which there is fontconfig, and nothing else."""
    folder = tmp_path_factory.mktemp("bin")
    (folder / "fc-list").symlink_to(shutil.which("fc-list"))
    return str(folder)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS keeps browsers outside of PATH")
def test_without_a_browser_the_build_stops_with_one_sentence(book: Book, bare: str):
    result = book.build(PATH=bare, BROWSER_PATH="")
    assert result.returncode == 1
    assert sentences(result.stderr) == 1
    assert "Missing: a Chromium or Chrome browser" in result.stderr
    assert "Traceback" not in result.stderr
    assert not book.public.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="needs the loader of Linux")
def test_without_pango_the_pdf_stops_with_one_sentence(book: Book, tmp_path_factory):
    broken = tmp_path_factory.mktemp("lib")
    (broken / "libpango-1.0.so.0").touch()
    result = book.build("pdf", LD_LIBRARY_PATH=str(broken))
    assert result.returncode == 1
    assert sentences(result.stderr) == 1
    assert "Missing: Pango" in result.stderr
    assert "Traceback" not in result.stderr


def test_without_the_fonts_the_build_names_them(book: Book, tmp_path_factory):
    empty = tmp_path_factory.mktemp("bin")
    result = book.build(PATH=str(empty), BROWSER_PATH=str(machine.browser()))
    assert result.returncode == 1
    assert "Noto Sans" in result.stderr
    assert "browser" not in result.stderr


def test_a_browser_path_that_leads_nowhere_is_named(book: Book):
    result = book.build(BROWSER_PATH="/no/such/browser")
    assert result.returncode == 1
    assert result.stderr.strip() == (
        "BROWSER_PATH names no program that can be run: /no/such/browser"
    )


def test_the_script_that_asks_for_a_snap_is_no_browser(tmp_path: Path, monkeypatch):
    signpost = tmp_path / "chromium-browser"
    signpost.write_text("#!/bin/sh\nif ! [ -x /snap/bin/chromium ]; then echo no >&2; fi\n")
    signpost.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setattr(machine, "MAC_BROWSERS", ())
    monkeypatch.setattr(machine, "OWN_BROWSERS", tmp_path)
    assert machine.browser() is None


def test_one_sentence_names_all_that_is_missing(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(machine, "snap_only", lambda: False)
    told = machine.sentence([machine.BROWSER, machine.PANGO])
    assert sentences(told) == 1
    assert "apt-get install chromium libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in told


def prepare(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, ROOT / "tools/prepare.py", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not (ROOT / ".venv/ready.json").is_file(), reason="another environment")
def test_a_machine_that_is_ready_is_left_alone():
    before = (ROOT / ".venv/ready.json").stat().st_mtime_ns
    result = prepare()
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert (ROOT / ".venv/ready.json").stat().st_mtime_ns == before


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS keeps browsers outside of PATH")
def test_where_nothing_can_be_installed_one_sentence_says_what_to_install(tmp_path: Path):
    result = prepare(PATH=str(tmp_path), BROWSER_PATH="")
    assert result.returncode == 1
    assert sentences(result.stderr) == 1
    assert "Chromium" in result.stderr
    assert "Noto Sans" in result.stderr


# What is wrong


def test_a_cell_that_raises_is_named_and_the_old_book_stays(book: Book):
    assert book.build().returncode == 0
    old = book.published()
    book.chapter.write_text(CHAPTER.replace("print(days)", "print(dais)"))
    result = book.build()
    assert result.returncode == 1
    assert (
        "rain.md, cell 2, line 1 (line 15 of the file): NameError: name 'dais' is not defined"
        in result.stderr
    )
    assert "still the book of an earlier build" in result.stderr
    assert "Traceback" not in result.stderr
    assert "_build/log.txt" in result.stderr
    assert "NameError" in (book.folder / "_build/log.txt").read_text()
    assert book.published() == old


def test_a_book_with_a_fault_never_passes_the_second_time(book: Book):
    book.front.write_text("# A little book\n\nOf {ref}`snow`.\n")
    for _ in range(2):
        result = book.build()
        assert result.returncode == 1
        assert "index.md:3: undefined label: 'snow'" in result.stderr
        assert "No book was made" in result.stderr
        assert not book.public.exists()


def test_slips_that_the_tools_pass_over_are_named_by_file_and_line(book: Book):
    book.chapter.write_text(CHAPTER.replace("ipython3\ndays", "ipython3\n---\ntag: []\n---\ndays"))
    result = book.build()
    assert result.returncode == 1
    assert (
        "rain.md:10: cell 1: expected a setting out of figure, tags, found 'tag'" in result.stderr
    )
    assert "Traceback" not in result.stderr
    assert not book.public.exists()


def test_a_slip_in_the_settings_is_named_by_file_and_line(book: Book):
    (book.folder / "_config.yml").write_text("title: [A little book\nauthor: nobody\n")
    result = book.build()
    assert result.returncode == 1
    assert result.stderr.startswith("_config.yml, line 2: ")


def test_what_a_tool_says_when_it_stops_is_passed_on_without_its_traceback(tmp_path: Path):
    said = (
        "\x1b[91mExtension error (citiesfirst.sphinxext.claims):\x1b[39;49;00m\n"
        "Handler <function f at 0x7f> for event 'env-updated' threw an exception "
        "(exception: data/claims.yml:3: claim C2: expected a verdict,\nfound 'maybe')\n"
        'Traceback (most recent call last):\n  File "events.py", line 98, in emit\n'
        "ValueError: data/claims.yml:3\n"
    )
    assert faults(said, tmp_path) == [
        "data/claims.yml:3: claim C2: expected a verdict, found 'maybe'"
    ]


# What stands in the end


def test_an_unchanged_book_runs_nothing_and_rewrites_nothing(book: Book):
    first = book.build()
    assert "1 chapter run" in first.stdout
    old = book.published()
    second = book.build()
    assert second.returncode == 0
    assert "nothing has changed" in second.stdout
    assert book.published() == old


def test_new_prose_in_one_page_runs_no_cell(book: Book):
    book.build()
    book.front.write_text("# A little book\n\nOf rain and wind.\n")
    result = book.build()
    assert "no chapters run, no charts drawn" in result.stdout
    assert "Of rain and wind." in (book.public / "index.html").read_text()


def test_what_was_deleted_from_the_site_comes_back(book: Book):
    book.build()
    old = set(book.published())
    (book.public / "rain.html").unlink()
    (book.public / "leftover.html").touch()
    assert book.build().returncode == 0
    assert set(book.published()) == old


def test_a_page_that_left_the_book_leaves_the_site(book: Book):
    book.build()
    assert (book.public / "rain.html").is_file()
    book.contents()
    assert book.build().returncode == 0
    assert not (book.public / "rain.html").exists()
    assert (book.public / "index.html").is_file()


def test_two_builds_at_once_take_turns(book: Book):
    (book.folder / "_build").mkdir()
    with (book.folder / "_build/.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = subprocess.Popen(
            [sys.executable, "-m", "citiesfirst.build", "html"],
            cwd=book.folder,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert second.stdout.readline().startswith("Another build is at work in this folder")
        assert not book.public.exists()
    second.communicate()
    assert second.returncode == 0
    assert (book.public / "index.html").is_file()


# What is pinned


def pins(file: Path) -> dict[str, list[str]]:
    """Return the versions that a requirements file allows for each package."""
    found: dict[str, list[str]] = {}
    for line in file.read_text().replace("\\\n", " ").splitlines():
        if line and not line.lstrip().startswith("#"):
            name, version = re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", line).groups()
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), f"{name} has no hash"
            found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), []).append(version)
    return found


def test_every_package_is_pinned_to_a_version_and_its_hashes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    locked = pins(ROOT / "requirements.txt")
    for requirement in (requirement for group in groups for requirement in group):
        name = re.match(r"[A-Za-z0-9._-]+", requirement)[0]
        assert re.sub(r"[-_.]+", "-", name).lower() in locked


def test_the_pins_name_no_index():
    for file in (ROOT / "requirements.txt", ROOT / ".binder/requirements.txt"):
        assert "http" not in file.read_text()
        assert "index" not in file.read_text().replace("sphinxcontrib", "")


def test_binder_runs_the_cells_with_the_versions_that_built_the_book():
    whole = pins(ROOT / "requirements.txt")
    binder = pins(ROOT / ".binder/requirements.txt")
    assert all(version in whole[name] for name, [version] in binder.items())
    assert {"pandas", "plotly", "jupytext"} <= set(binder)
    assert not {"sphinx", "jupyter-book", "myst-nb", "kaleido", "weasyprint"} & set(binder)
