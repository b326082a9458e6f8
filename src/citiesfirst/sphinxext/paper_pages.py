"""Pages that are painted in one process and written to a file in another.

WeasyPrint paints a page while it writes the file. For a long book that is a third of the time, and
it can be shared out: :func:`packed` paints the pages of a document and keeps of them what the
writer still asks for (links, anchors, bookmarks, and the boxes as far as tags are made of them);
:func:`unpacked` gives them back as pages that ``weasyprint.Document`` takes for its own.
"""

from __future__ import annotations

import functools
import io
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unittest import mock
from xml.etree.ElementTree import Element

import pydyf
from sphinx.errors import ExtensionError

from citiesfirst.sphinxext import paper_mends, paper_tags

if TYPE_CHECKING:
    from weasyprint import Document

SCALE = 0.75  # points in a CSS pixel
MISSING = 50  # letters that a font has not, in one document
APART = 10_000  # names of drawings' parts in one document; those of the next do not meet them
SHARED = ("ExtGState", "XObject", "Pattern", "Shading")  # what all pages of a file have in common
KEPT = ("width", "height", "bleed", "bookmarks", "links", "anchors", "forms", "_page_box")
# What the writer asks of a box, and of one that is a picture.
TOLD = ("element_tag", "children", "colspan", "rowspan", "is_table_wrapper")
PLACE = (
    *("position_x", "position_y", "width", "height", "margin_left", "margin_top"),
    *("padding_left", "padding_top", "border_left_width", "border_top_width"),
)
STYLES = ("display", "list_style_type")  # which tell whether an item of a list has a mark
SVG = "{http://www.w3.org/2000/svg}"  # what names of its elements begin with


@dataclass
class Letters:
    """A font as it was used: its name for Pango and in the file, and glyphs with what they say."""

    description: str
    hash: str
    widths: dict[int, int]
    to_unicode: dict[int, str]
    missing: list[int]  # numbers of glyphs that stand for letters which the font has not


@dataclass
class PaintedPage:
    """A page of WeasyPrint that is painted already; the first attributes are those of its ``Page``.

    ``bare`` says that no running head stands on it, ``strings`` what heads are to say from here on
    (CSS ``string-set``). What the pages of a document share is kept by the first.
    """

    width: float
    height: float
    bleed: dict[str, float]
    bookmarks: list[tuple[Any, ...]]
    links: list[tuple[Any, ...]]
    anchors: dict[str, tuple[float, ...]]
    forms: dict[Any, Any]
    _page_box: Any
    bare: bool
    strings: dict[str, str]
    content: list[bytes]
    tags: dict[Any, dict[str, Any]]
    shared: dict[str, dict[str, Any]] = field(default_factory=dict)
    images: dict[str, dict[str, Any]] = field(default_factory=dict)
    letters: list[Letters] = field(default_factory=list)
    head: Any = None  # a page of WeasyPrint with nothing but the running head

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Put what was painted into the file."""
        for name, parts in self.shared.items():
            _in_colour_space_of(stream, parts)
            for key, part in parts.items():
                stream._resources[name].setdefault(key, part)
        for name, image in self.images.items():
            stream._images.setdefault(name, image)
        for letters in self.letters:
            _add(letters, stream)
        stream.stream += self.content
        stream._tags.update(self.tags)
        if self.head:
            self.head.paint(stream, scale)


def blank(like: PaintedPage) -> PaintedPage:
    """Return an empty page of the size of another."""
    from weasyprint.formatting_structure import boxes

    nothing = _box(boxes.PageBox, {"element": None, "children": [], "style": {}})
    place: dict[str, Any] = {"width": like.width, "height": like.height, "bleed": like.bleed}
    empty: dict[str, Any] = {"bookmarks": [], "links": [], "anchors": {}, "forms": {None: []}}
    return PaintedPage(
        **place, **empty, _page_box=nothing, bare=True, strings={}, content=[], tags={}
    )


def packed(document: Document, number: int) -> bytes:
    """Paint the pages of a document and return them packed.

    Args:
        document: the pages.
        number: of this document among those whose pages come into one file.
    """
    shared = {name: _Numbered(number * APART) for name in SHARED}
    resources = pydyf.Dictionary({**shared, "ColorSpace": None})
    images: dict[str, dict[str, Any]] = {}
    with _described_fonts(number), paper_tags.tagging(), paper_mends.whole_texts():
        pages = [_painted(page, document.fonts, resources, images) for page in document.pages]
    first = pages[0]
    first.shared = {name: dict(parts) for name, parts in shared.items()}
    first.images = {name: image | {"image": _ready(image)} for name, image in images.items()}
    first.letters = [
        Letters(font.description, font.hash, font.widths, font.to_unicode, [*font.missing.values()])
        for font in document.fonts.values()
    ]
    out = io.BytesIO()
    _Packer(out, pickle.HIGHEST_PROTOCOL).dump(pages)
    return out.getvalue()


def unpacked(pages: bytes) -> list[PaintedPage]:
    """Return the pages that :func:`packed` has packed."""
    return pickle.loads(pages)  # our own, from a process of ours


def _painted(page: Any, fonts: Any, resources: Any, images: Any) -> PaintedPage:
    """Paint a page with the fonts, resources and images that its document has so far."""
    from weasyprint.pdf.stream import Stream

    bleed = page.bleed
    across = page.width + bleed["left"] + bleed["right"]
    down = page.height + bleed["top"] + bleed["bottom"]
    tags: dict[Any, dict[str, Any]] = {}
    whole = (-bleed["left"], -bleed["top"], across, down)
    stream = Stream(fonts, whole, resources, images, tags, {}, None)
    # The writer begins a page so; drawings take note of it.
    stream.transform(d=-1, f=page.height * SCALE)
    begun = len(stream.stream)
    page.paint(stream, SCALE)
    kind = page._page_box.page_type
    return PaintedPage(
        **{name: getattr(page, name) for name in KEPT},
        bare=kind.blank or kind.name == "bare",
        strings=_strings(page._page_box),
        content=[_joined(stream.stream[begun:])],
        tags=tags,
    )


def _strings(page_box: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for box in page_box.descendants():
        found |= dict(box.string_set or ())
    return found


def _joined(painted: list[Any]) -> bytes:
    """Return what was painted in one piece, as it comes into the file."""
    return b"\n".join(pydyf._to_bytes(item) for item in painted)


class _Numbered(dict[Any, Any]):
    """Things that WeasyPrint names by how many there are, here counted from a start."""

    def __init__(self, start: int) -> None:
        super().__init__()
        self.start = start

    def __len__(self) -> int:
        return self.start + super().__len__()


@contextmanager
def _described_fonts(number: int) -> Iterator[None]:
    """Let fonts keep the description by which another process can find them.

    Letters that they have not are numbered apart, as parts of drawings are.
    """
    from weasyprint.pdf import stream
    from weasyprint.text.ffi import ffi, pango

    class Described(stream.Font):
        def __init__(self, font: Any, *rest: Any) -> None:
            super().__init__(font, *rest)
            self.missing = _Numbered(number * MISSING)
            found = ffi.gc(
                pango.pango_font_describe_with_absolute_size(font),
                pango.pango_font_description_free,
            )
            self.description = ffi.string(pango.pango_font_description_to_string(found)).decode()

    with mock.patch.object(stream, "Font", Described):
        yield


class _Packer(pickle.Pickler):
    """Packs boxes without all that only layout and painting need."""

    def reducer_override(self, one: Any) -> Any:
        from weasyprint.formatting_structure import boxes
        from weasyprint.images import LazyImage
        from weasyprint.layout.absolute import AbsolutePlaceholder
        from weasyprint.pdf.stream import Stream

        if isinstance(one, AbsolutePlaceholder):
            return _same, (one._box,)
        if isinstance(one, boxes.Box):
            asked = (*TOLD, *PLACE) if one.element_tag in ("img", f"{SVG}svg") else TOLD
            told = {name: vars(one)[name] for name in asked if name in vars(one)}
            told["element"] = one.element
            if one.element_tag == "li":
                told["style"] = {name: one.style[name] for name in STYLES}
            return _box, (type(one), told)
        if isinstance(one, Element) and not str(one.tag).startswith(SVG):
            return Element, (one.tag, dict(one.attrib))
        if isinstance(one, LazyImage):
            return bytes, (one.data,)
        if isinstance(one, Stream):
            return _drawing, (one.id, [_joined(one.stream)], one.extra)
        return NotImplemented


def _same(one: Any) -> Any:
    return one


def _box(kind: Any, told: dict[str, Any]) -> Any:
    box = kind.__new__(kind)
    vars(box).update(told)
    return box


def _drawing(name: str, content: list[bytes], extra: dict[str, Any]) -> Any:

    drawing = pydyf.Stream(content, extra, compress=True)
    drawing.id = name
    return drawing


class _Ready:
    """An image that has been read."""

    def __init__(self, drawing: Any) -> None:
        self.drawing = drawing

    def get_x_object(self, *_: Any) -> Any:
        """Return the image as the file has it."""
        return self.drawing


def _ready(image: dict[str, Any]) -> _Ready:
    return _Ready(image["image"].get_x_object(image["interpolate"], max(image["dpi_ratios"])))


def _in_colour_space_of(stream: Any, parts: dict[str, Any]) -> None:
    """Tell drawings the colours of the file that they come into."""
    for part in parts.values():
        resources = getattr(part, "extra", {}).get("Resources")
        if resources:
            resources["ColorSpace"] = stream._resources["ColorSpace"]
            for name in SHARED:
                _in_colour_space_of(stream, resources[name])


def _add(letters: Letters, stream: Any) -> None:
    """Add a font with its glyphs to a file.

    Raises:
        ExtensionError: this process does not find the font that another one has used.
    """
    from weasyprint.pdf.fonts import Font
    from weasyprint.text.fonts import get_pango_font_key

    # Of a font with axes Pango says where on them it stands; found by that, it may stand elsewhere.
    for description in (letters.description, letters.description.partition(" @")[0]):
        found = _found(description)
        key, *about = get_pango_font_key(found)
        font = stream._fonts.get(key) or Font(found, *about)
        if font.hash == letters.hash:
            break
    else:
        raise ExtensionError(f"The font {letters.description!r} was not found a second time.")
    stream._fonts[key] = font
    for known, more in ((font.widths, letters.widths), (font.to_unicode, letters.to_unicode)):
        for glyph, value in more.items():
            known.setdefault(glyph, value)
    # WeasyPrint keeps them by letter; but two pieces may have numbers of their own for one.
    font.missing |= {-glyph: glyph for glyph in letters.missing}


def _found(description: str) -> Any:
    """Return the font of a description, as Pango has it."""
    from weasyprint.text.ffi import ffi, gobject, pango

    font_map = _fonts().font_map
    context = ffi.gc(pango.pango_font_map_create_context(font_map), gobject.g_object_unref)
    wanted = ffi.gc(
        pango.pango_font_description_from_string(description.encode()),
        pango.pango_font_description_free,
    )
    return ffi.gc(pango.pango_font_map_load_font(font_map, context, wanted), gobject.g_object_unref)


@functools.cache
def _fonts() -> Any:
    """Return the fonts of this machine."""
    from weasyprint.text.ffi import ffi
    from weasyprint.text.fonts import FontConfiguration

    # WeasyPrint itself never looks a font up by its description.
    ffi.cdef("PangoFontDescription * pango_font_description_from_string (const char *str);")
    return FontConfiguration()
