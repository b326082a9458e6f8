"""The pages of the printed book: headings stand with their text, and all is told in its order."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from tests.printed import FOOT, Printed, Run

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def printed() -> Printed:
    """Return the printed book."""
    path = ROOT / "_build/pdf/cities-first.pdf"
    assert path.is_file(), "the PDF is not built: run 'make book' first"
    return Printed(path)


def text(runs: list[Run]) -> str:
    """Return a text without spaces, of which the printer leaves some out."""
    return "".join(run.text for run in runs).replace(" ", "")


def lines(runs: list[Run]) -> set[int]:
    """Return the heights of the lines of a text; a raised number is nearer than the next line."""
    return {round(run.y / 6) for run in runs}


def test_text_follows_every_heading_on_its_page(printed: Printed):
    stranded = []
    for (_, title), page in zip(printed.bookmarks, printed.starts, strict=True):
        runs = [run for run in printed.pages[page - 1] if run.y > FOOT]
        wanted, seen = title.replace(" ", ""), ""
        for position, run in enumerate(runs):
            if "Bold" not in run.font:
                continue
            seen = text(runs[position : position + 1])
            end = position + 1
            while wanted.startswith(seen) and seen != wanted and end < len(runs):
                seen, end = seen + text([runs[end]]), end + 1
            if seen == wanted:
                following = runs[end] if end < len(runs) else None
                if following is None or following.y > run.y:
                    stranded.append((page, title))
                break
        else:
            stranded.append((page, f"{title} was not found"))
    parts = set(re.findall(r"caption: (.+)", (ROOT / "_toc.yml").read_text(encoding="utf-8")))
    assert [one for one in stranded if one[1] not in parts] == []  # a part has a page of its own


def test_no_line_of_a_paragraph_stands_alone_on_a_page(printed: Printed):
    """Of the chapters, whose paragraphs end as sentences do; what is looked up has other rules."""
    starts = dict(zip((title for _, title in printed.bookmarks), printed.starts, strict=True))
    first, last = (starts[one] for one in ("The argument", "Data"))
    prose = [
        (page, runs)
        for page, runs in printed.paragraphs()
        if first <= page < last and runs and "Bold" not in runs[0].font
    ]
    broken = [
        (page, before, after)
        for (page, before), (following, after) in itertools.pairwise(prose)
        if following == page + 1 and text(before)[-1] not in ".:?!”)"
    ]
    assert len(broken) > 5
    alone = [page for page, *parts in broken if min(len(lines(runs)) for runs in parts) < 2]
    assert alone == []


def test_all_that_is_painted_is_told_in_order_or_is_an_artifact(printed: Printed):
    assert printed.unmarked() == []
    assert printed.contents() == printed.told()
