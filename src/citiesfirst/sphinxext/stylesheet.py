"""One small style sheet for the whole book, made of the rules that its pages can use.

The theme brings some 300 KB of style sheets in half a dozen files, of which a page uses a tenth.
After a build, the sheets that the pages would have loaded are read in order, rules are dropped
whose classes and ids stand neither in a page nor in a script that a page loads, and the rest is
written to ``_static/book.css``, which is what the pages load.

A rule that is kept without need costs a few bytes; a rule dropped by mistake costs a look. So a
selector is dropped only when a class or id that it *requires* is nowhere to be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tinycss2

from citiesfirst.sphinxext.figure_html import on_paper

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME = "book.css"
THEME = ("styles/theme.css", "styles/bootstrap.css", "styles/pydata-sphinx-theme.css")
NESTED = {"media", "supports", "layer", "container"}
WORD = re.compile(r"[A-Za-z_][\w-]*")
OPTIONAL = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
REQUIRED = re.compile(r"[.#]((?:[\w-]|\\.)+)")
IMPORT = re.compile(r"""@import\s+(?:url\()?["']?([^"');]+)["']?\)?\s*;""")
SCRIPT = re.compile(r'<script\b[^>]* src="([^"?]+)')
IN_PAGE = re.compile(r'\b(?:class|id)="([^"]*)"')


def words_in_use(pages: Iterable[str], scripts: Iterable[str]) -> set[str]:
    """Return every class and id of the pages, and every word of the scripts that may set one."""
    found: set[str] = set()
    for page in pages:
        for value in IN_PAGE.findall(page):
            found.update(value.split())
    for script in scripts:
        found.update(WORD.findall(script))
    return found


def is_used(selector: str, words: set[str]) -> bool:
    """Return whether a page can match one selector (without commas outside brackets)."""
    required = REQUIRED.findall(OPTIONAL.sub("", selector))
    return all(name.replace("\\", "") in words for name in required)


def _selectors(prelude: list[Any]) -> list[str]:
    """Return the selectors of a rule; commas within brackets do not part them."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        elif token.type != "comment":
            parts[-1].append(token)
    return [re.sub(r"\s+", " ", tinycss2.serialize(part)).strip() for part in parts]


def _compact(content: list[Any]) -> str:
    kept = [token for token in content if token.type != "comment"]
    return re.sub(r"\s+", " ", tinycss2.serialize(kept)).strip().rstrip(";").replace(": ", ":", 1)


def pruned(rules: Iterable[Any], words: set[str]) -> str:
    """Return the text of those rules (parsed by tinycss2) that the words can match."""
    out: list[str] = []
    for rule in rules:
        if rule.type == "qualified-rule":
            kept = [one for one in _selectors(rule.prelude) if is_used(one, words)]
            if kept:
                out.append(f"{','.join(kept)}{{{_compact(rule.content)}}}")
        elif rule.type == "at-rule":
            head = f"@{rule.at_keyword} {tinycss2.serialize(rule.prelude).strip()}".strip()
            if rule.content is None:
                out.append(f"{head};")
            elif rule.lower_at_keyword in NESTED:
                inner = tinycss2.parse_rule_list(rule.content, True, True)
                if text := pruned(inner, words):
                    out.append(f"{head}{{{text}}}")
            else:
                out.append(f"{head}{{{_compact(rule.content)}}}")
    return "".join(out)


def combined(sheets: Iterable[str], words: set[str]) -> str:
    """Return one style sheet with what the words can match of several, in their order."""
    texts = (pruned(tinycss2.parse_stylesheet(sheet, True, True), words) for sheet in sheets)
    return "\n".join(text for text in texts if text) + "\n"


def with_imports(path: Path) -> str:
    """Return the text of a style sheet, with every sheet that it imports in place of the import."""
    text = path.read_text(encoding="utf-8")
    return IMPORT.sub(lambda found: with_imports(path.parent / found.group(1)), text)


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html" or on_paper(app.builder):
        return
    static = Path(app.outdir, "_static")
    wanted = [*THEME, *(Path(sheet.filename).name for sheet in _own_sheets(app))]
    paths = [_find(static, name) for name in dict.fromkeys(wanted)]
    pages = [path.read_text(encoding="utf-8") for path in sorted(Path(app.outdir).rglob("*.html"))]
    loaded = {Path(name).name for page in pages for name in SCRIPT.findall(page)}
    scripts = [
        path.read_text(encoding="utf-8")
        for path in sorted(static.rglob("*.js"))
        if path.name in loaded
    ]
    words = words_in_use(pages, scripts) | set(app.config.stylesheet_words)
    text = combined(map(with_imports, paths), words)
    (static / NAME).write_text(text, encoding="utf-8", newline="\n")


def _own_sheets(app: Sphinx) -> list[Any]:
    return sorted(app.builder._css_files, key=lambda sheet: sheet.priority)


def _find(static: Path, name: str) -> Path:
    direct = static / name
    return direct if direct.is_file() else next(iter(sorted(static.rglob(name))))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event and the classes that only a script loaded later will set."""
    app.add_config_value("stylesheet_words", [], "html", [list])
    app.connect("build-finished", _write, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
