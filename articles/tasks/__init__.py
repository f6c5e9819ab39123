"""Work after the answer. (Being built: nothing is carried out yet.)"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Later(Exception):
    """The task is to be tried again, after so many seconds if they are given."""

    def __init__(self, seconds: int | None = None) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Task:
    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    def __call__(self, *args: Any) -> Any:
        return self.function(*args)

    def enqueue(self, *args: Any, key: str = "", run_after: Any = None) -> None:
        """Nothing yet."""


def task(*, name: str, tries: int = 1, backoff: tuple[int, ...] = (), lease: int = 60) -> Callable[[Any], Task]:
    return Task


def periodic(*, every: Any) -> Callable[[Task], Task]:
    return lambda one: one


def run_due() -> int:
    return 0
