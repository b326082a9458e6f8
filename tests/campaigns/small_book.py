"""A book of four pages with cells, a chart, a claim, an index: made as the whole book is.

Its settings are those of the book itself, all extensions included; only what the settings name
(ledger, index, attachments) is small.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import yaml

from citiesfirst.build import machine

ROOT = Path(__file__).resolve().parents[2]
TOC = "format: jb-book\nroot: index\nchapters: [{file: rain}, {file: snow}, {file: works}]\n"
BORROWED = (  # what the settings name, and every book may share
    "pyproject.toml",
    "requirements.txt",
    ".binder",
    "src",
    "chapters/images",
    "data/tables",
    "data/datapackage.json",
    "data/references.bib",
)
FRONT = """\
# A little book

Of rain and snow, u Sarajevu i Toribíu.

```{ledger}
```

```{figure-list}
```
"""
CLAIMS = """\
- id: A1
  part: 1
  title: It snows less than it rains
  paraphrase: In a year, days of snow are fewer than days of rain.
  cited: none
  tested_by: nothing
  chapter: snow
  figures: [fig-snow]
  tables: [ged_sarajevo_months]
  references: [beall2013]
  verdicts:
    2007: {word: not testable, because: Nobody had counted.}
    now: {word: not testable, because: "Nobody counts {cite:p}`beall2013`."}
  strength: none
  change_our_mind: A count of both.
"""
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

```{claim} A1
```

See {numref}`fig-snow` and {claim}`A1`.

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
WORKS = """\
# Works

```{bibliography}
```
"""
EPOCH = "1190000000"  # one time for all, outside any repository


def settings() -> dict:
    """The settings of the whole book, as far as a small one can keep them."""
    whole = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    config = whole["sphinx"]["config"]
    config |= {"paper_index": "index-terms.yml", "paper_attachments": [], "paper_leave_out": []}
    del config["paper_opening"]
    return {**whole, "title": "A little book", "exclude_patterns": ["src", ".binder", "chapters"]}


class SmallBook:
    """The book in a folder of its own, built in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in BORROWED:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(ROOT / name)
        self.write("_config.yml", yaml.safe_dump(settings(), allow_unicode=True))
        self.write("_toc.yml", TOC)
        self.write("index.md", FRONT)
        self.write("rain.md", HEADER + RAIN)
        self.write("snow.md", HEADER + SNOW)
        self.write("works.md", WORKS)
        self.write("data/claims.yml", CLAIMS)
        self.write("index-terms.yml", "snow:\n")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def start(
        self, *before: str, what: str = "all", environment: dict[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Begin a build; `before` are words that stand before the command, such as unshare -n."""
        given = {"SOURCE_DATE_EPOCH": EPOCH, "BROWSER_PATH": str(machine.browser())}
        return subprocess.Popen(
            [*before, sys.executable, "-m", "citiesfirst.build", what],
            cwd=self.folder,
            env={**os.environ, **given, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )

    def build(
        self, *before: str, what: str = "all", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Build to the end; what it said."""
        process = self.start(*before, what=what, environment=environment)
        out, err = process.communicate(timeout=600)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def published(self) -> dict[str, bytes]:
        """Every published file and its content, pages and PDF."""
        made = self.folder / "_build"
        return {
            path.relative_to(made).as_posix(): path.read_bytes()
            for public in (made / "html", made / "pdf")
            for path in sorted(public.rglob("*"))
            if path.is_file()
        }
