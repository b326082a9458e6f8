"""The contents beside a page say where in it the reader is, and links lead to what they name."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

CHAPTER = "chapters/3-city-to-city/networks.html"
HERE = ".bd-toc-nav a[aria-current='location']"


@pytest.mark.parametrize("heading", ["what-do-lists-of-twin-cities-show", "the-verdict"])
def test_the_section_being_read_is_marked_in_the_contents(visit, address, heading):
    reader = visit(f"{address}/{CHAPTER}", reduced_motion="reduce", settled=True)
    reader.page.evaluate("name => document.getElementById(name).scrollIntoView()", heading)
    reader.page.locator(f"{HERE}[href='#{heading}']").wait_for()
    assert reader.page.locator(HERE).count() == 1
    assert reader.page.locator(f".bd-toc-nav li.active > a[href='#{heading}']").count() == 1
    assert reader.problems == []


def test_a_section_within_another_marks_both(visit, address):
    reader = visit(f"{address}/{CHAPTER}", reduced_motion="reduce", settled=True)
    inner = "what-would-change-our-mind"
    reader.page.evaluate("name => document.getElementById(name).scrollIntoView()", inner)
    reader.page.locator(f"{HERE}[href='#{inner}']").wait_for()
    active = reader.page.locator(".bd-toc-nav a.active").evaluate_all("all => all.map(a => a.hash)")
    assert active == ["#the-verdict", f"#{inner}"]


PLACE = "name => document.getElementById(name).getBoundingClientRect().top"
LAST_FIGURE = "fig-twin-balkans"
TOP = 120  # pixels: below the bar at the top of the window, and near to it
NEVER_IDLE = "window.requestIdleCallback = () => {}"


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_address_of_a_figure_leads_to_the_figure(visit, address, size):
    reader = visit(f"{address}/{CHAPTER}#{LAST_FIGURE}", size=size, settled=True)
    assert 0 <= reader.page.evaluate(PLACE, LAST_FIGURE) < TOP
    assert reader.problems == []


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_link_leads_to_its_target_before_the_page_is_laid_out(visit, address, size):
    reader = visit("about:blank", size=size, reduced_motion="reduce")
    reader.page.add_init_script(NEVER_IDLE)
    reader.page.goto(f"{address}/{CHAPTER}")
    # A click by hand would scroll first.
    reader.page.locator(f"a.headerlink[href='#{LAST_FIGURE}']").dispatch_event("click")
    reader.page.wait_for_timeout(500)
    assert 0 <= reader.page.evaluate(PLACE, LAST_FIGURE) < TOP


@pytest.mark.parametrize(
    ("side", "link"), [("primary", "a.internal[href]"), ("secondary", ".bd-toc-nav a[href]")]
)
def test_a_phone_shows_what_stands_beside_the_page_when_asked(visit, address, side, link):
    reader = visit(f"{address}/{CHAPTER}", size="phone")
    beside = reader.page.locator(f".bd-sidebar-{side} {link}").first
    waiting = "one => one.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})"
    assert not beside.evaluate(waiting)
    reader.page.locator(f"button.{side}-toggle").click()
    expect(beside).to_be_in_viewport()
    assert beside.evaluate(waiting)
    assert reader.problems == []
