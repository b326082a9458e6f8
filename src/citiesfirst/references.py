"""The bibliography, read strictly: what is cited must be whole before anything is built on it.

The tools behind the book read BibTeX kindly: they drop a field that is given twice, print a year of
seven digits and pass markup on. ``read`` does not; its messages name file, line, entry and field.
The style that it asks for is that of ``data/references.bib``: an entry begins at the start of a
line, each of its fields on a line of its own, and a closing brace ends it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

ALWAYS = ("title",)
NEEDED = {
    "article": ("author", "journal", "year"),
    "book": ("publisher", "year"),
    "incollection": ("author", "booktitle", "publisher", "year"),
    "misc": (),
    "techreport": ("author", "institution"),
}
FORMS = {
    "year": (r"(c\. )?(1[5-9]|20)\d\d", "a year such as 2007 or c. 2007"),
    "doi": (r"10\.\d{4,9}/[^\s{}<>]+", "a DOI such as 10.1000/182"),
    "url": (r"https?://[^\s/]+\.[^\s/]+(/\S*)?", "an address that begins with http"),
    "isbn": (r"(97[89]-?)?[\d-]{9,12}[\dX]", "an ISBN"),
    "issn": (r"\d{4}-\d{3}[\dX]", "an ISSN such as 1234-5678"),
    "pages": (r"[A-Za-z]?\d+(--[A-Za-z]?\d+)?", "pages such as 12--34"),
    "volume": (r"\d+", "a number"),
    "month": (r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", "a month such as sep"),
}
PLAIN: tuple[str, ...] = (
    "address",
    "author",
    "booktitle",
    "editor",
    "howpublished",
    "institution",
    "journal",
)
PLAIN += ("note", "number", "publisher", "series", "title", "type")
FIELDS = (*PLAIN, *FORMS)

HEAD = re.compile(r"@(\w+)\{([^,]*),")
KEY = re.compile(r"[a-z][a-z0-9-]*")
FIELD = re.compile(r"\s+(\w+)\s*=\s*(.*)")
# What pybtex turns into a letter; anything else it prints with its backslash.
LETTER = re.compile(
    r"""\\([&%#_]|[`'"^~=.]\{?\\?[A-Za-z]|[vcuHrk][ {]"""
    r"""|(dj|DJ|[lL]|aa|AA|[oO]|ae|AE|ss|i|ldots)\b)"""
)
MARKUP = re.compile(r"</?[A-Za-z!]")
UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f�]")


class ReferencesError(Exception):
    """The bibliography cannot be used as it stands; the message says where and why."""


@dataclass
class Entry:
    """One work: its kind, its fields, and the line of each of them in the file."""

    key: str
    kind: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def read(path: Path, name: str | None = None) -> dict[str, Entry]:
    """Return the entries of a bibliography by key; `name` is what messages call the file.

    Raises ReferencesError at the first fault.
    """
    return _Reader(name or path.name).entries(path)


class _Reader:
    """Turns lines into entries; ``entry`` is the one being read, for messages."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.entry: Entry | None = None

    def fail(self, line: int, expected: str, found: str, where: str = "") -> NoReturn:
        entry = f"entry {self.entry.key}" if self.entry else ""
        place = ", ".join(part for part in (entry, where) if part)
        head = f"{self.file}:{line}: {place}: " if place else f"{self.file}:{line}: "
        raise ReferencesError(f"{head}expected {expected}, found {found}")

    def entries(self, path: Path) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        lines = self.text(path).split("\n")
        number = 0
        while number < len(lines):
            line = lines[number]
            number += 1
            if not line.strip() or line.startswith("%"):
                continue
            entry = self.head(line, number)
            if entry.key in found:
                expected = f"a key of its own (line {found[entry.key].line} has it)"
                self.fail(number, expected, repr(entry.key))
            self.entry = entry
            number = self.fields(entry, lines, number)
            self.check(entry)
            found[entry.key] = entry
            self.entry = None
        if not found:
            self.fail(1, "entries", "none")
        return found

    def text(self, path: Path) -> str:
        try:
            content = path.read_bytes()
            text = content.decode("utf-8")
        except OSError as error:
            raise ReferencesError(
                f"{self.file}: expected a file to read, found: {error.strerror}"
            ) from None
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.fail(line, "UTF-8", f"byte 0x{content[error.start]:02x}")
        if bad := UNREADABLE.search(text):
            line = text.count("\n", 0, bad.start()) + 1
            self.fail(line, "text that can be read", f"the character {ord(bad[0]):#06x}")
        return text

    def head(self, line: str, number: int) -> Entry:
        match = HEAD.fullmatch(line.rstrip())
        if not match:
            self.fail(number, "an entry such as @book{key2007, or a blank line", repr(line[:60]))
        kind, key = match.groups()
        if kind not in NEEDED:
            self.fail(number, "one of @" + ", @".join(NEEDED), f"@{kind}")
        if not KEY.fullmatch(key):
            self.fail(number, "a key of small letters, digits and hyphens", repr(key))
        return Entry(key, kind, number)

    def fields(self, entry: Entry, lines: list[str], number: int) -> int:
        """Read the fields of the entry begun; return the number of the line that ends it."""
        while number < len(lines):
            line = lines[number]
            number += 1
            if line.rstrip() == "}":
                return number
            if not line.strip():
                break
            match = FIELD.fullmatch(line.rstrip())
            if not match or not match[1].islower():
                self.fail(number, "a field such as title = {…}, or the closing brace", repr(line))
            name, value, begun = match[1], match[2], number
            while _open(value) > 0 and number < len(lines) and not _begins(lines[number]):
                value += " " + lines[number].strip()
                number += 1
            last = number < len(lines) and lines[number].rstrip() == "}"
            self.value(entry, name, value, begun, last)
        self.fail(entry.line, "a closing brace at the end of the entry", "none")

    def value(self, entry: Entry, name: str, value: str, line: int, last: bool) -> None:
        """Keep one field, after a look at its form; the `last` one may go without a comma."""
        if name not in FIELDS:
            self.fail(line, "a field out of " + ", ".join(sorted(FIELDS)), repr(name))
        if name in entry.fields:
            self.fail(line, f"the field {name!r} once", f"it in line {entry.lines[name]} too")
        if not value.endswith(",") and not last:
            self.fail(line, "a comma at the end of the field", repr(value[-20:]), name)
        value = value.removesuffix(",")
        if name != "month":
            if _open(value) or not (value.startswith("{") and value.endswith("}")):
                self.fail(line, "a text between two braces", repr(value[:60]), name)
            value = value[1:-1]
        form, meaning = FORMS.get(name, (r"(?s).*\S.*", "a text"))
        if not re.fullmatch(form, value):
            self.fail(line, meaning, repr(value[:60]), name)
        if name == "isbn" and not _adds_up(value.replace("-", "")):
            self.fail(line, "an ISBN whose last digit is the check of the others", value, name)
        if MARKUP.search(value):
            self.fail(line, "a text without HTML", repr(value[:60]), name)
        if "\\" in LETTER.sub("", value):
            self.fail(line, r"letters as they are, or such as {\v c} and {\dj}", repr(value), name)
        entry.fields[name], entry.lines[name] = " ".join(value.split()), line

    def check(self, entry: Entry) -> None:
        """A work has what its kind needs, and its key does not speak of another year."""
        for name in (*ALWAYS, *NEEDED[entry.kind]):
            if name not in entry.fields and not (name == "author" and "editor" in entry.fields):
                self.fail(entry.line, f"the field {name!r}", "no such field")
        if not {"author", "editor"} & set(entry.fields):
            self.fail(entry.line, "an author or an editor", "neither")
        years = re.findall(r"(?:1[5-9]|20)\d\d", entry.key)
        if "year" in entry.fields and years and entry.fields["year"][-4:] not in years:
            self.fail(
                entry.lines["year"],
                f"the year of the key, {years[0]}",
                entry.fields["year"],
                "year",
            )


def _begins(line: str) -> bool:
    """Whether a line cannot belong to the text of the line before."""
    return line.rstrip() in ("", "}") or bool(HEAD.match(line) or FIELD.fullmatch(line.rstrip()))


def _open(text: str) -> int:
    """How many braces of a text are still open; an escaped brace is none."""
    return len(re.findall(r"(?<!\\)\{", text)) - len(re.findall(r"(?<!\\)\}", text))


def _adds_up(isbn: str) -> bool:
    """Whether the check digit of an ISBN of ten or thirteen digits is right."""
    digits = [10 if digit == "X" else int(digit) for digit in isbn]
    if len(digits) == 10:
        return (
            sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11
            == 0
        )
    weighted = sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return len(digits) == 13 and 10 not in digits and weighted % 10 == 0
