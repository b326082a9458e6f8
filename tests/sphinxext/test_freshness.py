"""A cache of cells' outputs that was cut off is thrown away, not stumbled over."""

from __future__ import annotations

from pathlib import Path

import pytest
from jupyter_cache import get_cache

from citiesfirst.sphinxext.freshness import whole


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
