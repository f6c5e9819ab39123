"""Writing the log of acts."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from articles.models import AuditEntry, User
from articles.text import normalise


def record(by: User | None, action: str, target: Model | None = None, **details: Any) -> AuditEntry:
    """One entry, in the transaction of the act itself: an act that is undone leaves none."""
    return AuditEntry.objects.create(
        by=by,
        by_name=by.name[:200] if by else "",
        action=action[:40],
        target_kind=target._meta.model_name or "" if target else "",
        target_id=str(target.pk) if target else "",
        target_name=str(target)[:300] if target else "",
        details=_tidied(details),
    )


def _tidied(value: Any) -> Any:
    """Texts as in any text field; PostgreSQL refuses some characters in JSON too."""
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, dict):
        return {name: _tidied(part) for name, part in value.items()}
    return [_tidied(part) for part in value] if isinstance(value, list | tuple) else value
