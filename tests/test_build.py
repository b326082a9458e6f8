"""What ``make book`` promises: one sentence where something is missing, and never half a book."""

from __future__ import annotations

import ast
import fcntl
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml

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

    def start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "citiesfirst.build", "html"]
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, text=True)

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


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


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
    assert sentences(result.stderr) == 1
    assert "Noto Sans" in result.stderr
    assert "browser" not in result.stderr
    assert "Traceback" not in result.stderr


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


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch) -> ModuleType:
    """The tool in a folder with a .venv that is ready."""
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "tools/prepare.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    monkeypatch.chdir(tmp_path)
    for name in ("requirements.txt", "pyproject.toml", tool.PYTHON, tool.STAMP):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()
    tool.STAMP.write_text(json.dumps(tool._state()))
    return tool


@pytest.mark.parametrize("changed", ["requirements.txt", "pyproject.toml"])
def test_an_installation_that_was_interrupted_never_counts_as_ready(prepared, monkeypatch, changed):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = Path(changed).read_text()
    monkeypatch.setattr(prepared._Task, "run", interrupted)
    Path(changed).write_text("rain==2\n")
    with pytest.raises(KeyboardInterrupt):
        prepared._install_python_packages()
    Path(changed).write_text(before)  # back to the commit before
    assert prepared._stamp() != prepared._state()


def test_an_old_python_can_read_what_says_that_it_is_too_old():
    for name in ("tools/prepare.py", "src/citiesfirst/__init__.py"):
        ast.parse((ROOT / name).read_text(), feature_version=(3, 8))


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


@pytest.mark.slow
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


@pytest.mark.parametrize("name", ["_config.yml", "_toc.yml"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("title: snow\nauthor: Željko\n".encode("cp1250"), "text in UTF-8, found the byte 0x8e"),
        (b"title: snow\nauthor: a\0b\n", "text, found the character U+0000"),
    ],
    ids=["another encoding", "a character that is none"],
)
def test_settings_that_are_no_text_are_one_sentence(book: Book, name: str, content: bytes, said):
    (book.folder / name).write_bytes(content)
    result = book.build()
    assert result.returncode == 1
    assert result.stderr == f"{name}, line 2: expected {said}.\n"


def test_settings_that_cannot_be_read_are_one_sentence(book: Book):
    (book.folder / "_config.yml").unlink()
    (book.folder / "_config.yml").mkdir()
    result = book.build()
    assert result.returncode == 1
    assert result.stderr == "_config.yml could not be read: Is a directory.\n"


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


@pytest.mark.slow
def test_a_page_that_left_the_book_leaves_the_site(book: Book):
    book.build()
    assert (book.public / "rain.html").is_file()
    book.contents()
    assert book.build().returncode == 0
    assert not (book.public / "rain.html").exists()
    assert (book.public / "index.html").is_file()


@pytest.mark.slow
def test_other_pins_run_the_cells_again(book: Book):
    depends = yaml.safe_load((ROOT / "_config.yml").read_text())["sphinx"]["config"]
    assert "requirements.txt" in depends["execution_depends"]
    settings = "config: {execution_depends: [requirements.txt]}"
    (book.folder / "_config.yml").write_text(CONFIG.replace("extra_", f"{settings}, extra_"))
    for pin in ("rain==1", "rain==2"):
        (book.folder / "requirements.txt").write_text(pin)
        assert "1 chapter run" in book.build().stdout
    (book.folder / "_config.yml").touch()
    assert "nothing has changed" in book.build().stdout


@pytest.mark.slow
def test_of_what_git_keeps_only_where_the_book_comes_from_counts(book: Book):
    git(book.folder, "init", "--quiet")
    book.build()
    git(book.folder, "config", "branch.main.merge", "refs/heads/main")  # as git push -u does
    assert "nothing has changed" in book.build().stdout
    git(book.folder, "remote", "add", "origin", "https://github.com/someone/a-book")
    assert "nothing has changed" not in book.build().stdout


def test_two_builds_at_once_take_turns(book: Book):
    (book.folder / "_build").mkdir()
    with (book.folder / "_build/.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = book.start()
        assert second.stdout.readline().startswith("Another build is at work in this folder")
        assert not book.public.exists()
    second.communicate()
    assert second.returncode == 0
    assert (book.public / "index.html").is_file()


@pytest.mark.slow
def test_what_a_killed_build_leaves_at_work_is_waited_for(book: Book):
    at_work, go_on = book.folder / "_build/at-work", book.folder / "_build/go-on"
    waiting = f"""days = 3
import pathlib, time
pathlib.Path({str(at_work)!r}).touch()
while not pathlib.Path({str(go_on)!r}).exists():
    time.sleep(0.1)"""
    book.chapter.write_text(CHAPTER.replace("days = 3", waiting))
    first = book.start()
    deadline = time.monotonic() + 120
    while not at_work.exists():
        assert first.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.1)
    os.kill(first.pid, signal.SIGKILL)  # it alone, as where memory runs out
    first.communicate()
    second = book.start()
    said = second.stdout.readline()
    go_on.touch()
    second.communicate()
    assert said.startswith("Another build is at work in this folder")
    assert second.returncode == 0
    assert "It rained." in (book.public / "rain.html").read_text()


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
