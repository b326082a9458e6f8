"""Show the book while it is written: ``python -m citiesfirst.build.live [port]``.

Whenever a source is saved, the pages are built again and the browser loads the page that it shows
anew. A build that fails says so in the terminal, and the last good pages stay. The little script
that listens for a finished build is added to pages as they are sent; the book has none of it. Its
address holds the number of the build that the page is of, so that a build which ends while a page
is on its way is not missed.
"""

from __future__ import annotations

import functools
import re
import subprocess
import sys
import threading
import time
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from citiesfirst.build.publish import sources

SITE = Path("_build/html")
PORT = 8000
PAUSE = 0.3  # seconds between two looks at the sources
SCRIPT = b"""\
const { search } = new URL(document.currentScript.src);
new EventSource("/live" + search).onmessage = () => location.reload();
"""
TAG = '<script src="/live.js?{}"></script></body>'


class News:
    """The number of the last finished build, and a way to wait for the next.

    Numbers go on from the clock, so that no page of an earlier ``make live`` passes for a new one.
    """

    def __init__(self) -> None:
        self.number = time.time_ns()
        self._changed = threading.Condition()

    def tell(self) -> None:
        """Say that a build is finished."""
        with self._changed:
            self.number += 1
            self._changed.notify_all()

    def after(self, number: int) -> bool:
        """Wait for another build than this one, not for ever; return whether there is one."""
        with self._changed:
            return self._changed.wait_for(lambda: self.number != number, timeout=10)


class Handler(SimpleHTTPRequestHandler):
    """Serves the pages, each with the script that waits for news."""

    def __init__(self, *arguments: Any, news: News, **options: Any) -> None:
        self.news = news
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        """Answer with news, the script, a page or any other file."""
        path, _, build = self.path.partition("?")
        if path == "/live":
            self._tell(int(build) if re.fullmatch("[0-9]{1,30}", build) else self.news.number)
        elif path == "/live.js":
            self._send(SCRIPT, "text/javascript")
        elif (page := self._page()) is not None:
            tag = TAG.format(self.news.number).encode()  # of the build before the page is read
            self._send(page.read_bytes().replace(b"</body>", tag), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _page(self) -> Path | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        return path if path.suffix == ".html" and path.is_file() else None

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _tell(self, known: int) -> None:
        """Keep the line open and send a word after each build that the reader does not know."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                built = self.news.after(known)
                known = self.news.number if built else known
                self.wfile.write(b"data: built\n\n" if built else b": still here\n\n")
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            return  # the reader has gone to another page

    def end_headers(self) -> None:
        """Keep browsers from showing what they remember of an earlier build."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def stamps() -> dict[Path, int]:
    """Return each source of the book with the time of its last change, in nanoseconds."""
    found = {}
    for path in sources(Path()):
        try:
            found[path] = path.stat().st_mtime_ns
        except FileNotFoundError:  # an editor's file that lived for a moment
            continue
    return found


def build() -> bool:
    """Build the pages in a process of its own, which reads changed code anew."""
    return subprocess.run([sys.executable, "-m", "citiesfirst.build", "html"]).returncode == 0


def port_of(arguments: list[str]) -> int:
    """Return the port that was asked for; leave with a sentence where it is none."""
    if not arguments:
        return PORT
    [asked] = arguments[:1]
    if not re.fullmatch("[0-9]{1,5}", asked) or not 0 < int(asked) < 2**16:
        sys.exit(f"PORT={asked} is no port: expected a number from 1 to 65535, such as PORT=8080.")
    return int(asked)


def main(arguments: list[str]) -> None:
    """Build, serve, and build again after every change, until the writer presses Ctrl-C."""
    port = port_of(arguments)
    news = News()
    handler = functools.partial(Handler, news=news, directory=str(SITE))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        sys.exit(f"Port {port} could not be used ({error.strerror}): try another, PORT=8080.")
    server.daemon_threads = True
    seen = stamps()
    build()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Save a file to see it at http://localhost:{port}; Ctrl-C ends this.", flush=True)
    while True:
        time.sleep(PAUSE)
        if (now := stamps()) != seen:
            seen = now
            if build():
                news.tell()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        print()
