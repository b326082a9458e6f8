"""What CONTRIBUTING.md tells a newcomer to do works when it is done to the letter."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from citiesfirst import ledger

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def block(heading: str, language: str) -> str:
    """Return the first code block in a language below a heading of the guide."""
    section = GUIDE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.search(rf"^(`{{3,}}){language}\n(.*?)^\1$", section, re.DOTALL | re.MULTILINE)[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the book as it stands before its chapters: settings, data, and a front page."""
    for folder in ("data", ".binder"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copytree(ROOT / "chapters/images", tmp_path / "chapters/images")
    for name in ("_config.yml", "pyproject.toml", "CITATION.cff"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "src").symlink_to(ROOT / "src")
    front = "# Cities First?\n\nA front page.\n\n```{bibliography}\n```\n"
    (tmp_path / "chapters/index.md").write_text(front)
    return tmp_path


def test_the_claim_of_the_guide_is_taken_up_by_the_ledger(copy: Path):
    claims = copy / "data/claims.yml"
    with claims.open("a", encoding="utf-8") as file:
        file.write(f"\n{block('Add a claim', 'yaml')}")
    book = ledger.read(claims)
    assert book.get("Z1").verdicts["now"].word == "partly"
    assert len(book.claims) == len(ledger.read().claims) + 1


@pytest.mark.slow
def test_the_chapter_of_the_guide_is_built_with_its_claim_and_its_figure(copy: Path):
    chapter = yaml.safe_load(block("Add a chapter", "yaml"))[0]["file"]
    path = copy / f"{chapter}.md"
    path.parent.mkdir()
    path.write_text(block("Add a chapter", "markdown"), encoding="utf-8")
    (copy / "data/claims.yml").write_text(block("Add a claim", "yaml"), encoding="utf-8")
    entry = block("Add a chapter", "yaml").strip()
    contents = f"format: jb-book\nroot: chapters/index\nchapters:\n{entry}\n"
    (copy / "_toc.yml").write_text(contents, encoding="utf-8")
    command = [sys.executable, "-m", "citiesfirst.build", "html"]
    environment = {**os.environ, "CITIESFIRST_DATA": str(copy / "data")}
    result = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    page = (copy / f"_build/html/{chapter}.html").read_text(encoding="utf-8")
    assert "Cities count their dead" in page
    assert "1,479 days" in page  # from 1 March 1992 to 19 March 1996
    assert "<figure" in page


def test_every_file_and_folder_that_the_guide_names_is_there():
    named = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.\w+)`", GUIDE))
    made = {"chapters/1-state-and-city/new-chapter.md", "_build/log.txt"}
    made |= {"_build/html", "_build/pdf"}
    assert [one for one in sorted(named - made) if not (ROOT / one).exists()] == []
