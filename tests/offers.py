"""What a page of a built site says of its address and offers, whatever the settings were.

Used on the book as it is built here, and on a small one with every setting made.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

CARD = "_static/social-card.png"


def wrong_addresses(site: Path, pages: list[str], base: str) -> list[str]:
    """Return what pages and the map of a site say of their address other than they should.

    Args:
        site: the folder of the site.
        pages: its pages, as places in the folder.
        base: the address of the site; empty where none is set, and none may be named.
    """
    base = base.rstrip("/")
    wrong = []
    for page in pages:
        head = (site / page).read_text(encoding="utf-8").partition("</head>")[0]
        expected = [f"{base}/{page}"] if base else []
        if re.findall(r'<link rel="canonical" href="([^"]*)"', head) != expected:
            wrong.append(f"{page}: canonical")
        if re.findall(r'<meta property="og:url" content="([^"]*)"', head) != expected:
            wrong.append(f"{page}: og:url")
        card = re.findall(r'<meta property="og:image" content="([^"]*)"', head)
        if card != ([f"{base}/{CARD}"] if base else []):
            wrong.append(f"{page}: og:image")
    sitemap = site / "sitemap.xml"
    listed = re.findall("<loc>(.*?)</loc>", sitemap.read_text("utf-8")) if base else []
    if set(listed) != ({f"{base}/{page}" for page in pages} if base else set()):
        wrong.append("sitemap.xml: pages")
    if not base and sitemap.exists():
        wrong.append("sitemap.xml")
    return wrong


def menus(page: str) -> dict[str, list[str]]:
    """Return the menus below the title of a page (its text): their names, and their links."""
    found = re.findall(
        r'<details class="page-menu"><summary>(\w+)</summary>(.*?)</details>', page, re.DOTALL
    )
    return {name: re.findall(r'href="([^"]+)"', content) for name, content in found}


def run_from_archive(archive: Path, folder: Path, name: str, *more: str) -> list[str]:
    """Unpack the archive of all notebooks, run one as Jupyter does, and return what it prints.

    Args:
        archive: the file ``notebooks.zip``.
        folder: where to unpack it.
        name: the notebook's file; there is one folder in the archive.
        more: lines of code that run after its cells; what they print is returned.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    (unpacked,) = folder.iterdir()
    notebook = nbformat.read(unpacked / name, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("\n".join(more)))
    resources = {"metadata": {"path": str(unpacked)}}
    NotebookClient(notebook, kernel_name="python3", timeout=120, resources=resources).execute()
    printed = [output.text for output in notebook.cells[-1].outputs if "text" in output]
    return "".join(printed).splitlines()
