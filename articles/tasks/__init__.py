"""Work after the answer: put in line in the caller's transaction, done by a worker, done again where that failed.

A task may be done more than once: a worker can be lost after a task's last act and before that is noted. So whatever
a task does must do no harm a second time.
"""

from __future__ import annotations

from .executor import run_due
from .maintenance import enqueue_periodic, prune
from .queue import try_again
from .registry import RetryLater, Task, all_tasks, periodic, task
from .worker import Worker

__all__ = [
    "RetryLater",
    "Task",
    "Worker",
    "all_tasks",
    "enqueue_periodic",
    "periodic",
    "prune",
    "run_due",
    "task",
    "try_again",
]
