"""What a reader can take home: a chapter as a notebook, its data, all that runs, the PDF.

Beside the pages, in ``downloads/``, lie for each chapter with cells ``NAME.ipynb`` (without
outputs) and ``NAME-data.zip`` (the tables that its cells load, their descriptions, and the data
shown by each figure), and for the book ``notebooks.zip``: all notebooks with the package and the
data that they import, which run where the packages of its ``requirements.txt`` are installed.

The PDF is made after the pages; the build puts it beside the first of them.

Configuration: ``downloads_package`` (folder of the package, without those of its folders named in
``downloads_without``), ``downloads_requirements`` (file of pinned packages).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import metadata, requires
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.specifiers import SpecifierSet
from sphinx.errors import ExtensionError

from citiesfirst.sphinxext import figure_html, launch, pictures
from citiesfirst.sphinxext.archives import zipped
from citiesfirst.sphinxext.notebooks import as_notebook, has_cells
from citiesfirst.sphinxext.this_edition import edition_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "downloads"
EVERYTHING = "notebooks.zip"
HOW_TO_RUN = """\
{title}, version {version} of {date}: the notebooks, and all that they need to run.

1. Unpack this archive, and open a terminal in its folder.
2. pip install --requirement requirements.txt
   These are the exact versions with which the book is tested, for Python {python} on Linux.
   Elsewhere, if they cannot be had: pip install {needs}
3. pip install jupyterlab
4. jupyter lab

The folder citiesfirst/ is the package that the cells import, data/ holds the tables.
Each table's source, licence and limits are in data/datapackage.json.
"""


@dataclass(frozen=True)
class File:
    """A file on offer: its place in the site, what it is, and its kind."""

    path: str
    what: str
    kind: str


def offered(app: Sphinx, docname: str) -> list[File]:
    """Return what the menu of a page offers."""
    book = [
        File(app.config.paper_filename, "The whole book", "PDF"),
        File(f"{FOLDER}/{EVERYTHING}", "All notebooks, with code and data to run them", "ZIP"),
    ]
    if not has_cells(_source(app, docname)):
        return book
    name = Path(docname).name
    return [
        File(f"{FOLDER}/{name}.ipynb", "This chapter as a notebook", "IPYNB"),
        File(f"{FOLDER}/{name}-data.zip", "This chapter’s data", "ZIP of CSV"),
        *book,
    ]


def chapter_data(
    package_file: Path, text: str, figures: Mapping[str, Mapping[str, Any]]
) -> dict[str, bytes]:
    """Return the files of a chapter's data.

    Args:
        package_file: the Data Package.
        text: the chapter; a resource that it names in quotation marks or as a figure's table is
            one that it uses.
        figures: the chapter's figures (label to record of the figure node).
    """
    package = json.loads(package_file.read_text(encoding="utf-8"))
    shown = {table for record in figures.values() for table in record["tables"]}
    used = [
        one
        for one in package["resources"]
        if one["name"] in shown or f'"{one["name"]}"' in text or f"'{one['name']}'" in text
    ]
    files = {one["path"]: (package_file.parent / one["path"]).read_bytes() for one in used}
    described = json.dumps(package | {"resources": used}, ensure_ascii=False, indent=1)
    files[package_file.name] = f"{described}\n".encode()
    for label, record in figures.items():
        table = pictures.meta(record["figure"])["table"]
        files[f"figures/{label}.csv"] = figure_html.table_csv(table).encode()
    return files


def _source(app: Sphinx, docname: str) -> Path:
    return Path(app.env.doc2path(docname))


def _chapters(app: Sphinx) -> dict[str, str]:
    """Return the documents with cells, by the name that their files get."""
    found: dict[str, str] = {}
    for docname in sorted(app.env.found_docs):
        if has_cells(_source(app, docname)):
            name = Path(docname).name
            if name in found:
                raise ExtensionError(f"{docname}: {found[name]} has the same file name")
            found[name] = docname
    return found


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html" or figure_html.on_paper(app.builder):
        return
    edition, package = edition_of(app), Path(app.srcdir, app.config.chart_data_package)
    figures = getattr(app.env, "chart_figures", {})
    begin = launch.first_cell(app)
    files: dict[str, bytes] = {}
    for name, docname in _chapters(app).items():
        title = app.env.titles[docname].astext()
        files[f"{name}.ipynb"] = as_notebook(_source(app, docname), title, edition, begin).encode()
        own = {k: v for k, v in figures.items() if v["docname"] == docname}
        text = _source(app, docname).read_text(encoding="utf-8")
        data = chapter_data(package, text, own)
        files[f"{name}-data.zip"] = zipped(data, edition["time"])
    if files:
        files[EVERYTHING] = zipped(_all_that_runs(app, files), edition["time"])
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(exist_ok=True)
    for stale in {path.name for path in folder.iterdir()} - set(files):
        (folder / stale).unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _all_that_runs(app: Sphinx, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the notebooks with the package, its requirements and the data, below one folder."""
    source = Path(app.srcdir)
    code = source / app.config.downloads_package
    data = (source / app.config.chart_data_package).parent
    found = {name: content for name, content in files.items() if name.endswith(".ipynb")}
    for root, skipped in ((code, set(app.config.downloads_without)), (data, set())):
        for path in sorted(root.rglob("*")):
            parts = path.relative_to(root).parts
            hidden = any(part.startswith((".", "__pycache__")) for part in parts)
            if path.is_file() and not hidden and parts[0] not in skipped:
                found[f"{root.name}/{'/'.join(parts)}"] = path.read_bytes()
    found["requirements.txt"] = (source / app.config.downloads_requirements).read_bytes()
    how = HOW_TO_RUN.format(python=_pythons(app), needs=_needs(app), **edition_of(app))
    found["README.txt"] = how.encode()
    return {f"{Path(app.config.paper_filename).stem}/{name}": one for name, one in found.items()}


def _pythons(app: Sphinx) -> str:
    """Return the versions of Python that the book's package takes: '3.11, 3.12, 3.13'."""
    taken = SpecifierSet(metadata(app.config.paper_package)["Requires-Python"])
    return ", ".join(one for one in (f"3.{minor}" for minor in range(100)) if one in taken)


def _needs(app: Sphinx) -> str:
    """Return what the book's package asks for, as pip wants it in a shell."""
    asked = requires(app.config.paper_package) or []
    return " ".join(f'"{one}"' for one in sorted(asked) if "extra ==" not in one)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register configuration and event with Sphinx."""
    for needed in ("figures", "paper", "this_edition"):
        app.setup_extension(f"citiesfirst.sphinxext.{needed}")
    app.add_config_value("downloads_package", "src/citiesfirst", "html", [str])
    app.add_config_value("downloads_without", [], "html", [list])
    app.add_config_value("downloads_requirements", "requirements.txt", "html", [str])
    app.connect("build-finished", _write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
