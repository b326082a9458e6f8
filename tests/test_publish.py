"""A finished book replaces an older one, and what lies beside it as a guest stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from citiesfirst.build.publish import Stage, lay_beside, publish


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


# What a build remembers of the one before


def stage(folder: Path, inputs: str = "chapters") -> Stage:
    return Stage(folder, folder / "html", tools="tools", inputs=inputs)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder in which a build has succeeded."""
    with stage(tmp_path):
        (tmp_path / "html").mkdir()
    return tmp_path


def test_a_build_of_the_same_inputs_has_nothing_to_do(built: Path):
    with stage(built) as again:
        assert again.unchanged
    with stage(built, "other chapters") as again:
        assert not again.unchanged


@pytest.mark.parametrize("left", ["", "{", "{}", "[]", "7", "null", '{"html": "chapters"}', "\xff"])
def test_a_note_that_was_cut_off_is_no_note(built: Path, left: str):
    """A full disk or a kill may leave anything: the next build starts anew, and the one after it
    knows again what was made."""
    (built / "made-of.json").write_bytes(left.encode("latin-1"))
    with stage(built) as again:
        assert not again.unchanged
        (built / "html").mkdir()
    with stage(built) as again:
        assert again.unchanged


def test_a_note_that_cannot_be_written_whole_is_not_written(built: Path, monkeypatch):
    def full(path: Path, text: str, **_: object) -> None:
        with path.open("w") as file:
            file.write(text[:5])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(OSError, match="No space"), stage(built, "other chapters"):
            pass
    assert not (built / "made-of.json").exists()
    with stage(built) as again:
        assert not again.unchanged


def test_a_build_that_failed_is_not_remembered(built: Path):
    with pytest.raises(KeyError), stage(built):
        raise KeyError
    with stage(built) as again:
        assert not again.unchanged
