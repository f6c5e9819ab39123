"""The one way to change rows that are only ever added."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Model

from articles.models import AppendOnlyOverride, User

from . import audit_log


@contextmanager
def override(reason: str, target: Model | None = None, *, by: User | None = None) -> Iterator[None]:
    """Let revisions, snapshots and log entries be changed inside, in one transaction, and log it with the reason.

    For posts that turn out to be one, for what a form made and nobody saved, and for erasure that a law demands.
    """
    with transaction.atomic():
        audit_log.record(by, "override", target, note=reason)
        row = AppendOnlyOverride.objects.create(reason=reason[:200])
        yield
        row.delete()
