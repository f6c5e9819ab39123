"""Tasks that only these tests know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from articles.tasks import Task, registry, task

Define = Callable[..., Task]


@pytest.fixture(autouse=True)
def define(monkeypatch: pytest.MonkeyPatch) -> Define:
    """Makes a task of a function; no others are known, and this one only until the test ends."""
    monkeypatch.setattr(registry, "_tasks", {})

    def make(function: Callable[..., Any], **rules: Any) -> Task:
        return task(**{"name": "test.errand", **rules})(function)

    return make
