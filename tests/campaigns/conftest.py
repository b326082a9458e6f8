"""A copy of the data in a repository of its own, and the tally that a campaign prints."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


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
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    reporter.write_line("")
    for line in kept.lines():
        reporter.write_line(line)
