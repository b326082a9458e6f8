"""Pages without weight: what the theme loads and no reader needs is left out.

The theme's list of assets is replaced by a template of the same name, so a theme upgrade that
renames it brings the theme's own list back and breaks nothing. Scripts wait until the page stands.
One function of the theme's script is left out after the build, see ``assets/page.js``; where an
upgrade spells it differently it stays, and pages are only slower.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citiesfirst.sphinxext.figure_html import on_paper

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

TEMPLATES = Path(__file__).parent / "templates"
THEME_SCRIPT = "_static/scripts/pydata-sphinx-theme.js"
# How the theme's script starts what measures every block of code.
MEASURING = re.compile(
    r'"complete"===document\.readyState\?(\w+)\(\):window\.addEventListener\("load",\1\)'
)


def _use_templates(app: Sphinx, config: Config) -> None:
    config.templates_path = [str(TEMPLATES), *config.templates_path]


def _add_assets(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.add_css_file("icons.css")
        app.add_css_file("permalinks.css", priority=900)
        app.add_css_file("contrast.css", priority=900)
        app.add_css_file("motion.css", priority=900)
        app.add_css_file("sections.css", priority=900)
        app.add_js_file("page.js")


def _defer_scripts(app: Sphinx, pagename: str, template: str, context: dict, doctree: Any) -> None:
    """Let the page be drawn before its scripts run.

    A script within the page cannot wait, so where there is one (as without ``security.py``) the
    others do not wait either.
    """
    if not all(one.filename for one in context["script_files"]):
        return
    context["script_files"] = [  # copies: all pages share the originals
        type(one)(one.filename, priority=one.priority, **{**one.attributes, "defer": "defer"})
        for one in context["script_files"]
    ]


def _stop_measuring(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html" or on_paper(app.builder):
        return
    path = Path(app.outdir, THEME_SCRIPT)
    text = path.read_text(encoding="utf-8")
    path.write_text(MEASURING.sub("0", text), encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the events with Sphinx."""
    # Jupyter Book sets this value for an extension that this book leaves out.
    app.add_config_value("comments_config", {}, "", [dict])
    app.connect("config-inited", _use_templates)
    app.connect("builder-inited", _add_assets)
    app.connect("html-page-context", _defer_scripts, priority=950)
    app.connect("build-finished", _stop_measuring)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
