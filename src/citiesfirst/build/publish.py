"""Finished books replace older ones; nothing unfinished ever stands where readers look."""

from __future__ import annotations

import filecmp
import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

ASIDE = ("_build", "tests")


def publish(stage: Path, public: Path, guests: Iterable[str] = ()) -> None:
    """Make ``public`` equal to ``stage``: copy what differs, remove what is gone.

    Pages come last, so that a page never stands before the pictures and styles that it needs.
    Hidden files and folders (the tools keep their notes in them) stay behind. ``guests`` are names
    of files in ``public`` that come from elsewhere and stay.
    """
    everything = (path.relative_to(stage) for path in _files(stage))
    wanted = {name for name in everything if not any(part[0] == "." for part in name.parts)}
    for name in sorted(wanted, key=lambda name: (name.suffix == ".html", name)):
        if not _equal(stage / name, public / name):
            _replace(stage / name, public / name)
    for path in list(_files(public)):
        name = path.relative_to(public)
        if name not in wanted and name.as_posix() not in guests:
            path.unlink()
    for folder, _, _ in os.walk(public, topdown=False):
        if not os.listdir(folder):
            os.rmdir(folder)


def lay_beside(file: Path, public: Path) -> None:
    """Copy a file, if there is one, into ``public``, where it is a guest."""
    if file.is_file() and not _equal(file, public / file.name):
        _replace(file, public / file.name)


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if not path.is_dir())


def _equal(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other)


def _replace(source: Path, target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    for parent in target.parents:
        if parent.is_file():
            parent.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    shutil.copy2(source, part)
    part.replace(target)


class Stage:
    """The folder in which the tools build, and what they remember there of earlier runs.

    Sphinx reads and writes a page again only when the page has changed. It does not see that a
    tool has changed, it leaves pages behind that are no longer in the book, and it forgets the
    warnings of pages that it does not read again, so that a faulty book would pass the second
    time. Therefore its memory is kept only after a run without fault, and its memory and its
    output only as long as the tools and the table of contents stay the same. Executed cells and
    drawn pictures have memories of their own.

    Used as a context around a run; an exception says that the run failed.

    Args:
        folder: the folder that jupyter-book builds in.
        output: the folder in it that this run fills.
        tools: digest of all on which every page depends.
        inputs: digest of all on which anything depends.
        anew: whether the output is thrown away as soon as the inputs change.
    """

    def __init__(
        self, folder: Path, output: Path, tools: str, inputs: str, anew: bool = False
    ) -> None:
        self.folder = folder
        self.output = output
        self.memory = folder / "_build/.doctrees/environment.pickle"
        self.note = folder / "made-of.json"
        self.tools = tools
        self.inputs = inputs
        self.anew = anew
        self.made: dict[str, str] = {}

    def __enter__(self) -> Stage:
        self.made = self._noted()
        self.note.unlink(missing_ok=True)  # until this run has succeeded, nothing is known
        if not self.made:
            self.memory.unlink(missing_ok=True)
        if self.output.name not in self.made or (self.anew and not self.unchanged):
            shutil.rmtree(self.output, ignore_errors=True)
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        if kind is None:
            self.made |= {"tools": self.tools, self.output.name: self.inputs}
            part = self.note.with_name(f".{self.note.name}.part")
            part.write_text(json.dumps(self.made), encoding="utf-8")
            part.replace(self.note)  # whole or not at all, on a full disk too

    def _noted(self) -> dict[str, str]:
        """What the note says of earlier runs with these tools: nothing where it cannot be read."""
        try:
            noted = json.loads(self.note.read_text(encoding="utf-8"))
            return noted if noted["tools"] == self.tools else {}
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return {}

    @property
    def unchanged(self) -> bool:
        """Whether the output is already made of the same inputs."""
        return self.output.is_dir() and self.made.get(self.output.name) == self.inputs


def digest(paths: Iterable[Path], *words: str) -> str:
    """Return a digest of the names and the bytes of files, and of words."""
    total = hashlib.sha256("\n".join(words).encode())
    for path in sorted(paths):
        total.update(f"{path} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def sources(root: Path) -> Iterable[Path]:
    """Yield every file of the book's folder that could reach the book.

    Not among them are what was built, what is hidden, and the tests, which read the book and are
    never read by it.
    """
    for folder, inner, files in os.walk(root):
        top = Path(folder) == root
        inner[:] = [name for name in inner if not _aside(name) and not (top and name in ASIDE)]
        yield from (Path(folder, name) for name in files if not _aside(name))


def _aside(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__" or name.endswith(".egg-info")
