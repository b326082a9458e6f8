"""Pages can be read by everybody: axe finds no violation, in either theme, on any screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

SITE = Path(__file__).parents[2] / "_build/html"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("chapters/**/*.html"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_violation(visit, address, page, size, theme):
    reader = visit(f"{address}/{page}", size=size, theme=theme)
    found = Axe().run(reader.page).response["violations"]
    said = [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]
    assert said == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_main_heading(visit, address, page):
    reader = visit(f"{address}/{page}")
    assert reader.page.locator("h1:visible").count() == 1
