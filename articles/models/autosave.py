"""What a person has typed into a form of the desk and not saved yet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import LineField

RETENTION = dt.timedelta(days=30)


class AutosaveQuerySet(models.QuerySet["Autosave"]):
    def never_saved(self, user: Any, model_name: str) -> AutosaveQuerySet:
        """Return what this person typed into forms of new objects of that model, newest first."""
        return self.filter(user=user, key__startswith=f"{model_name}/add/").order_by("-at", "-id")

    def expired(self, at: dt.datetime | None = None) -> AutosaveQuerySet:
        return self.filter(at__lt=(at or timezone.now()) - RETENTION)


class Autosave(models.Model):
    """The unsaved text of one person in one form. It is no revision: no story, page or log knows of it.

    `key` is the model's name with the object's id ("article/12"), or with "add/" and the form's own token for an
    object that was never saved. `data` is a list of [name, value] or [name, value, label], as a browser submits the
    form; a label is the text of a chosen option. `version` is the object's version the form was opened at.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    key = LineField(max_length=100)
    data = models.JSONField(default=list)
    version = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="autosave_once_a_form")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"

    def values(self, name: str) -> list[str]:
        """Return the values of the field of this name."""
        return [entry[1] for entry in self.data if entry[0] == name]
