"""A book offers what its settings make possible: address, repository and branch of notebooks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.offers import menus, run_from_archive, wrong_addresses

ROOT = Path(__file__).parents[2]
ADDRESS = "https://example.org/bridges"
REPOSITORY = "https://github.com/someone/bridges"
PAGES = ["index.html", "parts/tower.html"]
EXTENSIONS = (
    "myst_nb",
    *(f"citiesfirst.sphinxext.{x}" for x in ("lean", "head", "site_files", "byline", "security")),
)
CONF = f"""\
extensions = {EXTENSIONS}
html_title = "Bridges"
html_theme = "sphinx_book_theme"
html_context = {{{{"default_mode": "auto"}}}}
html_baseurl = "{{address}}"
html_theme_options = {{{{"repository_url": "{{repository}}"}}}}
nb_execution_mode = "off"
paper_package = "citiesfirst"
paper_filename = "bridges.pdf"
downloads_package = "{ROOT / "src/citiesfirst"}"
downloads_without = ["build", "sphinxext"]
"""
TOWER = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {name: python3, display_name: Python 3, language: python}
---
# The tower

High it is.

```{code-cell} ipython3
import citiesfirst
```
"""


def build(folder: Path, address: str, repository: str, branch: str) -> Path:
    (folder / "index.md").write_text("# Bridges\n\nThey stand.\n\n```{toctree}\nparts/tower\n```\n")
    for name in ("parts", "data"):
        (folder / name).mkdir()
    (folder / "parts/tower.md").write_text(TOWER)
    (folder / "data/datapackage.json").write_text('{"name": "bridges", "resources": []}\n')
    (folder / "requirements.txt").write_text("pandas\n")
    (folder / "conf.py").write_text(CONF.format(address=address, repository=repository))
    command = [sys.executable, "-m", "sphinx", "-W", "-q", str(folder), str(folder / "out")]
    subprocess.run(command, check=True, env={**os.environ, "NOTEBOOKS_BRANCH": branch})
    return folder / "out"


@pytest.fixture(scope="module")
def known(tmp_path_factory) -> Path:
    """Return a small site that knows its address, its repository and the branch for Colab."""
    return build(tmp_path_factory.mktemp("known"), f"{ADDRESS}/", REPOSITORY, "notebooks")


@pytest.fixture(scope="module")
def unknown(tmp_path_factory) -> Path:
    """Return a small site that knows nothing of the kind."""
    return build(tmp_path_factory.mktemp("unknown"), "", "", "")


def test_every_page_and_the_map_name_the_address_that_is_set(known: Path):
    assert wrong_addresses(known, PAGES, f"{ADDRESS}/") == []


def test_no_page_names_an_address_that_nobody_has_set(unknown: Path):
    assert wrong_addresses(unknown, PAGES, "") == []


def test_an_address_other_than_the_one_set_is_found(known: Path):
    assert len(wrong_addresses(known, PAGES, "https://example.org")) == len(PAGES) * 3 + 1
    assert len(wrong_addresses(known, PAGES, "")) == len(PAGES) * 3 + 1


def test_a_chapter_of_a_known_repository_has_a_second_menu(known: Path, unknown: Path):
    found = menus((known / "parts/tower.html").read_text(encoding="utf-8"))
    assert list(found) == ["Download", "Run"]
    assert [link.split("/")[2] for link in found["Run"]] == [
        "mybinder.org",
        "colab.research.google.com",
    ]
    assert found["Run"][1].endswith("/someone/bridges/blob/notebooks/tower.ipynb")
    alone = menus((unknown / "parts/tower.html").read_text(encoding="utf-8"))
    assert alone == {"Download": found["Download"]}


@pytest.mark.parametrize(("site", "first"), [("known", "# On Google Colab"), ("unknown", "import")])
def test_a_notebook_runs_with_and_without_a_cell_for_colab(site, first, request, tmp_path: Path):
    archive = request.getfixturevalue(site) / "downloads/notebooks.zip"
    printed = run_from_archive(archive, tmp_path, "tower.ipynb", "print(citiesfirst.__file__)")
    assert printed == [str(tmp_path / "bridges/citiesfirst/__init__.py")]
    cells = nbformat.read(tmp_path / "bridges/tower.ipynb", as_version=4).cells
    assert next(c.source for c in cells if c.cell_type == "code").startswith(first)


def test_what_the_archive_says_of_python_is_what_the_package_takes(known: Path, tmp_path: Path):
    run_from_archive(known / "downloads/notebooks.zip", tmp_path, "tower.ipynb")
    told = (tmp_path / "bridges/README.txt").read_text(encoding="utf-8")
    assert "for Python 3.11, 3.12, 3.13 on Linux" in told
