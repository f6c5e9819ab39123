"""In these tests what follows an act follows at once: a test's own transaction never ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def on_commit(follow: Callable[[], Any], using: str | None = None, robust: bool = False) -> None:
        follow()

    monkeypatch.setattr(transaction, "on_commit", on_commit)
