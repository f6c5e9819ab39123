"""Corrections, shown to readers under the story."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import ProseField
from .json_rows import JsonRows, moment


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def shown(self) -> CorrectionQuerySet:
        """Return the corrections that readers see: those that were not taken back."""
        return self.filter(retracted_at__isnull=True)


class CorrectionRows(JsonRows):
    """The corrections that readers see of the story in a column."""

    def __init__(self, article: str) -> None:
        super().__init__(Correction.objects.shown().filter(article=models.OuterRef(article)), "text", "at", "id")

    @staticmethod
    def read(rows: list[tuple[str, str, int]] | None) -> list[tuple[str, dt.datetime]]:
        """Return the text and time of each correction of such a column, in their order."""
        times = sorted((moment(at), number, text) for text, at, number in rows or ())
        return [(text, at) for at, _number, text in times]


class Correction(models.Model):
    """What was wrong and what is right. One that is taken back stays, for the history; revisions hold earlier words."""

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), on_delete=models.CASCADE, related_name="corrections"
    )
    text = ProseField(_("text"))
    at = models.DateTimeField(_("time"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    amended_at = models.DateTimeField(_("amended"), null=True, blank=True)
    amended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("amended by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    retracted_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("taken back by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    objects: ClassVar[models.Manager[Correction]] = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text
