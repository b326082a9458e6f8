"""The built book, served as a static host would, and a real browser to read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tools.serving import ALL_LAID_OUT, served

SITE = Path(__file__).parents[2] / "_build/html"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}

TRIED_FIRST = "chapters/2-symbolic-recovery/kabul.html"  # it has all that a chapter can have


def every(pages: list[str]) -> list:
    """Return pages to try a test on: all but one of them when there is time (`make test-all`)."""
    assert TRIED_FIRST in pages
    return [
        page if page == TRIED_FIRST else pytest.param(page, marks=pytest.mark.slow)
        for page in pages
    ]


@pytest.fixture(scope="session")
def site() -> Path:
    """Return the folder of the built book."""
    assert (SITE / "index.html").is_file(), "the book is not built: run 'make book' first"
    return SITE


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return the address of the book on a server of this machine."""
    with served(site) as address:
        yield address


class Visit:
    """One page as one reader meets it, with everything it says and asks for."""

    def __init__(self, context: BrowserContext):
        self.page: Page = context.new_page()
        self.problems: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("requestfailed", lambda request: self.problems.append(request.url))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _hear(self, message) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(message.text)

    def open(self, url: str, *, settled: bool) -> Page:
        """Open an address, and if asked wait until nothing more is fetched and all is laid out."""
        self.page.goto(url)
        if settled:
            self.page.wait_for_load_state("networkidle")
            self.page.wait_for_function(ALL_LAID_OUT)
        return self.page


@pytest.fixture
def visit(browser: Browser) -> Iterator:
    """Return a function that opens a page as a reader with a given screen and theme.

    The policy that the site ships is in force on every page.
    """
    contexts = []

    def begin(
        url: str, size: str = "desktop", theme: str = "light", settled: bool = False, **options
    ) -> Visit:
        context = browser.new_context(
            viewport=SIZES[size], color_scheme=theme, has_touch=size == "phone", **options
        )
        contexts.append(context)
        visit = Visit(context)
        visit.open(url, settled=settled)
        return visit

    yield begin
    for context in contexts:
        context.close()
