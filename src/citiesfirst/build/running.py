"""One run of jupyter-book in a process of its own: what it says is heard, shown and kept."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import IO

from citiesfirst.build.faults import ANSI

PROGRESS = re.compile(r"^((?:running cells|reading sources|writing output)\.\.\. \[ *\d+%\] .+)$")


class Line:
    """The line of a step on the screen; on a terminal it also shows what is at work."""

    def __init__(self, name: str) -> None:
        self.head = f"{name:4} … "
        self.live = sys.stdout.isatty()
        print(self.head, end="", flush=True)

    def show(self, text: str) -> None:
        """Show what is at work now."""
        if self.live:
            print(f"\r\x1b[K{self.head}{text[:70]}", end="", flush=True)

    def end(self, text: str) -> None:
        """Finish the line."""
        print(f"\r\x1b[K{self.head}{text}" if self.live else text, flush=True)


# Without Python's search for what could be freed: nothing of a book in the making can be, and the
# search would take a fifth of the time.
START = "import gc; gc.disable(); from jupyter_book.cli.main import main; main()"


class Run:
    """A run of jupyter-book: exit code, warnings, the last chapter run and how many ran.

    Args:
        options: what jupyter-book is asked for.
        environment: the variables that it sees.
        log: where all that it says goes.
        line: where its progress is shown.
        lock: the open file whose lock says that a build is at work. jupyter-book keeps it open
            too: where this process alone is killed, no other build starts beside what is left.

    Raises:
        OSError: the log could not be written to its end.
    """

    def __init__(
        self,
        options: Sequence[str],
        environment: Mapping[str, str],
        log: IO[str],
        line: Line,
        lock: IO[str],
    ) -> None:
        command = [sys.executable, "-c", START]
        self.chapter = ""
        self.executed = 0
        self.warnings: list[str] = []
        process = subprocess.Popen(
            [*command, "build", ".", "-W", "--keep-going", *options],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            pass_fds=(lock.fileno(),),
        )
        self.broken: OSError | None = None  # why the log could not be written to its end
        said = threading.Thread(target=self._listen, args=(process.stdout, log, line))
        warned = threading.Thread(target=self._keep, args=(process.stderr, log))
        said.start()
        warned.start()
        try:
            self.code = process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise
        finally:
            said.join()
            warned.join()
        if self.broken:
            raise self.broken

    def _log(self, text: str, log: IO[str]) -> None:
        """Write to the log; where that fails, the tools must still be heard to their end."""
        try:
            log.write(text)
            log.flush()
        except OSError as error:
            self.broken = self.broken or error

    def _listen(self, stream: IO[str], log: IO[str], line: Line) -> None:
        for raw in stream:
            text = ANSI.sub("", raw).rstrip()
            self._log(text + "\n", log)
            if ": Executing notebook " in text:
                self.chapter = text.split(": Executing notebook ")[0]
            self.executed += ": Executed notebook in " in text
            if match := PROGRESS.match(text):
                line.show(match[1])

    def _keep(self, stream: IO[str], log: IO[str]) -> None:
        for raw in stream:
            self.warnings.append(raw)
            self._log(ANSI.sub("", raw), log)
