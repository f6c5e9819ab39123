"""The loop that waits for jobs, for as long as the process lives."""

from __future__ import annotations

import faulthandler
import logging
import os
import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import Error, close_old_connections, connections

from articles.models import Job

from . import executor, maintenance
from .registry import all_tasks

logger = logging.getLogger("newsroom.tasks")

POLL = 1.0
# Seconds between two attempts while the database does not answer: twice as long each time, up to the last.
FIRST_PAUSE, LAST_PAUSE = 1.0, 15.0
Answer = TypeVar("Answer")


class Worker:
    """Carries out jobs until it is stopped. While the database does not answer, it waits and asks again."""

    def __init__(self, *, poll: float = POLL, alone: bool = False) -> None:
        """`alone` in its process: the process then ends if a task outstays its lease, since it may never come back."""
        self.poll, self.alone, self._stopped = poll, alone, False
        self._bell, self._rope = os.pipe()

    def stop(self, *_signal: object) -> None:
        """No further job is begun; the one being done is brought to its end. A signal handler may call this."""
        self._stopped = True
        os.write(self._rope, b"!")

    def run(self) -> None:
        self._insist(maintenance.enqueue_periodic)
        while not self._stopped:
            job = self._insist(executor.claim)
            if job is None:
                self._rest(self.poll)
            else:
                self._do(job)
        connections.close_all()

    def _do(self, job: Job) -> None:
        with self._watched(all_tasks()[job.name].lease):
            outcome = executor.attempt(job)
        close_old_connections()
        self._insist(lambda: executor.note(job, outcome))

    def _insist(self, ask: Callable[[], Answer]) -> Answer | None:
        """What the database answers, however long that takes; None where the worker is stopped first."""
        pause = FIRST_PAUSE
        while True:
            try:
                return ask()
            except Error as fault:
                logger.warning("the database does not answer, the worker waits: %s", str(fault).partition("\n")[0])
                connections.close_all()
            if self._stopped:
                return None
            self._rest(pause)
            pause = min(2 * pause, LAST_PAUSE)

    def _rest(self, seconds: float) -> None:
        """Waits; being stopped ends it at once. (A lock or an event must not be touched by a signal handler.)"""
        select.select([self._bell], [], [], seconds)

    @contextmanager
    def _watched(self, lease: int) -> Iterator[None]:
        if not self.alone:
            yield
            return
        faulthandler.dump_traceback_later(lease, exit=True)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
