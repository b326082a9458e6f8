"""Build the book: ``python -m citiesfirst.build [html|pdf|all]``, in the book's folder.

The tools work in ``_build/stage``; only a step that succeeds reaches ``_build/html`` or
``_build/pdf``. What the tools say is in ``_build/log.txt``.
"""

from __future__ import annotations

import fcntl
import io
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import yaml
from yaml.reader import ReaderError

from citiesfirst.build import machine
from citiesfirst.build.faults import faults
from citiesfirst.build.publish import Stage, digest, lay_beside, publish, sources
from citiesfirst.build.running import Line, Run

BUILD = Path("_build")
STAGE = BUILD / "stage"
LOG = BUILD / "log.txt"
PICTURES = STAGE / "_build/.pictures"
SHOWN = 20  # faults on the screen; more than that nobody reads
# Variables that change the book.
SWITCHES = ("SOURCE_DATE_EPOCH", "PAPER", "CITIESFIRST_DATA", "NOTEBOOKS_BRANCH")


class BuildError(Exception):
    """The book could not be built; the message is for the person who wanted it."""


@dataclass(frozen=True)
class Step:
    """One run of jupyter-book: its options, what it needs, what it makes and where that goes.

    ``anew`` says that pages left by an earlier run are not to be reused: some of what Sphinx writes
    depends on what stood there before (the words of the search, the versions of style sheets).
    """

    name: str
    options: tuple[str, ...]
    needs: tuple[machine.Need, ...]
    made: Path
    public: Path
    start: Path
    anew: bool = False


STEPS = {
    "html": Step(
        "HTML",
        (),
        (machine.BROWSER, machine.NOTO),
        STAGE / "_build/html",
        BUILD / "html",
        BUILD / "html/index.html",
        anew=True,
    ),
    "pdf": Step(
        "PDF",
        ("--builder", "custom", "--custom-builder", "bookpdf"),
        (machine.BROWSER, machine.PANGO, machine.NOTO),
        STAGE / "_build/bookpdf",
        BUILD / "pdf",
        BUILD / "pdf/cities-first.pdf",
    ),
}

GUESTS = (STEPS["pdf"].start.name,)


def main(arguments: list[str]) -> None:
    """Build what is asked for, in the current folder.

    Raises:
        BuildError: something is missing or wrong; what was built before is untouched.
    """
    asked = arguments[0] if arguments else "all"
    if len(arguments) > 1 or asked not in (*STEPS, "all"):
        raise BuildError("usage: python -m citiesfirst.build [html|pdf|all]")
    _check_settings()
    steps = list(STEPS.values()) if asked == "all" else [STEPS[asked]]
    _check_tools(steps)
    try:
        BUILD.mkdir(exist_ok=True)
        with _alone() as lock, LOG.open("w", encoding="utf-8") as log:
            for step in steps:
                _make(step, log, lock)
            if STEPS["html"].start.is_file():
                # The pages offer the PDF for download, also to a reader of the folder on disk.
                lay_beside(STEPS["pdf"].start, STEPS["html"].public)
    except OSError as error:
        raise BuildError(_unwritten(error)) from None
    for step in steps:
        print(f"{step.name:4} {step.start}")


def _check_settings() -> None:
    """Find slips in the book's own settings, which jupyter-book reports without a file's name."""
    for name in ("_config.yml", "_toc.yml"):
        content, text = b"", ""
        try:
            content = Path(name).read_bytes()
            text = content.decode()
            yaml.safe_load(text)
        except FileNotFoundError:
            raise BuildError(f"There is no {name} here: run this in the book's folder.") from None
        except OSError as error:
            raise BuildError(f"{name} could not be read: {error.strerror}.") from None
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            found = f"expected text in UTF-8, found the byte {content[error.start]:#04x}"
            raise BuildError(f"{name}, line {line}: {found}.") from None
        except ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            found = f"expected text, found the character U+{ord(text[error.position]):04X}"
            raise BuildError(f"{name}, line {line}: {found}.") from None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise BuildError(f"{name}, line {line}: this is not YAML: {error.problem}") from None


def _check_tools(steps: list[Step]) -> None:
    wanted = {need: None for step in steps for need in step.needs}
    try:
        missing = machine.missing(*wanted)
    except machine.BrowserError as error:
        raise BuildError(str(error)) from None
    if missing:
        raise BuildError(machine.sentence(missing))


@contextmanager
def _alone() -> Iterator[IO[str]]:
    """Wait until no other build works in this folder; yield the file whose lock says so."""
    with (BUILD / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(
                "Another build is at work in this folder: waiting until it has finished.",
                flush=True,
            )
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


def _make(step: Step, log: IO[str], lock: IO[str]) -> None:
    """Run one step, unless nothing has changed, and publish what it made."""
    started = time.monotonic()
    line = Line(step.name)
    environment = machine.environment(Path.cwd())
    with _stage(step, environment) as stage:
        if stage.unchanged:
            done = "nothing has changed"
        else:
            drawn_before = set(PICTURES.glob("*.svg"))
            options = ["--path-output", str(STAGE), *step.options]
            run = Run(options, environment, log, line, lock)
            if run.code != 0 or not (step.made / step.start.name).is_file():
                line.end("failed")
                raise BuildError(_report(step, run))
            line.show("publishing")
            drawn = len(set(PICTURES.glob("*.svg")) - drawn_before)
            done = f"{_count(run.executed, 'chapter')} run, {_count(drawn, 'chart')} drawn"
        publish(step.made, step.public, GUESTS)
    line.end(f"{_time(time.monotonic() - started)} ({done})")


def _stage(step: Step, environment: dict[str, str]) -> Stage:
    package = Path(__file__).parents[1]
    own = [path for path in sources(package) if Path(__file__).parent not in path.parents]
    settings = [Path(name) for name in ("_config.yml", "_toc.yml", "requirements.txt")]
    tools = [path for path in [*settings, *own] if path.is_file()]
    words = [f"{name}={environment.get(name)}" for name in SWITCHES]
    words.append(f"origin={machine.origin(Path.cwd())}")  # named in launch links
    inputs = digest([*sources(Path()), *own], *words)
    return Stage(STAGE, step.made, digest(tools), inputs, step.anew)


def _report(step: Step, run: Run) -> str:
    """Return what went wrong, and what stands where the book should be."""
    found = faults("".join(run.warnings), Path.cwd(), run.chapter)
    lines = [f"  {fault}" for fault in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(f"  and {len(found) - SHOWN} more")
    if not found:
        made = step.made / step.start.name
        lines.append(f"  jupyter-book ended with exit code {run.code} and without {made}")
    return "\n".join([*lines, f"The whole log: {LOG}", _standing(step)])


def _unwritten(error: OSError) -> str:
    """Say in one sentence why a file could not be written, a full disk before all."""
    place = f" {error.filename}" if error.filename else " its files"
    return (
        f"The build could not write{place} ({error.strerror}): make room or make {Path.cwd()} "
        "writable, and run it again."
    )


def _standing(step: Step) -> str:
    if step.start.is_file():
        return f"{step.start} is still the book of an earlier build."
    return f"No book was made: there is no {step.start}."


def _count(number: int, thing: str) -> str:
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # in a locale that lacks a chapter's letters
    try:
        main(sys.argv[1:])
    except BuildError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("\nStopped: what stands in _build/html and _build/pdf is of an earlier build.")
