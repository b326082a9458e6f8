"""What several rooms of tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from citiesfirst.build import machine

# The same examples at every run; how long one takes says something of the machine alone.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")

QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium: one for all tests, since Playwright runs once a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(machine.browser()), args=["--no-sandbox", *QUIET]
        )
        yield browser
        browser.close()
