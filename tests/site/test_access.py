"""Pages can be read by everybody: by axe's rules in either theme, by keyboard, with less motion."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site.conftest import TRIED_FIRST, every
from tools.serving import pages

SITE = Path(__file__).parents[2] / "_build/html"
PAGES = pages(SITE)
NOT_FOUND = "404.html"  # a page without the theme, as it may load nothing beside it
VIOLATIONS = {"resultTypes": ["violations"]}  # to describe all that passes takes as long as to look
# What the keyboard can reach on a page, in the order of the page.
CONTROLS = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
)].filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}))
  .map((e, at) => { e.dataset.stop = at; return e.outerHTML.slice(0, 120); })"""
FOCUS = """() => {
    const at = document.activeElement, style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    return {
        stop: Number(at.dataset.stop ?? -1),
        html: at.outerHTML.slice(0, 120),
        marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
            || style.boxShadow !== "none",
        inView: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    };
}"""


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("page", every(PAGES))
def test_axe_finds_no_violation_in_either_theme(visit, address, page, size):
    still = {"settled": True, "reduced_motion": "reduce"}  # no colour half-way
    reader = visit(f"{address}/{page}", size=size, **still)
    for theme in ("light", "dark"):
        reader.page.emulate_media(color_scheme=theme)
        if page != NOT_FOUND:
            reader.page.locator(f'html[data-theme="{theme}"]').wait_for(state="attached")
        found = Axe().run(reader.page, options=VIOLATIONS).response["violations"]
        said = [f"{theme}, {one['id']}: {n['html'][:120]}" for one in found for n in one["nodes"]]
        assert said == []


@pytest.mark.parametrize("page", every([page for page in PAGES if page != NOT_FOUND]))
def test_a_page_has_one_main_heading_and_its_landmarks(visit, address, page):
    reader = visit(f"{address}/{page}")
    assert reader.page.locator("h1:visible").count() == 1
    assert reader.page.get_by_role("main").count() == 1
    assert reader.page.get_by_role("navigation", name="Main").count() == 1
    assert reader.page.get_by_role("contentinfo").count() == 1


def test_the_keyboard_reaches_every_control_in_order_and_shows_where_it_is(visit, address):
    reader = visit(f"{address}/{TRIED_FIRST}", reduced_motion="reduce")
    expected = reader.page.evaluate(CONTROLS)
    reached, unmarked = [], []
    for _ in range(len(expected) * 2):
        reader.page.keyboard.press("Tab")
        here = reader.page.evaluate(FOCUS)
        if here["stop"] == -1 and "<body" in here["html"]:
            break
        if here["stop"] >= 0:
            reached.append(here["stop"])
        if not here["marked"] or not here["inView"]:
            unmarked.append(here["html"])
    assert unmarked == []
    assert [expected[at] for at in set(range(len(expected))) - set(reached)] == []
    assert reached == sorted(reached)


def test_the_first_stop_leads_past_everything_to_the_text(visit, address):
    reader = visit(f"{address}/{TRIED_FIRST}")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.textContent") == "Skip to main content"
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_table_of_a_chart_is_the_next_stop_after_its_button(visit, address):
    reader = visit(f"{address}/{TRIED_FIRST}")
    button = reader.page.locator("#fig-kabul-rates .chart-switch")  # a chart without choices
    button.focus()
    reader.page.locator('#fig-kabul-rates .chart-switch[aria-pressed="true"]').wait_for()
    stops = []
    while "Data shown in this figure" not in stops and len(stops) < 12:
        reader.page.keyboard.press("Tab")
        inside = reader.page.evaluate(
            "!!document.activeElement.closest('figure.chart .chart-notes')"
        )
        if not inside:  # links of the caption and of the source stand between
            stops.append(reader.page.evaluate("document.activeElement.textContent.trim()"))
    assert stops == ["Data shown in this figure"]


def test_nothing_moves_by_itself_for_a_reader_who_asked_for_less_motion(visit, address):
    reader = visit(f"{address}/{TRIED_FIRST}", reduced_motion="reduce")
    longest = reader.page.evaluate(
        """() => Math.max(...[...document.querySelectorAll("*")].flatMap(element => {
            const style = getComputedStyle(element);
            return `${style.transitionDuration},${style.animationDuration}`.split(",");
        }).map(parseFloat))"""
    )
    assert longest <= 0.001
