"""The queue of background jobs: which call to run, when, how often it was attempted, and the last error."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import LineField, ProseField


class JobState(models.TextChoices):
    WAITING = "waiting", _("in line")
    RUNNING = "running", _("being done")
    DONE = "done", _("done")
    FAILED = "failed", _("given up")


class JobQuerySet(models.QuerySet["Job"]):
    def due(self, now: dt.datetime) -> JobQuerySet:
        """Return the jobs that a worker may start now, in the order in which they are taken."""
        return self.filter(due_at__lte=now).order_by("-priority", "due_at", "pk")


class Job(models.Model):
    """A queued call of a background task. Only `articles.tasks` writes these rows; its modules have the rules."""

    name = LineField(_("task"), max_length=100)
    args = models.JSONField(_("arguments"), default=list)
    key = LineField(max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.WAITING)
    # Higher values run first.
    priority = models.SmallIntegerField(default=0)
    # A periodic task has one row, which is queued again when it has run.
    is_periodic = models.BooleanField(_("again and again"), default=False)
    # When a worker may start the job. While it runs, the end of its lease: then the worker counts as lost. Empty once
    # the job is finished.
    due_at = models.DateTimeField(_("due"), null=True, default=timezone.now)
    # Number of the latest attempt, never reset. Only the latest attempt may store a result.
    attempt_number = models.PositiveIntegerField(default=0)
    # Attempts since the job was queued; a retry at the desk starts again from 0.
    attempts = models.PositiveIntegerField(_("tries"), default=0)
    enqueued_at = models.DateTimeField(_("put in line"), default=timezone.now)
    started_at = models.DateTimeField(_("begun"), null=True)
    finished_at = models.DateTimeField(_("ended"), null=True)
    error = ProseField(_("error"), blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        ordering = ["-id"]
        indexes = [models.Index(fields=["due_at"], name="job_due", condition=Q(due_at__isnull=False))]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key"], name="job_queued_once", condition=Q(state=JobState.WAITING) & ~Q(key="")
            ),
            models.UniqueConstraint(fields=["name"], name="job_periodic_once", condition=Q(is_periodic=True)),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
