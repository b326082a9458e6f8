"""Build the last commit twice, far apart, and compare: python tools/reproduce.py [html|pdf|all].

The two builds differ in all that must not matter: the folder (the second has a space and letters
beyond ASCII in its path), the time of day, the home folder, time zone, language, hash seed and
file mask. Changes that are not committed take no part. It prints the digests of both books, and
leaves with 1 and the names of the files that differ where the books are not the same, byte by byte.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from citiesfirst.build import machine  # noqa: E402

BOOKS = ("html", "pdf")
SHOWN = 20  # differing files on the screen

FIRST = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
SECOND = {"TZ": "Asia/Kabul", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"}


class ReproduceError(Exception):
    """The two books could not be made or are not the same; the message says why."""


def main(what: str) -> None:
    """Build twice and compare, or raise ReproduceError."""
    commit = _git("rev-parse", "HEAD")
    print(f"commit {commit}, twice:", flush=True)
    with tempfile.TemporaryDirectory(prefix="reproduce-") as place:
        one = _book(commit, Path(place, "first"), what, FIRST, umask=0o022)
        other = _book(commit, Path(place, "second – drugi put, şehir"), what, SECOND, umask=0o077)
    for name in BOOKS if what == "all" else (what,):
        print(f"{name:4} {total(one, name)}  {total(other, name)}")
    different = differing(one, other)
    if different:
        more = len(different) - SHOWN
        lines = [f"  {name}" for name in different[:SHOWN]] + ([f"  and {more} more"] * (more > 0))
        raise ReproduceError("\n".join(["The two books differ in:", *lines]))
    print(f"The two books are the same: {len(one)} files.")


def _git(*words: str, folder: Path = ROOT) -> str:
    asked = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True)
    if asked.returncode:
        raise ReproduceError(f"git {words[0]} failed: {asked.stderr.strip()}")
    return asked.stdout.strip()


def _book(
    commit: str, folder: Path, what: str, differences: Mapping[str, str], umask: int
) -> dict[str, str]:
    """Clone a commit to `folder`, build it there; digests of what it published."""
    begun = time.monotonic()
    home = folder.with_name(f"{folder.name}, home")
    home.mkdir()
    _git("clone", "--quiet", "--no-hardlinks", "--no-checkout", str(ROOT), str(folder))
    _git("checkout", "--quiet", "--detach", commit, folder=folder)
    browser = machine.browser()
    environment = {
        **{key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"},
        **({"BROWSER_PATH": str(browser)} if browser else {}),
        "PYTHONPATH": str(folder / "src"),
        "HOME": str(home),
        **differences,
    }
    run = subprocess.run(
        [sys.executable, "-m", "citiesfirst.build", what],
        cwd=folder,
        env=environment,
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if run.returncode:
        raise ReproduceError(f"The build in {folder} failed:\n{run.stderr.strip()}")
    print(f"built in {folder.name!r} in {time.monotonic() - begun:.0f} s", flush=True)
    return digests(folder / "_build")


def digests(build: Path) -> dict[str, str]:
    """The digest of each published file below `build`, by its path there."""
    files = (path for name in BOOKS for path in sorted((build / name).rglob("*")))
    return {
        path.relative_to(build).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


def total(found: Mapping[str, str], book: str) -> str:
    """One short digest of all files of a book, names included."""
    lines = [f"{name} {value}" for name, value in sorted(found.items()) if name.startswith(book)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Names of the files that are not in both, or not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "all")
    except ReproduceError as error:
        sys.exit(str(error))
