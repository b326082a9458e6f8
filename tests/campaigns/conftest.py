"""A copy of the data in a repository of its own, ways to damage it, and the tally of a campaign."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NoReturn

import pytest

from tests.campaigns import damage

ROOT = Path(__file__).resolve().parents[2]
SEED = 2007


def cannot_be_tried(why: str) -> NoReturn:
    """Skip a test for want of rights or tools; with NO_SKIPS=1, as on GitHub, let it fail."""
    if os.environ.get("NO_SKIPS") == "1":
        pytest.fail(f"NO_SKIPS=1, and this cannot be tried here: {why}")
    pytest.skip(why)


def git(folder: Path, *words: str) -> None:
    """Run git as somebody, in a folder."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the book's data and chapters, committed."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("data", "chapters"):
        shutil.copytree(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "All")
    return folder


def source(*words: object) -> Random:
    """Random numbers that are the same in every run."""
    return Random(" ".join(map(str, (SEED, *words))))


def damaged(kind: str, damager, random: Random, text: str) -> damage.Damage | None:
    """What the damager makes of a text; None where that is nothing new."""
    made = damager(random, text)
    made = damage.Damage(made.encode()) if isinstance(made, str) else made
    return None if made is None or made.content == text.encode() else made


@pytest.fixture
def restored(copy: Path, monkeypatch: pytest.MonkeyPatch):
    """A function that damages a file of the copy, and mends it when the test is over."""
    monkeypatch.setenv("CITIESFIRST_DATA", str(copy / "data"))
    monkeypatch.chdir(copy)
    whole: dict[Path, bytes] = {}

    def write(path: Path, content: bytes) -> None:
        whole.setdefault(path, path.read_bytes())
        path.write_bytes(content)

    yield write
    for path, content in whole.items():
        path.write_bytes(content)


class Tally:
    """How many damaged inputs of each kind were refused, how many were harmless."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}

    def add(self, what: str, kind: str, verdict: str) -> None:
        self.counts.setdefault(f"{what}: {kind}", Counter())[verdict] += 1

    def total(self) -> Counter[str]:
        return sum(self.counts.values(), Counter())

    def lines(self) -> Iterator[str]:
        for kind, count in sorted(self.counts.items()):
            yield f"  {kind:45} " + ", ".join(f"{n} {word}" for word, n in sorted(count.items()))
        total = self.total()
        words = ", ".join(f"{number:,} {word}" for word, number in sorted(total.items()))
        yield f"  {'damaged inputs in all':45} {total.total():,}: {words}"


@pytest.fixture(scope="session")
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    """The tally of all campaigns on data, printed when the last one has ended."""
    kept = Tally()
    yield kept
    plugins = request.config.pluginmanager
    reporter = plugins.get_plugin("terminalreporter")
    with plugins.get_plugin("capturemanager").global_and_fixture_disabled():
        reporter.write_line("")
        for line in kept.lines():
            reporter.write_line(line)
