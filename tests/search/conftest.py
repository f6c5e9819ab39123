"""In these tests what follows an act follows at once."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _followed(follow_at_once: None) -> None:
    """Every story is in the index as soon as it is saved."""
