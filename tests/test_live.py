"""``make live``: what a writer saves is what the browser shows, without a key pressed there."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

CONFIG = """
title: A little book
only_build_toc_files: true
execute: {execute_notebooks: "off"}
"""
PATIENCE = 120_000  # milliseconds for a build on a busy machine


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "_config.yml").write_text(CONFIG)
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (tmp_path / "index.md").write_text("# A little book\n\nOf rain.\n")
    return tmp_path


@pytest.fixture
def live(folder: Path, port: int) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-m", "citiesfirst.build.live", str(port)],
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    for line in process.stdout:
        if line.startswith("Save a file"):
            break
    yield process
    process.terminate()
    process.wait()
    process.stdout.close()


def test_a_saved_page_shows_by_itself_and_a_faulty_one_leaves_the_last_good(
    live, folder: Path, port: int, browser
):
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{port}/index.html")
    expect(page.locator("article")).to_contain_text("Of rain.")

    (folder / "index.md").write_text("# A little book\n\nOf {ref}`snow`.\n")
    for line in live.stdout:
        if "still the book of an earlier build" in line:
            break
    expect(page.locator("article")).to_contain_text("Of rain.")

    (folder / "index.md").write_text("# A little book\n\nOf wind.\n")
    expect(page.locator("article")).to_contain_text("Of wind.", timeout=PATIENCE)
    page.close()


def test_the_book_itself_has_no_script_that_waits_for_news(live, folder: Path, port: int):
    sent = urlopen(f"http://127.0.0.1:{port}/").read()
    assert b'src="/live.js"' in sent
    assert b"live.js" not in (folder / "_build/html/index.html").read_bytes()


def test_a_port_that_is_taken_is_named_in_one_sentence(folder: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = subprocess.run(
            [sys.executable, "-m", "citiesfirst.build.live", str(port)],
            cwd=folder,
            capture_output=True,
            text=True,
        )
    assert result.returncode == 1
    assert result.stderr.startswith(f"Port {port} could not be used")
    assert result.stderr.count("\n") == 1
