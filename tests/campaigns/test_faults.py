"""Whatever happens to a build, the next one makes the same book, and a failed one says why."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
import yaml

from tests.campaigns.conftest import ROOT, cannot_be_tried
from tests.campaigns.small_book import HEADER, RAIN, SmallBook, settings

KILLS = int(os.environ.get("KILLS", "20"))
SEED = 1996
LINUX_ROOT = sys.platform == "linux" and os.geteuid() == 0


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The small book as a machine without any trouble makes it."""
    book = SmallBook(tmp_path_factory.mktemp("clean"))
    done = book.build()
    assert done.returncode == 0, done.stderr
    return book.published()


@contextmanager
def small_disk(folder: Path, kibibytes: int) -> Iterator[Path]:
    """A disk of its own at `folder`, with so much room."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "small", str(folder)]
    if not LINUX_ROOT or subprocess.run(mount, capture_output=True).returncode:
        cannot_be_tried("a small disk needs root on Linux")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def differing(book: SmallBook, clean: dict[str, bytes]) -> list[str]:
    """Names of the published files that are not those of the clean build."""
    found = book.published()
    return sorted(
        name for name in found.keys() | clean.keys() if found.get(name) != clean.get(name)
    )


def one_sentence(text: str, *words: str) -> None:
    """The last line says why in one sentence, and nowhere is there a traceback."""
    assert "Traceback" not in text
    assert len(re.findall(r"[.!?](?:\s|$)", text.strip().splitlines()[-1])) == 1, text
    assert all(word in text for word in words), text


def test_the_small_book_goes_through_all_that_builds_the_whole_one():
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    assert settings()["sphinx"]["config"]["extensions"] == config["extensions"]


def test_a_build_killed_at_any_moment_leaves_no_trace(tmp_path: Path, clean, capsys):
    """Two states of the book take turns, so that each build has work that a kill can cut.

    Of every two kills one takes the driver alone, as where memory runs out: jupyter-book works on.
    """
    book = SmallBook(tmp_path / "book")
    other = HEADER + RAIN.replace("days = 3", "days = 4")
    states = {HEADER + RAIN: clean}
    seconds = {}
    for kind, text in (("from nothing", other), ("changed", HEADER + RAIN), ("changed", other)):
        book.write("rain.md", text)
        begun = time.monotonic()
        assert book.build().returncode == 0
        seconds[kind] = time.monotonic() - begun
    states[other] = book.published()
    assert differing(book, clean) != []
    random = Random(SEED)
    unfinished = 0
    for turn in range(KILLS):
        text = list(states)[turn % 2]
        kind = "changed" if turn % 7 else "from nothing"
        kill = os.kill if turn // 2 % 2 else os.killpg
        if kind == "from nothing":
            shutil.rmtree(book.folder / "_build")
        book.write("rain.md", text)
        process = book.start()
        try:
            process.communicate(timeout=random.uniform(0, seconds[kind]))
        except subprocess.TimeoutExpired:
            unfinished += 1
            kill(process.pid, signal.SIGKILL)
            process.communicate()
        done = book.build()
        assert done.returncode == 0, done.stderr
        assert differing(book, states[text]) == [], f"kill {turn + 1}"
    with capsys.disabled():
        print(f"\n  builds killed: {unfinished} of {KILLS} begun; all {KILLS} later ones the same")
    assert unfinished >= KILLS / 2


def test_a_build_stopped_politely_says_what_stands(tmp_path: Path):
    book = SmallBook(tmp_path / "book")
    process = book.start()
    log, deadline = book.folder / "_build/log.txt", time.monotonic() + 120
    while not (log.is_file() and "reading sources" in log.read_text(encoding="utf-8")):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.1)
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Stopped: what stands in _build/html and _build/pdf is of an earlier build." in said
    assert "Traceback" not in said


@pytest.mark.parametrize("kibibytes", [8, 600, 6_000])
def test_a_full_disk_is_named_and_after_it_the_book_is_whole(tmp_path: Path, clean, kibibytes: int):
    with small_disk(tmp_path / "disk", kibibytes) as disk:
        book = SmallBook(tmp_path / "book")
        (book.folder / "_build").symlink_to(disk)
        done = book.build()
        assert done.returncode == 1
        assert "No space left on device" in done.stderr
        assert "Traceback" not in done.stderr
        assert "html/index.html" not in book.published()
        grown = ["mount", "-o", "remount,size=500m", str(disk)]
        subprocess.run(grown, check=True)
        assert book.build().returncode == 0
        assert differing(book, clean) == []


def test_a_disk_full_when_the_pages_stand_leaves_them_whole(tmp_path: Path, clean):
    """A site on a disk with room for nothing more: the PDF alone fails, and says why."""
    with small_disk(tmp_path / "disk", 500_000) as disk:
        book = SmallBook(tmp_path / "book")
        (book.folder / "_build").symlink_to(disk)
        assert book.build(what="html").returncode == 0
        pages = book.published()
        used = (shutil.disk_usage(disk).used >> 10) + 40
        subprocess.run(["mount", "-o", f"remount,size={used}k", str(disk)], check=True)
        done = book.build()
        assert done.returncode == 1
        assert "No space left on device" in done.stderr
        assert "Traceback" not in done.stderr
        assert book.published() == pages
        subprocess.run(["mount", "-o", "remount,size=500m", str(disk)], check=True)
        assert book.build().returncode == 0
        assert differing(book, clean) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    with small_disk(tmp_path / "disk", 4_000) as disk:
        book = SmallBook(disk / "book")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        done = book.build()
        assert done.returncode == 1
        one_sentence(done.stderr, "could not write _build", "Read-only file system", str(disk))


def test_a_path_with_blanks_and_other_letters_makes_the_same_book(tmp_path: Path, clean):
    book = SmallBook(tmp_path / "knjiga – šehir i grad, ciudad ñ 城")
    done = book.build()
    assert done.returncode == 0, done.stderr
    assert differing(book, clean) == []


def test_no_network_is_needed(tmp_path: Path, clean):
    # The machine's own loopback stays, over which a chapter speaks to its kernel.
    alone = ("unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
    if (
        not shutil.which("unshare")
        or subprocess.run([*alone, "true"], capture_output=True).returncode
    ):
        cannot_be_tried("cutting the network needs unshare and root")
    book = SmallBook(tmp_path / "book")
    done = book.build(*alone)
    assert done.returncode == 0, done.stderr
    assert differing(book, clean) == []


@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "America/Bogota", "LANG": "es_CO.UTF-8"},
    ],
    ids=lambda one: " ".join(one.values()),
)
def test_locale_and_time_zone_change_nothing(tmp_path: Path, clean, settings: dict[str, str]):
    book = SmallBook(tmp_path / "book")
    done = book.build(**settings)
    assert done.returncode == 0, done.stderr
    assert differing(book, clean) == []


def test_a_turkish_locale_changes_nothing(tmp_path: Path, clean):
    """In Turkish, the capital of i is not I."""
    made = tmp_path / "locales/tr_TR.UTF-8"
    made.parent.mkdir()
    words = ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(made)]
    if not shutil.which("localedef") or subprocess.run(words, capture_output=True).returncode > 1:
        cannot_be_tried("making a Turkish locale needs glibc's localedef")
    book = SmallBook(tmp_path / "book")
    done = book.build(LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8", LOCPATH=str(made.parent))
    assert done.returncode == 0, done.stderr
    assert differing(book, clean) == []


def test_two_builds_at_once_make_one_book(tmp_path: Path, clean):
    book = SmallBook(tmp_path / "book")
    both = [book.start(), book.start()]
    said = [process.communicate(timeout=600) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    waited = ["Another build is at work in this folder" in out for out, _ in said]
    assert sorted(waited) == [False, True]
    assert differing(book, clean) == []
