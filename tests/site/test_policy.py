"""Every page works under the strict policy that the site ships, and asks nothing of others.

Pages with charts are read under it in test_figures_on_the_page.py, too, with every chart alive.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.conftest import every
from tools.serving import pages

SITE = Path(__file__).parents[2] / "_build/html"
PAGES = pages(SITE)
# A picture that cannot be shown, with a script for that case; done when the case has come.
FORBIDDEN = """() => new Promise((done) => {
    const image = new Image();
    image.setAttribute("onerror", "window.ran = 1");
    image.addEventListener("error", () => done());
    image.src = "data:,";
    document.body.append(image);
})"""


def test_the_policy_allows_the_site_alone_and_no_evaluation_of_text():
    headers = (SITE / "_headers").read_text(encoding="utf-8")
    (policy,) = (line.strip() for line in headers.splitlines() if "Content-Security" in line)
    rules = dict(rule.split(" ", 1) for rule in policy.split(": ", 1)[1].split("; "))
    assert rules["default-src"] == rules["frame-ancestors"] == "'none'"
    assert all(
        word == "'self'" or word.startswith("'sha256-") for word in rules["script-src"].split()
    )
    assert "http" not in policy


@pytest.mark.parametrize("page", every(PAGES))
def test_the_page_keeps_the_policy_and_asks_nothing_of_others(visit, address, page):
    reader = visit(f"{address}/{page}", settled=True)
    assert reader.problems == []
    assert [one for one in reader.requests if not one.startswith((address, "data:", "blob:"))] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_states_the_policy_itself_before_its_first_script(page):
    before = (SITE / page).read_text(encoding="utf-8").partition("<script")[0]
    assert before.count('<meta http-equiv="Content-Security-Policy" content="default-src') == 1


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_what_the_policy_forbids_does_not_run(visit, site, address, scheme):
    """From disk no host sends the policy, so there the page's own is shown to be in force."""
    start = address if scheme == "http" else site.as_uri()
    reader = visit(f"{start}/chapters/index.html")
    with reader.page.expect_console_message(lambda one: "Content Security Policy" in one.text):
        reader.page.evaluate(FORBIDDEN)
    assert reader.page.evaluate("window.ran") is None


def test_a_search_can_be_started_from_disk(visit, site):
    reader = visit((site / "search.html").as_uri())
    reader.page.locator('.bd-article [name="q"], .bd-search [name="q"]').last.fill("cabildo")
    reader.page.keyboard.press("Enter")
    reader.page.locator("#search-results li a").first.wait_for()
    assert reader.problems == []


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_theme_can_be_switched(visit, site, address, scheme):
    start = address if scheme == "http" else site.as_uri()
    reader = visit(f"{start}/chapters/index.html")
    root = reader.page.locator("html")
    before = root.get_attribute("data-mode")
    reader.page.locator(".theme-switch-button:visible").first.click()
    assert root.get_attribute("data-mode") != before
    assert reader.problems == []
