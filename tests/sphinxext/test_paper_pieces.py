"""The printed book is made of pieces: laid out and painted apart, numbered together, joined."""

from __future__ import annotations

import base64
import io
import itertools
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from sphinx.errors import ExtensionError

from citiesfirst.sphinxext import paper_layout, paper_mends, paper_pages, paper_piece, paper_tags
from citiesfirst.sphinxext.paper_layout import Piece
from citiesfirst.sphinxext.paper_piece import Laid
from citiesfirst.sphinxext.paper_team import Team

STYLE = """
html { font: 12px "Noto Serif" }
@page { size: 300px 200px; margin: 20px }
@page headed:left { @bottom-left { content: counter(page) } }
@page headed:right { @top-right { content: string(chapter, first-except) }
                     @bottom-right { content: counter(page) } }
.headed { page: headed; break-before: page }
.bare { page: bare; break-before: page }
.title-page { page: bare }
.chapter > h1 { string-set: chapter content() }
.page-ref::after { content: ", page\\A0" attr(data-page) }
"""
HEAD = f'<html lang="en"><title>Towns</title><style>{STYLE}</style><body>'
TITLE = '\n<section class="title-page"><h1>Towns</h1></section>\n'


def chapter(name: str, text: str, *, kind: str = "chapter") -> str:
    """Return a chapter whose heading has an anchor."""
    return f'<section class="{kind}" id="in-{name}"><h1 id="{name}">{name}</h1>\n{text}</section>\n'


def page_ref(name: str) -> str:
    """Return a reference that shows a page."""
    return f'<a class="page-ref" href="#{name}" data-page="#{name}">there</a>'


def book(*chapters: str) -> str:
    """Return the HTML of a book."""
    return f"{HEAD}{TITLE}<main>\n{''.join(chapters)}</main></body></html>"


def printed(html: str, path: Path, cores: int = 1) -> pypdfium2.PdfDocument:
    """Print a book with so many processes at work."""
    document = paper_layout.laid_out(html, ".", Team(cores))
    with paper_tags.tagging():
        document.write_pdf(path, finisher=paper_tags.complete, pdf_variant="pdf/ua-1")
    return pypdfium2.PdfDocument(path)


def words(page: pypdfium2.PdfPage) -> str:
    """Return the text of a page on one line."""
    return " ".join(page.get_textpage().get_text_range().replace("\ufffe", "").split())


def texts(document) -> list[tuple[str, float, float]]:
    """Return all texts of a document with their places."""
    return [
        (box.text, box.position_x, box.position_y)
        for page in document.pages
        for box in page._page_box.descendants()
        if type(box).__name__ == "TextBox"
    ]


def test_a_book_is_cut_where_pages_start_and_the_frames_around_a_piece_are_opened():
    part = '<section class="part" id="part-1"><h1>One</h1>\n'
    body = f"{TITLE}<main>\n{chapter('a', '')}{part}{chapter('b', '')}{chapter('c', '')}</section>"
    front, first, second, third = paper_layout.cut(body.replace("<main>", "<main><p>Foreword</p>"))
    assert front == Piece(f"{TITLE}<p>Foreword</p>\n")
    assert first.html.startswith('<main><section class="chapter" id="in-a">')
    assert second.html.startswith('<main><section class="part" id="part-1"><h1>One</h1>\n<section')
    assert third.html.startswith('<main><section class="part"><section class="chapter" id="in-c">')


def test_a_book_without_chapters_is_printed_whole(tmp_path: Path):
    pages = printed(
        f"{HEAD}{TITLE}<main><p>A word.</p></main></body></html>", tmp_path / "book.pdf"
    )
    assert " ".join(words(page) for page in pages) == "Towns A word."


def test_the_opening_starts_a_right_page_and_all_pages_after_it_are_counted_so(tmp_path: Path):
    opening = chapter("Opening", page_ref("End"), kind="chapter opening")
    pages = printed(book(opening, chapter("End", "")), tmp_path / "book.pdf")
    assert [words(page) for page in pages] == ["Towns", "", "Opening there, page 4 3", "End 4"]


def test_no_head_stands_on_a_page_that_is_blank_or_bare(tmp_path: Path):
    contents = '<nav style="break-before: recto">Contents</nav>'
    html = book(chapter("Tuzla", "")).replace("<main>", f"{contents}<main>")
    pages = printed(html, tmp_path / "book.pdf")
    assert [words(page) for page in pages] == ["Towns", "", "Contents 3", "Tuzla 4"]


def test_heads_name_the_chapter_from_its_second_page_on_and_number_its_pages(tmp_path: Path):
    long = '<p style="break-before: page">More</p>' * 3
    pages = printed(book(chapter("Tuzla", long), chapter("Osijek", "")), tmp_path / "book.pdf")
    said = [words(page).replace("More", "").split() for page in pages]
    assert [sorted(one) for one in said] == [
        ["Towns"],
        ["2", "Tuzla"],
        ["3", "Tuzla"],
        ["4"],
        ["5", "Tuzla"],
        ["6", "Osijek"],
    ]


@pytest.mark.parametrize("number", [10, 41, 97])
def test_a_number_of_two_digits_takes_its_place_as_if_it_had_been_known(number: int):
    text = (
        f"<p>Many words about {page_ref('there')} and more, {page_ref('there')}, to fill lines.</p>"
    )
    html = HEAD + text * 4
    known = paper_piece.layout(html, ".", {"there": number})
    document = paper_piece.layout(html, ".", {})
    assert paper_piece.filled_in(document, html, {"there": number})
    assert texts(document) == texts(known)
    assert sum(f"page\u00a0{number}" in text for text, _, _ in texts(document)) == 8


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"<p>{page_ref('there')}</p>", 7),
        (f"<p>{page_ref('there')}</p>", 107),
        (f'<p style="width: 40px; overflow-wrap: anywhere">{page_ref("there")}</p>', 5),
        (f"<p>{page_ref('there').replace('page-ref', 'in-contents')}</p>", 41),
        (f'<p>{page_ref("there")}</p><index-pages data-targets="there"></index-pages>', 41),
    ],
    ids=["one digit", "three digits", "broken between two lines", "in contents", "in the index"],
)
def test_where_numbers_cannot_just_take_their_place_a_piece_is_not_filled_in(text, number):
    document = paper_piece.layout(HEAD + text, ".", {})
    assert not paper_piece.filled_in(document, HEAD + text, {"there": number})


def test_a_reference_to_a_page_that_no_piece_has_is_a_warning(caplog):
    paper_layout.laid_out(book(chapter("Here", page_ref("nowhere"))), ".", Team(1))
    assert "no page was found for 'nowhere'" in caplog.text


def test_numbers_of_any_length_are_true(tmp_path: Path):
    """References to pages 3 and 12 stand in one text: the one is laid out again for the other."""
    more = "".join(chapter(f"Town{number}", "") for number in range(9))
    first = chapter("First", f"<p>{page_ref('Town0')} and {page_ref('Last')}</p>")
    pages = printed(book(first, more, chapter("Last", page_ref("First"))), tmp_path / "book.pdf")
    assert words(pages[1]) == "First there, page 3 and there, page 12 2"
    assert words(pages[11]) == "Last there, page 2 12"


def picture() -> str:
    """Return the address of a picture that is no drawing."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((40, 30)).save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


def drawing(colour: str = "green") -> str:
    """Return the address of a drawing with see-through groups, shades, a mask and letters."""
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60">
    <defs><linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/>
    </linearGradient><mask id="m"><rect width="60" height="60" fill="white"/></mask>
    <pattern id="p" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="3" height="3"/>
    </pattern></defs>
    <rect width="50" height="50" fill="url(#g)"/>
    <rect x="70" width="40" height="40" fill="url(#p)"/>
    <g opacity="0.4"><circle cx="40" cy="30" r="20"/><g opacity="0.5"><circle cx="60" cy="30" r="20"
    fill="{colour}"/></g></g><rect x="20" y="20" width="90" height="9" mask="url(#m)" fill="teal"/>
    <text x="3" y="55" font-size="9" font-family="Noto Sans">Vogošća</text></svg>"""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def test_a_page_painted_apart_is_written_as_the_printer_would(tmp_path: Path):
    """Pictures, drawings, links, lists, tables: by the eye and by the tags, two in one file."""
    table = (
        "<table><thead><tr><th>Town<th>People</tr></thead>"
        '<tr><th scope="row">Toribío<td><a href="https://example.org">30,110</a></tr></table>'
    )
    text = (
        '<p id="top">Ilidža, <em>Toribío</em> <a href="#top">up</a></p><ul><li>one<li>two</ul>'
        f'{table}<img alt="a shade" src="{picture()}">'
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>a dot</title></svg>'
    )
    documents = [
        paper_piece.layout(f'{HEAD}{text}<img alt="a drawing" src="{drawing(colour)}">', ".", {})
        for colour in ("green", "orange")
    ]
    pieces = [
        page
        for number, document in enumerate(documents)
        for page in paper_pages.unpacked(paper_pages.packed(document, number))
    ]
    together = [page for document in documents for page in document.pages]
    with paper_tags.tagging(), paper_mends.whole_texts():
        for name, pages in {"apart": pieces, "at-once": together}.items():
            documents[0].copy(pages).write_pdf(
                tmp_path / f"{name}.pdf", pdf_variant="pdf/ua-1", uncompressed_pdf=True
            )
    apart, at_once = (
        pypdfium2.PdfDocument(tmp_path / f"{one}.pdf") for one in ("apart", "at-once")
    )
    assert len(apart) == len(at_once) == len(together)
    for one, other in zip(apart, at_once, strict=True):
        drawn = [page.render(scale=2).to_pil().convert("RGB") for page in (one, other)]
        assert ImageChops.difference(*drawn).getbbox() is None
    files = [(tmp_path / f"{one}.pdf").read_bytes() for one in ("apart", "at-once")]
    for part in (
        b"/StructElem",
        b"/S /TH",
        b"/S /LBody",
        b"/URI",
        b"/Alt",
        b"/OBJR",
        b"/FontFile2",
    ):
        assert files[0].count(part) == files[1].count(part) > 0, part
    assert b"None" not in files[0]


def test_a_letter_that_no_font_has_is_a_box_in_every_piece(tmp_path: Path):
    """As the printer draws it; it also complains, so that no book of ours keeps such a letter."""
    towns = [chapter("A", "<p>x \u0378 y</p>"), chapter("B", "<p>x \u0379 \u0378 y</p>")]
    seen = []
    for page in list(printed(book(*towns), tmp_path / "book.pdf"))[1:]:
        line = page.render(scale=4).to_pil().convert("L").crop((0, 250, 900, 310))
        dark = [min(line.crop((x, 0, x + 1, 60)).tobytes()) < 128 for x in range(900)]
        seen.append(sum(after and not before for before, after in itertools.pairwise(dark)))
    assert seen == [3, 4]  # x, the boxes, y


@pytest.mark.parametrize(
    ("fill", "extra"),
    [
        ("auto", ""),
        ("balance", ""),
        ("auto", '<li style="column-span: all">Across'),
        ("auto", '<li>With<span style="float: footnote"> a note</span>'),
    ],
    ids=["filled", "balanced", "spanned", "with notes"],
)
def test_columns_are_filled_as_the_printer_fills_them(fill: str, extra: str):
    entries = [f"<li>{'A town and its people. ' * (1 + number % 4)}" for number in range(50)]
    rules = f"columns: 2; column-fill: {fill}; margin: 0"
    style = f"<style>ul {{ {rules} }} li {{ break-inside: avoid }}</style>"
    html = (
        f"{HEAD}{style}<p>Before</p><ul>{entries[0]}{extra}{''.join(entries[1:])}</ul><p>After</p>"
    )
    mended = texts(paper_piece.layout(html, ".", {}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paper_mends, "_columns_filled_once", paper_mends._whole_words)
        assert mended == texts(paper_piece.layout(html, ".", {}))
    assert max(y for _, _, y in mended) > 100
    assert len({x for _, x, _ in mended}) > 2


def test_dots_between_a_title_and_its_page_are_one_text_of_the_same_width():
    html = f'{HEAD}<style>p::after {{ content: leader(dotted) "7" }}</style><p>A town</p>'
    mended = texts(paper_piece.layout(html, ".", {}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paper_mends, "_whole_leaders", paper_mends._whole_words)
        usual = texts(paper_piece.layout(html, ".", {}))
    dots = [(text, x) for text, x, _ in usual if set(text) <= {".", " "}]
    assert len(dots) > 20
    assert [text for text, _, _ in mended] == ["A town", "".join(text for text, _ in dots), "7"]
    assert mended[1][1] == min(x for _, x in dots)
    assert mended[2] == usual[-1]


@pytest.fixture
def cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this a machine of four cores."""
    monkeypatch.setattr(os, "cpu_count", lambda: 4)


@pytest.mark.usefixtures("cores")
def test_several_processes_print_the_same_book_to_the_byte(tmp_path: Path):
    text = f'<p>{page_ref("Town8")}</p><p>{page_ref("Town1")}</p><img alt="one" src="{drawing()}">'
    chapters = [chapter(f"Town{number}", text) for number in range(9)]
    printed(book(*chapters), tmp_path / "one.pdf")
    printed(book(*chapters), tmp_path / "several.pdf", cores=3)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "several.pdf").read_bytes()


def test_what_the_printer_complains_of_in_another_process_is_heard(caplog):
    pictures = [f'<img alt="none" src="nowhere-{number}.png">' for number in range(4)]
    chapters = [chapter(f"Town{number}", one) for number, one in enumerate(pictures)]
    paper_layout.laid_out(book(*chapters), "file:///nowhere/", Team(2))
    for number in range(4):
        assert f"nowhere-{number}.png" in caplog.text


@pytest.mark.usefixtures("cores")
def test_a_process_that_is_stopped_from_outside_ends_in_one_sentence():
    team = Team(2)
    stopped = pytest.raises(ExtensionError, match=r"was stopped, most likely for want of memory")
    with stopped, team.at_work():
        team.open(HEAD, ".")
        for process in team.members[0]._processes.values():
            os.kill(process.pid, signal.SIGKILL)
        dict(team.place([TITLE, *(chapter(f"Town{number}", "") for number in range(9))]))


def _call_together(pipe) -> None:
    os.cpu_count = lambda: 2
    team = Team(2)
    for member in team.members:
        member.submit(int).result()
    pipe.send([pid for member in team.members for pid in member._processes])
    time.sleep(60)


def at_work(process: int) -> bool:
    """Return whether a process is there; one that only waits to be counted out is not."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")  # where there is such a thing
        return not (state.is_file() and state.read_text().rpartition(")")[2].split()[0] == "Z")
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_nobody_stays_behind_when_the_build_is_killed():
    here, there = multiprocessing.Pipe()
    build = multiprocessing.get_context("spawn").Process(target=_call_together, args=(there,))
    build.start()
    there.close()
    assert here.poll(60), "no team was called together"
    members = here.recv()
    assert all(at_work(pid) for pid in members)
    build.kill()
    build.join()
    end = time.monotonic() + 20
    while any(at_work(pid) for pid in members):
        assert time.monotonic() < end, "processes of the team are still there"
        time.sleep(0.1)


@pytest.mark.parametrize(("restless", "warned"), [(4, False), (5, True), (99, True)])
def test_page_numbers_that_do_not_settle_in_five_rounds_are_a_warning(caplog, restless, warned):
    """In a book whose first piece, laid out with the page of its target, pushes that one on."""

    class Restless(Team):
        rounds = 0

        def place(self, pieces):
            return ((number, Laid({f"town-{number}": 1}, 1)) for number in range(len(pieces)))

        def paint(self, pages):
            self.rounds += 1
            length = 1 + min(self.rounds, restless)
            return ((number, (Laid({f"town-{number}": 1}, length), b"")) for number in pages)

    team = Restless(1)
    paper_layout._painted([Piece(page_ref("town-1")), Piece("")], team)
    assert team.rounds == 5
    assert ("did not settle" in caplog.text) == warned
