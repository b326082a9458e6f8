"""Pages without weight: what the theme loads and no reader needs is left out.

The theme's list of assets is replaced by a template of the same name, so a theme upgrade that
renames it brings the theme's own list back and breaks nothing. Scripts wait until the page stands.
Elements that no reader sees are not written: paragraphs that fill a cell of a table by themselves,
and marks of what code has in the colour of its text.
One function of the theme's script is left out after the build, see ``assets/page.js``; where an
upgrade spells it differently it stays, and pages are only slower.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pygments.formatters import HtmlFormatter
from pygments.token import Name, Punctuation, Text, Whitespace
from sphinx.highlighting import PygmentsBridge
from sphinx.transforms.post_transforms import SphinxPostTransform

from citiesfirst.sphinxext.figure_html import on_paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

TEMPLATES = Path(__file__).parent / "templates"
THEME_SCRIPT = "_static/scripts/pydata-sphinx-theme.js"
# How the theme's script starts what measures every block of code.
MEASURING = re.compile(
    r'"complete"===document\.readyState\?(\w+)\(\):window\.addEventListener\("load",\1\)'
)

UNCOLOURED = {Name, Punctuation, Whitespace}  # by the styles for code, light and dark


class _FewMarks(HtmlFormatter):
    """Writes code with marks for what has a colour of its own only."""

    def format(self, tokensource: Iterable, outfile: Any) -> None:
        """Write the tokens; see pygments' own formatter."""
        tokens = ((Text if kind in UNCOLOURED else kind, text) for kind, text in tokensource)
        super().format(tokens, outfile)


class cell_text(nodes.General, nodes.TextElement):  # noqa: N801 (docutils' way to name nodes)
    """The text of a table's cell that needs no paragraph of its own."""


class _FewParagraphs(SphinxPostTransform):
    """Lets text stand in its cell of a table by itself where one paragraph is all that it holds."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Change the document."""
        for cell in list(self.document.findall(nodes.entry)):
            paragraph = cell[0] if len(cell) == 1 else None
            if isinstance(paragraph, nodes.paragraph) and not paragraph["ids"]:
                cell[0] = cell_text("", "", *paragraph.children)


def _unwritten(translator: Any, node: nodes.Element) -> None:
    """Write no tag."""


def _use_templates(app: Sphinx, config: Config) -> None:
    config.templates_path = [str(TEMPLATES), *config.templates_path]


def _add_assets(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.add_css_file("icons.css")
        app.add_css_file("permalinks.css", priority=900)
        app.add_css_file("contrast.css", priority=900)
        app.add_css_file("letters.css", priority=900)
        app.add_css_file("motion.css", priority=900)
        app.add_css_file("later.css", priority=900)
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
    PygmentsBridge.html_formatter = _FewMarks
    app.add_node(cell_text, html=(_unwritten, _unwritten))
    app.add_post_transform(_FewParagraphs)
    app.connect("config-inited", _use_templates)
    app.connect("builder-inited", _add_assets)
    app.connect("html-page-context", _defer_scripts, priority=950)
    app.connect("build-finished", _stop_measuring)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
