"""Jobs taken from the line and carried out, one after the other, in this process."""

from __future__ import annotations

import datetime as dt
import logging
import time
import traceback
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from articles.models import Job, JobQuerySet, JobState

from . import queue
from .registry import RetryLater, Task, all_tasks

logger = logging.getLogger("newsroom.tasks")

# A worker can be lost without any fault of the task: so often a job is begun, though it should be tried only once.
STARTS = 3
LOST = "The worker was lost while doing this, or it took longer than its lease."
_ERROR_AT_MOST = 10_000  # characters; the last ones say most


@dataclass(frozen=True)
class Outcome:
    """`error` is empty where all went well. `seconds` is how long the task itself wants to wait."""

    error: str = ""
    seconds: int = 0


def run_due() -> int:
    """Carries out all jobs that are due, in this process; how many those were."""
    count = 0
    while job := claim():
        note(job, attempt(job))
        count += 1
    return count


def claim() -> Job | None:
    """The next job that is due, ours until its lease ends. Where none is due, nothing is locked and nothing written.

    Jobs whose task is not known here are left to the worker of another version.
    """
    while _due().exists():
        with transaction.atomic():
            # PostgreSQL passes over what another worker is taking; on SQLite one transaction writes at a time.
            job = _due().select_for_update(skip_locked=True).first()
            if job is None:
                return None
            known = all_tasks()[job.name]
            if job.state == JobState.RUNNING and job.tries >= max(known.tries, STARTS):
                _end(job, known, JobState.FAILED, LOST)
                continue
            queue.begin(job, known.lease)
            return job
    return None


def _due() -> JobQuerySet:
    return Job.objects.due(timezone.now()).filter(name__in=all_tasks())


def attempt(job: Job) -> Outcome:
    """Carries the job out, outside of any transaction. Raises nothing that the task raises."""
    began = time.monotonic()
    try:
        all_tasks()[job.name](*job.args)
    except RetryLater as later:
        logger.info("%s is to be tried later", job)
        return Outcome("To be tried later.", later.seconds)
    except Exception as fault:  # noqa: BLE001 - whatever a task raises is kept with its job, and the worker goes on
        logger.warning("%s failed, try %d: %r", job, job.tries, fault)
        return Outcome("".join(traceback.format_exception(fault))[-_ERROR_AT_MOST:])
    logger.info("%s done in %.1f s", job, time.monotonic() - began)
    return Outcome()


def note(job: Job, outcome: Outcome) -> None:
    """Writes down what came of it: done, in line again, or given up."""
    known = all_tasks()[job.name]
    if not outcome.error:
        _end(job, known, JobState.DONE)
    elif job.tries < known.tries:
        seconds = max(known.pause(job.tries), outcome.seconds)
        queue.put_back(job, timezone.now() + dt.timedelta(seconds=seconds), outcome.error, tries=job.tries)
    else:
        _end(job, known, JobState.FAILED, outcome.error)


def _end(job: Job, known: Task, state: JobState, error: str = "") -> None:
    """A periodic job has no end but waits for its next period, with the error of this one."""
    if state == JobState.FAILED:
        logger.error("%s was given up after %d tries: %s", job, job.tries, error)
    if known.every and job.started_at:
        queue.put_back(job, max(timezone.now(), job.started_at + known.every), error, tries=0)
    else:
        queue.end(job, state, error)
