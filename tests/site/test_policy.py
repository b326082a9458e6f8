"""Every page works under the strict policy that the site ships, and asks nothing of others.

Pages with charts are read under it in test_figures_on_the_page.py, too, with every chart alive.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.serving import pages

SITE = Path(__file__).parents[2] / "_build/html"
PAGES = pages(SITE)


def test_the_policy_allows_the_site_alone_and_no_evaluation_of_text():
    headers = (SITE / "_headers").read_text(encoding="utf-8")
    (policy,) = (line.strip() for line in headers.splitlines() if "Content-Security" in line)
    rules = dict(rule.split(" ", 1) for rule in policy.split(": ", 1)[1].split("; "))
    assert rules["default-src"] == rules["frame-ancestors"] == "'none'"
    assert all(
        word == "'self'" or word.startswith("'sha256-") for word in rules["script-src"].split()
    )
    assert "http" not in policy


@pytest.mark.parametrize("page", PAGES)
def test_the_page_keeps_the_policy_and_asks_nothing_of_others(visit, address, page):
    reader = visit(f"{address}/{page}", settled=True)
    assert reader.problems == []
    assert [one for one in reader.requests if not one.startswith((address, "data:", "blob:"))] == []


def test_what_the_policy_forbids_does_not_run(visit, address):
    reader = visit(f"{address}/chapters/index.html")
    reader.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')"
    )
    reader.page.wait_for_timeout(200)
    assert reader.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in problem for problem in reader.problems)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_theme_can_be_switched(visit, site, address, scheme):
    start = address if scheme == "http" else site.as_uri()
    reader = visit(f"{start}/chapters/index.html")
    root = reader.page.locator("html")
    before = root.get_attribute("data-mode")
    reader.page.locator(".theme-switch-button:visible").first.click()
    assert root.get_attribute("data-mode") != before
    assert reader.problems == []
