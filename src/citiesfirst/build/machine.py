"""What the book asks of a machine besides Python: a browser, Pango, the Noto fonts, libatomic.

Only the standard library is used, because ``tools/prepare.py`` asks before any package stands.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from citiesfirst import fonts

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
OWN_BROWSERS = Path(".venv/browsers")  # where tools/prepare.py puts one that it had to fetch
HOMEBREW = ("/opt/homebrew/lib", "/usr/local/lib")  # macOS does not look there by itself

# The libraries that WeasyPrint opens, by their names on Linux and on macOS.
LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "HarfBuzz-Subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
}


class BrowserError(Exception):
    """BROWSER_PATH names no browser; the message says so in one sentence."""


@dataclass(frozen=True)
class Need:
    """Something that a machine may lack: what it is for, and what each kind of system calls it."""

    name: str
    purpose: str
    packages: tuple[str, ...]
    brew: str
    elsewhere: str

    @property
    def by_apt(self) -> bool:
        """Whether apt-get has it on this machine."""
        return bool(shutil.which("apt-get")) and not (self is BROWSER and snap_only())


BROWSER = Need(
    "a Chromium or Chrome browser",
    "which draws the charts",
    ("chromium",),
    "--cask chromium",
    "install Chromium or Google Chrome (https://www.google.com/chrome/), "
    "or set BROWSER_PATH to the program of one you have",
)
PANGO = Need(
    "Pango",
    "which sets the pages of the PDF",
    ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    "pango",
    "install Pango and HarfBuzz with the system's package manager",
)
NOTO = Need(
    f"one of the font families {fonts.LISTED}",
    "in which charts and pages are set",
    (fonts.PACKAGE, "fontconfig"),
    f"fontconfig {fonts.CASKS}",
    "install these fonts (https://fonts.google.com/noto) and fontconfig",
)
ATOMIC = Need(
    "the library libatomic",
    "with which the tests drive the browser",
    ("libatomic1",),
    "",
    "install libatomic with the system's package manager",
)


def browser() -> Path | None:
    """Return the program of a Chromium or Chrome, or None; BROWSER_PATH comes first.

    Raises:
        BrowserError: BROWSER_PATH is set and names no program.
    """
    if named := os.environ.get("BROWSER_PATH"):
        if not os.access(named, os.X_OK) or Path(named).is_dir():
            raise BrowserError(f"BROWSER_PATH names no program that can be run: {named}")
        return Path(named)
    found: list[str | Path | None] = [shutil.which(name) for name in BROWSERS]
    found += MAC_BROWSERS if sys.platform == "darwin" else ()
    found += sorted(OWN_BROWSERS.glob("chromium-*/*/chrome"))
    found += sorted(OWN_BROWSERS.glob("chromium-*/*/*.app/Contents/MacOS/*"))
    runnable = (Path(path).absolute() for path in found if path and os.access(path, os.X_OK))
    return next((path for path in runnable if not _is_signpost(path)), None)


def _is_signpost(program: Path) -> bool:
    """Whether this is Ubuntu's script that stands in for a Chromium snap that is not installed."""
    with program.open("rb") as file:
        head = file.read(4096)
    snap = "/snap/bin/chromium"
    return head.startswith(b"#!") and snap.encode() in head and not os.access(snap, os.X_OK)


def snap_only() -> bool:
    """Whether apt-get has no browser here: Ubuntu's package ``chromium`` only asks for a snap."""
    try:
        release = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return False
    fields = dict(line.split("=", 1) for line in release.splitlines() if "=" in line)
    return "ubuntu" in f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}"


def libraries_missing() -> list[str]:
    """Return the names of the libraries behind the PDF that cannot be opened."""
    return [name for name, files in LIBRARIES.items() if not any(map(_opens, files))]


def _opens(file: str) -> bool:
    folders = HOMEBREW if sys.platform == "darwin" else ()
    for path in (file, *(f"{folder}/{file}" for folder in folders)):
        try:
            ctypes.CDLL(path)
        except OSError:
            continue
        return True
    return False


def fonts_missing() -> list[str]:
    """Return the families of fonts that fontconfig does not know (all, without fontconfig)."""
    if not shutil.which("fc-list"):
        return [family.names[0] for family in fonts.FAMILIES]
    listed = subprocess.run(
        ["fc-list", ":", "family"], capture_output=True, encoding="utf-8", errors="replace"
    )
    known = {name.strip() for line in listed.stdout.splitlines() for name in line.split(",")}
    return [family.names[0] for family in fonts.FAMILIES if known.isdisjoint(family.names)]


def missing(*wanted: Need) -> list[Need]:
    """Return those of ``wanted`` (default: all) that this machine lacks.

    Raises:
        BrowserError: BROWSER_PATH is set and names no program.
    """
    lacks = {
        BROWSER: lambda: browser() is None,
        PANGO: lambda: bool(libraries_missing()),
        NOTO: lambda: bool(fonts_missing()),
        ATOMIC: lambda: sys.platform == "linux" and not _opens("libatomic.so.1"),
    }
    return [need for need in wanted or lacks if lacks[need]()]


def sentence(needs: list[Need]) -> str:
    """Return one sentence: what is missing, what it is for and how to install it here."""
    names = ", and ".join(f"{need.name} ({need.purpose})" for need in needs)
    if sys.platform == "darwin":
        ways = [f"run 'brew install {need.brew}'" for need in needs]
    else:
        packages = [package for need in needs if need.by_apt for package in need.packages]
        ways = [f"run 'sudo apt-get install {' '.join(packages)}'"] if packages else []
        ways += [need.elsewhere for need in needs if not need.by_apt]
    return f"Missing: {names}; {', and '.join(ways)}."


def environment(root: Path, base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment in which tools run, so that equal sources give equal books."""
    settings = {
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
        # A reader's own IPython start-up files must not reach the cells.
        "IPYTHONDIR": str(root / "_build/stage/ipython"),
        "PYTHONNOUSERSITE": "1",
    }
    if (program := browser()) is not None:
        settings["BROWSER_PATH"] = str(program)
    if sys.platform == "darwin":
        folders = [*HOMEBREW, base.get("DYLD_FALLBACK_LIBRARY_PATH", "")]
        settings["DYLD_FALLBACK_LIBRARY_PATH"] = ":".join(filter(None, folders))
    if "SOURCE_DATE_EPOCH" not in base and (stamp := _last_commit(root)):
        settings["SOURCE_DATE_EPOCH"] = stamp
    return {**base, **settings}


def origin(root: Path) -> str:
    """Return the address of git's origin, or nothing where there is none."""
    return _git(root, "remote", "get-url", "origin")


def _last_commit(root: Path) -> str:
    """Return the time of the last commit in seconds, or nothing outside a repository."""
    return _git(root, "log", "-1", "--format=%ct")


def _git(root: Path, *words: str) -> str:
    """Return what git says in a folder: nothing without git or outside a repository."""
    if not shutil.which("git"):
        return ""
    asked = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True)
    return asked.stdout.strip()
