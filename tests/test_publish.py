"""A finished book replaces an older one, and what lies beside it as a guest stays."""

from __future__ import annotations

from citiesfirst.build.publish import lay_beside, publish


def test_a_guest_stays_and_what_is_gone_from_the_book_goes(tmp_path):
    stage, public = tmp_path / "stage", tmp_path / "public"
    for folder, names in ((stage, ["a.html"]), (public, ["old.html", "book.pdf", "other.pdf"])):
        folder.mkdir()
        for name in names:
            (folder / name).write_text(name)
    publish(stage, public, ["book.pdf"])
    assert sorted(path.name for path in public.iterdir()) == ["a.html", "book.pdf"]


def test_a_file_laid_beside_the_pages_is_replaced_when_it_has_changed(tmp_path):
    file, public = tmp_path / "book.pdf", tmp_path / "public"
    public.mkdir()
    for content in ("first", "second"):
        file.write_text(content)
        lay_beside(file, public)
        assert (public / "book.pdf").read_text() == content


def test_a_file_that_was_never_made_is_not_laid_beside_the_pages(tmp_path):
    lay_beside(tmp_path / "book.pdf", tmp_path)
    assert list(tmp_path.iterdir()) == []
