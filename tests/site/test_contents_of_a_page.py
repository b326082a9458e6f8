"""The contents beside a page say where in it the reader is."""

from __future__ import annotations

import pytest

CHAPTER = "chapters/3-city-to-city/networks.html"
HERE = ".bd-toc-nav a[aria-current='location']"


@pytest.mark.parametrize("heading", ["what-do-lists-of-twin-cities-show", "the-verdict"])
def test_the_section_being_read_is_marked_in_the_contents(visit, address, heading):
    reader = visit(f"{address}/{CHAPTER}", reduced_motion="reduce")
    reader.page.evaluate("name => document.getElementById(name).scrollIntoView()", heading)
    reader.page.locator(f"{HERE}[href='#{heading}']").wait_for()
    assert reader.page.locator(HERE).count() == 1
    assert reader.page.locator(f".bd-toc-nav li.active > a[href='#{heading}']").count() == 1
    assert reader.problems == []


def test_a_section_within_another_marks_both(visit, address):
    reader = visit(f"{address}/{CHAPTER}", reduced_motion="reduce")
    inner = "what-would-change-our-mind"
    reader.page.evaluate("name => document.getElementById(name).scrollIntoView()", inner)
    reader.page.locator(f"{HERE}[href='#{inner}']").wait_for()
    active = reader.page.locator(".bd-toc-nav a.active").evaluate_all("all => all.map(a => a.hash)")
    assert active == ["#the-verdict", f"#{inner}"]
