"""How a figure node becomes HTML: for the screen, and for the page that is printed.

On the screen a still picture stands at once, one for each theme and width, with its space reserved.
``assets/figures.js`` turns it into a live chart when a reader asks for it. Beside the pages lie, in
``_figures/``: the pictures, the data shown as CSV, and the payload of the live chart.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from citiesfirst.sphinxext import pictures

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

ASSETS = Path(__file__).parent / "assets"
FOLDER = "_figures"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a formula starts with
MOST_ROWS = 250  # of the folded table; the CSV holds all


def on_paper(builder: Builder) -> bool:
    """Return whether a builder makes pages for printing (it says so by ``on_paper = True``)."""
    return getattr(builder, "on_paper", False)


def views(builder: Builder) -> tuple[pictures.View, ...]:
    """Return the views that a builder shows."""
    return pictures.PAPER if on_paper(builder) else pictures.SCREEN


def write_files(
    app: Sphinx,
    figures: Mapping[str, dict],
    drawn: Mapping[tuple[str, str], Path],
    dark_colours: Mapping[str, str],
) -> None:
    """Put pictures, data and payloads of all figures into the builder's output.

    ``drawn`` has the picture of each figure's label and view's name.
    """
    folder = Path(app.outdir, FOLDER)
    files = {
        f"{label}.{view}.svg": path.read_text(encoding="utf-8")
        for (label, view), path in drawn.items()
    }
    if not on_paper(app.builder):
        for name, text in list(files.items()):
            dark = name.replace("light.svg", "dark.svg")
            files[dark] = pictures.in_the_dark(text, dark_colours)
        for label, record in figures.items():
            files[f"{label}.csv"] = table_csv(pictures.meta(record["figure"])["table"])
            files[f"{label}.js"] = live_script(label, record["figure"], dark_colours)
    folder.mkdir(parents=True, exist_ok=True)
    for stale in {path.name for path in folder.iterdir()} - set(files):
        (folder / stale).unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def table_csv(table: Mapping[str, list]) -> str:
    """Return the data shown by a figure as CSV text, with the headings as first line.

    Text that a spreadsheet would run as a formula is marked as text by an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_as_text(cell) for cell in row] for row in [table["columns"], *table["rows"]])
    return out.getvalue()


def _as_text(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def live_script(label: str, figure: Mapping[str, Any], dark_colours: Mapping[str, str]) -> str:
    """Return the script that hands a figure to the page; a page read from disk can load it too."""
    content = {"figure": pictures.payload(figure), "dark": dict(dark_colours)}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"(window.chartData=window.chartData||{{}})[{json.dumps(label)}]={text};\n"


def use_assets(app: Sphinx) -> bool:
    """Bring the assets beside the pages; return whether the builder makes pages for the screen."""
    if app.builder.format != "html" or on_paper(app.builder):
        return False
    if str(ASSETS) not in app.config.html_static_path:
        app.config.html_static_path.append(str(ASSETS))
    return True


def add_assets(app: Sphinx) -> None:
    """Add script and style sheet of the figures to every page on the screen."""
    if use_assets(app):
        app.add_css_file("figures.css")
        app.add_js_file("figures.js", loading_method="defer")


def copy_plotly(app: Sphinx, exception: Exception | None) -> None:
    """Copy the installed package's plotly.js beside the pages, once for the whole site."""
    if exception or app.builder.format != "html" or on_paper(app.builder):
        return
    import plotly

    source = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    shutil.copyfile(source, Path(app.outdir, "_static", "plotly.min.js"))


def _record(translator: Any, node: nodes.Element) -> dict[str, Any]:
    return translator.builder.env.chart_figures[node["label"]]


def _prefix(translator: Any, docname: str) -> str:
    """Return the way from a page to the root of the site ('' or '../../')."""
    if on_paper(translator.builder):
        return ""
    page = translator.builder.get_target_uri(docname)
    return "../" * page.count("/")


def visit_figure(translator: Any, node: nodes.Element) -> None:
    """Open the figure."""
    translator.body.append(translator.starttag(node, "figure", CLASS="chart"))


def depart_figure(translator: Any, node: nodes.Element) -> None:
    """Close the figure."""
    translator.body.append("</figure>\n")


def visit_title(translator: Any, node: nodes.Element) -> None:
    """Write number and title above the picture."""
    translator.body.append('<figcaption class="chart-title">')
    translator.add_fignumber(node.parent)
    translator.body.append('<span class="caption-text">')


def depart_title(translator: Any, node: nodes.Element) -> None:
    """Close the title, with the link to this figure."""
    translator.body.append("</span>")
    if not on_paper(translator.builder):
        translator.add_permalink_ref(node.parent, "Link to this figure")
    translator.body.append("</figcaption>\n")


def visit_chart(translator: Any, node: nodes.Element) -> None:
    """Write the still pictures; on the screen also the button that brings the chart to life."""
    record, label = _record(translator, node), node["label"]
    root = _prefix(translator, record["docname"]) + FOLDER + "/"
    alt = escape(record["alt"])
    if on_paper(translator.builder):
        (view,) = pictures.PAPER
        width, height = pictures.size(record["figure"], view)
        translator.body.append(
            f'<img class="chart-paper" src="{root}{label}.{view.name}.svg" alt="{alt}" '
            f'width="{width}" height="{height}">\n'
        )
        raise nodes.SkipNode
    parts = [f'<div class="chart-frame" data-chart="{label}" data-root="{root}">']
    # The class tells the theme that the picture needs no dimming in the dark.
    (width, height), (narrow, tall) = (
        pictures.size(record["figure"], view) for view in pictures.SCREEN
    )
    for theme in ("light", "dark"):
        parts.append(
            f'<picture class="only-{theme}">'
            f'<source media="(max-width: 599.98px)" srcset="{root}{label}.narrow-{theme}.svg" '
            f'width="{narrow}" height="{tall}">'
            f'<img class="dark-light" src="{root}{label}.{theme}.svg" alt="{alt}" '
            f'width="{width}" height="{height}" loading="lazy" decoding="async"></picture>'
        )
    parts.append(
        '<button type="button" class="chart-switch" hidden aria-pressed="false">'
        f'Interactive chart<span class="visually-hidden">: {escape(record["title"])}</span>'
        "</button></div>\n"
    )
    translator.body.append("\n".join(parts))
    raise nodes.SkipNode


def visit_notes(translator: Any, node: nodes.Element) -> None:
    """Open caption and source; on paper, with a code that leads to the live figure."""
    translator.body.append('<div class="chart-notes">')
    if address := _live_address(translator, node):
        import segno  # only a book with an address needs it

        # A background is no content, so a screen reader passes over what the address says too.
        code = segno.make(address, error="l", micro=False).svg_data_uri(border=0, omitsize=True)
        translator.body.append(
            f'<div class="chart-code" style="background-image: url({escape(code)})"></div>'
        )


def depart_notes(translator: Any, node: nodes.Element) -> None:
    """Close caption and source; on paper, with the address of the live figure when it has one."""
    if address := escape(_live_address(translator, node)):
        shown = address.partition("://")[2]
        translator.body.append(
            f'<p class="chart-live-address">Interactive: <a href="{address}">{shown}</a></p>'
        )
    translator.body.append("</div>\n")


def _live_address(translator: Any, notes: nodes.Element) -> str:
    """Return where the live figure is; nothing for a screen, or for a book without address."""
    builder = translator.builder
    if not on_paper(builder) or not builder.config.html_baseurl:
        return ""
    label = notes.parent.next_node(lambda child: child.tagname == "chart")["label"]
    record = builder.env.chart_figures[label]
    site = builder.config.html_baseurl.rstrip("/")
    return f"{site}/{record['docname']}.html#{record['anchor']}"


def visit_data(translator: Any, node: nodes.Element) -> None:
    """Write the folded table of the data shown and the link to download them (screen only)."""
    if on_paper(translator.builder):
        raise nodes.SkipNode
    record, label = _record(translator, node), node["label"]
    table = pictures.meta(record["figure"])["table"]
    root = _prefix(translator, record["docname"]) + FOLDER + "/"
    count = len(table["rows"])
    translator.body.append(
        '<div class="chart-more">'
        '<details class="chart-data"><summary>Data shown in this figure</summary>\n'
        f'<p><a href="{root}{label}.csv" download>Download the data (CSV, '
        f"{count} {'row' if count == 1 else 'rows'})</a></p>\n"
        + table_html(table, record["title"])
        + "</details>\n"
        '<button type="button" class="cite-button" hidden>Cite'
        f'<span class="visually-hidden"> this figure: {escape(record["title"])}</span>'
        "</button></div>\n"
    )
    raise nodes.SkipNode


def table_html(table: Mapping[str, list], title: str) -> str:
    """Return the data shown as an HTML table; every cell is text and escaped."""
    rows = table["rows"][:MOST_ROWS]
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in table["columns"])
    lines = [
        f'<div class="chart-table" role="region" tabindex="0" aria-label="Data: {escape(title)}">',
        f"<table><thead><tr>{head}</tr></thead><tbody>",
    ]
    for row in rows:
        first, *rest = ("" if cell is None else str(cell) for cell in row)
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        lines.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
    lines.append("</tbody></table></div>")
    if len(rows) < len(table["rows"]):
        lines.append(f"<p>The first {len(rows)} rows; the file holds all {len(table['rows'])}.</p>")
    return "\n".join(lines) + "\n"
