"""Every figure of the built book is a picture at once, and a live chart when a reader asks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

SITE = Path(__file__).parents[2] / "_build/html"
PAGES = sorted(
    path.relative_to(SITE).as_posix()
    for path in SITE.rglob("chapters/**/*.html")
    if "chart-frame" in path.read_text(encoding="utf-8")
)
ON_SCREEN = """image => image.offsetParent !== null && image.complete && image.naturalWidth > 0"""


def url(scheme: str, site: Path, address: str, page: str) -> str:
    return f"{address}/{page}" if scheme == "http" else (site / page).as_uri()


def payload(site: Path, label: str) -> dict:
    script = (site / "_figures" / f"{label}.js").read_text(encoding="utf-8")
    return json.loads(re.search(r"\]=(.*);\s*$", script, re.DOTALL).group(1))["figure"]


def test_the_book_has_figures():
    assert PAGES


@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize("page", PAGES)
def test_every_figure_is_a_picture_first_and_turns_live_on_focus(
    visit, site, address, page, scheme
):
    reader = visit(url(scheme, site, address, page))
    frames = reader.page.locator(".chart-frame")
    assert frames.count() >= 1
    assert not [request for request in reader.requests if "plotly" in request]
    for number in range(frames.count()):
        frame = frames.nth(number)
        frame.scroll_into_view_if_needed()
        picture = frame.locator("picture.only-light img")
        picture.evaluate("image => image.decode()")
        assert picture.evaluate(ON_SCREEN)

        frame.locator(".chart-switch").focus()
        frame.locator('.chart-switch[aria-pressed="true"]').wait_for()

        shown = payload(site, frame.get_attribute("data-chart"))["data"]
        expected = [t for t in shown if t.get("visible", True) is True]
        marks = frame.locator(
            ".chart-live "
            ":is(.point path, .points path, .js-line, .js-fill, .textpoint, .trace text)"
        )
        assert marks.count() >= len(expected) > 0
        assert not picture.is_visible()
    assert len([request for request in reader.requests if "plotly" in request]) == 1
    assert reader.problems == []
    start = address if scheme == "http" else site.as_uri()
    assert [r for r in reader.requests if not r.startswith((start, "data:", "blob:"))] == []


@pytest.mark.parametrize("page", PAGES)
def test_without_scripts_the_pictures_stand(visit, address, page):
    reader = visit(f"{address}/{page}", java_script_enabled=False)
    pictures = reader.page.locator(".chart-frame picture.only-light img")
    assert pictures.count() == reader.page.locator(".chart-frame").count()
    for number in range(pictures.count()):
        pictures.nth(number).scroll_into_view_if_needed()
        assert pictures.nth(number).bounding_box()["height"] > 100
    assert reader.page.locator(".chart-switch:visible").count() == 0


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_jumps_when_a_chart_comes_to_life(visit, address, page, size):
    reader = visit(f"{address}/{page}", size=size)
    reader.page.evaluate("document.fonts.ready")
    frames = reader.page.locator(".chart-frame")
    for number in range(frames.count()):
        frame = frames.nth(number)
        frame.scroll_into_view_if_needed()
        frame.locator("picture.only-light img").evaluate("image => image.decode()")
        before = frame.bounding_box()["height"]
        frame.locator(".chart-switch").focus()
        frame.locator('.chart-switch[aria-pressed="true"]').wait_for()
        assert frame.bounding_box()["height"] == pytest.approx(before, abs=2)


@pytest.mark.parametrize("page", PAGES[:1])
def test_a_live_chart_follows_the_theme_at_once(visit, address, page):
    reader = visit(f"{address}/{page}")
    frame = reader.page.locator(".chart-frame").first
    frame.locator(".chart-switch").focus()
    frame.locator('.chart-switch[aria-pressed="true"]').wait_for()
    tick = frame.locator(".chart-live :is(.xtick, .ytick) text").first
    light = tick.evaluate("text => getComputedStyle(text).fill")
    reader.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    reader.page.wait_for_timeout(300)
    tick = frame.locator(".chart-live :is(.xtick, .ytick) text").first
    assert tick.evaluate("text => getComputedStyle(text).fill") != light


@pytest.mark.parametrize("page", PAGES[:1])
def test_the_button_gives_the_still_picture_back(visit, address, page):
    reader = visit(f"{address}/{page}")
    frame = reader.page.locator(".chart-frame").first
    switch = frame.locator(".chart-switch")
    switch.focus()
    frame.locator('.chart-switch[aria-pressed="true"]').wait_for()
    reader.page.wait_for_timeout(600)
    switch.press("Enter")
    frame.locator('.chart-switch[aria-pressed="false"]').wait_for()
    assert frame.locator("picture.only-light img").is_visible()
    assert frame.locator(".chart-live").count() == 0


@pytest.mark.parametrize("page", PAGES[:1])
def test_the_table_of_the_data_can_be_read_and_downloaded(visit, address, site, page):
    reader = visit(f"{address}/{page}")
    details = reader.page.locator("details.chart-data").first
    details.locator("summary").click()
    rows = details.locator("tbody tr").count()
    with reader.page.expect_download() as download:
        details.locator("a[download]").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert rows == min(len(lines) - 1, 250) > 0
