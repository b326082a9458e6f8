"""Fixtures: the real upstream files where they are at hand, and the small workshop."""

from __future__ import annotations

from pathlib import Path

import pytest

from recipes import ucdp_bosnia
from tests.recipes.workshop import RAW, Workshop


@pytest.fixture
def raw_upstream() -> Path:
    """The folder of real upstream files; without it the test is skipped, and says so."""
    if not RAW.is_dir():
        pytest.skip(f"no raw upstream files at {RAW} (set CITIESFIRST_RAW to their folder)")
    return RAW


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A workshop whose small file of events has its own published totals."""
    monkeypatch.setattr(ucdp_bosnia, "TOTALS", {"best": 149, "low": 146, "high": 150})
    return Workshop(tmp_path)
