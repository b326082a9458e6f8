"""Make this machine ready: a .venv with the pinned packages, and what the system lacks.

    python3 tools/prepare.py            everything that building and testing the book needs
    python3 tools/prepare.py packages   the Python packages alone

When all is there it returns at once and says nothing. Only the standard library is used, and a
Python too old for the book (from 3.8) can read this file far enough to say so.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

OLDEST, NEWEST = (3, 11), (3, 13)
VENV = Path(".venv")
PYTHON = VENV / "bin/python"
STAMP = VENV / "ready.json"
LOG = Path("_build/prepare.log")


class MachineError(Exception):
    """The machine cannot be made ready; the message says what to do, in one sentence."""


def main(arguments: list[str]) -> None:
    """Make the machine ready or raise MachineError."""
    os.chdir(ROOT)
    _use_a_fitting_python(arguments)
    from citiesfirst.build import machine

    whole = arguments != ["packages"]
    try:
        needs = machine.missing() if whole else []
    except machine.BrowserError as error:
        raise MachineError(str(error)) from None
    if not needs and _stamp() == _state():
        return
    LOG.parent.mkdir(exist_ok=True)
    with Path(__file__).open(encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of two makes at once, the second finds all done
        _install_system_packages(needs)
        _install_python_packages()
        if whole and machine.BROWSER in machine.missing():
            _fetch_browser()
        if whole and (needs := machine.missing()):
            raise MachineError(machine.sentence(needs))


def _use_a_fitting_python(arguments: list[str]) -> None:
    """Go on with a Python that the pinned packages support, when this is none."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        if other := shutil.which(f"python3.{minor}"):
            os.execv(other, [other, __file__, *arguments])
    raise MachineError(
        f"Python 3.{OLDEST[1]} to 3.{NEWEST[1]} is needed, and this is "
        f"{sys.version_info[0]}.{sys.version_info[1]}: install one of them, or name one with "
        "'make PYTHON=/path/to/python3 …'."
    )


def _state() -> dict[str, str]:
    """What the .venv must fit: the pins, the package's own settings, the Python, the place."""
    return {
        "requirements": hashlib.sha256(Path("requirements.txt").read_bytes()).hexdigest(),
        "project": hashlib.sha256(Path("pyproject.toml").read_bytes()).hexdigest(),
        "python": f"{sys.version_info[0]}.{sys.version_info[1]}",
        "place": str(ROOT),
    }


def _stamp() -> dict[str, str]:
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _venv_fits() -> bool:
    """Whether there is a .venv of this Python in this place, whatever is installed in it."""
    stamp, state = _stamp(), _state()
    return PYTHON.exists() and all(stamp.get(key) == state[key] for key in ("python", "place"))


def _install_system_packages(needs: list) -> None:
    """Install what is missing with apt-get; where that is impossible say what to install."""
    from citiesfirst.build import machine

    packages = [package for need in needs if need.by_apt for package in need.packages]
    if not _venv_fits() and importlib.util.find_spec("ensurepip") is None:
        packages.append(_venv_package())  # Debian and Ubuntu keep this part of Python apart
    become_root = _become_root()
    if packages and shutil.which("apt-get") and become_root is not None:
        apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        with _Task(f"Installing with apt-get: {', '.join(packages)}") as task:
            task.run([*apt, "update"], needed=False)
            task.run([*apt, "install", "-y", "--no-install-recommends", *packages])
    elif _venv_package() in packages:
        raise MachineError(
            "Python's modules venv and ensurepip are missing (Debian and Ubuntu have them in a "
            f"package of their own); run 'sudo apt-get install {' '.join(packages)}'."
        )
    elif needs and needs != [machine.BROWSER]:  # a browser alone can still be fetched
        raise MachineError(machine.sentence(needs))


def _venv_package() -> str:
    own = f"python3.{sys.version_info[1]}"
    return f"{own}-venv" if Path(sys.executable).name == own else "python3-venv"


def _become_root() -> list[str] | None:
    """Return the words to put before a command that needs root, or None where that is no way."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin.isatty() else None


def _install_python_packages() -> None:
    state = _state()
    if _stamp() == state:
        return
    fits, before = _venv_fits(), _stamp()
    STAMP.unlink(missing_ok=True)  # packages half exchanged fit neither the old pins nor the new
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    if not fits or before.get("requirements") != state["requirements"]:
        with _Task("Installing the pinned Python packages into .venv") as task:
            if not fits:
                task.run([sys.executable, "-m", "venv", "--clear", str(VENV)])
            task.run([*pip, "--require-hashes", "-r", "requirements.txt"])
    with _Task("Installing the package citiesfirst into .venv") as task:
        # Nothing but the pinned packages takes part: no dependency is looked up, and setuptools
        # is the one of the lock. Editable, because its entry points are read from its metadata
        # while its code stays in src/.
        task.run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."])
    STAMP.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")


def _fetch_browser() -> None:
    """Fetch Playwright's own Chromium where no package has one (Ubuntu, macOS, others)."""
    from citiesfirst.build import machine

    environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(machine.OWN_BROWSERS.absolute())}
    command = [str(PYTHON), "-m", "playwright", "install", "--no-shell"]
    if sys.platform == "linux" and shutil.which("apt-get") and _become_root() is not None:
        command.append("--with-deps")
    with _Task(f"Fetching a Chromium (about 170 MB) into {machine.OWN_BROWSERS}") as task:
        fetched = task.run([*command, "chromium"], needed=False, env=environment)
        program = machine.browser() if fetched else None
        if program is None or not task.run([str(program), "--version"], needed=False):
            shutil.rmtree(machine.OWN_BROWSERS, ignore_errors=True)


class _Task:
    """One line on the screen for a task that takes its time; what its commands say goes to LOG."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> _Task:
        print(f"{self.name} … ", end="", flush=True)
        self.started = time.monotonic()
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        taken = f"{time.monotonic() - self.started:.0f} s"
        print(taken if kind is None else "failed", flush=True)

    def run(
        self, command: list[str], *, needed: bool = True, env: dict[str, str] | None = None
    ) -> bool:
        """Run a command and return whether it succeeded; one that is ``needed`` must succeed."""
        with LOG.open("w", encoding="utf-8") as log:
            print("$", *command, file=log, flush=True)
            code = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, env=env).returncode
        if code and needed:
            lines = LOG.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            reasons = [line for line in lines if line.startswith(("ERROR:", "E:"))] or lines
            raise MachineError(f"'{' '.join(command)}' failed: {reasons[-1]} (all in {LOG})")
        return code == 0


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except MachineError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
