"""Serve the built book as a static host does: compressed, and with the headers it asks for."""

from __future__ import annotations

import functools
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE = Path("_build/html")
# Whether a page has laid out all that it leaves for later (page.js): before, nothing can be judged.
ALL_LAID_OUT = """() => [...document.querySelectorAll("section, section > *, .citation")].every(
    one => getComputedStyle(one).contentVisibility !== "auto")"""
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".csv", ".txt", ".xml"}


class Handler(SimpleHTTPRequestHandler):
    """Serves files gzipped, with the lines of the site's ``_headers``, and keeps quiet about it."""

    protocol_version = "HTTP/1.1"

    def send_head(self):
        """Send the compressed file in place of the file itself, where a host would."""
        path = Path(self.translate_path(self.path))
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        if not accepted or path.suffix not in COMPRESSED or not path.is_file():
            return super().send_head()
        body = _compressed(path, path.stat().st_mtime_ns)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        return None

    def end_headers(self) -> None:
        """Send the lines of the book's own ``_headers`` file with every answer."""
        for line in Path(self.directory, "_headers").read_text(encoding="utf-8").splitlines()[1:]:
            name, value = line.strip().split(": ", 1)
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@functools.cache
def _compressed(path: Path, changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder that has a ``_headers`` file, and give its address on this machine."""
    handler = functools.partial(Handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def pages(folder: Path) -> list[str]:
    """Return every page of a site below its folder; parts for scripts and signposts are none."""
    found = []
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder)
        if name.parts[0] != "_static" and 'http-equiv="Refresh"' not in path.read_text("utf-8"):
            found.append(name.as_posix())
    return found
