"""Successful submissions of the desk's forms, by form token: what is sent twice is done once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Submission(models.Model):
    """The latest save that a form has made. The row is written in the transaction of the save.

    `digest` is of everything that was sent; `version` is the version that the save made, if its model counts versions.
    """

    token = models.CharField(max_length=60, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=40, blank=True)
    target_kind = models.CharField(max_length=40, blank=True)
    target_id = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("submission of a form")
        verbose_name_plural = _("submissions of forms")

    def __str__(self) -> str:
        return f"{self.target_kind} {self.target_id}: {self.action}"
