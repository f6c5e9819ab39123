"""Revisions: the whole story after each transition. Rows are only ever added."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnly
from .fields import LineField, ProseField


class TransitionName(models.TextChoices):
    """The names of the transitions, as they are stored; the workflow itself is in `articles.publishing`."""

    SAVE_DRAFT = "save_draft", _("saved")
    SUBMIT = "submit", _("submitted for review")
    SEND_BACK = "send_back", _("sent back")
    APPROVE = "approve", _("approved")
    PUBLISH = "publish", _("published")
    SCHEDULE = "schedule", _("scheduled")
    UNSCHEDULE = "unschedule", _("taken off the schedule")
    UPDATE = "update", _("updated")
    EXPIRE = "expire", _("given an end")
    WITHDRAW = "withdraw", _("withdrawn")
    CORRECT = "correct", _("corrected")
    AMEND = "amend", _("correction amended")
    RETRACT = "retract", _("correction taken back")
    TRASH = "trash", _("put in the trash")
    RESTORE = "restore", _("restored from the trash")


class Revision(AppendOnly):
    """The whole story after a transition: fields, bylines, tags, corrections, and text and policy of the quoted posts.

    `data` carries its own `schema_version`; `number` is the story's version that the transition made.
    """

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveIntegerField(_("version"))
    transition = models.CharField(_("act"), max_length=12, choices=TransitionName.choices)
    at = models.DateTimeField(_("time"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = LineField(_("by"), max_length=200, help_text=_("As the account was called then."))
    note = ProseField(_("note"), blank=True)
    data = models.JSONField(_("story"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_once_a_version")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_transition_display()}, {self.by_name}"
