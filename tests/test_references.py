"""The bibliography holds whole entries only, and the message says where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from citiesfirst import references
from citiesfirst.references import ReferencesError

ROOT = Path(__file__).resolve().parents[1]
# Line numbers matter below: the entry of 2007 begins in line 3, its DOI stands in line 10.
GOOD = """\
% Works on bridges.

@article{mason2007,
  author  = {Mason, Ana and
             Zidar, Ivo},
  title   = {Bridges, {Sarajevo} and {\\v s}ume},
  journal = {Stone},
  year    = {2007},
  pages   = {12--34},
  doi     = {10.1000/182},
  url     = {https://example.org/a}
}

@book{builder1999,
  editor    = {Builder, B.},
  title     = {Towers},
  publisher = {Press},
  year      = {1999},
  month     = sep,
  isbn      = {978-0-521-83412-4},
}
"""


def read(tmp_path: Path, text: str | bytes) -> dict[str, references.Entry]:
    path = tmp_path / "references.bib"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return references.read(path)


def test_whole_entries_are_read_with_their_lines(tmp_path):
    entries = read(tmp_path, GOOD)
    assert list(entries) == ["mason2007", "builder1999"]
    mason = entries["mason2007"]
    assert (mason.kind, mason.line, mason.lines["doi"]) == ("article", 3, 10)
    assert mason.fields["author"] == "Mason, Ana and Zidar, Ivo"
    assert mason.fields["title"] == "Bridges, {Sarajevo} and {\\v s}ume"
    assert entries["builder1999"].fields["month"] == "sep"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "2007},",
            "2007000},",
            "8: entry mason2007, year: expected a year such as 2007 or c. 2007",
        ),
        ("{2007},", "{2006},", "8: entry mason2007, year: expected the year of the key, 2007"),
        ("10.1000/182", "10.1000 182", "10: entry mason2007, doi: expected a DOI such as"),
        ("https://example", "example", "11: entry mason2007, url: expected an address that"),
        ("12--34", "12-34", "9: entry mason2007, pages: expected pages such as 12--34"),
        ("{Stone}", "{}", "7: entry mason2007, journal: expected a text, found ''"),
        ("{Stone}", "{<b>Stone</b>}", "7: entry mason2007, journal: expected a text without HTML"),
        ("{Stone}", "{S{\\Dj}}", r"7: entry mason2007, journal: expected letters as they are, or"),
        ("{\\v s}", "{\\vs}", r"6: entry mason2007, title: expected letters as they are, or such"),
        ("{Stone},", "{Stone},\n  journal = {Wood},", "8: entry mason2007: expected the field"),
        ("journal", "jurnal", "7: entry mason2007: expected a field out of address, "),
        ("  journal = {Stone},\n", "", "3: entry mason2007: expected the field 'journal', found"),
        ("{Stone},", "{Stone}", "7: entry mason2007, journal: expected a comma at the end"),
        ("{Stone},", "{Stone,", "7: entry mason2007, journal: expected a text between two br"),
        ("83412-4", "83412-5", "20: entry builder1999, isbn: expected an ISBN whose last digit"),
        ("{builder1999", "{mason2007", "14: expected a key of its own (line 3 has it), found"),
        ("{builder1999", "{Builder 99", "14: expected a key of small letters, digits and hyphens"),
        ("@book", "@boook", "14: expected one of @article, @book, @incollection, @misc"),
        ("  editor    = {Builder, B.},\n", "", "14: entry builder1999: expected an author or an"),
        ("}\n\n@book", "\n@book", "11: entry mason2007, url: expected a comma at the end"),
        ("% Works", "Works", "1: expected an entry such as @book{key2007, or a blank line"),
        ("Stone", "Sto\x07ne", "7: expected text that can be read, found the character 0x0007"),
        ("sep,", "Sept,", "19: entry builder1999, month: expected a month such as sep"),
    ],
)
def test_a_slip_is_named_by_line_entry_and_field(tmp_path, old, new, message):
    assert GOOD.count(old) == 1
    with pytest.raises(ReferencesError) as caught:
        read(tmp_path, GOOD.replace(old, new))
    assert str(caught.value).startswith(f"references.bib:{message}")


def test_a_year_may_be_uncertain(tmp_path):
    entries = read(tmp_path, GOOD.replace("{2007},", "{c. 2007},"))
    assert entries["mason2007"].fields["year"] == "c. 2007"


def test_a_file_cut_off_is_refused(tmp_path):
    with pytest.raises(ReferencesError, match=r":14: entry builder1999: expected a closing brace"):
        read(tmp_path, GOOD.rstrip().removesuffix("}"))


def test_other_encodings_and_empty_or_absent_files_are_refused(tmp_path):
    with pytest.raises(ReferencesError, match=r"bib:4: expected UTF-8, found byte 0xe8"):
        read(tmp_path, GOOD.encode().replace(b"Ana", b"An\xe8"))
    with pytest.raises(ReferencesError, match=r"bib:1: expected entries, found none"):
        read(tmp_path, "% nothing\n")
    with pytest.raises(ReferencesError, match=r"expected a file to read, found: No such file"):
        references.read(tmp_path / "none.bib")


@pytest.mark.parametrize(
    ("isbn", "right"),
    [
        ("0-306-40615-2", True),  # the example of the ISBN users' manual
        ("978-0-306-40615-7", True),
        ("0-306-40615-3", False),
        ("978-0-306-40615-1", False),
        ("0-8044-2957-X", True),
    ],
)
def test_the_check_digit_of_an_isbn_counts(tmp_path, isbn, right):
    text = GOOD.replace("978-0-521-83412-4", isbn)
    if right:
        assert read(tmp_path, text)["builder1999"].fields["isbn"] == isbn
    else:
        with pytest.raises(ReferencesError, match="an ISBN whose last digit"):
            read(tmp_path, text)


def test_the_bibliography_of_the_book_is_whole():
    assert len(references.read(ROOT / "data/references.bib")) > 300
