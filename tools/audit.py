"""Measure every page of the built book with Lighthouse (as a phone) and axe, in both themes.

make audit                     each page once
make audit RUNS=3              each page three times; the table shows medians
make audit ONLY=kabul          the pages whose address has this in it

Lighthouse is the npm package pinned in ``tools/audit/``; it is installed into ``_build/.audit``.
The override there is for a package that one of Lighthouse's own asks for as "latest".
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from citiesfirst.build import machine  # noqa: E402
from tools.serving import ALL_LAID_OUT, SITE, pages, served  # noqa: E402

PINS = ROOT / "tools/audit"
WORK = ROOT / "_build/.audit"
FLAGS = "--headless=new --no-sandbox --disable-background-networking --disable-component-update"
OLDEST_NODE = (18, 20)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class AuditError(Exception):
    """The pages cannot be measured; the message says what to do, in one sentence."""


@dataclass(frozen=True)
class Measure:
    """One column of the table: where Lighthouse has the figure, and what it may be."""

    name: str
    read: Callable[[dict], float]
    form: str
    least: float | None = None
    most: float | None = None

    def passes(self, value: float) -> bool:
        """Whether a value lies within the limits."""
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )

    def limit(self) -> str:
        """Say the limit as the last line of the table does."""
        sign, value = ("≥", self.least) if self.least is not None else ("≤", self.most)
        return sign + format(value, self.form).strip()


def _score(category: str) -> Callable[[dict], float]:
    return lambda report: round(100 * (report["categories"][category]["score"] or 0))


def _number(audit: str, per: float = 1) -> Callable[[dict], float]:
    return lambda report: report["audits"][audit].get("numericValue", float("inf")) / per


MEASURES = (
    Measure("perf", _score("performance"), "5.0f", least=100),
    Measure("access", _score("accessibility"), "5.0f", least=100),
    Measure("best", _score("best-practices"), "5.0f", least=100),
    Measure("seo", _score("seo"), "5.0f", least=100),
    Measure("FCP s", _number("first-contentful-paint", 1000), "5.2f", most=1.5),
    Measure("LCP s", _number("largest-contentful-paint", 1000), "5.2f", most=2.0),
    Measure("TBT ms", _number("total-blocking-time"), "5.0f", most=100),
    Measure("CLS", _number("cumulative-layout-shift"), "5.3f", most=0.0005),
    Measure("KiB", _number("total-byte-weight", 1024), "5.0f", most=200),
)


def main(arguments: list[str]) -> int:
    """Print the table; 1 when a page misses a limit or axe finds a violation."""
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=1, help="how often each page is measured")
    parser.add_argument("--only", default="", help="measure pages with this in their address")
    asked = parser.parse_args(arguments)
    os.chdir(ROOT)
    if not (SITE / "_headers").is_file():
        raise AuditError("There is no book yet: run 'make book' first.")
    names = [page for page in pages(SITE) if asked.only in page]
    if not names or asked.runs < 1:
        raise AuditError(f"No page was asked for: ONLY={asked.only!r}, RUNS={asked.runs}.")
    program = lighthouse()
    print(" " * 34, *(f"{one.name:>7}" for one in MEASURES), "    axe", flush=True)
    table, said = [], []
    with served(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(machine.browser()), args=FLAGS.split()
        )
        for name in names:
            reports = [measured(program, f"{address}/{name}") for _ in range(asked.runs)]
            found = violations(browser, f"{address}/{name}")
            values = [median(one.read(report) for report in reports) for one in MEASURES]
            table.append((*values, len(found)))
            said += [f"{name}: {line}" for line in [*found, *faults(reports[-1])]]
            print(row(name, table[-1]), flush=True)
        browser.close()
    worst = [(min if one.least is not None else max)(column) for one, column in columns(table)]
    print(row("the worst", (*worst, sum(line[-1] for line in table))))
    print(" " * 34, *(f"{one.limit():>7}" for one in MEASURES), "     ≤0")
    print(*said, sep="\n")
    short = sum(not passes(line) for line in table)
    print(f"{len(table)} pages, medians of {asked.runs}: {short or 'none'} outside the limits.")
    return 1 if short else 0


def columns(table: list[tuple]) -> list[tuple[Measure, list[float]]]:
    """Return each measure with its values of all pages."""
    return [(one, [line[at] for line in table]) for at, one in enumerate(MEASURES)]


def passes(line: tuple) -> bool:
    """Whether a page keeps all limits."""
    return all(one.passes(value) for one, value in zip(MEASURES, line, strict=False)) and (
        line[-1] == 0
    )


def row(name: str, line: tuple) -> str:
    """Return a line of the table; a value outside its limit is marked."""
    cells = [
        f"{format(value, one.form)}{' ' if one.passes(value) else '!'}".rjust(7)
        for one, value in zip(MEASURES, line, strict=False)
    ]
    mark = "!" if line[-1] else " "
    return " ".join([f"{name.removeprefix('chapters/'):34}", *cells, f"{line[-1]:6}{mark}"])


def lighthouse() -> Path:
    """Return Lighthouse's program, installed from the pins when they have changed."""
    if not (shutil.which("node") and shutil.which("npm")):
        raise AuditError(
            "Missing: Node and npm, which run Lighthouse; install Node 18.20 or later."
        )
    said = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    version = tuple(int(part) for part in said.strip().lstrip("v").split(".")[:2])
    if version < OLDEST_NODE:
        raise AuditError(f"Lighthouse needs Node 18.20 or later, and this is {said.strip()}.")
    if machine.browser() is None:
        raise AuditError(machine.sentence([machine.BROWSER]))
    program, lock = WORK / "node_modules/.bin/lighthouse", WORK / "package-lock.json"
    wanted = (PINS / "package-lock.json").read_bytes()
    if not program.is_file() or lock.read_bytes() != wanted:
        WORK.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(PINS / name, WORK / name)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=WORK, capture_output=True, text=True)
        if done.returncode:
            lock.unlink()
            told = [line.removeprefix("npm error ") for line in done.stderr.splitlines()]
            reason = next((line for line in told if " " in line and line[:4] != "code"), "nothing")
            raise AuditError(f"'npm ci' could not install Lighthouse: {reason}")
    return program


def measured(program: Path, url: str) -> dict:
    """Return Lighthouse's report on a page, as a phone with a slow network sees it."""
    command = [str(program), url, "--output=json", "--quiet", "--no-enable-error-reporting"]
    environment = {**os.environ, "CHROME_PATH": str(machine.browser())}
    done = subprocess.run(
        [*command, f"--chrome-flags={FLAGS}"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=180,
    )
    try:
        return json.loads(done.stdout)
    except ValueError:
        reason = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise AuditError(f"Lighthouse could not measure {url}: {reason}") from None


def faults(report: dict) -> list[str]:
    """Return what kept a category of a report below 100, one line an audit."""
    lines = []
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            lost = reference["weight"] and audit["score"] is not None and audit["score"] < 0.9
            if lost and (category["score"] or 0) < 1:
                lines.append(f"{category['title']}: {audit['title']}")
    return lines


def violations(browser: Browser, url: str) -> list[str]:
    """Return what axe finds on a page, in either theme."""
    lines = []
    for theme in THEMES:
        context = browser.new_context(color_scheme=theme, bypass_csp=True)
        page = context.new_page()
        page.goto(url)
        page.wait_for_function(ALL_LAID_OUT)
        for one in Axe().run(page).response["violations"]:
            lines += [f"axe ({theme}), {one['id']}: {node['html'][:90]}" for node in one["nodes"]]
        context.close()
    return lines


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (AuditError, machine.BrowserError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
