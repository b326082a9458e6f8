"""``make live``: what a writer saves is what the browser shows, without a key pressed there."""

from __future__ import annotations

import functools
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from citiesfirst.build.live import Handler, News

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


def wait_for(process: subprocess.Popen, words: str) -> None:
    """Read what a process says until a line holds these words; fail where that takes too long."""
    timer = threading.Timer(PATIENCE / 1000, os.killpg, (process.pid, signal.SIGKILL))
    timer.start()
    try:
        assert any(words in line for line in process.stdout), f"nobody said {words!r}"
    finally:
        timer.cancel()


@pytest.fixture
def live(folder: Path, port: int) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-m", "citiesfirst.build.live", str(port)],
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    wait_for(process, "Save a file")
    yield process
    process.terminate()
    process.wait()
    process.stdout.close()


@pytest.mark.slow
def test_a_saved_page_shows_by_itself_and_a_faulty_one_leaves_the_last_good(
    live, folder: Path, port: int, browser
):
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{port}/index.html")
    expect(page.locator("article")).to_contain_text("Of rain.")

    (folder / "index.md").write_text("# A little book\n\nOf {ref}`snow`.\n")
    wait_for(live, "still the book of an earlier build")
    expect(page.locator("article")).to_contain_text("Of rain.")

    (folder / "index.md").write_text("# A little book\n\nOf wind.\n")
    expect(page.locator("article")).to_contain_text("Of wind.", timeout=PATIENCE)
    page.close()


def test_the_book_itself_has_no_script_that_waits_for_news(live, folder: Path, port: int):
    sent = urlopen(f"http://127.0.0.1:{port}/").read()
    assert b'src="/live.js?' in sent
    assert b"live.js" not in (folder / "_build/html/index.html").read_bytes()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, News]]:
    """The address at which a page is served, and the news of its builds."""
    (tmp_path / "index.html").write_text("<html><body><p>Of rain.</p></body></html>")
    news = News()
    handler = functools.partial(Handler, news=news, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", news
    server.shutdown()
    server.server_close()


def first_word(address: str, page: bytes) -> bytes:
    """What a page is told first, when it asks for news with the number that it was sent with."""
    number = re.search(rb"/live\.js\?(\d+)", page)[1].decode()
    with urlopen(f"{address}/live?{number}", timeout=30) as lines:
        return lines.readline()


def test_a_build_that_ends_before_a_page_asks_for_news_is_not_missed(served):
    address, news = served
    page = urlopen(f"{address}/").read()
    news.tell()
    assert first_word(address, page) == b"data: built\n"


def test_a_page_of_an_earlier_server_is_known_to_be_old(served):
    address, _ = served
    earlier = f'<script src="/live.js?{News().number - 1}">'.encode()
    assert first_word(address, earlier) == b"data: built\n"


def test_a_page_that_is_new_hears_nothing_of_a_build(served, monkeypatch):
    address, news = served
    monkeypatch.setattr(news, "after", functools.partial(_after_at_once, news))
    page = urlopen(f"{address}/").read()
    assert first_word(address, page) == b": still here\n"


def _after_at_once(news: News, number: int) -> bool:
    return news.number != number


def leave(folder: Path, port: object) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "citiesfirst.build.live", str(port)],
        cwd=folder,
        capture_output=True,
        text=True,
    )


def test_a_port_that_is_taken_is_named_in_one_sentence(folder: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = leave(folder, port)
    assert result.returncode == 1
    assert result.stderr.startswith(f"Port {port} could not be used")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["abc", "99999", "65536", "0", "-1", "80.5", "9" * 5000])
def test_a_port_that_is_none_is_named_in_one_sentence(folder: Path, port: str):
    result = leave(folder, port)
    assert result.returncode == 1
    assert result.stderr == (
        f"PORT={port} is no port: expected a number from 1 to 65535, such as PORT=8080.\n"
    )
