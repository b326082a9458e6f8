"""Change the code a little, many times, and see whether its tests notice: python tools/mutants.py.

    python tools/mutants.py --sample 200          as many, drawn by lot
    python tools/mutants.py --only measures       all mutants of some modules

A mutant is a module with one slip: a comparison, an operator, a number, a truth value, a condition
or a return value is another one, or a call is left out. Each is tried in a process of its own with
the tests of its module alone, which stop at the first failure and find no upstream files; before,
these tests must pass without a slip. It prints the share that the tests killed and every survivor,
and leaves with 1 where fewer than --least per cent were killed.

No slip is made where none could show: in a function that returns None anyway, in the condition of
an `if` whose comparison or `not` is a mutant already, in whether print waits (`flush`), in how many
letters of what it found a message quotes, and in what runs only as a program, below `__main__`.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import re
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
SEED = 1994
PATIENCE = 120  # seconds after which a mutant that never ends counts as killed
ROOM = 8 << 30  # bytes that a mutant may take
NOTHING_RUN = (4, 5)  # how pytest ends where it was called wrongly, or found no test
CORE = (
    "ledger/records",
    "ledger/reading",
    "ledger/links",
    "tables",
    "schema",
    "csvtext",
    "seal",
    "references",
    "chapters",
)
TESTS_OF = {  # tests of another name than the module's
    **dict.fromkeys(("records", "reading", "links"), ("ledger",)),
    **dict.fromkeys(("schema", "csvtext"), ("tables",)),
    "__main__": ("making", "bad_input"),
    "tables": ("seal",),
    "bosnia_1991": ("bad_input",),
    "ucdp_bosnia": ("bad_input",),
}

SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Pow: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


@dataclass(frozen=True)
class Mutant:
    """One slip in one module: which node of the tree, and what happens to it."""

    path: Path
    node: int
    line: int
    what: str
    code: str

    @property
    def module(self) -> str:
        """The name under which the module is imported."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[1:] if parts[0] == "src" else parts).removesuffix(".__init__")


def modules() -> list[Path]:
    """The modules on whose code the book's numbers and verdicts rest."""
    package = ROOT / "src/citiesfirst"
    found = [path for path in sorted((package / "measures").glob("*.py")) if path.stem[0] != "_"]
    found += [package / f"{name}.py" for name in CORE]
    recipes = sorted((ROOT / "recipes").glob("*.py"))
    return found + [path for path in recipes if path.stem != "__init__"]


def tests(path: Path) -> list[str]:
    """The files of tests that speak of a module: that of its name, then all that import it."""
    names = {f"test_{name}" for name in (path.stem, *TESTS_OF.get(path.stem, ()))}
    rooms = {"measures": ["tests/measures"], "recipes": ["tests/recipes"]}
    room = rooms.get(path.parent.name, ["tests"])[0]
    imported = re.compile(
        rf"from recipes import (\([^)]*|[^\n]*)\b{path.stem}\b|from recipes\.{path.stem} import"
    )
    found = [
        one
        for one in sorted((ROOT / room).glob("test_*.py"))
        if one.stem in names or imported.search(one.read_text(encoding="utf-8"))
    ]
    found.sort(key=lambda one: one.stem not in names)
    return [
        one.relative_to(ROOT).as_posix() for one in found if one.stem != "test_against_upstream"
    ]


def mutants(path: Path) -> Iterator[Mutant]:
    """Every slip that can be made in a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node) for node in _silent(tree)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in silent:
            line, code = getattr(node, "lineno", 0), ast.unparse(node).partition("\n")[0]
            for what in _slips(node):
                yield Mutant(path, number, line, what, code)


def _silent(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes in which a slip could not show, or would be the same as another."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'":
            yield from ast.walk(node)
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Constant):
            if node.value.value is None:
                yield node
        elif isinstance(node, ast.keyword) and node.arg == "flush":
            yield node.value
        elif isinstance(node, ast.Raise) or _fails(node):
            for part in ast.walk(node):
                if isinstance(part, ast.Slice):
                    yield from ast.walk(part)


def _fails(node: ast.AST) -> bool:
    """Whether this is a call that raises an error with a message, as readers name it."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "self.fail"


def _same_as_its_test(node: ast.If | ast.IfExp) -> bool:
    """Whether to turn the condition round is what a slip in its comparison does."""
    if isinstance(node.test, ast.Compare):
        turned = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)
        return len(node.test.ops) == 1 and isinstance(node.test.ops[0], turned)
    return isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not)


def _slips(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        yield "comparison"
    elif isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in SWAPS:
        yield "operator"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield "sign"
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "truth"
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield "number"
    elif isinstance(node, ast.If | ast.IfExp) and not _same_as_its_test(node):
        yield "condition"
    elif isinstance(node, ast.Return) and node.value is not None:
        yield "return"
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "call"


def mutated(mutant: Mutant) -> ast.Module:
    """The tree of the module with its slip."""
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    node = list(ast.walk(tree))[mutant.node]
    if isinstance(node, ast.Compare):
        node.ops[0] = SWAPS[type(node.ops[0])]()
    elif isinstance(node, ast.BinOp | ast.BoolOp):
        node.op = SWAPS[type(node.op)]()
    elif isinstance(node, ast.UnaryOp):
        node.op = ast.UAdd() if isinstance(node.op, ast.USub) else ast.Not()
        if isinstance(node.op, ast.Not):
            node.operand = ast.UnaryOp(ast.Not(), copy.copy(node.operand))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        node.value = not node.value
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        node.value += 1
    elif isinstance(node, ast.If | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Return | ast.Expr):
        node.value = ast.Constant(None)
    return ast.fix_missing_locations(tree)


class _Slipped(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with its slip, in place of the file."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name, path, target=None):
        if name != self.mutant.module:
            return None
        origin = str(self.mutant.path)
        spec = importlib.util.spec_from_loader(name, self, origin=origin)
        spec.has_location = True
        return spec

    def exec_module(self, module) -> None:
        module.__file__ = str(self.mutant.path)
        code = compile(mutated(self.mutant), str(self.mutant.path), "exec")
        exec(code, module.__dict__)


def started(path: Path, mutant: Mutant | None, place: Path) -> int:
    """Start the tests of a module, with a slip or without one; return the process."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))  # a mutant may grow without end
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    if mutant:
        sys.meta_path.insert(0, _Slipped(mutant))
    import pytest

    options = ["-x", "-q", "-p", "no:cacheprovider", f"--basetemp={place}"]
    code = pytest.main([*options, *tests(path)])
    os._exit(int(code))


def tried(jobs: Sequence[tuple[Path, Mutant | None]], place: Path) -> Iterator[tuple[int, bool]]:
    """Run the tests of each job, as many at once as there are cores; yield which of them passed."""
    waiting = list(enumerate(jobs))[::-1]
    running: dict[int, tuple[int, float]] = {}
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            number, job = waiting.pop()
            child = started(*job, place / str(number))
            running[child] = (number, time.monotonic())
        for child, (number, since) in list(running.items()):
            done, status = os.waitpid(child, os.WNOHANG)
            late = time.monotonic() - since > PATIENCE
            if late and not done:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
            if done or late:
                del running[child]
                code = os.waitstatus_to_exitcode(status) if done else -signal.SIGKILL
                if code in NOTHING_RUN:
                    raise SystemExit(f"no test of {jobs[number][0].relative_to(ROOT)} was run")
                yield number, code == 0
        time.sleep(0.05)


def main() -> int:
    """Try a sample of the mutants; 1 where too few were killed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sample", type=int, help="how many, drawn by lot (default: all)")
    parser.add_argument("--only", default="", help="modules whose path contains this")
    parser.add_argument("--least", type=float, default=90, help="per cent that must be killed")
    options = parser.parse_args()
    os.chdir(ROOT)
    os.environ["CITIESFIRST_RAW"] = os.devnull
    sys.path.insert(0, str(ROOT))
    import hypothesis  # noqa: F401  each of these once, before the processes part
    import numpy  # noqa: F401
    import pandas  # noqa: F401
    import playwright.sync_api  # noqa: F401
    import pytest  # noqa: F401
    import shapely  # noqa: F401
    import yaml  # noqa: F401

    chosen = [path for path in modules() if options.only in str(path.relative_to(ROOT))]
    untested = [path for path in chosen if not tests(path)]
    every = [mutant for path in chosen if path not in untested for mutant in mutants(path)]
    lot = every
    if options.sample and options.sample < len(every):
        lot = Random(SEED).sample(every, options.sample)
    print(f"{len(lot):,} of {len(every):,} mutants of {len(chosen) - len(untested)} modules")
    seen, killed = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="mutants-") as place:
        whole = sorted({mutant.path for mutant in lot})
        for number, passed in tried([(path, None) for path in whole], Path(place)):
            if not passed:
                raise SystemExit(f"the tests of {whole[number].relative_to(ROOT)} fail as it is")
        print(f"  the tests of {len(whole)} modules pass as they are", flush=True)
        jobs = [(mutant.path, mutant) for mutant in lot]
        for done, (number, passed) in enumerate(tried(jobs, Path(place)), start=1):
            mutant = lot[number]
            room = mutant.module.rpartition(".")[0].replace("citiesfirst.", "") or "recipes"
            seen[room] += 1
            if passed:
                where = mutant.path.relative_to(ROOT).as_posix()
                print(
                    f"  survived: {where}:{mutant.line}, {mutant.what}: {mutant.code}", flush=True
                )
            else:
                killed[room] += 1
            if done % 20 == 0:
                print(f"  {done} tried, {killed.total()} killed", flush=True)
    for room in sorted(seen):
        print(f"  {room:14} {killed[room]:5,} of {seen[room]:5,} killed")
    share = 100 * killed.total() / max(len(lot), 1)
    print(f"  {'in all':14} {killed.total():5,} of {len(lot):5,} killed: {share:.1f} per cent")
    for path in untested:
        print(f"  without tests of its own: {path.relative_to(ROOT).as_posix()}")
    return 0 if share >= options.least else 1


if __name__ == "__main__":
    sys.exit(main())
