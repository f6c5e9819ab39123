"""Work after the answer: put in line in the caller's transaction, done by a worker, done again where that failed.

A task may be done more than once: a worker can be lost after a task's last act and before that is noted. So whatever
a task does must do no harm a second time.
"""

from __future__ import annotations

from .doing import run_due
from .line import try_again
from .registry import Later, Task, all_tasks, periodic, task
from .upkeep import prune, put_periodic_in_line
from .worker import Worker

__all__ = [
    "Later",
    "Task",
    "Worker",
    "all_tasks",
    "periodic",
    "prune",
    "put_periodic_in_line",
    "run_due",
    "task",
    "try_again",
]
