"""Jobs put in line, and what is noted on them. Nothing here knows what a job does."""

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
    job = Job(name=name, args=list(args), key=key, due_at=run_after or timezone.now(), priority=priority)
    with transaction.atomic():
        while not (key and _is_in_line(job)):
            try:
                with transaction.atomic():
                    return job.save(force_insert=True)
            except IntegrityError:
                # Somebody else has put it in line at this moment.
                continue
    return None


def _is_in_line(job: Job) -> bool:
    """Whether the same is in line. Its row is then held: it is not begun before the caller's transaction has ended, so
    that it sees what the caller has written."""
    same = Job.objects.select_for_update().filter(name=job.name, key=job.key, state=JobState.WAITING).first()
    if same is not None and job.due_at and same.due_at and job.due_at < same.due_at:
        same.due_at = job.due_at
        same.save(update_fields=["due_at"])
    return same is not None


def begin(job: Job, lease: int) -> None:
    """Makes the job ours for so many seconds. In the transaction in which its row was locked."""
    now = timezone.now()
    job.state, job.run, job.tries = JobState.RUNNING, job.run + 1, job.tries + 1
    job.started_at, job.due_at = now, now + dt.timedelta(seconds=lease)
    job.save(update_fields=["state", "run", "tries", "started_at", "due_at"])


def end(job: Job, state: JobState, error: str = "") -> bool:
    """Whether that was noted: what came of a run that has been lost and begun anew meanwhile does not count."""
    return _note(job, state=state, due_at=None, finished_at=timezone.now(), error=error)


def put_back(job: Job, after: dt.datetime, error: str = "", *, tries: int) -> bool:
    """In line again, as after so many tries."""
    try:
        with transaction.atomic():
            return _note(
                job, state=JobState.WAITING, due_at=after, tries=tries, finished_at=timezone.now(), error=error
            )
    except IntegrityError:
        # The same has been put in line while this was being done: that one has yet to see what this one saw.
        return end(job, JobState.DONE, error)


def _note(job: Job, **facts: Any) -> bool:
    ours = Job.objects.filter(pk=job.pk, run=job.run, state=JobState.RUNNING).update(**facts)
    if not ours:
        logger.warning("%s took longer than its lease and was begun anew; this run does not count", job)
    return bool(ours)


def try_again(job: Job) -> bool:
    """Puts a job that was given up in line again, with all its tries. Not where the same is in line already."""
    again = {"state": JobState.WAITING, "due_at": timezone.now(), "tries": 0, "finished_at": None}
    try:
        with transaction.atomic():
            return Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(**again) > 0
    except IntegrityError:
        return False
