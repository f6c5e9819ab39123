"""What the database knows of its tables: nothing, what was true long ago, a sample, or everything."""

from __future__ import annotations

from typing import Any

from django.db import connection


def kinds() -> tuple[str, ...]:
    """Return the kinds that a site may have, in the order in which they can be collected.

    Outdated ones SQLite never has: see `articles.tasks.maintenance.forget_statistics`.
    """
    return ("none", "sampled", "full") if connection.vendor == "sqlite" else ("outdated", "none", "sampled", "full")


def collect(kind: str, outdated: list[Any]) -> None:
    """Put the statistics of that kind in place of those that are there. `outdated` is what `now()` returned long ago.

    On PostgreSQL "outdated" only holds until any other kind was collected.
    """
    if connection.vendor == "sqlite":
        _sqlite(kind, outdated)
    else:
        _postgresql(kind)


def now() -> list[Any]:
    """Collect a sample, and return it if it can be put back."""
    if connection.vendor == "postgresql":
        _postgresql("sampled")
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")
        cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1")
        return cursor.fetchall()


def forget() -> None:
    """Let SQLite read again what is stored: what it has in memory survives a rollback.

    ANALYZE sqlite_schema would not do: of a table without statistics it keeps the number of rows that it knew.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA writable_schema = RESET")


def clean() -> None:
    """Remove what a rolled back newsroom leaves behind: dead rows, and what is remembered of it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
    forget()


def _sqlite(kind: str, outdated: list[Any]) -> None:
    with connection.cursor() as cursor:
        if kind in ("sampled", "full"):
            cursor.execute(f"PRAGMA analysis_limit = {1000 if kind == 'sampled' else 0}")
            cursor.execute("ANALYZE")
            return
        cursor.execute("DELETE FROM sqlite_stat1")
        if kind == "outdated":
            cursor.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", outdated)
    forget()


def _postgresql(kind: str) -> None:
    with connection.cursor() as cursor:
        if kind == "none":
            tables = "SELECT oid FROM pg_class WHERE relname LIKE 'articles%'"
            cursor.execute(f"DELETE FROM pg_statistic WHERE starelid IN ({tables})")
        elif kind != "outdated":
            cursor.execute(f"SET LOCAL default_statistics_target = {100 if kind == 'sampled' else 1000}")
            cursor.execute("ANALYZE")
