"""The data chapter shows every table of the package: what it holds, whence, and its limits."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from docutils import nodes

from citiesfirst.sphinxext import catalogue, paper_tree

RAIN = {
    "name": "rain",
    "path": "tables/rain.csv",
    "title": "Rain by day",
    "description": "What fell.",
    "bytes": 2048,
    "processing": "Summed by day.",
    "limits": "One station only.",
    "sources": [{"title": "Station", "citation": "The station (2001).", "path": "https://e.org/s"}],
    "licenses": [{"title": "CC BY 4.0"}],
    "schema": {"fields": [{"name": "mm", "type": "number", "unit": "mm", "description": "Depth."}]},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Return the folder of a site of one page, built as Sphinx is called from a shell."""
    folder = tmp_path_factory.mktemp("catalogue")
    (folder / "data/tables").mkdir(parents=True)
    (folder / "data/tables/rain.csv").write_text("mm\n1\n")
    (folder / "data/datapackage.json").write_text(json.dumps({"resources": [RAIN]}))
    (folder / "index.md").write_text("# Data\n\n```{data-catalogue}\n```\n")
    extensions = "myst_parser,citiesfirst.sphinxext.catalogue"
    options = ["-C", "-W", "-q", "-D", f"extensions={extensions}", "-D", "html_theme=basic"]
    subprocess.run(
        [sys.executable, "-m", "sphinx", *options, str(folder), str(folder / "out")],
        check=True,
    )
    return folder / "out"


@pytest.fixture(scope="module")
def page(site) -> str:
    return (site / "index.html").read_text()


def test_every_table_has_a_section_with_source_licence_and_limits(page):
    section = page.split('id="data-rain"', 1)[1].split("</section>")[0]
    for said in ("Rain by day", "The station (2001).", "CC BY 4.0", "One station only.", "2 kB"):
        assert said in section


def test_the_file_can_be_downloaded(site, page):
    assert list((site / "_downloads").rglob("rain.csv"))
    assert 'download=""' in page
    assert "tables/rain.csv" in page
    assert "&lt;literal" not in page


def test_on_paper_a_table_has_its_title_and_licence_alone(site):
    tree = pickle.loads((site / ".doctrees/index.doctree").read_bytes())
    paper_tree.make_printable(tree)
    for columns in list(tree.findall(catalogue.folded)):
        columns.parent.remove(columns)  # its visitor leaves it out
    (section,) = (one for one in tree.findall(nodes.section) if "data-rain" in one["ids"])
    assert section.astext().split("\n\n") == [
        *("Rain by day", "Licence CC BY 4.0"),
    ]


def test_columns_stand_folded_with_unit_and_meaning(page):
    folded = page.split("<details", 1)[1].split("</details>")[0]
    assert "Columns of rain" in folded
    assert "Depth." in folded
