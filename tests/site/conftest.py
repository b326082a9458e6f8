"""The built book, served as a static host would, and a real browser to read it."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

SITE = Path(__file__).parents[2] / "_build/html"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


class Handler(SimpleHTTPRequestHandler):
    """Serves files with the security headers that the book asks for, and keeps quiet about it."""

    def end_headers(self) -> None:
        """Send the lines of the book's own ``_headers`` file with every answer."""
        for line in Path(self.directory, "_headers").read_text(encoding="utf-8").splitlines()[1:]:
            name, value = line.strip().split(": ", 1)
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site() -> Path:
    """Return the folder of the built book."""
    assert (SITE / "index.html").is_file(), "the book is not built: run 'make book' first"
    return SITE


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return the address of the book on a server of this machine."""
    handler = functools.partial(Handler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


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

    def open(self, url: str) -> Page:
        """Open an address and wait until the page has settled."""
        self.page.goto(url)
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture
def visit(browser: Browser) -> Iterator:
    """Return a function that opens a page as a reader with a given screen and theme."""
    contexts = []

    def begin(url: str, size: str = "desktop", theme: str = "light", **options) -> Visit:
        # A test that evaluates its own scripts would break the page's policy: test_policy.py
        # asks for it, and reads the page without evaluating anything.
        options = {"bypass_csp": True, **options}
        context = browser.new_context(
            viewport=SIZES[size], color_scheme=theme, has_touch=size == "phone", **options
        )
        contexts.append(context)
        visit = Visit(context)
        visit.open(url)
        return visit

    yield begin
    for context in contexts:
        context.close()
