"""A chapter offers to run elsewhere where its repository is known, and nowhere else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from IPython.core.interactiveshell import InteractiveShell

from citiesfirst.sphinxext import launch

SOURCE = "chapters/2-symbolic-recovery/sarajevo-reborn.md"


def folder_with_origin(folder: Path, origin: str) -> Path:
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    subprocess.run(["git", "remote", "add", "origin", origin], cwd=folder, check=True)
    return folder


def test_binder_opens_the_chapter_as_a_notebook_in_jupyterlab():
    [binder] = launch.read("https://github.com/someone/a-book").links(SOURCE)
    assert binder.url == (
        "https://mybinder.org/v2/gh/someone/a-book/HEAD"
        "?urlpath=lab%2Ftree%2Fchapters%2F2-symbolic-recovery%2Fsarajevo-reborn.ipynb"
    )


def test_colab_opens_the_notebook_that_is_published_on_its_own_branch():
    [_, colab] = launch.read("https://github.com/someone/a-book").links(SOURCE, "notebooks")
    assert colab.url == (
        "https://colab.research.google.com/github/someone/a-book/blob/notebooks/"
        "sarajevo-reborn.ipynb"
    )


def test_on_gitlab_there_is_binder_alone():
    [binder] = launch.read("https://gitlab.com/someone/a-book").links(SOURCE, "notebooks")
    assert binder.url.startswith("https://mybinder.org/v2/gl/someone%2Fa-book/HEAD?urlpath=lab%2F")


@pytest.mark.parametrize(
    "origin",
    [
        "https://github.com/someone/a-book",
        "https://github.com/someone/a-book.git",
        "https://github.com/someone/a-book/",
        "git@github.com:someone/a-book.git",
        "ssh://git@github.com/someone/a-book.git",
        "https://someone:a-password@github.com/someone/a-book.git",
    ],
)
def test_git_s_origin_names_the_repository_and_no_password(tmp_path: Path, origin: str):
    found = launch.known(None, folder_with_origin(tmp_path, origin))
    assert found == launch.Repository("github", "someone", "a-book")
    assert found.url == "https://github.com/someone/a-book"


@pytest.mark.parametrize(
    "origin", ["/srv/git/book.git", "https://example.org/a/b", "https://github.com.evil.org/a/b"]
)
def test_another_origin_makes_no_address(tmp_path: Path, origin: str):
    assert launch.known("", folder_with_origin(tmp_path, origin)) is None


def test_without_a_repository_there_is_no_address(tmp_path: Path):
    assert launch.known("", tmp_path) is None


def test_the_setting_comes_before_git(tmp_path: Path):
    folder = folder_with_origin(tmp_path, "https://github.com/another/fork")
    found = launch.known("https://gitlab.com/someone/a-book", folder)
    assert found == launch.Repository("gitlab", "someone", "a-book")


@pytest.mark.parametrize(
    "address",
    ["our repository", "github.com/a/b", "https://github.com/a", "https://example.org/a/b"],
)
def test_an_address_that_is_none_is_named_in_one_sentence(address: str, tmp_path: Path):
    with pytest.raises(ValueError) as raised:
        launch.known(address, tmp_path)
    assert str(raised.value) == (
        "repository: url: expected an address like https://github.com/owner/name "
        f"(or of gitlab.com), found '{address}'"
    )


CHAPTER = "# Rain\n\n```{code-cell} ipython3\nprint(1)\n```\n"


@pytest.mark.parametrize(
    ("text", "address", "branch", "names"),
    [
        (CHAPTER, "https://github.com/someone/a-book", "notebooks", ["Binder", "Colab"]),
        (CHAPTER, "https://github.com/someone/a-book", "", ["Binder"]),
        (CHAPTER, "", "notebooks", []),
        ("# Rain\n\nNo cells.\n", "https://github.com/someone/a-book", "notebooks", []),
    ],
)
def test_a_page_with_cells_offers_links_that_lead_to_what_is_there(
    tmp_path: Path, text: str, address: str, branch: str, names: list[str]
):
    (tmp_path / "rain.md").write_text(text)
    app = SimpleNamespace(
        config=SimpleNamespace(launch_repository=address, launch_branch=branch),
        srcdir=tmp_path,
        env=SimpleNamespace(doc2path=lambda name: str(tmp_path / f"{name}.md")),
    )
    assert [link.name for link in launch.links(app, "rain")] == names


def test_the_first_cell_is_for_colab_and_does_nothing_elsewhere(capfd):
    repository = launch.read("https://github.com/someone/a-book")
    code = repository.colab_cell("notebooks", ["pandas>=3,<4", "pyyaml"])
    assert "--branch notebooks https://github.com/someone/a-book.git " in code
    assert '%pip install --quiet "pandas>=3,<4" "pyyaml"' in code
    before = Path.cwd()
    ran = InteractiveShell().run_cell(code)
    assert ran.success
    assert capfd.readouterr().out == ""
    assert Path.cwd() == before


@pytest.mark.parametrize(
    ("address", "branch"),
    [("https://github.com/a/b", ""), ("https://gitlab.com/a/b", "notebooks"), ("", "notebooks")],
)
def test_where_colab_is_not_offered_a_notebook_has_no_cell_for_it(address: str, branch: str):
    settings = {"launch_repository": address, "launch_branch": branch}
    assert launch.first_cell(SimpleNamespace(config=SimpleNamespace(**settings))) == ""


@pytest.mark.parametrize("named", ["notebooks; rm -rf /", "--all", "a b", "a\nb"])
def test_a_branch_that_is_none_is_named_in_one_sentence(named: str):
    with pytest.raises(ValueError) as raised:
        launch.branch(named)
    assert str(raised.value) == (
        f"NOTEBOOKS_BRANCH: expected the name of a branch, found {named!r}"
    )


CONFIG = """
title: A little book
only_build_toc_files: true
execute: {{execute_notebooks: "off"}}
repository: {{url: "{url}"}}
sphinx: {{extra_extensions: [citiesfirst.sphinxext.launch]}}
"""


def test_the_build_stops_at_an_address_that_is_none(tmp_path: Path):
    (tmp_path / "_config.yml").write_text(CONFIG.format(url="our repository"))
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (tmp_path / "index.md").write_text("# A little book\n")
    result = subprocess.run(
        [sys.executable, "-m", "citiesfirst.build", "html"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert result.stderr.splitlines()[0].strip() == (
        "_config.yml: repository: url: expected an address like https://github.com/owner/name "
        "(or of gitlab.com), found 'our repository'"
    )
    assert "Traceback" not in result.stderr
