"""Django's system checks of settings that only the database can tell: they run before each `migrate`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core import checks
from django.db import connection


def second_factor_groups(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warn of a group in NEWSROOM_SECOND_FACTOR_GROUPS that does not exist: a misspelt one would ask nobody."""
    wanted = set(settings.SECOND_FACTOR_GROUPS)
    if not kwargs.get("databases") or not wanted or Group._meta.db_table not in connection.introspection.table_names():
        return []
    existing = set(Group.objects.values_list("name", flat=True))
    if not existing:
        return []  # Before the first `migrate` is through.
    hint = f"The groups are called {', '.join(sorted(existing))}."
    return [
        checks.Warning(f"NEWSROOM_SECOND_FACTOR_GROUPS: there is no group {name!r}.", hint=hint, id="newsroom.W001")
        for name in sorted(wanted - existing)
    ]
