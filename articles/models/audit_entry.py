"""The log of every action at the desk: who did what to what, and when."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .append_only import AppendOnly
from .fields import LineField
from .folded import Folded
from .revision import TransitionName

# The names of actions. Transitions have the same names as in revisions.
_NAMES = {
    **{act.value: act.label for act in TransitionName},
    "add": pgettext_lazy("log", "added"),
    "change": pgettext_lazy("log", "changed"),
    "delete": pgettext_lazy("log", "deleted"),
    "confirm": pgettext_lazy("log", "confirmed"),
    "alias": pgettext_lazy("log", "given another name"),
    "merge": pgettext_lazy("log", "merged with another"),
    "policy": pgettext_lazy("log", "policy changed"),
    "status": pgettext_lazy("log", "state of the original set"),
    "ask": pgettext_lazy("log", "asked its network"),
    "checked": pgettext_lazy("log", "original checked"),
    "try again": pgettext_lazy("log", "to be tried again"),
    "arrange": pgettext_lazy("log", "arranged"),
    "go back": pgettext_lazy("log", "taken back to an earlier version"),
    "add account": pgettext_lazy("log", "account made"),
    "new password": pgettext_lazy("log", "new password set"),
    "set password": pgettext_lazy("log", "password set for somebody else"),
    "set up factor": pgettext_lazy("log", "second factor set up"),
    "remove factor": pgettext_lazy("log", "second factor removed"),
    "reset factor": pgettext_lazy("log", "second factor of somebody else reset"),
    "new recovery codes": pgettext_lazy("log", "new recovery codes made"),
    "use recovery code": pgettext_lazy("log", "signed in with a recovery code"),
    "override": pgettext_lazy("log", "kept rows changed"),
    "end sessions": pgettext_lazy("log", "sessions ended"),
    "add sample newsroom": pgettext_lazy("log", "sample newsroom added"),
}


def action_name(action: str) -> str:
    """Return the name in the active language, or the action itself if it has none."""
    return str(_NAMES.get(action, action))


def kind_name(kind: str) -> str:
    """Return the verbose name of the model of this name, or the name itself if there is no such model any more."""
    return next((str(model._meta.verbose_name) for model in apps.get_models() if model._meta.model_name == kind), kind)


class AuditEntry(Folded, AppendOnly):
    """One action. Names are kept beside the references, so that the entry still reads when an account is gone."""

    folded_from = ("by_name", "target_name")

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = LineField(_("by"), max_length=200)
    action = LineField(_("act"), max_length=40)
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
        return f"{self.by_name}: {action_name(self.action)} {self.target_name}"

    def get_action_display(self) -> str:
        return action_name(self.action)
