"""The checks read what the book printed when it was built from the present chapters."""

import pytest

from tests.independent import printed_book


@pytest.mark.parametrize("chapter", printed_book.chapters())
def test_the_outputs_are_those_of_the_present_cells(chapter):
    assert printed_book.glued(chapter) or printed_book.titles(chapter)


def test_a_chapter_that_changed_since_the_build_is_not_taken_for_the_built_one(monkeypatch):
    chapter = "2-symbolic-recovery/sarajevo-siege"
    printed_book.glued.cache_clear()
    cells = printed_book.cells_of
    monkeypatch.setattr(printed_book, "cells_of", lambda text: (*cells(text), "1 + 1"))
    with pytest.raises(printed_book.NotBuiltError, match=r"sarajevo-siege\.md was changed since"):
        printed_book.glued(chapter)
