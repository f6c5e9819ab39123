"""Maintain the queue: add periodic jobs, remove old ones; plan queries without statistics."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import AttemptCounter, Autosave, DeskSession, Job, JobState, Submission

from .registry import all_tasks, task

RETENTION = {JobState.DONE: dt.timedelta(days=7), JobState.FAILED: dt.timedelta(days=90)}
# A page may stay open for days; a form that is older than this and is sent again is saved as if for the first time.
SUBMISSION_RETENTION = dt.timedelta(days=30)
_BATCH = 500  # rows deleted in one statement: on SQLite all other writers wait for it


@task(name="tasks.maintenance", every=dt.timedelta(hours=1), max_attempts=1, lease=300)
def maintenance() -> None:
    enqueue_periodic()
    prune()
    forget_statistics()


def forget_statistics() -> None:
    """Delete the statistics that an ANALYZE has given SQLite. One query, more only if there is something to delete.

    Without statistics it plans every query for a large newsroom, by the indexes alone: the same plan everywhere, which
    the tests check. With those of a small newsroom it reads whole tables after an import has made it a large one.
    PostgreSQL keeps its own up to date (autovacuum). See docs/decisions/0036-query-plans.md.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name IN ('sqlite_stat1', 'sqlite_stat4')")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608
            if cursor.fetchone()[0]:  # Deleting nothing would wait for other writers too.
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def prune() -> int:
    """Delete what is too old: finished jobs, submissions of forms, unsaved text, sessions, attempts to sign in.

    Return how many rows.
    """
    now = timezone.now()
    jobs = (Job.objects.filter(state=state, finished_at__lt=now - age) for state, age in RETENTION.items())
    old_submissions = Submission.objects.filter(at__lt=now - SUBMISSION_RETENTION)
    kept_for_a_while = (Autosave.objects.expired(now), AttemptCounter.objects.outdated(now))
    sessions = (Session.objects.filter(expire_date__lt=now), DeskSession.objects.outdated(now))
    outdated = (*jobs, old_submissions, *kept_for_a_while, *sessions)
    return sum(_delete_in_batches(rows) for rows in outdated)


def _delete_in_batches(rows: QuerySet[Any]) -> int:
    count = 0
    while batch := list(rows.order_by().values_list("pk", flat=True)[:_BATCH]):
        count += rows.filter(pk__in=batch).delete()[0]
    return count


def enqueue_periodic() -> None:
    """Keep one job for each periodic task, due within one period, and none for tasks that no longer exist.

    Rows that are right already are not written.
    """
    every = {task.name: task.every for task in all_tasks().values() if task.every}
    jobs = {job.name: job for job in Job.objects.filter(is_periodic=True)}
    for name in every.keys() - jobs.keys():
        try:
            with transaction.atomic():
                Job.objects.create(name=name, is_periodic=True)
        except IntegrityError:
            continue  # Another worker, starting at the same moment, has just added it.
    for name, job in jobs.items():
        if name not in every:
            job.delete()
        elif job.state == JobState.WAITING and job.due_at and job.due_at > (latest := timezone.now() + every[name]):
            unchanged = Job.objects.filter(pk=job.pk, attempt_number=job.attempt_number, state=JobState.WAITING)
            unchanged.update(due_at=latest)
