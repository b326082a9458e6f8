"""A site with an address says so to search engines and link previews; one without says nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

EXTENSIONS = (
    "myst_parser",
    *(f"citiesfirst.sphinxext.{x}" for x in ("lean", "head", "site_files")),
)
ADDRESS = "https://example.org/bridges"
# What Jupyter Book and the book's own settings give every page.
CONF = """\
extensions = {extensions}
html_title = "Bridges"
html_theme = "sphinx_book_theme"
html_context = {{"default_mode": "auto"}}
html_baseurl = "{address}"
paper_package = "citiesfirst"
"""


def build(folder: Path, address: str) -> Path:
    (folder / "index.md").write_text(
        '# Bridges\n\nThe bridge "stands" & falls.\n\n```{toctree}\nparts/tower\n```\n'
    )
    (folder / "parts").mkdir()
    (folder / "parts/tower.md").write_text("# The tower\n\nHigh it is.\n")
    extensions = (*EXTENSIONS, "citiesfirst.sphinxext.paper")
    (folder / "conf.py").write_text(CONF.format(extensions=extensions, address=address))
    command = [sys.executable, "-m", "sphinx", "-W", "-q", str(folder), str(folder / "out")]
    subprocess.run(command, check=True)
    return folder / "out"


@pytest.fixture(scope="module")
def addressed(tmp_path_factory) -> Path:
    """Return a small site that knows its address."""
    return build(tmp_path_factory.mktemp("addressed"), f"{ADDRESS}/")


@pytest.fixture(scope="module")
def homeless(tmp_path_factory) -> Path:
    """Return a small site that knows no address."""
    return build(tmp_path_factory.mktemp("homeless"), "")


def meta(site: Path, page: str) -> dict[str, str]:
    text = (site / page).read_text(encoding="utf-8").partition("</head>")[0]
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)"', text)
    return dict(found)


def test_a_page_says_what_it_is_and_where(addressed):
    said = meta(addressed, "parts/tower.html")
    assert said["og:title"] == "The tower"
    assert said["og:site_name"] == "Bridges"
    assert said["og:type"] == "article"
    assert said["og:url"] == f"{ADDRESS}/parts/tower.html"
    text = (addressed / "parts/tower.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}/parts/tower.html" />' in text


def test_the_first_page_is_the_site_and_its_description_is_escaped(addressed):
    said = meta(addressed, "index.html")
    assert said["og:type"] == "website"
    assert "&amp; falls" in said["og:description"]


def test_the_card_of_link_previews_is_there_in_the_size_it_names(addressed):
    said = meta(addressed, "index.html")
    place = said["og:image"].removeprefix(f"{ADDRESS}/")
    picture = (addressed / place).read_bytes()
    assert picture.startswith(b"\x89PNG")
    size = [int.from_bytes(picture[at : at + 4], "big") for at in (16, 20)]
    assert size == [int(said["og:image:width"]), int(said["og:image:height"])]
    assert len(picture) < 100_000


def test_the_map_of_the_site_and_the_page_for_lost_readers_name_the_pages(addressed):
    places = re.findall("<loc>(.*?)</loc>", (addressed / "sitemap.xml").read_text())
    assert places == [f"{ADDRESS}/index.html", f"{ADDRESS}/parts/tower.html"]
    lost = (addressed / "404.html").read_text(encoding="utf-8")
    assert f'<a href="{ADDRESS}/parts/tower.html">The tower</a>' in lost


def test_without_an_address_none_is_made_up(homeless):
    said = meta(homeless, "parts/tower.html")
    assert said["og:title"] == "The tower"
    assert not {"og:url", "og:image"} & set(said)
    assert "canonical" not in (homeless / "index.html").read_text(encoding="utf-8")
    assert not (homeless / "sitemap.xml").exists()
    assert '<a href="/">' in (homeless / "404.html").read_text(encoding="utf-8")
