"""Cells' outputs are kept while nothing behind them changes, and never where they were cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from jupyter_cache import get_cache

from citiesfirst.sphinxext import freshness
from citiesfirst.sphinxext.freshness import digest, whole


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A cache as jupyter-cache makes it."""
    get_cache(tmp_path / "cache").list_cache_records()
    return tmp_path / "cache"


def test_a_cache_of_jupyter_cache_is_whole(cache: Path):
    assert whole(cache)


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_database_cut_off_is_not(cache: Path, size: int):
    content = (cache / "global.db").read_bytes()
    assert len(content) > size
    (cache / "global.db").write_bytes(content[:size])
    assert not whole(cache)


@pytest.mark.parametrize("name", ["global.db", "__version__.txt"])
def test_a_cache_without_one_of_its_files_is_not(cache: Path, name: str):
    (cache / name).unlink()
    assert not whole(cache)


def test_outputs_are_those_of_one_version_of_python_and_of_these_files(tmp_path: Path, monkeypatch):
    pins = tmp_path / "requirements.txt"
    pins.write_text("rain==1")
    (tmp_path / "notes.txt").write_text("of nobody's concern")
    first = digest(tmp_path, ["*requirements.txt"])
    (tmp_path / "notes.txt").write_text("changed")
    assert digest(tmp_path, ["*requirements.txt"]) == first
    pins.write_text("rain==2")
    assert digest(tmp_path, ["*requirements.txt"]) != first
    pins.write_text("rain==1")
    monkeypatch.setattr(freshness.sys, "version_info", (3, 99, 0))
    assert digest(tmp_path, ["*requirements.txt"]) != first
