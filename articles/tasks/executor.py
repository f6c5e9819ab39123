"""Take due jobs from the queue and run them, one after the other, in this process."""

from __future__ import annotations

import datetime as dt
import logging
import time
import traceback
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from articles.models import Job, JobQuerySet, JobState

from . import queue
from .registry import RetryLater, Task, all_tasks

logger = logging.getLogger("newsroom.tasks")

# Stored with the job; the desk shows these two in its own language.
TO_BE_RETRIED = gettext_noop("To be tried later.")
LOST = gettext_noop("The worker was lost while doing this, or it took longer than its lease.")
# Most workers are lost through no fault of the task. So a job whose worker was lost is started up to this often, even
# if its task has fewer attempts.
STARTS_AFTER_LOSS = 3
_MAX_ERROR_LENGTH = 10_000  # characters, from the end: the last lines of a traceback say most


@dataclass(frozen=True)
class AttemptOutcome:
    """The result of one attempt. `error` is empty on success; `retry_after` is the seconds that the task asked for."""

    error: str = ""
    retry_after: int = 0


def claim() -> Job | None:
    """Lease the next due job to this process and return it, or None. If none is due, one SELECT and nothing locked.

    Jobs of unknown tasks are left to the workers of another version.
    """
    while _due().exists():
        with transaction.atomic():
            # PostgreSQL skips rows that another worker is claiming; SQLite runs one write transaction at a time.
            job = _due().select_for_update(skip_locked=True).first()
            if job is None:
                return None
            task = all_tasks()[job.name]
            if job.state == JobState.RUNNING and job.attempts >= max(task.max_attempts, STARTS_AFTER_LOSS):
                _finish(job, task, JobState.FAILED, LOST)
                continue
            queue.start(job, task.lease)
            return job
    return None


def _due() -> JobQuerySet:
    return Job.objects.due(timezone.now()).filter(name__in=all_tasks())


def attempt(job: Job) -> AttemptOutcome:
    """Run the job outside any transaction. Exceptions of the task become an outcome and are not raised."""
    started = time.monotonic()
    try:
        all_tasks()[job.name](*job.args)
    except RetryLater as later:
        logger.info("%s is to be retried later", job)
        return AttemptOutcome(TO_BE_RETRIED, later.seconds)
    except Exception as error:  # noqa: BLE001 - whatever a task raises is stored with its job, and the worker goes on
        logger.warning("%s failed, attempt %d: %r", job, job.attempts, error)
        return AttemptOutcome("".join(traceback.format_exception(error))[-_MAX_ERROR_LENGTH:])
    logger.info("%s done in %.1f s", job, time.monotonic() - started)
    return AttemptOutcome()


def record_outcome(job: Job, outcome: AttemptOutcome) -> None:
    """Store the outcome: the job is done, queued for a retry, or failed because it has no attempts left."""
    task = all_tasks()[job.name]
    if not outcome.error:
        _finish(job, task, JobState.DONE)
    elif job.attempts < task.max_attempts:
        seconds = max(task.retry_delay(job.attempts), outcome.retry_after)
        queue.requeue(job, timezone.now() + dt.timedelta(seconds=seconds), outcome.error, attempts=job.attempts)
    else:
        _finish(job, task, JobState.FAILED, outcome.error)


def _finish(job: Job, task: Task, state: JobState, error: str = "") -> None:
    """Finish the job. A periodic job is queued for its next period instead and keeps the error until then."""
    if state == JobState.FAILED:
        logger.error("%s failed for good after %d attempts: %s", job, job.attempts, error)
    if task.every and job.started_at:
        queue.requeue(job, max(timezone.now(), job.started_at + task.every), error, attempts=0)
    else:
        queue.finish(job, state, error)
