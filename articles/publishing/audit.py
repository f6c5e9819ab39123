"""Writing the log of acts."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from articles.models import AuditEntry, User


def record(by: User | None, act: str, target: Model | None = None, **details: Any) -> AuditEntry:
    """One entry, in the transaction of the act itself: an act that is undone leaves none."""
    return AuditEntry.objects.create(
        by=by,
        by_name=by.name[:200] if by else "",
        act=act[:40],
        target_kind=target._meta.model_name or "" if target else "",
        target_id=str(target.pk) if target else "",
        target_name=str(target)[:300] if target else "",
        details=details,
    )
