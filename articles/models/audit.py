"""The log of every act at the desk: who did what to what, and when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnly
from .fields import LineField


class AuditEntry(AppendOnly):
    """One act. Names are kept beside the references, so that the entry still reads when an account is gone."""

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = LineField(_("by"), max_length=200)
    act = LineField(_("act"), max_length=40)
    target_kind = LineField(_("kind"), max_length=40, blank=True)
    target_id = LineField(_("id"), max_length=40, blank=True)
    target_name = LineField(_("name"), max_length=300, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["target_kind", "target_id", "-id"], name="audit_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.act} {self.target_name}"
