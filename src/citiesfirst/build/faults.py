"""What went wrong in a build, in few words: chapter, cell and message instead of a log."""

from __future__ import annotations

import re
from pathlib import Path

ANSI = re.compile(r"\x1b\[[0-9;]*m")
WARNING = re.compile(r"(?:(?P<place>\S.*?): )?(?:WARNING|ERROR|SEVERE|CRITICAL): (?P<text>.+)")
KIND = re.compile(r" \[[\w.-]+\]$")  # myst-nb and Sphinx end a message with its kind
UNRUN = "WARNING: Executing notebook failed"
CELL = "An error occurred while executing the following cell:"
RULE = "------------------"
NEXT = "The above exception was the direct cause"
# How Sphinx begins to say why it stopped: a tool's own message, or an exception nobody foresaw.
STOPPED = re.compile(r"[A-Z][\w ]* error( \([\w.]+\))?:")
SURPRISED = "Exception occurred:"
HANDLER = re.compile(r"threw an exception \(exception: (?P<text>.*)\)$")
RAISED = re.compile(r"[\w.]+(Error|Exception|Exit)\b")


def faults(warnings: str, root: Path, chapter: str = "") -> list[str]:
    """Return one short message for each fault, from what jupyter-book wrote on standard error.

    Args:
        warnings: everything that was written there.
        root: the book's folder; places are named relative to it.
        chapter: the chapter whose cells ran last.

    Returns:
        messages such as ``chapters/siege.md, cell 2, line 2 (line 14 of the file): KeyError: 'a'``,
        without repetition; none when the tools gave no reason.
    """
    lines = ANSI.sub("", warnings).replace(f"{root}/", "").splitlines()
    chapter = chapter.replace(f"{root}/", "")
    found = []
    for line in lines:
        if (match := WARNING.fullmatch(line)) and UNRUN not in line:
            place = f"{match['place']}: " if match["place"] else ""
            found.append(place + KIND.sub("", match["text"]))
    if CELL in "\n".join(lines):
        found.append(_of_a_cell(lines, chapter, root))
    elif (stop := _of_a_stop(lines)) is not None:
        from_a_cell = stop.startswith("nbclient.") or any(UNRUN in line for line in lines)
        found.append(f"{chapter}: {stop}" if from_a_cell else stop)
    return list(dict.fromkeys(found))


def _of_a_cell(lines: list[str], chapter: str, root: Path) -> str:
    """Return chapter, cell, line and exception of the cell that raised."""
    begin = next(number for number, line in enumerate(lines) if line.endswith(CELL))
    # nbclient shows the code between two rules, and below them IPython's report.
    shown = _until(lines[begin + 1 :], NEXT)
    rules = [number for number, line in enumerate(shown) if line == RULE]
    code = "\n".join(shown[rules[0] + 1 : rules[-1]])
    report = "\n".join(shown[rules[-1] + 1 :])
    place = chapter
    if number := re.search(r"^ *Cell In\[(\d+)\], line (\d+)", report, re.M):
        place += f", cell {number[1]}, line {number[2]}"
        page = (root / chapter).read_text(encoding="utf-8") if (root / chapter).is_file() else ""
        if code in page:
            first = page[: page.index(code)].count("\n") + 1
            place += f" (line {first + int(number[2]) - 1} of the file)"
    return f"{place}: {_exception(report)}"


def _exception(report: str) -> str:
    """Return type and message of the exception at the end of IPython's report of it."""
    lines = report.strip().splitlines()
    kind = re.search(r"^(\w+) +Traceback \(most recent call last\)", report, re.M)
    starts = [i for i, line in enumerate(lines) if kind and line.startswith(f"{kind[1]}: ")]
    return " ".join(line.strip() for line in lines[starts[-1] if starts else -1 :])


def _of_a_stop(lines: list[str]) -> str | None:
    """Return why the tools stopped before the end, or None when they did not."""
    for number, line in enumerate(lines):
        if STOPPED.fullmatch(line):
            message = " ".join(_until(lines[number + 1 :], "Traceback"))
            inner = HANDLER.search(message)
            return inner["text"] if inner else message
    nbclient = [line for line in lines if line.startswith("nbclient.")]
    surprises = [number for number, line in enumerate(lines) if line == SURPRISED]
    if nbclient:
        return nbclient[-1]
    if surprises:
        return _until(lines[surprises[0] :], "The full traceback")[-1]
    starts = [number for number, line in enumerate(lines) if RAISED.match(line)]
    return " ".join(line.strip() for line in lines[starts[-1] :]) if starts else None


def _until(lines: list[str], end: str) -> list[str]:
    """Return the lines before the one that starts with ``end``, without blank ones at the end."""
    stop = next((number for number, line in enumerate(lines) if line.startswith(end)), len(lines))
    while stop and not lines[stop - 1].strip():
        stop -= 1
    return lines[:stop]
