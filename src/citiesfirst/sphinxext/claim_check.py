"""The ledger while Sphinx builds: read before any document, compared with the book after all.

Each difference from the book's figures, tables, bibliography, documents and cards is a warning of
type ``claims``. A ledger that cannot be read stops the build.
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError
from sphinx.util import logging

from citiesfirst import chapters
from citiesfirst import ledger as book
from citiesfirst.ledger import Claim, Ledger, LedgerError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.docutils import SphinxDirective, SphinxRole

logger = logging.getLogger(__name__)


def ledger_of(env: BuildEnvironment) -> Ledger:
    """Return the ledger; the document being read is read again when it or the tables change."""
    env.note_dependency(env.config.claims_file)
    env.note_dependency(env.config.claims_data_package)
    return env.claims_ledger


def find(here: SphinxDirective | SphinxRole, claim_id: str) -> Claim | None:
    """Return the claim with this id, or None and a warning where there is no such claim."""
    ledger = ledger_of(here.env)
    claim = ledger.get(claim_id)
    if claim is None:
        ids = ", ".join(one.id for one in ledger.claims)
        message = f"claim: expected an id of {ledger.file} ({ids}), found {claim_id!r}"
        logger.warning(message, type="claims", location=here.get_location())
    return claim


def cards(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return the cards of the book: for each document the ids of its claims."""
    if not hasattr(env, "claim_cards"):
        env.claim_cards = {}
    return env.claim_cards


def _read(app: Sphinx) -> None:
    """Read the ledger and the titles of the tables before any document is read."""
    package = Path(app.srcdir, app.config.claims_data_package)
    try:
        app.env.claims_ledger = book.read(Path(app.srcdir, app.config.claims_file))
        resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
        app.env.claims_tables = {one["name"]: one["title"] for one in resources}
    except LedgerError as error:
        raise ExtensionError(str(error)) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{package}: expected a data package, found a fault: {error!r}"
        raise ExtensionError(message) from None


def _check(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of all that the ledger and the book do not agree on."""
    module = app.config.claims_definitions
    definitions = importlib.import_module(module) if module else None
    problems = book.check_against(
        env.claims_ledger,
        figures={k: v["docname"] for k, v in getattr(env, "chart_figures", {}).items()},
        tables=env.claims_tables,
        references=env.get_domain("cite").bibdata.data.entries,
        chapters=env.found_docs,
        loaded=_loaded(env, definitions),
        measures=definitions.MEASURES if definitions else None,
    )
    if definitions:
        problems += _contradictions(env, definitions)
    shown = sorted(cards(env).items())
    for claim in env.claims_ledger.claims:
        places = [docname for docname, ids in shown for one in ids if one == claim.id]
        if places != [claim.chapter]:
            found = f"in {' and '.join(places)}" if places else "none"
            problems.append(
                f"{env.claims_ledger.file}:{claim.lines['chapter']}: claim {claim.id}, card: "
                f"expected once, in {claim.chapter}, found {found}"
            )
    for problem in problems:
        logger.warning(problem, type="claims")


def _loaded(env: BuildEnvironment, definitions: Any) -> set[str]:
    """Return the tables that any document loads, or any module of the definitions."""
    files = [Path(env.doc2path(name)) for name in env.found_docs]
    files += Path(definitions.__file__).parent.glob("*.py") if definitions else []
    return {name for file in files for name in chapters.loaded(file.read_text(encoding="utf-8"))}


def _contradictions(env: BuildEnvironment, definitions: Any) -> list[str]:
    """Return where verdicts contradict their tests; computed once for the same ledger and data."""
    data = env.config.nb_execution_cache_path  # `freshness` names it after their digest
    known = (data, env.claims_ledger)
    if getattr(env, "claims_contradictions", (None,))[0] != known:
        env.claims_contradictions = (known, definitions.contradictions(env.claims_ledger))
    return env.claims_contradictions[1]


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    cards(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: Any) -> None:
    cards(env).update({name: ids for name, ids in cards(other).items() if name in docnames})


def connect(app: Sphinx) -> None:
    """Register configuration and events with Sphinx."""
    app.add_config_value("claims_file", "data/claims.yml", "env", [str])
    app.add_config_value("claims_data_package", "data/datapackage.json", "env", [str])
    app.add_config_value("claims_definitions", "", "env", [str])
    app.connect("builder-inited", _read)
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _check)
