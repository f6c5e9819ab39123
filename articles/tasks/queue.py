"""Write jobs to the queue and store what became of them. This module does not know what a job does."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Job, JobState

logger = logging.getLogger("newsroom.tasks")


def enqueue(name: str, args: Sequence[Any], key: str, run_after: dt.datetime | None, priority: int) -> None:
    """Add a job in the caller's transaction, or merge it with the queued job of the same task and key."""
    job = Job(name=name, args=list(args), key=key, due_at=run_after or timezone.now(), priority=priority)
    with transaction.atomic():
        while not (key and _merge_with_queued(job)):
            try:
                with transaction.atomic():
                    return job.save(force_insert=True)
            except IntegrityError:
                # Another transaction has just queued the same job.
                continue
    return None


def _merge_with_queued(job: Job) -> bool:
    """Give the queued job with the same key the earlier of both times. Return False if there is none.

    Its row stays locked until the caller's transaction ends. So a worker cannot start it before it can see what the
    caller has written.
    """
    queued = Job.objects.select_for_update().filter(name=job.name, key=job.key, state=JobState.WAITING).first()
    if queued is not None and job.due_at and queued.due_at and job.due_at < queued.due_at:
        queued.due_at = job.due_at
        queued.save(update_fields=["due_at"])
    return queued is not None


def start(job: Job, lease: int) -> None:
    """Lease the job to this process for that many seconds. Call it in the transaction that has locked the row."""
    now = timezone.now()
    job.state, job.attempt_number, job.attempts = JobState.RUNNING, job.attempt_number + 1, job.attempts + 1
    job.started_at, job.due_at = now, now + dt.timedelta(seconds=lease)
    job.save(update_fields=["state", "attempt_number", "attempts", "started_at", "due_at"])


def finish(job: Job, state: JobState, error: str = "") -> bool:
    """Store that the job is done or failed. Return False if another worker has taken over the job."""
    return _store(job, state=state, due_at=None, finished_at=timezone.now(), error=error)


def requeue(job: Job, due_at: dt.datetime, error: str = "", *, attempts: int) -> bool:
    """Queue the job again, with that many attempts used. Return False if another worker has taken over the job."""
    values = {"state": JobState.WAITING, "due_at": due_at, "attempts": attempts, "finished_at": timezone.now()}
    try:
        with transaction.atomic():
            return _store(job, error=error, **values)
    except IntegrityError:
        # A job with the same key was queued during this attempt. It will see everything that this one saw.
        return finish(job, JobState.DONE, error)


def _store(job: Job, **values: Any) -> bool:
    """Update the row only if this is still the latest attempt."""
    latest = Job.objects.filter(pk=job.pk, attempt_number=job.attempt_number, state=JobState.RUNNING)
    stored = latest.update(**values) > 0
    if not stored:
        logger.warning("%s exceeded its lease and was started again; this attempt does not count", job)
    return stored


def retry(job: Job) -> bool:
    """Queue a failed job again with all its attempts. Return False if it is not failed or its key is queued already."""
    values = {"state": JobState.WAITING, "due_at": timezone.now(), "attempts": 0, "finished_at": None}
    try:
        with transaction.atomic():
            return Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(**values) > 0
    except IntegrityError:
        return False
