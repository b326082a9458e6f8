"""Every chapter runs where Binder would run it: in JupyterLab, and as a notebook taken home."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from citiesfirst.sphinxext import launch

ROOT = Path(__file__).parents[2]
REPOSITORY = launch.Repository("github", "someone", "a-book")
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "chapters").rglob("*.md")
    if "```{code-cell}" in path.read_text(encoding="utf-8")
)
SLOW = 180_000  # milliseconds for what takes seconds on an idle machine
FIGURE = "application/vnd.plotly.v1+json"

CELLS = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    return {
        idle: panel.sessionContext.session?.kernel?.status === "idle",
        cells: [...panel.content.model.cells].map((cell, index) => ({
            index,
            code: cell.type === "code" && cell.sharedModel.getSource().trim() !== "",
            count: cell.executionCount ?? null,
            outputs: cell.type === "code" ? cell.outputs.toJSON() : [],
        })),
    };
}"""
DONE = f"""() => {{
    const {{idle, cells}} = ({CELLS})();
    const code = cells.filter((cell) => cell.code);
    const failed = code.some((cell) => cell.outputs.some((one) => one.output_type === "error"));
    return idle && (failed || code.every((cell) => cell.count !== null));
}}"""
END = "() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"
SHOW = """(index) => window.jupyterapp.shell.currentWidget.content.scrollToItem(index, "start")"""
# A live chart is one that plotly.js has drawn and still listens to; a picture of one has no `on`.
DRAWN = """(index) => {
    const cell = window.jupyterapp.shell.currentWidget.content.widgets[index].node;
    const chart = cell.querySelector(".js-plotly-plot");
    return Boolean(chart) && typeof chart.on === "function"
        && chart.querySelectorAll(".main-svg .trace, .main-svg .shapelayer path").length > 0;
}"""


def figures_in(source: str) -> int:
    """Return how many cells of a chapter make a figure, from its text."""
    return len(re.findall(r"^figure:$", (ROOT / source).read_text(encoding="utf-8"), re.M))


def exercises_in(source: str) -> list[str]:
    """Return the keys of a chapter's exercises, from its text."""
    return re.findall(r'^check\("([^"]+)"', (ROOT / source).read_text(encoding="utf-8"), re.M)


def errors(cells: list[dict]) -> list[str]:
    """Return type and message of every exception in the outputs of cells."""
    return [
        f"cell {number}: {output['ename']}: {output['evalue']}"
        for number, cell in enumerate(cells, start=1)
        for output in cell["outputs"]
        if output["output_type"] == "error"
    ]


def printed(cells: list[dict]) -> str:
    """Return all that cells have printed."""
    texts = (one.get("text", "") for cell in cells for one in cell["outputs"])
    return "".join(text if isinstance(text, str) else "".join(text) for text in texts)


@pytest.mark.parametrize("source", SOURCES)
def test_a_chapter_opens_as_a_notebook_runs_and_draws_its_figures(source: str, lab, browser):
    [to_binder] = REPOSITORY.links(source)
    [urlpath] = parse_qs(urlsplit(to_binder.url).query)["urlpath"]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(lab.opened_by(urlpath), timeout=SLOW)
    page.locator(".jp-NotebookPanel:visible").wait_for(timeout=SLOW)
    page.wait_for_function(f"() => ({CELLS})().idle", timeout=SLOW, polling=500)

    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(DONE, timeout=SLOW, polling=500)
    cells = page.evaluate(CELLS)["cells"]
    assert errors(cells) == []

    drawing = [c["index"] for c in cells if any(FIGURE in o.get("data", {}) for o in c["outputs"])]
    assert len(drawing) == figures_in(source)
    for index in drawing:
        page.evaluate(SHOW, index)
        page.wait_for_function(DRAWN, arg=index, timeout=SLOW, polling=200)

    unanswered = "Not yet: replace the dots with your answer."
    assert printed(cells).count(unanswered) == len(exercises_in(source))
    elsewhere = [url for url in asked if not url.startswith((lab.address, "data:", "blob:"))]
    assert elsewhere == []
    page.evaluate(END)
    page.close()


@pytest.mark.parametrize("source", SOURCES)
def test_a_notebook_taken_home_runs_and_its_exercises_tell_right(source: str, place):
    name = f"{Path(source).stem}.ipynb"
    notebook = json.loads((ROOT / "_build/html/downloads" / name).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        assert not cell.get("outputs")
        text = "".join(cell["source"])
        if cell["cell_type"] == "code":
            cell["source"] = re.sub(
                r'^check\(("[^"]+"), answer\)',
                r"from citiesfirst.exercises import EXERCISES\ncheck(\1, EXERCISES[\1].expected())",
                text,
                flags=re.M,
            )
    home = place.book.parent / "home"
    home.mkdir(exist_ok=True)
    (home / name).write_text(json.dumps(notebook), encoding="utf-8")
    run = subprocess.run(
        [str(place.env / "bin/jupyter"), "execute", "--inplace", name],
        cwd=home,
        env=place.variables(),
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    done = json.loads((home / name).read_text(encoding="utf-8"))
    cells = [cell for cell in done["cells"] if cell["cell_type"] == "code"]
    assert sum(FIGURE in o.get("data", {}) for c in cells for o in c["outputs"]) == figures_in(
        source
    )
    assert printed(cells).count("Right: ") == len(exercises_in(source))
