"""The loop of a worker process: claim a job, run it, store its outcome, wait for the next."""

from __future__ import annotations

import faulthandler
import logging
import os
import select
from collections.abc import Callable
from typing import TypeVar

from django.db import Error, close_old_connections, connections

from articles.models import Job

from . import executor, maintenance
from .registry import all_tasks

logger = logging.getLogger("newsroom.tasks")

POLL_INTERVAL = 1.0  # seconds
# Seconds between retries while the database does not answer: doubled each time, up to the second.
FIRST_DB_PAUSE, LAST_DB_PAUSE = 1.0, 15.0
Result = TypeVar("Result")


class Worker:
    """Runs jobs until it is stopped. While the database does not answer, it waits and retries."""

    def __init__(self, *, poll_interval: float = POLL_INTERVAL, enforce_lease: bool = False) -> None:
        """With `enforce_lease`, end the process when a task exceeds its lease, since it may never return."""
        self.poll_interval, self.enforce_lease, self._stopped = poll_interval, enforce_lease, False
        # The wake-up pipe: stop() writes to it, which ends _sleep() at once.
        self._wakeup_reader, self._wakeup_writer = os.pipe()

    def stop(self, *_signal: object) -> None:
        """Finish the current job and start no other. Safe to call from a signal handler."""
        self._stopped = True
        os.write(self._wakeup_writer, b"!")

    def run(self) -> None:
        self._retry_db(maintenance.enqueue_periodic)
        while not self._stopped:
            job = self._retry_db(executor.claim)
            if job is None:
                self._sleep(self.poll_interval)
            else:
                self._run_job(job)
        connections.close_all()

    def _run_job(self, job: Job) -> None:
        if self.enforce_lease:
            faulthandler.dump_traceback_later(all_tasks()[job.name].lease, exit=True)
        outcome = executor.attempt(job)
        faulthandler.cancel_dump_traceback_later()
        close_old_connections()
        self._retry_db(lambda: executor.record_outcome(job, outcome))

    def _retry_db(self, query: Callable[[], Result]) -> Result | None:
        """Call `query` until the database answers and return its result; None if the worker is stopped first."""
        pause = FIRST_DB_PAUSE
        while True:
            try:
                return query()
            except Error as error:
                logger.warning("the database does not answer, the worker waits: %s", str(error).partition("\n")[0])
                connections.close_all()
            if self._stopped:
                return None
            self._sleep(pause)
            pause = min(2 * pause, LAST_DB_PAUSE)

    def _sleep(self, seconds: float) -> None:
        """Wait; stop() ends it at once. A pipe, because a signal handler must not touch a lock or an event."""
        select.select([self._wakeup_reader], [], [], seconds)
