"""Background work at the desk: what is in line, what was given up and why."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import tasks
from articles.models import Job, JobState
from articles.publishing import audit

from .records import ReadOnlyAdmin


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["name", "what", "state", "tries", "due_at", "finished_at", "fault"]
    list_filter = ["state", "name"]
    ordering = ["-id"]
    actions = ["try_again"]
    fields = [
        "name", "what", "state", "is_periodic", "tries", "enqueued_at", "due_at", "started_at", "finished_at",
        "whole_fault",
    ]  # fmt: skip
    readonly_fields = fields  # type: ignore[assignment]

    def has_try_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_job")

    @admin.action(description=_("Try again what was given up"), permissions=["try_again"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        by: Any = request.user
        with transaction.atomic():
            again = [job for job in queryset.filter(state=JobState.FAILED) if tasks.try_again(job)]
            for job in again:
                audit.record(by, "try again", job)
        messages.success(
            request, ngettext("%d job is in line again.", "%d jobs are in line again.", len(again)) % len(again)
        )

    @admin.display(description=_("arguments"))
    def what(self, job: Job) -> str:
        return ", ".join(str(value) for value in job.args)

    @admin.display(description=_("error"))
    def fault(self, job: Job) -> str:
        """The last line: what a traceback ends with."""
        return job.error.strip().rpartition("\n")[2][:200]

    @admin.display(description=_("error"))
    def whole_fault(self, job: Job) -> SafeString | str:
        return format_html('<div class="record-text"><pre>{}</pre></div>', job.error) if job.error else ""
