"""In these tests what follows an act follows at once."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _followed(run_on_commit_at_once: None) -> None:
    """Every story is in the index as soon as it is saved."""
