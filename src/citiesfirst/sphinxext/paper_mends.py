"""Where WeasyPrint 70 lays out or paints otherwise than it should, or takes long for it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

NARROW_LETTER = 0.35  # em: no text of some length is narrower, letter by letter


@contextmanager
def of_layout() -> Iterator[None]:
    """Mend all that concerns layout."""
    with _whole_words(), _whole_leaders(), _columns_filled_once():
        yield


@contextmanager
def _whole_words() -> Iterator[None]:
    """Keep WeasyPrint from dividing a word where the whole text fits.

    When a run of text fits into its line but for the space at its end, WeasyPrint 70 takes it for
    too long and divides its first long word; the rest of the line then stays empty.
    """
    from weasyprint.layout import inline

    split = inline.split_first_line

    def split_but_for_the_space(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **named: Any
    ) -> Any:
        found = split(text, style, context, max_width, *rest, **named)
        if found[2] is None or max_width is None or not text.endswith(" "):
            return found
        may_fit = len(text) * style["font_size"] * NARROW_LETTER < max_width
        if (
            may_fit
            and split(text.rstrip(" "), style, context, max_width, *rest, **named)[2] is None
        ):
            return split(text, style, context, None, *rest, **named)
        return found

    with mock.patch.object(inline, "split_first_line", split_but_for_the_space):
        yield


@contextmanager
def _whole_leaders() -> Iterator[None]:
    """Let the dots between a title and its page be one text; in contents they were thousands."""
    from weasyprint.layout import inline
    from weasyprint.layout.leader import leader_index

    usual = inline.handle_leader

    def handle_leader(context: Any, line: Any, containing_block: Any) -> None:
        usual(context, line, containing_block)
        _, leader = leader_index(line)
        if leader is None or not leader.children:
            return
        number = len(leader.children)
        dots = leader.children[-1]  # the first on the left: they are set from the right
        dots.pango_layout = copy.copy(dots.pango_layout)
        dots.pango_layout.text *= number
        dots.text *= number
        dots.width *= number
        leader.children = (dots,)

    with mock.patch.object(inline, "handle_leader", handle_leader):
        yield


@contextmanager
def _columns_filled_once() -> Iterator[None]:
    """Keep WeasyPrint from filling columns twice where they are neither balanced nor have notes.

    Its first attempt only tells whether to balance them, and how high their notes are.
    """
    from weasyprint.layout import block

    columns, usual = block.columns_layout, block.block_box_layout
    simple = False

    def columns_layout(context: Any, box: Any, *rest: Any) -> Any:
        nonlocal simple
        auto = box.style["column_fill"] == "auto"
        whole = all(one.style["column_span"] != "all" for one in box.children)
        simple = auto and whole and not any(one.footnote for one in box.descendants())
        try:
            return columns(context, box, *rest)
        finally:
            simple = False

    def block_box_layout(
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        page_is_empty: bool,
        absolute_boxes: Any,
        fixed_boxes: Any,
        adjoining_margins: Any,
        *rest: Any,
        **named: Any,
    ) -> Any:
        attempt = box.is_column and adjoining_margins is not None
        if simple and attempt:
            return box.copy_with_children([]), None, None, [], False, None
        return usual(
            context,
            box,
            bottom_space,
            skip_stack,
            containing_block,
            page_is_empty,
            absolute_boxes,
            fixed_boxes,
            adjoining_margins,
            *rest,
            **named,
        )

    with (
        mock.patch.object(block, "columns_layout", columns_layout),
        mock.patch.object(block, "block_box_layout", block_box_layout),
    ):
        yield


class _OneLetter(str):
    """A text that WeasyPrint takes for one letter when it goes through its letters."""

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


@contextmanager
def whole_texts() -> Iterator[None]:
    """Let WeasyPrint set a text of a drawing as a whole, where nothing moves single letters.

    It sets letter by letter, without kerning and at several times the cost.
    """
    from weasyprint import svg

    usual = svg.text

    def text(drawing: Any, node: Any, font_size: float) -> None:
        moved = any(" " in node.get(name, "").strip() for name in ("x", "y", "dx", "dy", "rotate"))
        if node.text and not (moved or node.get("letter-spacing") or node.get("textLength")):
            node._etree_node.text = _OneLetter(node.text)
        usual(drawing, node, font_size)

    names = [name for name, draw in svg.TAGS.items() if draw is usual]
    with (
        mock.patch.dict(svg.TAGS, dict.fromkeys(names, text)),
        mock.patch.object(svg, "text", text),
    ):
        yield
