"""What PDF/UA-1 asks for beyond what WeasyPrint does by itself.

Notes are tagged as notes, each with an identifier; running heads and page numbers are artifacts,
which a screen reader passes over; headers of tables say whether they head a row or a column; and
identifiers can be looked up.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from unittest import mock

if TYPE_CHECKING:
    from weasyprint import Document


@contextlib.contextmanager
def tagging() -> Iterator[None]:
    """Make WeasyPrint tag the elements ``page-note`` as notes, and margins as artifacts."""
    from weasyprint import draw
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.pdf import tags

    usual_tag, usual_tree = tags._get_pdf_tag, tags._build_box_tree
    usual_draw = draw.draw_stacking_context

    def with_notes(name: str | None) -> str:
        return "Note" if name == "page-note" else usual_tag(name)

    def without_margins(box: Any, *rest: Any) -> Iterator[Any]:
        return iter(()) if isinstance(box, MarginBox) else usual_tree(box, *rest)

    def as_artifacts(stream: Any, context: Any) -> None:
        if not isinstance(context.box, MarginBox):
            usual_draw(stream, context)
            return
        with stream.artifact():
            known, stream._tags = stream._tags, None
            usual_draw(stream, context)
            stream._tags = known

    with (
        mock.patch.object(tags, "_get_pdf_tag", with_notes),
        mock.patch.object(tags, "_build_box_tree", without_margins),
        mock.patch.object(draw, "draw_stacking_context", as_artifacts),
    ):
        yield


def complete(_: Document, pdf: Any) -> None:
    """Number the notes, say what headers head, and list all identifiers (a finisher)."""
    import pydyf

    elements = [one for one in pdf.objects if isinstance(one, dict) and "S" in one]
    notes = (one for one in elements if one["S"] == "/Note")
    for number, note in enumerate(notes, start=1):
        note["ID"] = pydyf.String(f"note-{number}")
    by_reference = {one.reference: one for one in elements}
    for head in (one for one in elements if one["S"] == "/TH" and "A" in one):
        row = by_reference[head["P"]]
        in_head = by_reference[row["P"]]["S"] == "/THead"
        head["A"]["Scope"] = "/Column" if in_head else "/Row"
    known = sorted((one for one in elements if "ID" in one), key=lambda one: one["ID"].string)
    dictionaries = (one for one in pdf.objects if isinstance(one, dict))
    root = next(one for one in dictionaries if one.get("Type") == "/StructTreeRoot")
    names = pydyf.Array()
    for one in known:
        names += [one["ID"], one.reference]
    root["IDTree"] = pydyf.Dictionary({"Names": names})
