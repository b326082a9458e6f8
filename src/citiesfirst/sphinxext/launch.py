"""Where a chapter runs: links to Binder and Colab, made only where the repository is known.

The repository's address is ``repository.url`` of ``_config.yml``. Where that is empty it is git's
origin at build time, if it is one on GitHub or GitLab. Without either, no page offers a link.

Binder builds the repository's ``.binder/``, which makes a notebook beside each chapter's source.
Colab takes the notebook from a branch that holds what the book's ``notebooks.zip`` does, and knows
GitHub alone. Only whoever publishes that branch knows that it is there, so Colab is offered where
the environment variable ``NOTEBOOKS_BRANCH`` names it, as the publishing workflow does.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from importlib.metadata import requires
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from packaging.requirements import Requirement
from sphinx.errors import ConfigError

from citiesfirst.sphinxext.notebooks import has_cells

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

BRANCH = "NOTEBOOKS_BRANCH"
PLAIN = re.compile(r"\w[\w./-]*", re.ASCII)
NAME = r"(?P<host>github|gitlab)\.com[/:](?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?"
SET = re.compile(rf"https://{NAME}")
ORIGIN = re.compile(rf"(?:https://(?:[^/@]+@)?|(?:ssh://)?git@){NAME}")  # may hold a password


@dataclass(frozen=True)
class Link:
    """A place where a chapter runs: its name, its address, and what it asks of a reader."""

    name: str
    url: str
    what: str


@dataclass(frozen=True)
class Repository:
    """A public repository: its host (``github`` or ``gitlab``), its owner and its name."""

    host: str
    owner: str
    name: str

    @property
    def url(self) -> str:
        """The address that a reader opens, and git clones from."""
        return f"https://{self.host}.com/{self.owner}/{self.name}"

    def colab_cell(self, branch: str, needed: list[str]) -> str:
        """Return the code of the first cell of a notebook: on Colab, it fetches what is missing.

        Args:
            branch: the one that holds what ``notebooks.zip`` does.
            needed: what the cells need, as pip reads it.
        """
        quoted = " ".join(f'"{one}"' for one in needed)
        return (
            "# On Google Colab, fetch the book's code and tables; elsewhere do nothing.\n"
            "import sys\n\n"
            'if "google.colab" in sys.modules:\n'
            f"    !git clone --quiet --depth 1 --branch {branch} {self.url}.git /content/book\n"
            f"    %pip install --quiet {quoted}\n"
            "    %cd /content/book"
        )

    def links(self, source: str, branch: str = "") -> list[Link]:
        """Return where a chapter runs.

        Args:
            source: its file, as a path in the repository.
            branch: the one that holds what ``notebooks.zip`` does; without it there is no Colab.
        """
        owner, name = quote(self.owner), quote(self.name)
        place = f"gh/{owner}/{name}" if self.host == "github" else f"gl/{owner}%2F{name}"
        opened = quote(f"lab/tree/{Path(source).with_suffix('.ipynb')}", safe="")
        binder = f"https://mybinder.org/v2/{place}/HEAD?urlpath={opened}"
        found = [Link("Binder", binder, "no account; may take minutes to start")]
        if branch and self.host == "github":
            notebook = quote(f"{branch}/{Path(source).stem}.ipynb")
            colab = f"https://colab.research.google.com/github/{owner}/{name}/blob/{notebook}"
            found.append(Link("Colab", colab, "needs a Google account"))
        return found


def read(address: str) -> Repository:
    """Return the repository with this address, as it stands in the settings.

    Raises:
        ValueError: it is no address of a repository on GitHub or GitLab.
    """
    found = SET.fullmatch(address.strip())
    if not found:
        raise ValueError(
            "repository: url: expected an address like https://github.com/owner/name "
            f"(or of gitlab.com), found {address!r}"
        )
    return Repository(**found.groupdict())


def of_origin(root: Path) -> Repository | None:
    """Return the repository that git's origin names, if it is one on GitHub or GitLab."""
    try:
        asked = subprocess.run(
            ["git", "remote", "get-url", "origin"], cwd=root, capture_output=True, text=True
        )
    except FileNotFoundError:  # no git on this machine
        return None
    found = ORIGIN.fullmatch(asked.stdout.strip())
    return Repository(**found.groupdict()) if found else None


def known(address: str | None, root: Path) -> Repository | None:
    """Return the repository of the settings, else that of git's origin, else nothing."""
    return read(address) if address else of_origin(root)


def branch(named: str) -> str:
    """Return the branch of the notebooks, as the environment names it; it may name none.

    Raises:
        ValueError: it is no plain name, and would say something else in a command or an address.
    """
    if named and not PLAIN.fullmatch(named):
        raise ValueError(f"{BRANCH}: expected the name of a branch, found {named!r}")
    return named


def links(app: Sphinx, docname: str) -> list[Link]:
    """Return where a chapter runs: nothing where it has no cells or the repository is not known."""
    source = Path(app.env.doc2path(docname))
    if not app.config.launch_repository or not has_cells(source):
        return []
    path = source.relative_to(app.srcdir).as_posix()
    return read(app.config.launch_repository).links(path, app.config.launch_branch)


def first_cell(app: Sphinx) -> str:
    """Return the code of a notebook's first cell: nothing where Colab is not offered."""
    if not (app.config.launch_repository and app.config.launch_branch):
        return ""
    repository = read(app.config.launch_repository)
    if repository.host != "github":
        return ""
    stated = (Requirement(one) for one in requires(app.config.paper_package) or [])
    needed = [f"{one.name}{one.specifier}" for one in stated if one.marker is None]
    return repository.colab_cell(app.config.launch_branch, needed)


def _find(app: Sphinx, config: Config) -> None:
    """Keep address and branch as settings, so that pages are written again when they change."""
    address = config.html_theme_options.get("repository_url")
    try:
        found = known(address, Path(app.srcdir))
    except ValueError as problem:
        raise ConfigError(f"_config.yml: {problem}") from None
    config.launch_repository = found.url if found else ""
    try:
        config.launch_branch = branch(os.environ.get(BRANCH, ""))
    except ValueError as problem:
        raise ConfigError(str(problem)) from None


def setup(app: Sphinx) -> dict[str, Any]:
    """Register settings and event with Sphinx."""
    app.add_config_value("launch_repository", "", "html", [str])
    app.add_config_value("launch_branch", "", "html", [str])
    app.connect("config-inited", _find)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
