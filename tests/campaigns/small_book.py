"""A book of three pages, with cells and a chart: quick to build, and made by the same driver."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from citiesfirst.build import machine

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """\
title: A little book
only_build_toc_files: true
exclude_patterns: []
execute: {execute_notebooks: cache, raise_on_error: true}
sphinx:
  extra_extensions:
    - citiesfirst.sphinxext.proof
    - citiesfirst.sphinxext.freshness
    - citiesfirst.sphinxext.executing
    - citiesfirst.sphinxext.figures
    - citiesfirst.sphinxext.security
  config:
    chart_dark_colours: "citiesfirst.charts.style:DARK_COLOURS"
"""
TOC = "format: jb-book\nroot: index\nchapters: [{file: rain}, {file: snow}]\n"
HEADER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---
"""
RAIN = """\
# Rain

```{code-cell} ipython3
days = 3
print(days, "days of rain – kiša")
```
"""
SNOW = """\
# Snow

```{code-cell} ipython3
---
figure:
  name: fig-snow
  alt: Snow falls in three of four months.
  caption: Counted by hand.
  tables: [ged_sarajevo_months]
tags: [hide-input]
---
from citiesfirst import charts, tables
import plotly.graph_objects as go
months = tables.load("ged_sarajevo_months").head(12)
fig = go.Figure(go.Scatter(x=months["month"], y=months["events"], name="events"))
fig.update_layout(height=300)
charts.finish(fig, title="It snows", table=months[["month", "events"]])
```
"""
EPOCH = "1190000000"  # one time for all, outside any repository


class SmallBook:
    """The book in a folder of its own, built in a process of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.public = folder / "_build/html"
        self.write("_config.yml", CONFIG)
        self.write("_toc.yml", TOC)
        self.write("index.md", "# A little book\n\nOf rain and snow, u Sarajevu i Toribíu.\n")
        self.write("rain.md", HEADER + RAIN)
        self.write("snow.md", HEADER + SNOW)
        (folder / "data").symlink_to(ROOT / "data")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def start(
        self, *before: str, environment: dict[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Begin a build; `before` are words that stand before the command, such as unshare -n."""
        settings = {"SOURCE_DATE_EPOCH": EPOCH, "BROWSER_PATH": str(machine.browser())}
        return subprocess.Popen(
            [*before, sys.executable, "-m", "citiesfirst.build", "html"],
            cwd=self.folder,
            env={**os.environ, **settings, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )

    def build(self, *before: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Build to the end; what it said."""
        process = self.start(*before, environment=environment)
        out, err = process.communicate(timeout=600)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def published(self) -> dict[str, bytes]:
        """Every published file and its content."""
        return {
            path.relative_to(self.public).as_posix(): path.read_bytes()
            for path in sorted(self.public.rglob("*"))
            if path.is_file()
        }
