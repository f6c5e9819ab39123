"""What a task is: a function with a name, and the rules by which a worker carries it out."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from . import queue

_tasks: dict[str, Task] = {}


class RetryLater(Exception):
    """Raised by a task that is to be tried again: after its backoff, and not before so many seconds. It is a try."""

    def __init__(self, seconds: int | None = None) -> None:
        super().__init__(seconds)
        self.seconds = seconds or 0


@dataclasses.dataclass(frozen=True, eq=False)
class Task:
    """A function that a worker carries out. To call it is to do it at once, here."""

    function: Callable[..., Any]
    name: str
    tries: int
    backoff: tuple[int, ...]
    lease: int
    priority: int
    every: dt.timedelta | None = None

    def __call__(self, *args: Any) -> Any:
        return self.function(*args)

    def enqueue(self, *args: Any, key: str = "", run_after: dt.datetime | None = None) -> None:
        """Puts a call in line, in the caller's transaction. `args` are what JSON can hold.

        While a call with the same key is in line and not begun there is no second one; the earlier time counts.
        """
        queue.enqueue(self.name, args, key, run_after, self.priority)

    def pause(self, tries: int) -> int:
        """Seconds to wait after so many tries."""
        return self.backoff[min(tries, len(self.backoff)) - 1] if self.backoff else 0


def task(
    *, name: str, tries: int = 3, backoff: tuple[int, ...] = (60, 600), lease: int = 60, priority: int = 0
) -> Callable[[Callable[..., Any]], Task]:
    """Makes a task of a function, under a name that stays when the function moves.

    It is tried so often, with the seconds of `backoff` between (the last of them again and again), and then given up.
    `lease` is how many seconds it may take: then its worker counts as lost, and the task is begun again. Those of a
    higher `priority` are done first.
    """

    def register(function: Callable[..., Any]) -> Task:
        return _known(Task(function, name, tries, backoff, lease, priority))

    return register


def periodic(*, every: dt.timedelta) -> Callable[[Task], Task]:
    """Has the workers carry out a task without arguments again and again: once in each period, over all of them."""
    return lambda one: _known(dataclasses.replace(one, every=every))


def all_tasks() -> Mapping[str, Task]:
    """The tasks of all modules that have been imported, by name."""
    return MappingProxyType(_tasks)


def _known(one: Task) -> Task:
    there = _tasks.setdefault(one.name, one)
    if there.function is not one.function:
        raise ValueError(f"two tasks are called {one.name}")
    _tasks[one.name] = one
    return one
