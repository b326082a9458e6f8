"""Every figure of the built book is a picture at once, and a live chart when a reader asks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError, expect

from tests.site.conftest import TRIED_FIRST, every

SITE = Path(__file__).parents[2] / "_build/html"
PAGES = sorted(
    path.relative_to(SITE).as_posix()
    for path in SITE.rglob("chapters/**/*.html")
    if "chart-frame" in path.read_text(encoding="utf-8")
)
ON_SCREEN = """image => image.offsetParent !== null && image.complete && image.naturalWidth > 0"""

# Parts of a chart that would keep a finger from scrolling the page.
TRAPS = """frame => [...frame.querySelectorAll(".chart-live, .chart-live *")].filter(
    part => !["auto", "manipulation"].includes(getComputedStyle(part).touchAction)
).map(part => part.outerHTML.slice(0, 100))"""
HOVER = ".chart-live .hoverlayer .hovertext"
DISAGREE = "chapters/4-the-verdict/if-you-disagree.html"
SHARE = re.compile("^Share of the deaths in Kabul")  # the axis, when that is chosen
# Marks the page from now on as soon as a chart has been drawn anew.
MARK_DRAWINGS = """() => {
    const { react } = window.Plotly;
    window.Plotly.react = async (...given) => {
        await react(...given);
        document.documentElement.classList.add("drawn-anew");
    };
}"""
WINDOWS = {
    "lower": {"width": 1280, "height": 840},
    "narrower": {"width": 1000, "height": 900},
    "phone": {"width": 390, "height": 844},
}
OPACITIES = "live => live.data.map(trace => trace.marker?.opacity)"


def url(scheme: str, site: Path, address: str, page: str) -> str:
    return f"{address}/{page}" if scheme == "http" else (site / page).as_uri()


def payload(site: Path, label: str) -> dict:
    script = (site / "_figures" / f"{label}.js").read_text(encoding="utf-8")
    return json.loads(re.search(r"\]=(.*);\s*$", script, re.DOTALL).group(1))["figure"]


def test_the_book_has_figures():
    assert PAGES


@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize("page", every(PAGES))
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
        before = frame.bounding_box()["height"]

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
        assert frame.bounding_box()["height"] == pytest.approx(before, abs=2)  # nothing jumps
    assert len([request for request in reader.requests if "plotly" in request]) == 1
    assert reader.problems == []
    start = address if scheme == "http" else site.as_uri()
    assert [r for r in reader.requests if not r.startswith((start, "data:", "blob:"))] == []


@pytest.mark.parametrize("page", every(PAGES))
def test_without_scripts_the_pictures_stand(visit, address, page):
    reader = visit(f"{address}/{page}", java_script_enabled=False)
    pictures = reader.page.locator(".chart-frame picture.only-light img")
    assert pictures.count() == reader.page.locator(".chart-frame").count()
    for number in range(pictures.count()):
        pictures.nth(number).scroll_into_view_if_needed()
        assert pictures.nth(number).bounding_box()["height"] > 100
    assert reader.page.locator(".chart-switch:visible").count() == 0


@pytest.mark.parametrize("page", every(PAGES))
def test_on_a_phone_nothing_jumps_and_a_finger_on_a_live_chart_scrolls_the_page(
    visit, address, page
):
    reader = visit(f"{address}/{page}", size="phone")
    reader.page.evaluate("document.fonts.ready.then(() => true)")
    frames = reader.page.locator(".chart-frame")
    for number in range(frames.count()):
        frame = frames.nth(number)
        frame.scroll_into_view_if_needed()
        frame.locator("picture.only-light img").evaluate("image => image.decode()")
        before = frame.bounding_box()["height"]
        frame.locator(".chart-switch").focus()
        frame.locator('.chart-switch[aria-pressed="true"]').wait_for()
        assert frame.bounding_box()["height"] == pytest.approx(before, abs=2)
        assert frame.evaluate(TRAPS) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("page", PAGES[:1])
def test_a_live_chart_follows_the_theme_at_once(visit, address, page):
    reader = visit(f"{address}/{page}")
    frame = reader.page.locator(".chart-frame").first
    frame.locator(".chart-switch").focus()
    frame.locator('.chart-switch[aria-pressed="true"]').wait_for()
    tick = frame.locator(".chart-live :is(.xtick, .ytick) text").first
    light = tick.evaluate("text => getComputedStyle(text).fill")
    reader.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(tick).not_to_have_css("fill", light)


def call_up_a_label(reader) -> None:
    """Touch a mark of the first live chart and see its label."""
    frame = reader.page.locator(".chart-frame").first
    frame.locator(".chart-switch").focus()
    frame.locator('.chart-switch[aria-pressed="true"]').wait_for()
    frame.scroll_into_view_if_needed()
    marks = frame.locator(".chart-live .points path, .chart-live .point path")
    for at in range(min(marks.count(), 8)):
        box = marks.nth(at).bounding_box()
        reader.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        try:
            reader.page.locator(HOVER).first.wait_for(timeout=2000)
        except TimeoutError:  # this mark has no label
            continue
        return
    raise AssertionError("no mark has a label")


@pytest.mark.parametrize("way", ["Escape", "a touch elsewhere"])
def test_a_label_called_up_by_touch_goes_away(visit, address, way):
    reader = visit(f"{address}/{TRIED_FIRST}", size="phone")
    call_up_a_label(reader)
    if way == "Escape":
        reader.page.keyboard.press("Escape")
    else:
        reader.page.locator("figure.chart .chart-notes p").first.tap(position={"x": 5, "y": 5})
    reader.page.locator(HOVER).wait_for(state="detached")


def test_the_choices_of_a_live_chart_can_be_made_by_keyboard(visit, address):
    reader = visit(f"{address}/{TRIED_FIRST}")
    frame = reader.page.locator('[data-chart="fig-kabul-years"]')
    frame.locator(".chart-switch").focus()
    frame.locator('.chart-switch[aria-pressed="true"]').wait_for()
    for _ in range(2):  # past the choice that is made
        reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.ariaLabel") == "Kabul’s share"
    reader.page.keyboard.press("Enter")
    expect(frame.locator(".chart-live .g-ytitle")).to_have_text(SHARE)
    expect(frame.locator('.chart-live [role="button"]:focus')).to_have_count(1)


@pytest.mark.slow
@pytest.mark.parametrize("happening", [*WINDOWS, "dark"])
def test_what_a_reader_chose_outlives_a_change_of_window_or_theme(visit, address, happening):
    reader = visit(f"{address}/{TRIED_FIRST}")
    frame = reader.page.locator('[data-chart="fig-kabul-years"]')
    frame.locator(".chart-switch").focus()
    frame.locator('.chart-switch[aria-pressed="true"]').wait_for()
    live, title = frame.locator(".chart-live"), frame.locator(".chart-live .g-ytitle")
    expect(title).not_to_have_text(SHARE)
    live.locator(".updatemenu-button", has_text="Kabul’s share").click()
    expect(title).to_have_text(SHARE)
    shown = live.evaluate("live => live.data[0].y")
    reader.page.evaluate(MARK_DRAWINGS)
    if happening == "dark":
        reader.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    else:
        reader.page.set_viewport_size(WINDOWS[happening])
    if happening == "lower":
        reader.page.wait_for_timeout(500)  # for a drawing that is not to come
        assert reader.page.locator("html.drawn-anew").count() == 0
    else:
        reader.page.locator("html.drawn-anew").wait_for()
    expect(title).to_have_text(SHARE)
    expect(live.locator('.updatemenu-button [style*="bold"]')).to_have_text("Kabul’s share")
    assert live.evaluate("live => live.data[0].y") == shown
    assert reader.problems == []


def test_a_choice_from_a_menu_outlives_the_other_theme(visit, address):
    reader = visit(f"{address}/{DISAGREE}")
    frame = reader.page.locator('[data-chart="fig-disagree-kabul"]')
    frame.locator(".chart-switch").focus()
    frame.locator('.chart-switch[aria-pressed="true"]').wait_for()
    header = frame.locator(".updatemenu-header")
    expect(header).to_have_text("All definitions")
    header.click()
    frame.locator(".updatemenu-dropdown-button", has_text="within 20 km").click()
    expect(header).to_have_text("within 20 km")
    live = frame.locator(".chart-live")
    shown = live.evaluate(OPACITIES)
    reader.page.evaluate(MARK_DRAWINGS)
    reader.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    reader.page.locator("html.drawn-anew").wait_for()
    expect(header).to_have_text("within 20 km")
    assert live.evaluate(OPACITIES) == shown


def test_a_chart_that_could_not_be_loaded_says_so_until_it_is(visit, address):
    reader = visit(f"{address}/{TRIED_FIRST}")
    reader.page.route("**/plotly.min.js", lambda route: route.abort())
    frame = reader.page.locator(".chart-frame").first
    switch, status = frame.locator(".chart-switch"), frame.get_by_role("status")
    name = switch.text_content()  # also of what is not laid out yet
    switch.focus()
    expect(status).to_have_text("The interactive chart could not be loaded; the picture stands.")
    assert frame.locator("picture.only-light img").is_visible()
    assert switch.text_content() == name
    reader.page.unroute("**/plotly.min.js")
    switch.press("Enter")
    frame.locator('.chart-switch[aria-pressed="true"]').wait_for()
    expect(status).to_have_text("")
    assert switch.text_content() == name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_paper_shows_the_picture_for_white_ground_even_when_the_chart_is_live(
    visit, address, theme
):
    reader = visit(f"{address}/{TRIED_FIRST}", theme=theme)
    frame = reader.page.locator(".chart-frame").first
    frame.locator(".chart-switch").focus()
    frame.locator('.chart-switch[aria-pressed="true"]').wait_for()
    reader.page.emulate_media(media="print")
    assert frame.locator("picture.only-light img").is_visible()
    assert not frame.locator("picture.only-dark img").is_visible()
    assert not frame.locator(".chart-live").is_visible()
    assert not frame.locator(".chart-switch").is_visible()


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
