"""The line kept in order: periodic jobs stand in it, and what has long been over is removed."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Job, JobState

from .registry import all_tasks, periodic, task

KEPT = {JobState.DONE: dt.timedelta(days=7), JobState.FAILED: dt.timedelta(days=90)}
_BATCH = 500  # rows removed in one statement: on SQLite, everybody who writes waits for it


@periodic(every=dt.timedelta(hours=1))
@task(name="tasks.maintenance", tries=1, lease=300)
def maintenance() -> None:
    enqueue_periodic()
    prune()
    take_statistics()


def take_statistics() -> None:
    """SQLite chooses among indexes by them and never takes them by itself: without them it sorts all published stories
    for every list. A sample is enough, and takes milliseconds however large the tables are."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")


def prune() -> int:
    """Removes what has been over for longer than it is kept; how many jobs those were."""
    count = 0
    for state, kept in KEPT.items():
        old = (
            Job.objects.filter(state=state, finished_at__lt=timezone.now() - kept)
            .order_by()
            .values_list("pk", flat=True)
        )
        while batch := list(old[:_BATCH]):
            count += Job.objects.filter(pk__in=batch, state=state).delete()[0]
    return count


def enqueue_periodic() -> None:
    """One job for each periodic task, due at the latest in one period; none for those that are no more. Writes only
    what differs."""
    every = {one.name: one.every for one in all_tasks().values() if one.every}
    there = {job.name: job for job in Job.objects.filter(is_periodic=True)}
    for name in every.keys() - there.keys():
        try:
            with transaction.atomic():
                Job.objects.create(name=name, is_periodic=True)
        except IntegrityError:
            continue  # Another worker is starting at this moment.
    for name, job in there.items():
        if name not in every:
            job.delete()
        elif job.state == JobState.WAITING and job.due_at and job.due_at > (latest := timezone.now() + every[name]):
            Job.objects.filter(pk=job.pk, run=job.run, state=JobState.WAITING).update(due_at=latest)
