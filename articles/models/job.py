"""Background work in line: what is to be done, what is being done, and what came of it."""

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
        """What a worker may take now, in the order in which it is taken."""
        return self.filter(due_at__lte=now).order_by("-priority", "due_at", "pk")


class Job(models.Model):
    """One call of a task of `articles.tasks`, which has the rules; nothing but that room writes these rows."""

    name = LineField(_("task"), max_length=100)
    args = models.JSONField(_("arguments"), default=list)
    key = LineField(max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.WAITING)
    # The higher comes first.
    priority = models.SmallIntegerField(default=0)
    # Of these there is one row for each task, which is in line again when it is done.
    is_periodic = models.BooleanField(_("again and again"), default=False)
    # When a worker may take it: in line, not before its time; being done, when the worker must have been lost. Empty
    # when it is over.
    due_at = models.DateTimeField(_("due"), null=True, default=timezone.now)
    # How often it was begun, ever: whoever began it last is the one whose result counts.
    run = models.PositiveIntegerField(default=0)
    # How often it was begun since it was put in line.
    tries = models.PositiveIntegerField(_("tries"), default=0)
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
                fields=["name", "key"], name="job_in_line_once", condition=Q(state=JobState.WAITING) & ~Q(key="")
            ),
            models.UniqueConstraint(fields=["name"], name="job_periodic_once", condition=Q(is_periodic=True)),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
