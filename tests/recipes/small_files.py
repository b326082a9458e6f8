"""Raw files of a few rows, written where a recipe looks for them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path

from shapely.geometry import box, mapping

Box = tuple[float, float, float, float]


def put(raw: Path, path: str, header: str, rows: Sequence[str]) -> None:
    """A CSV file below `raw`, zipped where its name says so."""
    content = "\n".join([header, *rows, ""]).encode()
    target = raw / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(content) if path.endswith(".gz") else content)


def changed(header: str, rows: Sequence[str], line: int, cells: dict[str, str]) -> list[str]:
    """The rows with some cells of one line replaced; the header is line 1, as in the file."""
    columns = next(csv.reader([header]))
    row = dict(zip(columns, next(csv.reader([rows[line - 2]])), strict=True))
    assert cells.keys() <= row.keys()
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow((row | cells).values())
    return [*rows[: line - 2], text.getvalue(), *rows[line - 1 :]]


def put_boxes(raw: Path, path: str, label: str, boxes: dict[str, Box]) -> None:
    """A GeoJSON file of outlines that are boxes: west, south, east, north, by their `label`."""
    features = [
        {"type": "Feature", "properties": {label: name}, "geometry": mapping(box(*corners))}
        for name, corners in boxes.items()
    ]
    target = raw / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
