"""A chapter says of its cells only what the book understands, and is refused where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from citiesfirst import chapters
from citiesfirst.chapters import ChapterError
from citiesfirst.sphinxext import proof

ROOT = Path(__file__).resolve().parents[1]
# Line numbers matter below: the cell of the figure is the second, and begins in line 19.
GOOD = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---
# Rain

```{code-cell} ipython3
from citiesfirst import tables
```

Then:

```{code-cell} ipython3
---
figure:
  name: fig-rain
  alt: Rain falls.
  caption: Where it was measured.
  tables: [rain, towns]
tags: [hide-input]
---
rain, towns = tables.load("rain"), tables.load("towns")
draw(rain, described=tables.describe("rain"))
```

```python
print("shown, not run")
```
"""
SETTINGS = GOOD.split("figure:")[1].split("---")[0]


def read(tmp_path: Path, text: str | bytes) -> list[chapters.Cell]:
    path = tmp_path / "rain.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return chapters.read(path)


def test_cells_are_read_with_their_settings(tmp_path):
    first, second = read(tmp_path, GOOD)
    assert (first.line, first.code, first.tags) == (13, "from citiesfirst import tables", ())
    assert first.figure is None
    assert (second.line, second.tags) == (19, ("hide-input",))
    assert second.code.startswith("rain, towns = ")
    assert second.figure.name == "fig-rain"
    assert second.figure.tables == ("rain", "towns")


def test_a_figure_of_definitions_may_name_the_tables_that_they_load(tmp_path):
    text = GOOD.replace("[rain, towns]", "[rain, sarajevo_siege_lengths]")
    with pytest.raises(ChapterError, match="a table that this chapter loads, found 'sarajevo_s"):
        read(tmp_path, text)
    text = text.replace("import tables", "import definitions, tables")
    assert read(tmp_path, text)[1].figure.tables == ("rain", "sarajevo_siege_lengths")


def test_a_page_of_prose_has_no_cells(tmp_path):
    assert read(tmp_path, "# Words\n\n```{glossary}\nrain\n  Water.\n```\n") == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[hide-input]", "[hide-imput]", "21: cell 2, tags: expected a tag out of hide-input, "),
        ("[hide-input]", "hide-input", "21: cell 2, tags: expected a list such as [hide-input]"),
        ("[hide-input]", "[remove-output]", "21: cell 2, tags: expected a figure that is shown"),
        ("[hide-input]", "[hide-input, hide-input]", "21: cell 2, tags: expected each tag once"),
        ("tags:", "tag:", "21: cell 2: expected a setting out of figure, tags, found 'tag'"),
        ("fig-rain", "rain", "21: cell 2, figure.name: expected a name such as fig-deaths-by"),
        ("Rain falls.", '"  "', "21: cell 2, figure.alt: expected a text, found '  '"),
        ("Rain falls.", "1992", "21: cell 2, figure.alt: expected a text, found 1992"),
        ("Rain falls.", "<b>Rain</b>", "21: cell 2, figure.alt: expected a text without HTML"),
        ("  caption: Where it was measured.\n", "", "21: cell 2, figure: expected the fields name"),
        ("[rain, towns]", "[]", "21: cell 2, figure.tables: expected a list of tables, each once"),
        ("[rain, towns]", "[rain, rain]", "21: cell 2, figure.tables: expected a list of tables"),
        ("[rain, towns]", "[rain, snow]", "21: cell 2, figure.tables: expected a table that this"),
        ("[rain, towns]", "[towns]", "21: cell 2, figure.tables: expected rain among them, since"),
        ("tags:", "figure: {}\ntags:", "26: cell 2: expected the setting 'figure' once, found it"),
        ("  tables: [", "  tables: [[", "26: cell 2: expected YAML, found"),
        (
            f"---\nfigure:{SETTINGS}---\nrain",
            "---\n- figure\n---\nrain",
            "21: cell 2: expected settings such as tags: [hide-input], found ['figure']",
        ),
        ("tags: [hide", "more: 2026-02-30\ntags: [hide", "21: cell 2: expected YAML, found day is"),
        ("---\nrain,", "rain,", "20: cell 2: expected settings that end in ---, found no end"),
        ("---\n# Rain", "# Rain", "12: expected YAML, found found character"),
        ("name: python3", "name: python2", "1: expected a header whose kernelspec is that of"),
        ("language: python", "language: python\n  more: x", "1: expected a header whose kernelsp"),
        ("kernelspec:", "title: x\nkernelspec:", "1: expected a header of jupytext and kernelspec"),
        ("```\n\nThen:", "\n\nThen:", "19: expected the end of the cell of line 13, found {code-"),
        ('shown, not run")\n```', 'shown, not run")', "32: expected a block that ends, found no"),
        (
            "Then:\n\n```{code-cell} ipython3",
            "Then:\n\n```{code-cell} ipython",
            "19: cell 2: expected ```{code-cell} ipython3, found",
        ),
        (
            "Then:\n\n```{code-cell}",
            "Then:\n\n```{codecell}",
            "19: expected ```{code-cell} ipython3, found '```{codecell} ipython3'",
        ),
        (
            "Then:\n\n```{code-cell}",
            "Then:\n\n```code-cell",
            "19: expected ```{code-cell} ipython3, found '```code-cell ipython3'",
        ),
    ],
)
def test_a_slip_is_named_by_line_cell_and_setting(tmp_path, old, new, message):
    assert GOOD.count(old) == 1
    with pytest.raises(ChapterError) as caught:
        read(tmp_path, GOOD.replace(old, new))
    assert str(caught.value).startswith(f"rain.md:{message}")


def test_cells_without_a_header_would_never_run(tmp_path):
    with pytest.raises(ChapterError, match=r"rain\.md:1: expected the header of a notebook"):
        read(tmp_path, GOOD[GOOD.index("# Rain") :])


def test_two_figures_of_one_name_are_refused(tmp_path):
    cell = GOOD[GOOD.index("Then:") : GOOD.index("```python")]
    with pytest.raises(ChapterError, match=r"a name of its own \(line 21 has it\), found 'fig-r"):
        read(tmp_path, GOOD + "\n" + cell)


def test_the_wrong_encoding_is_named_by_line(tmp_path):
    with pytest.raises(ChapterError, match=r"rain\.md:11: expected UTF-8, found byte 0x9a"):
        read(tmp_path, GOOD.encode().replace(b"# Rain", b"# Ki\x9aa"))


def test_all_faulty_files_are_named_together(tmp_path):
    (tmp_path / "rain.md").write_text(GOOD.replace("[hide-input]", "[hidden]"))
    (tmp_path / "snow.md").write_text("# Snow\n")
    (tmp_path / "a.bib").write_text("@book{a,\n}\n")
    found = proof.faults(tmp_path, ["rain", "snow"], ["a.bib"])
    assert [message.split(":")[:2] for message in found] == [["a.bib", "1"], ["rain.md", "21"]]


@pytest.mark.parametrize("path", sorted(ROOT.glob("chapters/**/*.md")), ids=lambda path: path.stem)
def test_every_chapter_of_the_book_can_be_read(path):
    chapters.read(path)
