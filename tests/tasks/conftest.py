"""Tasks that only these tests know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from articles.tasks import Task, registry, task

Define = Callable[..., Task]


@pytest.fixture(autouse=True)
def define(monkeypatch: pytest.MonkeyPatch) -> Define:
    """Return a function that registers a task. Only tasks made with it exist, until the test ends."""
    monkeypatch.setattr(registry, "_tasks", {})

    def register(function: Callable[..., Any], **options: Any) -> Task:
        return task(**{"name": "test.errand", **options})(function)

    return register
