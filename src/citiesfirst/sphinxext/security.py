"""A strict Content-Security-Policy under which every page of the book works.

Pages load nothing from elsewhere, so the policy allows only the site itself. The few scripts
within a page are allowed by their digest.

Every page states the policy in its head, so that it is in force wherever the page is read: on a
host that knows no headers file, such as GitHub Pages, and from a folder on disk. What a page cannot
say of itself, such as that no other site may frame it, is in ``_headers`` alone, the file that
other static hosts read; a server that does not read it can send the same lines.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citiesfirst.sphinxext.figure_html import on_paper

if TYPE_CHECKING:
    from sphinx.application import Sphinx

INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", re.DOTALL
)
# plotly.js sets styles on its marks, and draws its texts with images made on the spot.
POLICY = (
    "default-src 'none'",
    "script-src 'self' {scripts}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)
HEADERS_ALONE = "frame-ancestors 'none'"  # browsers ignore it in a page, and complain
OTHERS = (
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: no-referrer",
    "Permissions-Policy: camera=(), geolocation=(), microphone=()",
)
BEGIN = re.compile(r'<meta charset="utf-8" ?/?>')
STATED = re.compile(r'<meta http-equiv="Content-Security-Policy" [^>]*>')


def script_digests(pages: Iterable[str]) -> list[str]:
    """Return the digest of every script that stands within a page, in order, each once."""
    scripts = {script for page in pages for script in INLINE.findall(page) if script.strip()}
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def policy(pages: Iterable[str]) -> str:
    """Return the policy that these pages can keep."""
    return "; ".join(POLICY).format(scripts=" ".join(script_digests(pages)))


def headers(pages: Iterable[str]) -> str:
    """Return the text of the ``_headers`` file for these pages."""
    lines = [f"Content-Security-Policy: {policy(pages)}; {HEADERS_ALONE}", *OTHERS]
    return "/*\n" + "".join(f"  {line}\n" for line in lines)


def with_policy(page: str) -> str:
    """Return a page that states its own policy before all that the policy is about.

    A policy that it stated before is replaced; a page without a head, which only leads on to
    another, stays as it is.
    """
    stated = f'<meta http-equiv="Content-Security-Policy" content="{policy([page])}">'
    return BEGIN.sub(lambda found: found[0] + stated, STATED.sub("", page), count=1)


def write(folder: Path) -> None:
    """Put the policy into every page of a built site, and beside the pages for the host."""
    pages = []
    for path in sorted(folder.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        pages.append(with_policy(page))
        if pages[-1] != page:
            path.write_text(pages[-1], encoding="utf-8", newline="\n")
    (folder / "_headers").write_text(headers(pages), encoding="utf-8", newline="\n")


def _write(app: Sphinx, exception: Exception | None) -> None:
    if not exception and app.builder.format == "html" and not on_paper(app.builder):
        write(Path(app.outdir))


def _drop_scripts(app: Sphinx, pagename: str, template: str, context: dict, doctree: Any) -> None:
    """Leave out scripts that the policy forbids and no reader needs.

    Those within a page differ from page to page; Sphinx's translations are made by evaluating text,
    and an English book has none.
    """
    context["script_files"] = [
        one
        for one in context["script_files"]
        if one.filename and "translations" not in one.filename
    ]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the events with Sphinx."""
    app.connect("html-page-context", _drop_scripts, priority=900)
    app.connect("build-finished", _write, priority=950)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
