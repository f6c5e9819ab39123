"""Write the log of actions."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from articles.models import AuditEntry, User
from articles.text import normalise


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


def _normalised(value: Any) -> Any:
    """Return the value with its texts normalised, as text fields do: PostgreSQL refuses some characters in JSON too."""
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, dict):
        return {name: _normalised(part) for name, part in value.items()}
    return [_normalised(part) for part in value] if isinstance(value, list | tuple) else value
