"""Every row of the database, to compare before and after."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

# SQLite's index of the search documents is made of these; its own tables may be laid out otherwise each time.
_INDEX = "articles_searchindex"


def all_rows(without: Collection[str] = ()) -> dict[str, list[str]]:
    """Return the rows of each table, as text in a fixed order."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in without and not table.startswith(_INDEX):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows
