"""Processes that share the pieces of the book; each paints those that it has laid out itself.

The processes are new ones, since the printer's libraries do not like to be forked, and as a process
takes a second to get ready, a team is called together before there is work for it.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from sphinx.errors import ExtensionError

from citiesfirst.sphinxext.paper_piece import Desk, Laid, Pages

PRINTER = logging.getLogger("weasyprint")
MOST = 6  # processes: more would ask for much memory and gain little
STOPPED = (
    "A process that lays out pages was stopped, most likely for want of memory: "
    "close other programs and build the PDF again."
)

_desk: Desk | None = None  # of this process
_complaints: list[str] = []  # what the printer has said in this process, until it is handed over


class Team:
    """As many processes as there are cores, up to six; a book of one piece is done in this one."""

    def __init__(self, pieces: int) -> None:
        """Call a team together for a book of so many pieces, or somewhat more."""
        workers = min(os.cpu_count() or 1, pieces, MOST)
        fresh = multiprocessing.get_context("spawn")
        self.members: list[Executor] = (
            [ProcessPoolExecutor(1, fresh, _prepare) for _ in range(workers)]
            if workers > 1
            else [_Here()]
        )
        self.keepers: dict[int, Executor] = {}  # who has laid a piece out
        for member in self.members:
            member.submit(int)  # a process starts with its first work

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Send all home in the end.

        Raises:
            ExtensionError: one of the processes was stopped from outside.
        """
        try:
            yield
        except BrokenProcessPool:
            raise ExtensionError(STOPPED) from None
        finally:
            self.dismiss()

    def dismiss(self) -> None:
        """Send all home, without waiting until they have tidied up."""
        global _desk
        _desk = None
        for member in self.members:
            member.shutdown(wait=False, cancel_futures=True)

    def open(self, head: str, base_url: str) -> None:
        """Say what all pieces have in common: the HTML before them, and where addresses start."""
        for member in self.members:
            member.submit(_open, head, base_url)

    def place(self, pieces: list[str]) -> Iterator[tuple[int, Laid]]:
        """Lay all pieces out, the longest first, and yield where things are in them."""
        waiting = sorted(range(len(pieces)), key=lambda number: len(pieces[number]))
        work: dict[Future[Any], int] = {}

        def give(member: Executor) -> None:
            if waiting:
                number = waiting.pop()
                self.keepers[number] = member
                work[member.submit(_do, "place", number, pieces[number])] = number

        for member in self.members:
            give(member)
        while work:
            for done in wait(work, return_when=FIRST_COMPLETED).done:
                number = work.pop(done)
                give(self.keepers[number])
                yield number, _said(done)

    def paint(self, pages: Mapping[int, Pages]) -> Iterator[tuple[int, tuple[Laid, bytes]]]:
        """Paint pieces, each with the numbers that it shows, and yield them."""
        work = {
            number: self.keepers[number].submit(_do, "paint", number, shown)
            for number, shown in pages.items()
        }
        for number, done in work.items():
            yield number, _said(done)


class _Here(Executor):
    """Does its work in this process, at once."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(*args, **named))
        return done


class _Keep(logging.Handler):
    """Keeps complaints until they are handed over."""

    def emit(self, record: logging.LogRecord) -> None:
        _complaints.append(record.getMessage())


def _prepare() -> None:
    """Make a new process ready."""
    import weasyprint  # noqa: F401 (while there is nothing else to do)

    gc.disable()  # as in the process that builds the book
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    PRINTER.handlers[:] = [_Keep(logging.WARNING)]
    PRINTER.propagate = False


def _leave_with_parent() -> None:
    """End this process when the one that builds the book has been killed: no one else would."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _open(head: str, base_url: str) -> None:
    global _desk
    _desk = Desk(head, base_url)


def _do(what: str, *args: Any) -> tuple[Any, list[str]]:
    result = getattr(_desk, what)(*args)
    said = [*_complaints]
    _complaints.clear()
    return result, said


def _said(done: Future[Any]) -> Any:
    result, complaints = done.result()
    for complaint in complaints:
        PRINTER.warning("%s", complaint)
    return result
