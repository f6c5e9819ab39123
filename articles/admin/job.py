"""Background jobs at the desk: the queue, and which jobs failed and why. Read-only but for the retry of failed jobs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import tasks
from articles.models import Job, JobState
from articles.publishing import audit_log

from .names import task_name
from .records import ActionFilter, ReadOnlyAdmin


class TaskFilter(ActionFilter):
    name_of = staticmethod(task_name)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["task", "arguments", "state", "attempts", "due_at", "finished_at", "last_error_line"]
    list_filter = ["state", ("name", TaskFilter)]
    ordering = ["-id"]
    actions = ["retry"]
    fields = [
        "task", "arguments", "state", "is_periodic", "attempts", "enqueued_at", "due_at", "started_at", "finished_at",
        "full_error",
    ]  # fmt: skip
    readonly_fields = fields  # type: ignore[assignment]

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_job")

    @admin.action(description=_("Try again what was given up"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        by: Any = request.user
        with transaction.atomic():
            retried = [job for job in queryset.filter(state=JobState.FAILED) if tasks.retry(job)]
            for job in retried:
                audit_log.record(by, "try again", job)
        messages.success(
            request, ngettext("%d job is in line again.", "%d jobs are in line again.", len(retried)) % len(retried)
        )

    @admin.display(description=_("task"), ordering="name")
    def task(self, job: Job) -> str:
        return task_name(job.name)

    @admin.display(description=_("arguments"))
    def arguments(self, job: Job) -> str:
        return ", ".join(str(value) for value in job.args)

    @admin.display(description=_("error"))
    def last_error_line(self, job: Job) -> str:
        """Return the last line of the traceback, which names the exception."""
        return self._error(job).rpartition("\n")[2][:200]

    @admin.display(description=_("error"))
    def full_error(self, job: Job) -> SafeString | str:
        error = self._error(job)
        return format_html('<div class="record-text"><pre>{}</pre></div>', error) if error else ""

    def _error(self, job: Job) -> str:
        error = job.error.strip()
        return gettext(error) if error in (tasks.LOST, tasks.TO_BE_RETRIED) else error
