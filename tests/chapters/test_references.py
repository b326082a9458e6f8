"""Every work in the bibliography is cited, and every citation and link leads to an original."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pandas as pd
import pytest
import yaml
from pybtex.database import parse_file

from tests.chapters.reading import CHAPTERS, LEDGER, ROOT

WORKS = parse_file(str(ROOT / "data" / "references.bib"), "bibtex").entries
LINKS = {key: work.fields["url"] for key, work in WORKS.items() if "url" in work.fields}
# Hosts that copy what others published: encyclopaedia mirrors, document dumps, web archives of
# anything but a government's own page.
COPIES = re.compile(
    r"(?:^|\.)(?:docslib|scribd|vdocuments?|vdoc|pdfslide|dokumen|docplayer|studylib|9dok|5dok"
    r"|fdocuments|lawsdocbox|docsbay|readkong|readbag|academia|researchgate|kiwix|wiki\w*|owiki"
    r"|primidi|liquisearch|blogspot|blogger|freerepublic|archive)\.|wiki"
)
ORIGINALS = {
    "search.wikileaks.org": "the leaked cables were published there first",
    "bac-lac.wayback.archive-it.org": "Library and Archives Canada's own copy of a government page",
}


def cited_in_prose() -> set[str]:
    """Keys that a chapter or a text of the ledger cites."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (*CHAPTERS, LEDGER))
    text = re.sub(r"^# .*$", "", text, flags=re.MULTILINE)  # the ledger's head shows a role
    found = re.findall(r"\{cite:[a-z]+\}`([\w, -]+)`", text)
    return {key.strip() for keys in found for key in keys.split(",")}


def named_in_the_ledger() -> set[str]:
    """Keys in the fields ``references`` and ``cited`` of the claims."""
    claims = yaml.safe_load(LEDGER.read_text(encoding="utf-8"))
    sources = {claim["cited"]["reference"] for claim in claims if claim["cited"] != "none"}
    return sources.union(*(claim["references"] for claim in claims))


def cited_by_tables() -> set[str]:
    """Keys in the columns of tables that end in ``bibkey``, and in the data package."""
    package = (ROOT / "data" / "datapackage.json").read_text(encoding="utf-8")
    found = {key for key in WORKS if f'"{key}"' in package}
    for path in (ROOT / "data" / "tables").glob("*.csv"):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        for column in table.columns[table.columns.str.endswith("bibkey")]:
            found |= set(re.split(r"[;, ]+", " ".join(table[column])))
    return found


def test_every_citation_has_its_work_in_the_bibliography():
    assert cited_in_prose() | named_in_the_ledger() <= set(WORKS)


def test_every_work_is_cited_in_the_prose_the_ledger_or_a_table():
    assert set(WORKS) <= cited_in_prose() | named_in_the_ledger() | cited_by_tables()


def test_every_doi_is_well_formed():
    wrong = {
        key: doi
        for key, work in WORKS.items()
        if (doi := work.fields.get("doi")) and not re.fullmatch(r"10\.\d{4,9}/[^\s{}]+", doi)
    }
    assert not wrong


@pytest.mark.parametrize("key", LINKS)
def test_every_link_leads_to_the_original_and_not_to_a_copy(key):
    address = urlsplit(LINKS[key])
    assert address.scheme in ("http", "https")
    assert address.hostname in ORIGINALS or not COPIES.search(address.hostname)


def test_every_title_keeps_its_capitals_and_no_field_shows_markup():
    source = (ROOT / "data" / "references.bib").read_text(encoding="utf-8")
    titles = re.findall(r"^\s+title\s*=\s*(.*?),?$", source, re.MULTILINE)
    assert len(titles) == len(WORKS)
    assert not [title for title in titles if not re.fullmatch(r"\{\{.*\}\}", title)]
    assert not re.search(r"\\emph|\\textit|``|\\\$", source)
