"""The table of rooms is drawn from the code, and shows that data flow one way."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = """
[tool.importlinter]
root_packages = ["weather"]
[[tool.importlinter.contracts]]
name = "Downwards only"
type = "layers"
layers = ["weather.forecast", "weather.rain | weather.wind"]
"""


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "index.md").write_text("# Rooms\n\n```{rooms}\n```\n")
    extensions = "extensions=myst_parser,citiesfirst.sphinxext.rooms"
    options = ["-C", "-W", "-q", "-D", extensions, "-D", "html_theme=basic"]
    command = [sys.executable, "-m", "sphinx", *options, str(folder), str(folder / "out")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def rows(page: str) -> list[list[str]]:
    """Return the text of every cell below the head of the first table of rooms."""
    table = re.search(r'<table class="[^"]*rooms.*?</table>', page, re.DOTALL)[0]
    body = re.search(r"<tbody>(.*)</tbody>", table, re.DOTALL)[1]
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td>(.*?)</td>", row, re.S)]
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


@pytest.fixture
def weather(tmp_path: Path) -> Path:
    """A book about a package of three rooms, of which one imports from the two others."""
    package = tmp_path / "src/weather"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('"""Weather."""\n')
    (package / "rain.py").write_text('"""What falls."""\n')
    (package / "wind.py").write_text('"""What blows,\nand whence.\n\nIn metres a second."""\n')
    (package / "forecast").mkdir()
    (package / "forecast/__init__.py").write_text('"""What comes."""\n')
    (package / "forecast/week.py").write_text("from weather import rain, wind\n")
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    return tmp_path


def test_a_room_is_listed_with_its_first_sentence_and_all_that_its_modules_import(weather: Path):
    assert build(weather).returncode == 0
    assert rows((weather / "out/index.html").read_text()) == [
        ["forecast", "What comes.", "rain, wind"],
        ["rain", "What falls.", "none"],
        ["wind", "What blows, and whence.", "none"],
    ]


def test_a_room_that_is_no_module_is_named(weather: Path):
    (weather / "pyproject.toml").write_text(SETTINGS.replace("weather.wind", "weather.snow"))
    result = build(weather)
    assert result.returncode != 0
    assert "expected a room of the code, found 'weather.snow'" in result.stderr


def test_without_a_contract_on_layers_the_build_says_what_it_expected(weather: Path):
    (weather / "pyproject.toml").write_text("")
    assert "expected a contract on layers" in build(weather).stderr


def test_in_this_book_every_room_imports_only_from_rooms_below_it():
    page = ROOT / "_build/html/chapters/4-the-verdict/how-this-book-is-made.html"
    table = rows(page.read_text(encoding="utf-8"))
    names = [name for name, _, _ in table]
    assert {"recipes", "sphinxext", "charts", "measures", "tables"} <= set(names)
    for position, (name, _, wanted) in enumerate(table):
        assert name not in wanted.split(", ")
        assert set(wanted.split(", ")) - {"none"} <= set(names[position + 1 :])
    assert {name: wanted for name, _, wanted in table}["tables"] == "schema, seal"
