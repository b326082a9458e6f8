"""What a reader takes home from a page, and where a page says that it stands.

All of it holds whatever the settings are: with and without an address, and with and without a known
repository, which adds a second menu to chapters.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.offers import menus, run_from_archive, wrong_addresses

SITE = Path(__file__).parents[2] / "_build/html"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("chapters/**/*.html"))
WITH_CELLS = [page for page in PAGES if (SITE / f"downloads/{Path(page).stem}.ipynb").is_file()]
SIEGE = "chapters/2-symbolic-recovery/sarajevo-siege.html"
DOWNLOAD = '.page-menu:has(summary:text-is("Download"))'
SETTINGS = yaml.safe_load(Path(__file__).parents[2].joinpath("_config.yml").read_text("utf-8"))


def text_of(page: str) -> str:
    return (SITE / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_offers_to_download_is_there(page):
    offered = menus(text_of(page))["Download"]
    assert len(offered) == (4 if page in WITH_CELLS else 2)
    missing = [one for one in offered if not (SITE / page).parent.joinpath(one).is_file()]
    assert missing == []


def test_a_chapter_may_also_offer_to_run_elsewhere_and_nothing_more():
    for page in PAGES:
        others = {name: links for name, links in menus(text_of(page)).items() if name != "Download"}
        assert set(others) <= ({"Run"} if page in WITH_CELLS else set())
        assert all(link.startswith("https://") for link in others.get("Run", []))


def test_the_menu_opens_without_a_script_and_shuts_with_escape(visit, address):
    plain = visit(f"{address}/{SIEGE}", java_script_enabled=False)
    plain.page.locator(DOWNLOAD).locator("summary").click()
    assert plain.page.locator(DOWNLOAD).locator("a").first.is_visible()
    assert plain.page.locator(".cite-button:visible").count() == 0
    reader = visit(f"{address}/{SIEGE}", size="phone")
    menu = reader.page.locator(DOWNLOAD)
    menu.locator("summary").click()
    box = menu.locator("ul").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= reader.page.viewport_size["width"]
    reader.page.keyboard.press("Escape")
    assert menu.locator("a").first.is_hidden()


@pytest.mark.parametrize("page", WITH_CELLS)
def test_a_chapters_data_hold_the_tables_its_notebook_loads(page):
    name = Path(page).stem
    notebook = json.loads(text_of(f"downloads/{name}.ipynb"))
    code = "\n".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code")
    with zipfile.ZipFile(SITE / f"downloads/{name}-data.zip") as archive:
        resources = json.loads(archive.read("datapackage.json"))["resources"]
        described = {one["name"]: one["path"] for one in resources}
        assert set(re.findall(r'tables\.load\(\s*"(\w+)"', code)) <= set(described)
        assert set(described.values()) <= set(archive.namelist())
        for figure in re.findall(r'data-chart="([^"]+)"', text_of(page)):
            shown = archive.read(f"figures/{figure}.csv").decode()
            assert len(list(csv.reader(io.StringIO(shown)))) > 1


def test_a_notebook_runs_where_the_archive_of_all_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.delenv("CITIESFIRST_DATA", raising=False)
    printed = run_from_archive(
        SITE / "downloads/notebooks.zip",
        tmp_path,
        "where-people-live.ipynb",
        "import citiesfirst",
        "print(citiesfirst.__file__, tables.root(), sep='\\n')",
    )
    folder = tmp_path / "cities-first"
    assert printed == [str(folder / "citiesfirst/__init__.py"), str(folder / "data")]
    assert {f"{Path(page).stem}.ipynb" for page in WITH_CELLS} < {x.name for x in folder.iterdir()}
    assert "pip install --requirement requirements.txt" in (folder / "README.txt").read_text()
    assert not (folder / "citiesfirst/sphinxext").exists()


def test_every_page_names_the_address_of_the_settings_and_without_one_none():
    assert wrong_addresses(SITE, PAGES, SETTINGS["html"]["baseurl"] or "") == []
