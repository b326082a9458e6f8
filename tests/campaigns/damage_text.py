"""Ways to damage outlines, the ledger, the bibliography and chapters: (random, text) -> text.

Each returns None where there is nothing to damage in that way. The kinds of damage that any text
can suffer stand at the end and go for all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

from tests.campaigns.damage import HTML, Damage, other_encoding, stray_character, truncate

Damager = Callable[[Random, str], str | Damage | None]


def edit(pattern: str, change: Callable[[Random, re.Match[str]], str]) -> Damager:
    """A damager that changes one match of a pattern (lines are matched one by one)."""
    form = re.compile(pattern, re.MULTILINE)

    def damager(random: Random, text: str) -> str | None:
        found = list(form.finditer(text))
        if not found:
            return None
        match = random.choice(found)
        return text[: match.start()] + change(random, match) + text[match.end() :]

    return damager


def swap(pattern: str) -> Damager:
    """A damager that lets two unlike matches of a pattern change places."""
    form = re.compile(pattern, re.MULTILINE)

    def damager(random: Random, text: str) -> str | None:
        found = list(form.finditer(text))
        if len({match[0] for match in found}) < 2:
            return None
        one = random.choice(found)
        other = random.choice([match for match in found if match[0] != one[0]])
        one, other = sorted([one, other], key=lambda match: match.start())
        middle = text[one.end() : other.start()]
        return text[: one.start()] + other[0] + middle + one[0] + text[other.end() :]

    return damager


def _feature(change: Callable[[Random, list], None]) -> Damager:
    """A damager of the list of a GeoJSON file's features."""

    def damager(random: Random, text: str) -> str:
        whole = json.loads(text)
        change(random, whole["features"])
        lines = [
            json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in whole["features"]
        ]
        return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"

    return damager


def _ring(features: list, random: Random) -> list:
    shape = random.choice(features)["geometry"]
    polygon = shape["coordinates"]
    while isinstance(polygon[0][0], list):
        polygon = random.choice(polygon)
    return polygon


def _point(change: Callable[[list], list]) -> Callable[[Random, list], None]:
    def damage(random: Random, features: list) -> None:
        ring = _ring(features, random)
        place = random.randrange(len(ring))
        ring[place] = change(ring[place])

    return damage


def _swap_names(random: Random, features: list) -> None:
    one, other = random.sample(features, 2)
    one["properties"], other["properties"] = other["properties"], one["properties"]


def _name(change: Callable[[str], object]) -> Callable[[Random, list], None]:
    def damage(random: Random, features: list) -> None:
        properties = random.choice(features)["properties"]
        name = random.choice(list(properties))
        properties[name] = change(str(properties[name]))

    return damage


def _kind(random: Random, features: list) -> None:
    shape = random.choice(features)["geometry"]
    shape["type"] = "MultiPolygon" if shape["type"] == "Polygon" else "Polygon"


OUTLINES: dict[str, Damager] = {
    "latitude and longitude swapped": _feature(_point(lambda place: place[::-1])),
    "unit times 1,000": _feature(_point(lambda place: [value * 1000 for value in place])),
    "sign changed": _feature(_point(lambda place: [-place[0], place[1]])),
    "type changed": _feature(_point(lambda place: [str(value) for value in place])),
    "cell dropped": _feature(_point(lambda place: place[:1])),
    "point dropped": _feature(lambda random, features: _ring(features, random).pop()),
    "places swapped": _feature(_swap_names),
    "cell emptied": _feature(_name(lambda name: "")),
    "name misspelt": _feature(_name(lambda name: name + "a")),
    "HTML injected": _feature(_name(lambda name: name + HTML)),
    "row duplicated": _feature(lambda random, all: all.append(random.choice(all))),
    "row deleted": _feature(lambda random, all: all.pop(random.randrange(len(all)))),
    "kind of geometry changed": _feature(_kind),
}

VERDICTS = ["supported", "largely supported", "partly", "contested", "contradicted"]
VERDICTS.append("not testable")


def _other(words: list[str]) -> Callable[[Random, re.Match[str]], str]:
    """Another one of some words in place of the last group of a match."""

    def change(random: Random, match: re.Match[str]) -> str:
        word = random.choice([one for one in words if one != match[2]])
        return match[1] + word

    return change


def _drop(random: Random, match: re.Match[str]) -> str:
    return ""


def _twice(random: Random, match: re.Match[str]) -> str:
    return match[0] * 2


LEDGER: dict[str, Damager] = {
    "verdict exchanged": edit(r"^(      word: )(.+)", _other(VERDICTS)),
    "verdicts swapped": swap(r"^      word: .+"),
    "verdict misspelt": edit(r"^(      word: )(.+)", lambda random, m: m[0][:-1]),
    "strength exchanged": edit(r"^(  strength: )(.+)", _other(["strong", "moderate", "weak"])),
    "what was seen exchanged": edit(r"^(    seen: )(.+)", _other(["whole", "part", "not"])),
    "test exchanged": edit(r"^(  tested_by: )(.+)", _other(["data", "documents", "nothing"])),
    "part exchanged": edit(r"^(  part: )(.+)", _other(["1", "2", "3", "4"])),
    "ids swapped": swap(r"^- id: .+"),
    "dates reversed": swap(r"^    (2007|now):$"),
    "date changed": edit(r"^    (2007|now):", lambda random, m: "    2017:"),
    "chapters swapped": swap(r"^  chapter: .+"),
    "figures swapped": swap(r"^  figures: \[.+\]"),
    "tables swapped": swap(r"^  tables: \[.+\]"),
    "figure misspelt": edit(r"fig-[\w-]+(?=[],])", lambda random, m: m[0] + "s"),
    "table misspelt": edit(r"(?<=tables: \[)\w+", lambda random, m: m[0] + "s"),
    "reference misspelt": edit(r"(?<=references: \[)[\w-]+", lambda random, m: m[0] + "x"),
    "field dropped": edit(r"^  [a-z]\w+: [^>\n]+\n", _drop),
    "field twice": edit(r"^  [a-z]\w+: [^>\n]+\n", _twice),
    "field misspelt": edit(r"^  (  )?[a-z_]+:", lambda random, m: m[0][:-1] + "s:"),
    "field emptied": edit(r"^(  +[a-z_]+: )(?!>)(.+)", lambda random, m: m[1]),
    "type changed: list": edit(
        r"^(  (?:title|part|chapter): )(.+)", lambda r, m: f"{m[1]}[{m[2]}]"
    ),
    "type changed: number": edit(r"^(  title: )(.+)", lambda random, m: m[1] + "1992"),
    "type changed: word": edit(r"^(  figures: )(.+)", lambda random, m: m[1] + "fig-a"),
    "list emptied": edit(r"^(  figures: )(\[.+\])", lambda random, m: m[1] + "[]"),
    "glued number exchanged": edit(
        r"(?<!\()\{glue:text\}`[^`]+`", lambda random, m: "{glue:text}`x`"
    ),
    "glued number typed": edit(r"(?<!\()\{glue:text\}`[^`]+`", lambda random, m: "9,000"),
    "indented otherwise": edit(
        r"^  (?=[a-z])", lambda random, m: random.choice([" ", "   ", "\t"])
    ),
    "claim dropped": edit(r"^- id: \w+\n(?:  .*\n|\n)+", _drop),
    "row duplicated": edit(r"^- id: \w+\n(?:  .*\n|\n)+", _twice),
    "HTML injected": edit(r"^(  title: .+)$", lambda random, m: m[1] + HTML),
    "alias injected": edit(r"^(  title: )(.+)$", lambda random, m: m[1] + "*anchor"),
    "tag injected": edit(
        r"^(  title: )(.+)$", lambda random, m: m[1] + "!!python/object/apply:os.system [id]"
    ),
}

ENTRY = r"^@\w+\{[^,]+,\n(?:  .*\n)+\}\n"
REFERENCES: dict[str, Damager] = {
    "key twice": edit(r"^(@\w+\{)([^,]+)", lambda random, m: m[1] + "beall2013"),
    "key misspelt": edit(r"^@\w+\{[^,]+", lambda random, m: m[0] + "x"),
    "key emptied": edit(r"^(@\w+\{)([^,]+)", lambda random, m: m[1]),
    "keys swapped": swap(r"(?<=\{)[a-z]+(?:19|20)\d\d\w*(?=,\n)"),
    "kind misspelt": edit(r"^@\w+", lambda random, m: m[0] + "s"),
    "year times 1,000": edit(r"(?<=year   = \{)\d{4}", lambda random, m: m[0] + "000"),
    "year of another century": edit(r"(?<=year   = \{)\d{2}", lambda random, m: "11"),
    "years swapped": swap(r"^  year +=.*"),
    "DOI broken": edit(r"(doi += \{)10\.", lambda random, m: m[1] + "10,"),
    "address broken": edit(r"https?://", lambda random, m: random.choice(["http:/", "www.", ""])),
    "brace dropped": edit(r"(?<!\\)[{}]", _drop),
    "comma dropped": edit(r"\},$", lambda random, m: "}"),
    "field dropped": edit(r"^  (title|journal|publisher|author) +=.*\n", _drop),
    "field twice": edit(r"^  (title|journal|year) +=.*,\n", _twice),
    "field misspelt": edit(r"^  [a-z]+", lambda random, m: m[0] + "s"),
    "field emptied": edit(r"(= )\{.+\}", lambda random, m: m[1] + "{}"),
    "row duplicated": edit(ENTRY, _twice),
    "entry dropped": edit(ENTRY, _drop),
    "HTML injected": edit(r"^(  title.*)\}(,?)$", lambda random, m: f"{m[1]}{HTML}}}{m[2]}"),
    "titles swapped": swap(r"^  title +=.*\},$"),
    "formula injected": edit(r"^(  title +=).*", lambda random, m: m[1] + ' {=HYPERLINK("a")},'),
}

CHAPTERS: dict[str, Damager] = {
    "header dropped": edit(r"\A---\n(?:.*\n)*?---\n", _drop),
    "header: format": edit(r"format_name: myst", lambda random, m: "format_name: markdown"),
    "header: kernel": edit(r"name: python3", lambda random, m: "name: ir"),
    "header: language": edit(r"language: python", lambda random, m: "language: R"),
    "header: field dropped": edit(r"\A---\n(?:.*\n){2}", lambda random, m: "---\n"),
    "cell: language": edit(r"^```\{code-cell\} ipython3", lambda random, m: "```{code-cell} R"),
    "cell: misspelt": edit(r"^```\{code-cell\}", lambda random, m: "```{codecell}"),
    "cell: never ends": edit(r"^```$", _drop),
    "cell: settings end early": edit(r"^tags: .*\n---$", lambda random, m: m[0][:-4]),
    "tag misspelt": edit(r"(?<=tags: \[)[\w-]+", lambda random, m: m[0] + "s"),
    "tag: output removed": edit(
        r"(^  tables: .*\ntags: \[)hide-input", lambda random, m: m[1] + "remove-output"
    ),
    "tag twice": edit(r"(?<=tags: \[)[\w-]+", lambda random, m: f"{m[0]}, {m[0]}"),
    "tags: type changed": edit(r"(?<=tags: )\[.*\]", lambda random, m: "hide-input"),
    "setting misspelt": edit(r"^(figure|tags):", lambda random, m: m[1] + "s:"),
    "setting twice": edit(r"^tags: .*\n", _twice),
    "setting unknown": edit(r"^(?=tags: )", lambda random, m: "height: 300\n"),
    "figure: name misspelt": edit(r"(?<=  name: )fig-\w", lambda random, m: "figure_" + m[0][-1]),
    "figure: another name": edit(r"(?<=  name: fig-)[\w-]+", lambda random, m: m[0] + "s"),
    "figure: field dropped": edit(r"^  (name|tables): .*\n", _drop),
    "figure: field misspelt": edit(r"^  (alt|caption|tables):", lambda random, m: m[0][:-1] + "s:"),
    "figure: field twice": edit(r"^  (name|tables): .*\n", _twice),
    "figure: table misspelt": edit(r"(?<=  tables: \[)\w+", lambda random, m: m[0] + "s"),
    "figure: table of elsewhere": edit(
        r"(?<=  tables: \[)\w+", lambda random, m: random.choice(["gazetteer", "place_names"])
    ),
    "figure: names swapped": swap(r"(?<=  name: )fig-[\w-]+$"),
    "figure: tables swapped": swap(r"(?<=  tables: )\[.*\]$"),
    "figure: glued number exchanged": edit(
        r"(?<=    )(.*)\{glue:text\}`[^`]+`", lambda random, m: m[1] + "{glue:text}`x`"
    ),
    "figure: tables emptied": edit(r"(?<=  tables: )\[.*\]", lambda random, m: "[]"),
    "figure: type changed": edit(r"(?<=  name: ).*", lambda random, m: "1992"),
    "figure: HTML injected": edit(r"^(  alt: >-\n)", lambda random, m: f"{m[1]}    {HTML}\n"),
    "figure: indented otherwise": edit(r"^  (?=name: fig)", lambda random, m: ""),
}


def _encoding(random: Random, text: str) -> Damage:
    return other_encoding(random, text)


def _line_moved(random: Random, text: str) -> str:
    """A mark of a merge in the middle of the file."""
    lines = text.split("\n")
    lines.insert(random.randrange(1, len(lines)), "<<<<<<< HEAD")
    return "\n".join(lines)


ANY: dict[str, Damager] = {
    "file truncated": truncate,
    "encoding broken": _encoding,
    "stray character": stray_character,
    "merge marks": _line_moved,
}
