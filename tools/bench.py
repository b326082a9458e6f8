"""Measure what the book's data cost: time and size, printed and never judged.

Times are those of the processor, as the clock would also see what else the machine does; only the
recipes go by the clock.

make bench                 tables and size
make bench RAW=folder      the recipes and the distance join, too
"""

from __future__ import annotations

import argparse
import functools
import math
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from citiesfirst import measures, tables  # noqa: E402
from recipes import __main__ as recipes  # noqa: E402
from recipes import ucdp_afghanistan, un_wup  # noqa: E402

RUNS = 3
SAMPLE = 200  # events for the naive loop, which would take minutes for all


def main(arguments: list[str] | None = None) -> int:
    """Print all measurements; 1 if the recipes cannot run."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.split("\n")[0])
    parser.add_argument("--raw", type=Path, help="folder of raw upstream files")
    raw = parser.parse_args(arguments).raw
    loading()
    size()
    if raw is None:
        print("\nRecipes and distance join: say where the upstream files are, RAW=folder.")
        return 0
    return making(raw) or joining(raw)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time that a piece of work takes, and what it returns."""
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def loading() -> None:
    """Time of each tables.load from nothing, slowest first."""
    print(f"tables.load, each read and validated anew: the best of {RUNS}")
    times = []
    for name in tables.names():
        if "schema" in tables.describe(name):
            runs = []
            for _ in range(RUNS):
                tables._parsed.cache_clear()
                runs.append(timed(functools.partial(tables.load, name)))
            times.append((min(seconds for seconds, _ in runs), len(runs[0][1]), name))
    for seconds, rows, name in sorted(times, reverse=True):
        print(f"  {1000 * seconds:6.1f} ms  {rows:7,} rows  {name}")
    print(f"  {1000 * sum(seconds for seconds, _, _ in times):6.0f} ms in all")


def size() -> None:
    """Size of data/ and of its largest files."""
    files = sorted(
        ((path.stat().st_size, path) for path in tables.root().rglob("*") if path.is_file()),
        reverse=True,
    )
    print(f"\ndata/: {sum(bytes_ for bytes_, _ in files) / 1e6:.2f} MB in {len(files)} files")
    for bytes_, path in files[:5]:
        print(f"  {bytes_ / 1e6:.2f} MB  {path.relative_to(tables.root())}")


def making(raw: Path) -> int:
    """Time of each recipe, as the recipes print it; data/ stays as it is."""
    print("\nmake data, into a folder of its own", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(tables.root(), data)
        return recipes.main(["--raw", str(raw)], data=data)


def joining(raw: Path) -> int:
    """The nearest of the UN's cities for every event of UCDP's Afghan file, by two ways."""
    events = pd.read_csv(raw / ucdp_afghanistan.RAW, usecols=["longitude", "latitude"])
    places = pd.read_csv(raw / un_wup.CITIES).drop_duplicates("city_code")
    pairs = [
        *(events[column].to_numpy() for column in ("longitude", "latitude")),
        *(places[column].to_numpy() for column in ("lon", "lat")),
    ]
    print(f"\nDistance join: the nearest of {len(places):,} cities for {len(events):,} events")
    seconds, (which, _) = timed(lambda: measures.nearest(*pairs))
    print(f"  {seconds:8.2f} s  measures.nearest")
    seconds, slow = timed(lambda: naive(*(part[:SAMPLE] for part in pairs[:2]), *pairs[2:]))
    whole = seconds * len(events) / SAMPLE
    same = int((np.array(slow) == which[:SAMPLE]).sum())
    print(f"  {whole:8.2f} s  naive loop, reckoned from {SAMPLE} events ({same} of them agree)")
    return 0


def naive(lon: np.ndarray, lat: np.ndarray, to_lon: np.ndarray, to_lat: np.ndarray) -> list[int]:
    """The nearest place by a loop over all pairs, as one would first write it."""
    found = []
    for east, north in zip(lon, lat, strict=True):
        best, least = 0, math.inf
        for place, (to_east, to_north) in enumerate(zip(to_lon, to_lat, strict=True)):
            half = (
                math.sin(math.radians(to_north - north) / 2) ** 2
                + math.cos(math.radians(north))
                * math.cos(math.radians(to_north))
                * math.sin(math.radians(to_east - east) / 2) ** 2
            )
            if half < least:
                best, least = place, half
        found.append(best)
    return found


if __name__ == "__main__":
    sys.exit(main())
