"""What the book takes from others is pinned, and what runs for it elsewhere has few rights."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
KEEPS_OUT = "github.event_name != 'pull_request'"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = [ROOT / "requirements.txt", ROOT / ".binder/requirements.txt"]


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.parent.name)
def test_every_package_is_pinned_to_one_version_and_its_hashes(path: Path):
    text = re.sub(r"^\s*#.*$", "", path.read_text(encoding="utf-8"), flags=re.M)
    packages = [one for one in re.split(r"\n(?=\S)", text.replace("\\\n", " ")) if one.strip()]
    assert len(packages) > 20
    for package in packages:
        assert re.match(r"\s*[a-z0-9._-]+==[\w.]+( ;.*?)?\s+--hash=sha256:[0-9a-f]{64}", package)


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.parent.name)
def test_pins_name_no_server(path: Path):
    assert "://" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_to_a_commit_whose_release_is_said(path: Path):
    used = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert used
    for one in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_read_only_unless_a_job_says_what_it_must_write(path: Path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in path.read_text(encoding="utf-8")
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 120
        if "permissions" in job:  # such a job runs no code of a stranger's pull request
            publishes = "pull_request" not in workflow[True] or KEEPS_OUT in job["if"]
            assert publishes


BUILDERS = ("sphinxext", "build")  # rooms of the package that no cell imports


def declared(*extras: str) -> set[str]:
    """Return the names of the packages that the book says it needs, without those of Python."""
    stated = [*PROJECT["dependencies"]]
    stated += [one for extra in extras for one in PROJECT["optional-dependencies"][extra]]
    return {canonicalize_name(Requirement(one).name) for one in stated}


def imported(files: Iterable[Path]) -> set[str]:
    """Return the names of the packages of others that these files import."""
    found: set[str] = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import():
                    found |= {one.name.partition(".")[0] for one in node.names}
                case ast.ImportFrom(module=str(module), level=0):
                    found.add(module.partition(".")[0])
    found -= {*sys.stdlib_module_names, "citiesfirst", "recipes", "tests", "tools"}
    homes = packages_distributions()
    return {canonicalize_name(homes[name][0]) for name in found}


def below(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


CELLS = [path for path in below("src/citiesfirst") if not {*BUILDERS} & {*path.parts}]


def test_all_that_a_reader_of_the_notebooks_installs_is_imported_by_what_cells_import():
    assert declared() <= imported(CELLS)


@pytest.mark.parametrize(
    ("files", "extras"),
    [
        (CELLS, ["binder"]),
        (below("src"), ["book"]),
        (below("recipes"), ["recipes"]),
        (below("tests"), ["book", "recipes", "test"]),
        (below("tools"), ["book", "recipes", "test"]),
    ],
    ids=["cells", "src", "recipes", "tests", "tools"],
)
def test_every_package_that_is_imported_is_declared_where_it_is_needed(files, extras):
    assert imported(files) <= declared(*extras)


def test_the_book_is_tested_with_every_python_that_it_supports():
    workflow = yaml.safe_load((ROOT / ".github/workflows/book.yml").read_text(encoding="utf-8"))
    oldest, below = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", PROJECT["requires-python"]).groups()
    supported = [f"3.{minor}" for minor in range(int(oldest), int(below))]
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == supported


def test_all_that_describes_the_book_to_others_names_one_version_and_the_same_licences():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    deposit = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
    assert PROJECT["version"] == citation["version"] == deposit["version"]
    assert PROJECT["license"].split(" AND ") == citation["license"] == ["BSD-3-Clause", "CC-BY-4.0"]
    assert [f"https://spdx.org/licenses/{one}" for one in citation["license"]] == deposit["license"]
    assert citation["title"] == deposit["name"]
    assert citation["keywords"] == deposit["keywords"]
    assert [one["name"] for one in deposit["author"]] == [
        one["name"] for one in citation["authors"]
    ]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {PROJECT['version']}" in changes
