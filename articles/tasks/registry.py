"""Define tasks: a function with a name, and the rules by which workers run it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from . import queue

_tasks: dict[str, Task] = {}


class RetryLater(Exception):
    """Raised by a task that wants a retry in `seconds`, or after its own backoff if that is longer.

    It uses up an attempt like any other exception.
    """

    def __init__(self, seconds: int | None = None) -> None:
        super().__init__(seconds)
        self.seconds = seconds or 0


@dataclasses.dataclass(frozen=True, eq=False)
class Task:
    """A function that workers run. Calling the task runs it here, at once; the fields are explained in `task()`."""

    function: Callable[..., Any]
    name: str
    max_attempts: int
    backoff: tuple[int, ...]
    lease: int
    priority: int
    every: dt.timedelta | None

    def __call__(self, *args: Any) -> Any:
        return self.function(*args)

    def enqueue(self, *args: Any, key: str = "", run_after: dt.datetime | None = None) -> None:
        """Queue a call in the caller's transaction. `args` must be JSON values.

        If a call with the same key is queued and not yet running, no second one is added; the earlier time counts.
        """
        queue.enqueue(self.name, args, key, run_after, self.priority)

    def retry_delay(self, attempts: int) -> int:
        """Return the seconds to wait after that many failed attempts."""
        return self.backoff[min(attempts, len(self.backoff)) - 1] if self.backoff else 0


def task(
    *, name: str, max_attempts: int = 3, backoff: tuple[int, ...] = (60, 600), lease: int = 60, priority: int = 0,
    every: dt.timedelta | None = None,
) -> Callable[[Callable[..., Any]], Task]:  # fmt: skip
    """Turn a function into a task. Its name is stored with each job and must stay when the function moves.

    - `max_attempts`: a job that has failed this often is failed for good.
    - `backoff`: seconds before each retry; the last value repeats.
    - `lease`: seconds that an attempt may take. After them its worker counts as lost and another one starts the job.
    - `priority`: jobs with a higher priority run first.
    - `every`: workers run the task without arguments once in each such period, however many workers there are.

    Raise ValueError if another function has that name.
    """

    def decorator(function: Callable[..., Any]) -> Task:
        if name in _tasks and _tasks[name].function is not function:
            raise ValueError(f"two tasks are called {name}")
        _tasks[name] = Task(function, name, max_attempts, backoff, lease, priority, every)
        return _tasks[name]

    return decorator


def all_tasks() -> Mapping[str, Task]:
    """Return the tasks of all modules that have been imported, by name."""
    return MappingProxyType(_tasks)
