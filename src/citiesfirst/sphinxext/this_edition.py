"""Which edition of the book a page belongs to: its version and its date, in every page's footer.

Version and date are those of the package and of the last commit (or ``SOURCE_DATE_EPOCH``), as on
the title page of the PDF. When they change, every page is written again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from citiesfirst.sphinxext import paper_front

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def edition_of(app: Sphinx) -> dict[str, Any]:
    """Return what :func:`paper_front.edition` says of this edition, and its ``time``."""
    return app.this_edition


def _find(app: Sphinx, config: Config) -> None:
    time = paper_front.edition_time(Path(app.srcdir))
    app.this_edition = paper_front.edition(config, time) | {"time": time}
    config.edition_stamp = f"{app.this_edition['version']} {app.this_edition['date']}"


def _show(app: Sphinx, pagename: str, template: str, context: dict, doctree: Any) -> None:
    context["edition"] = app.this_edition


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the events, and the value on which all pages depend, with Sphinx."""
    app.add_config_value("edition_stamp", "", "html", [str])
    app.connect("config-inited", _find, priority=900)
    app.connect("html-page-context", _show, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
