"""The book as a reader of sentences meets it: its prose, without code, tables of cells and markup.

``passages()`` yields every piece of prose in the chapters and in the ledger. A glued number is
the sign ``GLUED``, a citation the sign ``CITED``, a place in the book (a figure's number, another
chapter's title) the sign ``PLACE``: none of them can be taken for a typed word or number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "chapters").rglob("*.md"))
LEDGER = ROOT / "data" / "claims.yml"
GLUED, CITED, PLACE = "◆", "※", "§"

FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
FENCE = re.compile(r"^(`{3,}|:{3,})\{([\w:-]+)\}[^\n]*\n(.*?)^\1\s*$", re.DOTALL | re.MULTILINE)
OPTIONS = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
PROSE_FENCES = ("admonition", "glossary", "list-table", "note", "table")
SIGNS = (
    (re.compile(r"\{glue:text\}`[^`]*`"), GLUED),
    (re.compile(r"\{cite:[a-z]+\}`[^`]*`"), CITED),
    (re.compile(r"\{term\}`([^`<]*?)\s*(?:<[^`]*>)?`"), r"\1"),
    (re.compile(r"\{(?:numref|doc|claim|ref)\}`[^`]*`"), PLACE),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"`[^`]*`"), PLACE),
    (re.compile(r"[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}"), ""),
)
# A full stop, a question mark or an exclamation mark ends a sentence where a new one begins,
# unless it belongs to an abbreviation or to the initial of a name.
END = re.compile(r"(?<!\b[A-ZĐŠ]\.)(?<=[.!?])[”\"’)]?\s+(?=[“\"‘(]?[A-ZĐČĆŠŽ0-9◆§])")


@dataclass(frozen=True)
class Passage:
    """A paragraph, list item, table cell, caption, alt text or text of the ledger."""

    file: str
    kind: str  # heading, prose, alt, caption, cell or ledger
    text: str

    @property
    def sentences(self) -> list[str]:
        """The sentences of the passage, in order."""
        return [one.strip() for one in END.split(self.text) if re.search(r"\w", one)]


def plain(text: str) -> str:
    """Return marked-up text as its words, with signs for what the build puts in."""
    for pattern, sign in SIGNS:
        text = pattern.sub(sign, text)
    return re.sub(r"^\d+\. (?=[A-Z])", "", " ".join(text.split()))  # the number of an exercise


def words(sentence: str) -> int:
    """Count the words of a sentence; a glued number is one, a citation none."""
    return len(re.findall(r"[\w◆§][\w◆§'’.,:/–-]*", sentence))


def passages() -> Iterator[Passage]:
    """Yield all prose of the book, chapter by chapter, then that of the ledger."""
    for path in CHAPTERS:
        yield from chapter(path)
    for claim in yaml.safe_load(LEDGER.read_text(encoding="utf-8")):
        for text in ledger_texts(claim):
            yield Passage("data/claims.yml", "ledger", plain(text))


def chapter(path: Path) -> Iterator[Passage]:
    """Yield the prose of one chapter."""
    name = str(path.relative_to(ROOT))
    text = FRONT.sub("", path.read_text(encoding="utf-8"))
    for fence in FENCE.finditer(text):
        directive, inside = fence[2], fence[3]
        options = OPTIONS.match(inside)
        if directive == "code-cell" and options:
            figure = (yaml.safe_load(options[1]) or {}).get("figure", {})
            yield from (
                Passage(name, key, plain(figure[key])) for key in ("alt", "caption") if figure
            )
        elif directive in PROSE_FENCES:
            kind = "prose" if directive in ("admonition", "note", "glossary") else "cell"
            yield from blocks(name, re.sub(r"^:\w[^\n]*$", "", inside, flags=re.MULTILINE), kind)
    yield from blocks(name, FENCE.sub("\n\n", text), "prose")


def blocks(name: str, text: str, kind: str) -> Iterator[Passage]:
    """Yield the paragraphs, headings, list items and table cells of Markdown without fences."""
    marked = re.sub(r"^\s*(?:\* -|[*-]|\d+\.)\s", "\n\n", text, flags=re.MULTILINE)
    for block in re.split(r"\n\s*\n", marked):
        if block.lstrip().startswith("#"):
            head, _, block = block.strip().partition("\n")
            yield Passage(name, "heading", plain(head.lstrip("# ")))
        if block.lstrip().startswith("|"):
            cells = (cell for line in block.splitlines() for cell in line.strip(" |").split("|"))
            yield from (Passage(name, "cell", plain(one)) for one in cells if one.strip(" -:"))
        elif block.strip():
            yield Passage(name, kind, plain(block))


def ledger_texts(claim: dict) -> Iterator[str]:
    """Yield the texts of one claim that a reader sees."""
    yield from (claim["title"], claim["paraphrase"], claim["change_our_mind"])
    if claim["cited"] != "none":
        yield claim["cited"]["text"]
    for verdict in claim["verdicts"].values():
        yield verdict["because"]
