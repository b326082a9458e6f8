"""The environment that Binder makes of .binder/, with JupyterLab at work in it."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tools import binder

ROOT = Path(__file__).parents[2]
TOKEN = "a-token-for-this-test"  # on this machine alone, and only while the test runs
PATIENCE = 120  # seconds until JupyterLab answers, on a busy machine


@dataclass(frozen=True)
class Lab:
    """A JupyterLab that serves the book's folder."""

    address: str

    def opened_by(self, urlpath: str) -> str:
        """Return the address to which Binder sends a reader for a launch link's ``urlpath``.

        Every reader of Binder begins with an empty JupyterLab: here ``reset`` makes it so.
        """
        return f"{self.address}/{urlpath}?reset&token={TOKEN}"


@pytest.fixture(scope="session")
def place() -> binder.Place:
    """Return the environment, made from nothing."""
    return binder.make(ROOT / "_build/.binder")


@pytest.fixture(scope="session")
def lab(place: binder.Place) -> Iterator[Lab]:
    """Return a JupyterLab in the environment; it ends with the tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
        f"--IdentityProvider.token={TOKEN}",
        "--LabApp.expose_app_in_browser=True",  # so that a test can ask which cells have run
    ]
    log = (place.book.parent / "lab.log").open("w")
    process = subprocess.Popen(
        [str(place.env / "bin/jupyter"), "lab", *options],
        cwd=place.book,
        env=place.variables(),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    found = Lab(f"http://127.0.0.1:{port}")
    try:
        _wait(f"{found.address}/api", process)
        yield found
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def _wait(url: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "JupyterLab ended: see _build/.binder/lab.log"
        try:
            urlopen(url).close()
        except URLError:
            time.sleep(0.5)
        else:
            return
    raise AssertionError(f"JupyterLab did not answer within {PATIENCE} seconds")
