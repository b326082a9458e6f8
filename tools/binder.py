"""Make the environment that Binder makes of .binder/, without its containers.

    .venv/bin/python tools/binder.py folder

repo2docker (2026.4) reads .binder/ and, because it is there, no settings of the root. It begins
with packages of its own (tests/binder/base.txt), under the Python that runtime.txt names. It
installs requirements.txt, copies the book and runs postBuild in it. Here a new virtual environment
stands for its conda environment: ``folder/env``. ``folder/book`` is the copy of the book, which is
the reader's home folder.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASE = "tests/binder/base.txt"
PATHS = "/usr/local/bin:/usr/bin:/bin"


class BinderError(Exception):
    """The environment could not be made; the message says why, in one sentence."""


@dataclass(frozen=True)
class Place:
    """Where a reader works: the environment, and the copy of the book, which is the home."""

    env: Path
    book: Path

    @property
    def python(self) -> Path:
        """The environment's own Python."""
        return self.env / "bin/python"

    def variables(self) -> dict[str, str]:
        """Return the variables of a reader's session, and nothing of the machine's own.

        Programs that ask the network are sent to a port on which nobody listens.
        """
        nowhere = "http://127.0.0.1:9"
        return {
            "PATH": f"{self.env / 'bin'}:{PATHS}",
            "HOME": str(self.book),
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), nowhere),
            **dict.fromkeys(("no_proxy", "NO_PROXY"), "127.0.0.1,localhost"),
        }


def make(folder: Path, root: Path = ROOT) -> Place:
    """Make the environment and the copy of the book anew.

    Raises:
        BinderError: a command failed; its last words are in the message.
    """
    place = Place(folder / "env", folder / "book")
    shutil.rmtree(folder, ignore_errors=True)
    copy_book(root, place.book)
    _run([wanted_python(root), "-m", "venv", str(place.env)], place)
    pip = [str(place.python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    _run([*pip, "--quiet", "-r", str(root / BASE)], place)
    _run([*pip, "--quiet", "-r", ".binder/requirements.txt"], place)
    _run(["bash", ".binder/postBuild"], place)
    return place


def wanted_python(root: Path = ROOT) -> str:
    """Return the Python that runtime.txt names, or the one at work where that is not installed."""
    name = (root / ".binder/runtime.txt").read_text(encoding="utf-8").strip()
    if not re.fullmatch(r"python-3\.\d+", name):
        raise BinderError(f".binder/runtime.txt: expected a line like python-3.11, found {name!r}.")
    return shutil.which(name.replace("-", "")) or sys.executable


def copy_book(root: Path, book: Path) -> None:
    """Copy the files of the repository to a folder, and nothing that was built from them.

    Raises:
        BinderError: ``root`` is no git repository.
    """
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        raise BinderError(f"{root} is no git repository, and Binder copies one: clone the book.")
    for name in filter(None, listed.stdout.split("\0")):
        if (root / name).is_file():
            (book / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, book / name)


def _run(command: list[str], place: Place) -> None:
    """Run a command in the book's folder, the environment first on the path."""
    variables = {**os.environ, "PATH": f"{place.env / 'bin'}:{PATHS}", "PYTHONNOUSERSITE": "1"}
    done = subprocess.run(command, cwd=place.book, env=variables, capture_output=True, text=True)
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        raise BinderError(f"'{' '.join(command)}' failed: {words[-1]}")


if __name__ == "__main__":
    try:
        print(make(Path(sys.argv[1]).absolute()).python)
    except BinderError as error:
        sys.exit(str(error))
