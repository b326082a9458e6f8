"""What the site does for a reader beyond its text: cards, citations, search."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from citiesfirst.sphinxext.byline import WORDS_A_MINUTE
from citiesfirst.sphinxext.figure_html import ASSETS
from tests.site.conftest import every

SITE = Path(__file__).parents[2] / "_build/html"
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("chapters/**/*.html"))
WITH_CELLS = [page for page in PAGES if (SITE / f"downloads/{Path(page).stem}.ipynb").is_file()]
SIEGE = "chapters/2-symbolic-recovery/sarajevo-siege.html"
METHODS = "chapters/4-the-verdict/methods.html"
CARD = "#hover-card"
ICONS = ASSETS / "icons.css"
# Every paragraph but those of what is looked up: tables, lists, definitions, menus.
RUNNING_TEXT = """() => [...document.querySelectorAll(".bd-article p")]
    .filter((one) => !one.closest("table, ul, dl, .byline"))
    .map((one) => one.textContent).join(" ")"""
# A reader's first letters of a claim, a reference and a term that stand on these pages.
LINKS = [
    (SIEGE, 'a.internal[href*="references.html#"]', r"\. "),
    (METHODS, 'a.internal[href*="#term-rate"]', r"^rate\n"),
    ("chapters/1-state-and-city/where-war-kills.html", 'a[href*="#claim-c1"]', r"^Claim C1: "),
]


def text_of(page: str) -> str:
    return (SITE / page).read_text(encoding="utf-8")


def at(scheme: str, site: Path, address: str, page: str) -> str:
    return f"{address}/{page}" if scheme == "http" else (site / page).as_uri()


@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize(("page", "links", "expected"), LINKS)
def test_a_card_comes_with_the_pointer_and_bears_it(
    visit, site, address, scheme, page, links, expected
):
    reader = visit(at(scheme, site, address, page))
    assert not [one for one in reader.requests if "_cards/" in one]
    link, card = reader.page.locator(f".bd-article {links}").first, reader.page.locator(CARD)
    link.scroll_into_view_if_needed()
    link.hover()
    card.wait_for()
    assert re.search(expected, card.inner_text())
    box, screen = card.bounding_box(), reader.page.viewport_size
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= screen["width"]
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= screen["height"]
    card.hover()
    reader.page.wait_for_timeout(500)
    assert card.is_visible()
    reader.page.mouse.move(5, 5)
    card.wait_for(state="hidden")
    assert reader.problems == []


def test_a_card_comes_with_the_focus_and_goes_with_escape(visit, address):
    reader = visit(f"{address}/{SIEGE}")
    card = reader.page.locator(CARD)
    link = reader.page.locator('.bd-article a.internal[href*="references.html#"]').first
    reader.page.keyboard.press("Tab")
    link.focus()
    card.wait_for()
    assert link.get_attribute("aria-describedby") == card.get_attribute("id")
    reader.page.keyboard.press("Escape")
    assert card.is_hidden()
    assert link.get_attribute("aria-describedby") is None
    assert reader.page.evaluate("document.activeElement.hash") == link.evaluate("a => a.hash")


def test_every_reference_term_and_claim_of_the_book_has_a_card():
    text = text_of("_cards/cards.js")
    cards = json.loads(text.removeprefix("window.bookCards=").removesuffix(";\n"))
    linked = {
        f"{(SITE / page).parent.joinpath(where).resolve().relative_to(SITE)}#{anchor}"
        for page in PAGES
        for where, anchor in re.findall(
            r'<a class="reference internal" href="([^"#]+)#([^"]+)"', text_of(page)
        )
        if where.endswith("references.html") or anchor.startswith(("term-", "claim-c"))
    }
    assert len(linked) > 100
    assert linked - {"chapters/4-the-verdict/ledger.html#claims-ledger"} <= set(cards)
    assert not [place for place, card in cards.items() if not all(card[1:]) or len(card) < 2]
    assert not [place for place, card in cards.items() if re.search(r"[{}]|\*\w", " ".join(card))]


def test_one_click_cites_the_page(visit, address):
    reader = visit(f"{address}/{SIEGE}", permissions=["clipboard-read", "clipboard-write"])
    reader.page.locator(".cite-page").click()
    reader.page.locator(".cite-status", has_text="in your clipboard").wait_for()
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(
        r"The Cities First\? authors \(\d{4}\)\. “Sarajevo under siege”\. "
        r"In: Cities First\? An evidence book on city-building after war\. "
        rf"Version \d+\.\d+\.\d+, \d+ [A-Z][a-z]+ \d{{4}}\. {re.escape(address)}/{SIEGE}",
        copied,
    )
    reader.page.get_by_role("button", name="Copy BibTeX").click()
    reader.page.locator(".cite-status", has_text="BibTeX entry").wait_for()
    entry = reader.page.evaluate("navigator.clipboard.readText()")
    assert entry.startswith("@incollection{cities-first-")
    assert f"  url = {{{address}/{SIEGE}}},\n" in entry
    assert entry.count("{") == entry.count("}")
    assert reader.problems == []


def test_one_click_cites_a_figure_with_its_number_and_its_source(visit, address):
    reader = visit(f"{address}/{SIEGE}", permissions=["clipboard-read", "clipboard-write"])
    figure = reader.page.locator("figure.chart").first
    figure.locator(".cite-button").click()
    reader.page.locator(".cite-status", has_text="in your clipboard").wait_for()
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    number = figure.locator(".caption-number").inner_text().strip()
    assert f"“{number}: {figure.locator('.caption-text').inner_text()}”" in copied
    assert "In: “Sarajevo under siege”, Cities First?" in copied
    assert re.search(r"\bSources?: ", copied)
    assert copied.endswith(f"{address}/{SIEGE}#{figure.get_attribute('id')}")


def test_from_disk_a_citation_names_no_address_and_can_be_copied_by_hand(visit, site):
    reader = visit((site / SIEGE).as_uri())
    reader.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error()) }")
    reader.page.locator(".cite-page").click()
    reader.page.locator(".cite-status", has_text="press Ctrl+C").wait_for()
    selected = reader.page.evaluate("document.getSelection().toString()")
    assert selected.startswith("The Cities First? authors (")
    assert not re.search(r"file:|https?:|localhost", selected)
    reader.page.keyboard.press("Escape")
    reader.page.locator(".cite-dialog").wait_for(state="detached")


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("opened", [".page-menu summary", ".cite-page", "figure .cite-button"])
def test_axe_finds_no_violation_in_an_opened_menu_or_dialogue(visit, address, opened, theme):
    reader = visit(f"{address}/{SIEGE}", theme=theme)
    reader.page.locator(opened).first.click()
    found = Axe().run(reader.page).response["violations"]
    assert [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]] == []


def test_all_figures_are_listed_and_every_one_is_found_at_its_place():
    page = "chapters/4-the-verdict/figures.html"
    listed = re.findall(r'href="([^"#]+)#(fig-[^"]+)">Figure (\d+)</a>', text_of(page))
    assert [int(number) for _, _, number in listed] == list(range(1, len(listed) + 1))
    in_book = {
        label for one in PAGES for label in re.findall(r'data-chart="([^"]+)"', text_of(one))
    }
    assert {anchor for _, anchor, _ in listed} == in_book
    for where, anchor, _ in listed:
        assert f'id="{anchor}"' in (SITE / page).parent.joinpath(where).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_figure_and_claim_has_a_link_to_itself(page):
    text = text_of(page)
    things = re.findall(r'<figure class="chart" id="([^"]+)"', text)
    things += re.findall(r'class="claim-title rubric" id="([^"]+)"', text)
    links = set(re.findall(r'class="headerlink" href="#([^"]+)"', text))
    assert set(things) <= links


def test_a_link_to_a_figure_shows_itself_to_the_keyboard(visit, address):
    reader = visit(f"{address}/{SIEGE}")
    link = reader.page.locator("figure.chart a.headerlink").first
    reader.page.mouse.move(2, 2)
    reader.page.keyboard.press("Tab")
    assert link.evaluate("a => getComputedStyle(a).opacity") == "0"
    link.focus()
    expect(link).to_have_css("opacity", "1")


@pytest.mark.parametrize("page", every(WITH_CELLS))
def test_a_chapter_says_how_long_it_takes_to_read(visit, address, page):
    said = re.search(r'class="reading-time">(\d+) minutes? to read<', text_of(page))
    read = visit(f"{address}/{page}").page.evaluate(RUNNING_TEXT)
    minutes = len(read.split()) / WORDS_A_MINUTE
    assert said, page
    assert int(said[1]) == pytest.approx(minutes, rel=0.3, abs=0.5)  # in whole minutes


@pytest.mark.parametrize("page", PAGES)
def test_the_footer_names_version_date_and_licence(page):
    footer = re.search(r'<p class="edition">.*?</p>', text_of(page), re.DOTALL)[0]
    assert re.search(r"Version \d+\.\d+\.\d+, \d+ [A-Z][a-z]+ 20\d\d\.", footer)
    assert "creativecommons.org/licenses/by/4.0" in footer


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_search_finds_a_word_of_the_book(visit, site, address, scheme):
    reader = visit(at(scheme, site, address, "search.html") + "?q=cabildo")
    results = reader.page.locator("#search-results li a")
    results.first.wait_for()
    reader.page.wait_for_load_state("networkidle")
    found = results.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert any("glossary.html" in one for one in found)
    assert any("north-cauca.html" in one for one in found)
    said = reader.page.locator(".search-from-disk").count()
    excerpts = reader.page.locator("#search-results .context").count()
    assert (said, excerpts > 0) == ((0, True) if scheme == "http" else (1, False))
    assert reader.problems == []


def test_marks_of_a_search_can_be_hidden_by_a_button_that_needs_no_icon_font(visit, address):
    reader = visit(f"{address}/search.html?q=cabildo")
    reader.page.locator('#search-results a[href*="north-cauca.html"]').first.click()
    button = reader.page.locator(".highlight-link a")
    assert button.evaluate("a => getComputedStyle(a, '::before').content") == "none"
    assert reader.page.locator(".highlighted").count() > 0
    button.click()
    assert reader.page.locator(".highlighted").count() == 0
    reader.page.emulate_media(media="print")
    assert button.is_hidden()


def test_a_lost_reader_is_led_home_from_any_depth(visit, address):
    reader = visit(f"{address}/404.html")
    assert reader.page.locator("h1").inner_text() == "There is no page at this address"
    assert reader.page.locator("main a").first.get_attribute("href").startswith(("/", "http"))
    assert reader.requests == [f"{address}/404.html"]
    assert reader.problems == []


@pytest.mark.parametrize("page", [SIEGE, METHODS])
def test_on_paper_from_the_browser_no_control_is_printed(visit, address, page):
    reader = visit(f"{address}/{page}")
    reader.page.emulate_media(media="print")
    for control in (".byline", ".cite-button", ".headerlink", CARD):
        assert reader.page.locator(f"{control}:visible").count() == 0


@pytest.mark.parametrize("page", [SIEGE, METHODS])
def test_the_next_page_and_the_contents_are_within_reach_on_a_phone(visit, address, page):
    reader = visit(f"{address}/{page}", size="phone")
    reader.page.locator(".secondary-toggle").click()
    entry = reader.page.locator(".bd-toc-nav.page-toc a").first
    entry.wait_for()
    box = entry.bounding_box()
    assert 0 <= box["x"] < reader.page.viewport_size["width"]
    assert reader.page.locator(".prev-next-area a.right-next").count() == 1


def test_every_page_has_a_title_for_link_previews():
    for page in PAGES:
        assert 'property="og:title"' in text_of(page).partition("</head>")[0]


def test_the_book_draws_every_icon_that_a_page_asks_for_and_no_other():
    asked = {name for page in PAGES for name in re.findall(r"\bfa-([a-z-]+)\b", text_of(page))}
    drawn = set(re.findall(r"^\.fa-([a-z-]+) \{", ICONS.read_text("utf-8"), re.MULTILINE))
    assert asked - {"solid", "lg"} == drawn
