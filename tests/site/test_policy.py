"""Every page works under the strict policy that the site ships, and asks nothing of others."""

from __future__ import annotations

from pathlib import Path

import pytest

SITE = Path(__file__).parents[2] / "_build/html"
PAGES = sorted(
    path.relative_to(SITE).as_posix()
    for path in SITE.rglob("*.html")
    if "_static" not in path.parts
)


@pytest.mark.parametrize("page", PAGES)
def test_the_page_keeps_the_policy_while_its_charts_come_to_life(visit, address, page):
    reader = visit(f"{address}/{page}", bypass_csp=False)
    switches = reader.page.locator(".chart-switch")
    for number in range(switches.count()):
        switches.nth(number).focus()
    live = reader.page.locator('.chart-switch[aria-pressed="true"]')
    if switches.count():
        live.nth(switches.count() - 1).wait_for()
    assert reader.problems == []
    assert [one for one in reader.requests if not one.startswith((address, "data:", "blob:"))] == []


def test_the_theme_can_be_switched_under_the_policy(visit, address):
    reader = visit(f"{address}/{PAGES[0]}", bypass_csp=False)
    root = reader.page.locator("html")
    before = root.get_attribute("data-mode")
    reader.page.locator(".theme-switch-button:visible").first.click()
    assert root.get_attribute("data-mode") != before
    assert reader.problems == []
