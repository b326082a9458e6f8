"""The first page that anybody sees tells the truth about the commands and the files."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from citiesfirst import fonts
from citiesfirst.build import machine
from citiesfirst.sphinxext import paper_pdf

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "CONTRIBUTING.md"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_names_exists(page: str):
    targets = set(re.findall(r"^([\w-]+):", text("Makefile"), re.M))
    named = set(re.findall(r"^make ([\w-]+)|`make ([\w-]+)", text(page), re.M))
    assert {one or other for one, other in named} <= targets


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_links_to_exists(page: str):
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text(page))
    folders = re.findall(r"^\| `([^`]+/)`", text(page), re.M)
    missing = [link for link in [*links, *folders] if not (ROOT / link).exists()]
    assert not missing


def test_the_two_commands_and_their_results_stand_on_the_first_screen():
    first_screen = "\n".join(text("README.md").splitlines()[:20])
    for wanted in ("make book", "make test", "_build/html/index.html", ".png"):
        assert wanted in first_screen
    assert "_build/pdf/cities-first.pdf" in first_screen


def test_make_help_lists_every_command_in_one_line():
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = [line.split()[0] for line in listed.stdout.splitlines()]
    for command in ("book", "test", "pdf", "serve", "data", "check", "lock", "clean"):
        assert names.count(command) == 1


def test_the_automatic_check_runs_the_readme_s_test_command_all_others_and_nothing_hidden():
    commands = [line for line in text(".ci/run").splitlines() if line and line[0] != "#"]
    assert commands == ["set -e", 'cd "$(dirname "$0")/.."', "exec make test-all"]
    goals = re.search(r"^test-all: ([^#]*)", text("Makefile"), re.MULTILINE)[1].split()
    assert goals == ["test", "test-slow"]


def test_the_readme_names_the_pythons_that_the_package_supports():
    supported = tomllib.loads(text("pyproject.toml"))["project"]["requires-python"]
    assert supported == ">=3.11,<3.14"
    assert "Python 3.11, 3.12 or 3.13" in text("README.md")


def test_the_readme_names_all_that_homebrew_must_install_for_charts_and_pages():
    (listed,) = re.findall(r"`brew install ([^`]+)`", text("README.md"))
    needed = f"{machine.PANGO.brew} {machine.NOTO.brew}"
    assert sorted(listed.split()) == sorted(needed.split())


def test_all_who_ask_for_fonts_name_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    families = [family.names[0] for family in fonts.FAMILIES]
    assert machine.fonts_missing() == families
    assert all(name in machine.NOTO.name for name in families)
    assert all(family.cask in paper_pdf.NO_FONTS for family in fonts.FAMILIES)


def test_the_citation_is_of_this_version():
    citation = yaml.safe_load(text("CITATION.cff"))
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == project["version"]
    assert citation["authors"] == [{"name": "The Cities First? authors"}]
