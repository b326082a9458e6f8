"""The figure node: a notebook cell that ends in a plotly figure becomes a numbered figure.

The cell returns nothing special, so the figure is live in a notebook. In the book its metadata say
what the picture cannot::

    figure:
      name: fig-deaths            the label, for {numref}`fig-deaths`
      alt: what a sighted reader would see
      caption: what the figure cannot show
      tables: [deaths]            resources of the Data Package: they make the source line
      print: "1991"               the state that is printed, where a reader can choose one

The title is the figure's own ``layout.title``. ``alt`` and ``caption`` may use inline markup, so a
number in them can be glued from the data.

Configuration: ``chart_data_package`` (path of ``datapackage.json``), ``chart_dark_colours`` and
``chart_paper_colours`` (``"module:NAME"`` of a dictionary from colours to those that stand for them
in the dark or on paper).
"""

from __future__ import annotations

import importlib
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.errors import ExtensionError

from citiesfirst.sphinxext import figure_html, pictures, print_state

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PLOTLY = "application/vnd.plotly.v1+json"
FIELDS = ("name", "alt", "caption", "tables", "print")


class chart_figure(nodes.figure):  # noqa: N801 (docutils names nodes in lower case)
    """A numbered figure; its children are a title, a chart and its notes."""


class chart_title(nodes.caption):  # noqa: N801
    """The finding that the figure states, above the picture."""


class chart(nodes.General, nodes.Element):  # noqa: N801
    """The picture itself; attribute ``label`` names an entry of ``env.chart_figures``."""


class chart_notes(nodes.General, nodes.Element):  # noqa: N801
    """Caption and source, below the picture."""


class chart_data(nodes.General, nodes.Element):  # noqa: N801
    """Table of the data shown and the link to download them."""


class PlotlyFigures:
    """What myst-nb calls with every output of a cell (entry point ``myst_nb.mime_renderers``)."""

    mime_priority_overrides: ClassVar = [("*", PLOTLY, 1)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """Return the figure node of one output, or None where the output is no plotly figure."""
        if data.mime_type != PLOTLY or inline:
            return None
        figure = data.content if isinstance(data.content, dict) else json.loads(data.string)
        myst = renderer.renderer
        env = myst.sphinx_env
        try:
            node = _figure_node(myst, env, figure, data.cell_metadata.get("figure"), data.line)
        except ValueError as problem:
            where = f"{env.docname}, cell {(data.cell_index or 0) + 1} (line {data.line})"
            _records(env, "chart_errors").setdefault(env.docname, []).append(f"{where}: {problem}")
            return []
        return [node]


def _figure_node(
    myst: Any, env: BuildEnvironment, figure: dict, said: Any, line: int | None
) -> chart_figure:
    said = _checked(figure, said)
    resources = _resources(env, said["tables"])
    label, heading = said["name"], pictures.title(figure)
    known = _records(env, "chart_figures")
    if label in known and known[label]["docname"] != env.docname:
        raise ValueError(f"the name {label!r} is taken by a figure of {known[label]['docname']}")

    node = chart_figure(ids=[nodes.make_id(label)], names=[nodes.fully_normalize_name(label)])
    node.line = line
    node += chart_title(heading, heading)
    node += chart(label=label)
    notes = chart_notes()
    notes += _inline(myst, said["caption"], line)
    notes += _source_line(resources)
    node += notes
    node += chart_data(label=label)
    myst.document.note_explicit_target(node, node)
    known[label] = {
        "docname": env.docname,
        "figure": figure,
        "title": heading,
        "alt": _inline(myst, said["alt"], line).astext().strip(),
        "tables": said["tables"],
        "print": said.get("print"),
        "anchor": node["ids"][0],
    }
    return node


def _checked(figure: dict, said: Any) -> dict[str, Any]:
    """Return the cell's ``figure`` metadata, complete, or raise ValueError with what is wrong."""
    if not isinstance(said, dict):
        raise ValueError("this figure has no 'figure:' in the cell's metadata")
    unknown = sorted(set(said) - set(FIELDS))
    if unknown:
        raise ValueError(f"'figure:' has an unknown field {unknown[0]!r}; known: {list(FIELDS)}")
    for field in ("name", "alt", "caption"):
        if not isinstance(said.get(field), str) or not said[field].strip():
            raise ValueError(f"this figure has no {field} (a text under 'figure: {field}:')")
    if not re.fullmatch(r"fig-[a-z0-9-]+", said["name"]):
        raise ValueError(f"expected a name like 'fig-deaths-by-month', found {said['name']!r}")
    if not isinstance(said.get("tables"), list) or not said["tables"]:
        raise ValueError("this figure has no source (a list under 'figure: tables:')")
    if not pictures.title(figure):
        raise ValueError("this figure has no title that states its finding (layout.title)")
    table = pictures.meta(figure).get("table")
    if not isinstance(table, dict) or not table.get("rows"):
        raise ValueError("this figure does not carry the data it shows (layout.meta.table)")
    print_state.check(figure, said.get("print"))
    return said


def _inline(myst: Any, text: str, line: int | None) -> nodes.paragraph:
    paragraph = nodes.paragraph()
    paragraph.line = line
    with myst.current_node_context(paragraph):
        myst.nested_render_text(text.strip(), line or 0, inline=True)
    return paragraph


def _resources(env: BuildEnvironment, tables: list[str]) -> list[dict[str, Any]]:
    path = Path(env.srcdir, env.config.chart_data_package)
    env.note_dependency(str(path))
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ValueError(f"{path.name} cannot be read: {problem}") from problem
    known = {resource["name"]: resource for resource in package["resources"]}
    missing = [name for name in tables if name not in known]
    if missing:
        raise ValueError(f"source: there is no table {missing[0]!r} in {path.name}")
    return [known[name] for name in tables]


def _source_line(resources: list[dict[str, Any]]) -> nodes.paragraph:
    """Return 'Source: …' with each source once, linked to its address where it has one."""
    paragraph = nodes.paragraph(classes=["chart-source"])
    sources = {source["title"]: source for one in resources for source in one["sources"]}
    paragraph += nodes.Text("Source: " if len(sources) == 1 else "Sources: ")
    for position, (name, source) in enumerate(sources.items()):
        if position:
            paragraph += nodes.Text("; ")
        address = source.get("path", "")
        if address.startswith("http"):
            paragraph += nodes.reference("", name, refuri=address, internal=False)
        else:
            paragraph += nodes.Text(name)
    paragraph += nodes.Text(".")
    return paragraph


def _records(env: BuildEnvironment, name: str) -> dict[str, Any]:
    if not hasattr(env, name):
        setattr(env, name, {})
    return getattr(env, name)


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _records(env, "chart_errors").pop(docname, None)
    figures = _records(env, "chart_figures")
    for label in [key for key, value in figures.items() if value["docname"] == docname]:
        del figures[label]


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: Any) -> None:
    errors, figures = _records(other, "chart_errors"), _records(other, "chart_figures")
    _records(env, "chart_errors").update({k: v for k, v in errors.items() if k in docnames})
    _records(env, "chart_figures").update(
        {label: one for label, one in figures.items() if one["docname"] in docnames}
    )


def _colours(place: str) -> dict[str, str]:
    """Return a configured dictionary from colours to others (empty when none is named)."""
    if not place:
        return {}
    module, _, name = place.partition(":")
    return {
        key.lower(): value for key, value in getattr(importlib.import_module(module), name).items()
    }


def _draw(app: Sphinx, env: BuildEnvironment) -> None:
    """Check all figures of the book, then draw the views that this builder shows.

    What paper will show is drawn while the pages for the screen are written.
    """
    errors = [line for lines in _records(env, "chart_errors").values() for line in lines]
    if errors:
        raise ExtensionError("\n".join(["Figures need mending:", *errors]))
    if app.builder.format != "html":
        return
    figures = _records(env, "chart_figures")
    shown = figure_html.views(app.builder)
    drawn = _drawn(app, figures, shown)
    figure_html.write_files(app, figures, drawn, _colours(app.config.chart_dark_colours))
    if shown is not pictures.PAPER:
        alone = ThreadPoolExecutor(max_workers=1)
        app.chart_drawing = alone.submit(_drawn, app, figures, pictures.PAPER)


def _drawn(
    app: Sphinx, figures: dict[str, Any], views: tuple[pictures.View, ...]
) -> dict[tuple[str, str], Path]:
    """Draw the pictures of all figures that are not drawn yet; return where each of them is."""
    paper = _colours(app.config.chart_paper_colours)
    wanted = {}
    for label, record in figures.items():
        for view in views:
            printed = view in pictures.PAPER
            colours = paper if printed else {}
            state = record["print"] if printed else None
            wanted[label, view.name] = pictures.Still(record["figure"], view, colours, state)
    cache = Path(app.doctreedir).parent / ".pictures"
    drawn = {name: cache / f"{still.key}.svg" for name, still in wanted.items()}
    missing = {}
    for (label, name), path in drawn.items():
        if path.is_file():
            continue
        try:
            missing[path] = wanted[label, name].as_drawn()
        except ValueError as problem:
            detail = str(problem).strip().splitlines()[0]
            raise ExtensionError(
                f"{figures[label]['docname']}, {label}: plotly does not take the figure "
                f"as it is to be drawn in the view {name!r}: {detail}"
            ) from problem
    try:
        pictures.draw(missing)
    except pictures.DrawingError as problem:
        raise ExtensionError(str(problem)) from problem
    return drawn


def _await_drawing(app: Sphinx, exception: Exception | None) -> None:
    """Wait until what paper will show is drawn too."""
    if not exception and (drawing := getattr(app, "chart_drawing", None)):
        drawing.result()


def setup(app: Sphinx) -> dict[str, Any]:
    """Register nodes, configuration and events with Sphinx."""
    app.add_config_value("chart_data_package", "data/datapackage.json", "env", [str])
    app.add_config_value("chart_dark_colours", "", "html", [str])
    app.add_config_value("chart_paper_colours", "", "html", [str])
    app.add_enumerable_node(
        chart_figure,
        "figure",
        lambda node: node.next_node(chart_title).astext(),
        html=(figure_html.visit_figure, figure_html.depart_figure),
    )
    for node, visit, depart in (
        (chart_title, figure_html.visit_title, figure_html.depart_title),
        (chart, figure_html.visit_chart, None),
        (chart_notes, figure_html.visit_notes, figure_html.depart_notes),
        (chart_data, figure_html.visit_data, None),
    ):
        app.add_node(node, html=(visit, depart))
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _draw)
    app.connect("builder-inited", figure_html.add_assets)
    app.connect("build-finished", figure_html.copy_plotly)
    app.connect("build-finished", _await_drawing)
    return {
        "version": "1",
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
