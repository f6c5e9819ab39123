"""Background tasks: a queue in the database, filled in the caller's transaction and emptied by worker processes.

A failed job is retried. A job may run more than once: a worker can be lost after the task has done its work and before
the result is stored. So every task must be idempotent.
"""

from __future__ import annotations

from .executor import LOST, TO_BE_RETRIED
from .maintenance import enqueue_periodic, prune
from .queue import retry
from .registry import RetryLater, Task, all_tasks, task
from .worker import Worker
