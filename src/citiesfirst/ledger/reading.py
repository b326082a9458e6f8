"""From ``data/claims.yml`` to claims, each field there, of its kind, and agreeing with the others.

The first fault raises a ``LedgerError`` that names file, line, claim, field, what was expected and
what was found.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any, NoReturn

import yaml

from citiesfirst.ledger.records import (
    DATES,
    HOLDS_WHEN,
    PARTS,
    READINGS,
    SEEN,
    STRENGTHS,
    TESTED_BY,
    VERDICTS,
    Cited,
    Claim,
    Ledger,
    LedgerError,
    Test,
    Verdict,
)

MARKUP = re.compile(r"</?[A-Za-z!]")


def read(path: str | Path | None = None) -> Ledger:
    """Read and check a ledger (default: ``claims.yml`` in the book's data folder).

    Raises LedgerError at the first fault.
    """
    if path is None:
        from citiesfirst.tables import root  # only here: the ledger itself needs no pandas

        path = root() / "claims.yml"
    path = Path(path)
    name = str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
    return _Reader(name).ledger(_compose(path, name))


def _compose(path: Path, name: str) -> yaml.Node | None:
    """Return the file's YAML nodes (plain data, with line numbers) or raise LedgerError."""
    try:
        text = path.read_text(encoding="utf-8")
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        raise LedgerError(f"{name}: expected a file to read, found: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        message = f"{name}:{line}: expected UTF-8, found byte 0x{byte:02x}"
    except yaml.MarkedYAMLError as error:
        begun = error.context_mark
        context = f" {error.context} from line {begun.line + 1}" if error.context and begun else ""
        line = (error.problem_mark or begun).line + 1
        message = f"{name}:{line}: expected YAML, found a slip{context}: {error.problem}"
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"{name}:{line}: expected YAML, found a character that it does not allow"
    raise LedgerError(message)


class _Reader:
    """Turns YAML nodes into claims; ``claim`` is the one being read, for messages."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.claim = ""

    def fail(self, node: yaml.Node, where: str, expected: str, found: str) -> NoReturn:
        place = ", ".join(part for part in (self.claim, where) if part)
        line = node.start_mark.line + 1
        raise LedgerError(f"{self.file}:{line}: {place}: expected {expected}, found {found}")

    def ledger(self, root: yaml.Node | None) -> Ledger:
        if not isinstance(root, yaml.SequenceNode) or not root.value:
            found = _kind(root) if root else "an empty file"
            raise LedgerError(
                f"{self.file}:1: the ledger: expected a list of claims, found {found}"
            )
        claims: dict[str, Claim] = {}
        for position, node in enumerate(root.value, start=1):
            claim = self.one(node, position)
            if claim.id in claims:
                first = claims[claim.id].lines["id"]
                self.fail(node, "id", "an id of its own", f"that of line {first}")
            claims[claim.id] = claim
        return Ledger(self.file, tuple(claims.values()))

    def one(self, node: yaml.Node, position: int) -> Claim:
        self.claim = f"claim number {position}"
        names = [name for name in Claim.__dataclass_fields__ if name != "lines"]
        for key, value in node.value if isinstance(node, yaml.MappingNode) else []:
            if key.value == "id" and isinstance(value, yaml.ScalarNode):
                self.claim = f"claim {value.value}"
        parts = self.mapping(node, "", names, optional="tests")
        texts: dict[str, Any] = {
            name: self.text(parts[name], name)
            for name in ("title", "paraphrase", "chapter", "change_our_mind")
        }
        lists: dict[str, Any] = {
            name: self.names(parts[name], name) for name in ("figures", "tables", "references")
        }
        claim_id = self.text(parts["id"], "id")
        if not re.fullmatch(r"[A-Z]\d+", claim_id):
            self.fail(parts["id"], "id", "a letter and a number such as C2", repr(claim_id))
        claim = Claim(
            id=claim_id,
            part=int(self.word(parts["part"], "part", tuple(PARTS))),
            cited=self.cited(parts["cited"]),
            tested_by=self.word(parts["tested_by"], "tested_by", TESTED_BY),
            verdicts=self.verdicts(parts["verdicts"]),
            strength=self.word(parts["strength"], "strength", STRENGTHS),
            tests=self.tests(parts["tests"]) if "tests" in parts else (),
            lines={name: part.start_mark.line + 1 for name, part in parts.items()},
            **texts,
            **lists,
        )
        self.agree(claim, node, parts)
        return claim

    def agree(self, claim: Claim, node: yaml.Node, parts: dict[str, yaml.Node]) -> None:
        """Check that the fields of a claim do not contradict each other."""
        if not (claim.figures or claim.tables or claim.references):
            self.fail(node, "evidence", "a figure, a table or a reference", "none of them")
        needed = {"data": "tables", "documents": "references"}.get(claim.tested_by)
        if needed and not getattr(claim, needed):
            self.fail(parts[needed], needed, f"what tested_by: {claim.tested_by} rests on", "none")
        word = claim.verdicts["now"].word
        if (claim.tested_by == "nothing") != (word == "not testable"):
            expected = "'nothing' exactly where the verdict now is 'not testable'"
            found = f"{claim.tested_by!r} with {word!r}"
            self.fail(parts["tested_by"], "tested_by", expected, found)
        if claim.tested_by == "data" and not any(one.reading == READINGS[0] for one in claim.tests):
            expected = f"a test {READINGS[0]!r}, since the claim is tested by data"
            self.fail(parts.get("tests", node), "tests", expected, "none")
        if claim.tested_by != "data" and claim.tests:
            expected = f"no tests, since the claim is tested by {claim.tested_by}"
            self.fail(parts["tests"], "tests", expected, f"{len(claim.tests)}")

    def cited(self, node: yaml.Node) -> Cited | None:
        if isinstance(node, yaml.ScalarNode) and node.value == "none":
            return None
        if not isinstance(node, yaml.MappingNode):
            self.fail(node, "cited", "'none', or text, reference and seen", _kind(node))
        parts = self.mapping(node, "cited", ["text", "reference", "seen"])
        return Cited(
            text=self.text(parts["text"], "cited.text"),
            reference=self.text(parts["reference"], "cited.reference"),
            seen=self.word(parts["seen"], "cited.seen", SEEN),
        )

    def verdicts(self, node: yaml.Node) -> dict[str, Verdict]:
        verdicts = {}
        for date, part in self.mapping(node, "verdicts", list(DATES)).items():
            where = f"verdicts.{date}"
            parts = self.mapping(part, where, ["word", "because"])
            word = self.word(parts["word"], f"{where}.word", VERDICTS)
            verdicts[date] = Verdict(word, self.text(parts["because"], f"{where}.because"))
        return verdicts

    def tests(self, node: yaml.Node) -> tuple[Test, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self.fail(node, "tests", "a list of tests", _kind(node))
        names = ["measure", "reading", "holds_when", "threshold", "reason"]
        tests: list[Test] = []
        for part in node.value:
            parts = self.mapping(part, "tests", names)
            when = self.word(parts["holds_when"], "tests.holds_when", HOLDS_WHEN)
            test = Test(
                measure=self.text(parts["measure"], "tests.measure"),
                reading=self.word(parts["reading"], "tests.reading", READINGS),
                holds_when=when,
                threshold=self.threshold(parts["threshold"], ends=2 if when == "between" else 1),
                reason=self.text(parts["reason"], "tests.reason"),
                line=part.start_mark.line + 1,
            )
            if (test.measure, test.reading) in {(one.measure, one.reading) for one in tests}:
                found = f"{test.measure!r} twice"
                self.fail(parts["measure"], "tests.measure", "each measure once a reading", found)
            tests.append(test)
        return tuple(tests)

    def threshold(self, node: yaml.Node, ends: int) -> tuple[float, ...]:
        """Return the numbers of a threshold: one, or the two ends of a range."""
        expected = "a number" if ends == 1 else "two rising numbers such as [3, 4]"
        parts = [node] if ends == 1 else getattr(node, "value", None)
        if not isinstance(parts, list) or len(parts) != ends:
            self.fail(node, "tests.threshold", expected, _kind(node))
        numbers = []
        for part in parts:
            kinds = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
            number = yaml.safe_load(part.value) if part.tag in kinds else math.nan
            if not math.isfinite(number):
                self.fail(part, "tests.threshold", expected, _kind(part))
            numbers.append(float(number))
        if numbers != sorted(set(numbers)):
            self.fail(node, "tests.threshold", expected, f"{numbers}")
        return tuple(numbers)

    def mapping(
        self, node: yaml.Node, where: str, names: list[str], optional: str = ""
    ) -> dict[str, yaml.Node]:
        """Return the fields of a mapping in the order of ``names``, each of them once.

        The field named ``optional`` may be missing, all others may not.
        """
        if not isinstance(node, yaml.MappingNode):
            self.fail(node, where, "the fields " + ", ".join(names), _kind(node))
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value not in names:
                self.fail(key, where, "a field out of " + ", ".join(names), _kind(key))
            if key.value in found:
                self.fail(key, where, f"the field {key.value!r} once", "it twice")
            found[key.value] = value
        for name in names:
            if name not in found and name != optional:
                self.fail(node, where, f"the field {name!r}", "no such field")
        return {name: found[name] for name in names if name in found}

    def text(self, node: yaml.Node, where: str) -> str:
        if node.tag != "tag:yaml.org,2002:str" or not node.value.strip():
            self.fail(node, where, "a text", _kind(node))
        if MARKUP.search(node.value):
            self.fail(node, where, "a text without HTML", _kind(node))
        return " ".join(node.value.split())

    def word(self, node: yaml.Node, where: str, allowed: tuple[str, ...]) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.value not in allowed:
            self.fail(node, where, "one of: " + ", ".join(allowed), _kind(node))
        return node.value

    def names(self, node: yaml.Node, where: str) -> tuple[str, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self.fail(node, where, "a list such as [a, b], or []", _kind(node))
        names: list[str] = []
        for part in node.value:
            name = self.text(part, where)
            if name in names:
                self.fail(part, where, "each name once", f"{name!r} twice")
            names.append(name)
        return tuple(names)


def _kind(node: yaml.Node) -> str:
    """Say what a YAML node is, for 'found ...'."""
    if isinstance(node, yaml.ScalarNode):
        return repr(node.value) if node.value.strip() else "nothing"
    return "a list" if isinstance(node, yaml.SequenceNode) else "fields"
