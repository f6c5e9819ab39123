"""Write the log of actions, and tell from it who did what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import AuditEntry, User
from articles.text import normalise

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def record(by: User | None, action: str, target: Model | None = None, **details: Any) -> AuditEntry:
    """Write one entry. Call it inside the transaction of the action, so that both are rolled back together."""
    return AuditEntry.objects.create(
        by=by,
        by_name=by.name[:200] if by else "",
        action=action[:40],
        target_kind=target._meta.model_name or "" if target else "",
        target_id=str(target.pk) if target else "",
        target_name=str(target)[:300] if target else "",
        details=_normalised(details),
    )


def who_and_when(by: str, at: dt.datetime, act: StrOrPromise) -> str:
    """Return one sentence on an act: “Kavita Nair, 30 November 2026 10:32: put in the trash.”"""
    when = date_format(timezone.localtime(at), "DATETIME_FORMAT")
    return _("%(by)s, %(when)s: %(act)s.") % {"by": by or "–", "when": when, "act": act}


def last_act(kind: str, object_id: str, *actions: str) -> str:
    """Return who did the latest of these actions to an object, and when; "" if the log does not say."""
    rows = AuditEntry.objects.filter(target_kind=kind, target_id=object_id)
    entry = rows.filter(action__in=actions).first() if actions else rows.first()
    if entry is None:
        return ""
    return f"“{entry.target_name}”. " + who_and_when(entry.by_name, entry.at, entry.get_action_display())


def _normalised(value: Any) -> Any:
    """Return the value with its texts normalised, as text fields do: PostgreSQL refuses some characters in JSON too."""
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, dict):
        return {name: _normalised(part) for name, part in value.items()}
    return [_normalised(part) for part in value] if isinstance(value, list | tuple) else value
