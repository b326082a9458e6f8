"""Show the book while it is written: ``python -m citiesfirst.build.live [port]``.

Whenever a source is saved, the pages are built again and the browser loads the page that it shows
anew. A build that fails says so in the terminal, and the last good pages stay. The little script
that listens for a finished build is added to pages as they are sent; the book has none of it.
"""

from __future__ import annotations

import functools
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
SCRIPT = b'new EventSource("/live").onmessage = () => location.reload();\n'
TAG = b'<script src="/live.js"></script></body>'


class News:
    """The number of the last finished build, and a way to wait for the next."""

    def __init__(self) -> None:
        self.number = 0
        self._changed = threading.Condition()

    def tell(self) -> None:
        """Say that a build is finished."""
        with self._changed:
            self.number += 1
            self._changed.notify_all()

    def after(self, number: int) -> bool:
        """Wait for a build after this one, but not for ever; return whether there was one."""
        with self._changed:
            return self._changed.wait_for(lambda: self.number > number, timeout=10)


class Handler(SimpleHTTPRequestHandler):
    """Serves the pages, each with the script that waits for news."""

    def __init__(self, *arguments: Any, news: News, **options: Any) -> None:
        self.news = news
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        """Answer with news, the script, a page or any other file."""
        if self.path == "/live":
            self._tell()
        elif self.path == "/live.js":
            self._send(SCRIPT, "text/javascript")
        elif (page := self._page()) is not None:
            self._send(page.read_bytes().replace(b"</body>", TAG), "text/html; charset=utf-8")
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

    def _tell(self) -> None:
        """Keep the line open and send a word after each build."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        known = self.news.number
        try:
            while True:
                built = self.news.after(known)
                known = self.news.number
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


def main(arguments: list[str]) -> None:
    """Build, serve, and build again after every change, until the writer presses Ctrl-C."""
    port = int(arguments[0]) if arguments else PORT
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
