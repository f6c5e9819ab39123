"""Locks that hold until the transaction ends."""

from __future__ import annotations

from enum import Enum

from django.db import connection


class Lock(Enum):
    """What can be locked; the values are PostgreSQL's advisory lock numbers and need only differ."""

    TAGS = 0x746167
    SEARCH_INDEX = 0x736561


def lock_until_commit(lock: Lock) -> None:
    """Wait until no other transaction holds the lock, then hold it. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock.value])
