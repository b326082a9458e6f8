"""A strict Content-Security-Policy under which every page of the book works.

Pages load nothing from elsewhere, so the policy allows only the site itself. The few scripts
within a page are allowed by their digest. The policy is written as ``_headers``, the file that
static hosts read; a server that does not read it can send the same lines.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    "frame-ancestors 'none'",
)
OTHERS = (
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: no-referrer",
    "Permissions-Policy: camera=(), geolocation=(), microphone=()",
)


def script_digests(pages: Iterable[str]) -> list[str]:
    """Return the digest of every script that stands within a page, in order, each once."""
    scripts = {script for page in pages for script in INLINE.findall(page) if script.strip()}
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def headers(pages: Iterable[str]) -> str:
    """Return the text of the ``_headers`` file for these pages."""
    policy = "; ".join(POLICY).format(scripts=" ".join(script_digests(pages)))
    lines = [f"Content-Security-Policy: {policy}", *OTHERS]
    return "/*\n" + "".join(f"  {line}\n" for line in lines)


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html" or getattr(app.builder, "on_paper", False):
        return
    pages = [path.read_text(encoding="utf-8") for path in sorted(Path(app.outdir).rglob("*.html"))]
    Path(app.outdir, "_headers").write_text(headers(pages), encoding="utf-8", newline="\n")


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
