"""Pages without weight: what the theme loads and no reader needs is left out.

The theme's list of assets is replaced by a template of the same name, so a theme upgrade that
renames it brings the theme's own list back and breaks nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

TEMPLATES = Path(__file__).parent / "templates"


def _use_templates(app: Sphinx, config: Config) -> None:
    config.templates_path = [str(TEMPLATES), *config.templates_path]


def _add_styles(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.add_css_file("icons.css")
        app.add_css_file("permalinks.css", priority=900)
        app.add_css_file("contrast.css", priority=900)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the events with Sphinx."""
    # Jupyter Book sets this value for an extension that this book leaves out.
    app.add_config_value("comments_config", {}, "", [dict])
    app.connect("config-inited", _use_templates)
    app.connect("builder-inited", _add_styles)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
