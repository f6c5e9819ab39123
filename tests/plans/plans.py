"""What a database means to do for a query, and what it really did, in the terms of either database."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.db import connection

from .addresses import Query
from .corpus import LARGE

_ALIAS = re.compile(r'(?:FROM|JOIN)\s+"?(articles_\w+)"?\s+(?:AS\s+)?"?(\w+)"?', re.IGNORECASE)
# A table of so few pages PostgreSQL rightly reads whole, rather than some rows of it by an index.
_FEW_PAGES = 100
# SQLite's steps are counted in so many at a time.
_STEPS = 20


def work(query: Query) -> int:
    """Return how much work the query is: steps of SQLite's machine, or rows that PostgreSQL reads."""
    return _sqlite_steps(query) if connection.vendor == "sqlite" else _postgresql_rows(query)


def _sqlite_steps(query: Query) -> int:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += _STEPS
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(count, _STEPS)
    try:
        with connection.cursor() as cursor:
            cursor.execute(query.sql, query.parameters)
            cursor.fetchall()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return steps


def _postgresql_rows(query: Query) -> int:
    """Rows that scans return and those that they read in vain; of a table of few pages none are counted."""
    rows = 0
    for node in _nodes(_explain_postgresql(query, "ANALYZE, TIMING OFF, ")):
        if node["Node Type"].endswith("Scan") and node["Node Type"] != "Subquery Scan" and not _is_small_scan(node):
            read = node["Actual Rows"] + sum(node.get(f"Rows Removed by {by}", 0) for by in ("Filter", "Index Recheck"))
            rows += int(read * node["Actual Loops"])
    return rows


def _is_small_scan(node: dict[str, Any]) -> bool:
    return node["Node Type"] == "Seq Scan" and _pages(node["Relation Name"]) <= _FEW_PAGES


def faults(query: Query) -> list[str]:
    """Return the steps of the query's plan that grow with the newsroom: scans of a large table, and sorts of one."""
    return _sqlite_faults(query) if connection.vendor == "sqlite" else _postgresql_faults(query)


def plan(query: Query) -> str:
    """Return the plan as text."""
    if connection.vendor == "sqlite":
        return "\n".join(f"{row[0]:4} {row[1]:4} {row[3]}" for row in _explain_sqlite(query))
    return "\n".join(_described(node) for node in _nodes(_explain_postgresql(query, "")))


def _explain_sqlite(query: Query) -> list[tuple[int, int, int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query.sql}", query.parameters)
        return cursor.fetchall()


def _explain_postgresql(query: Query, options: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({options}FORMAT JSON) {query.sql}", query.parameters)
        found = cursor.fetchone()[0]
    return (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]


def _sqlite_faults(query: Query) -> list[str]:
    rows = _explain_sqlite(query)
    found = []
    for _id, parent, _unused, step in rows:
        if step.startswith("SCAN") and _is_large(query, step):
            found.append(step)
        if step.startswith("USE TEMP B-TREE FOR") and "ORDER BY" in step:
            beside = [other for _i, of, _u, other in rows if of == parent and other.startswith(("SEARCH", "SCAN"))]
            sorted_from = beside[0] if beside else ""
            if sorted_from and _is_large(query, sorted_from) and not _is_by_key(sorted_from):
                found.append(f"{step}: {sorted_from}")
    return found


def _is_large(query: Query, step: str) -> bool:
    """Return whether the step reads a large table. An alias that stands for several is large if all of them are."""
    name = step.split()[1]
    tables = {table for table, alias in _ALIAS.findall(query.sql) if alias == name} or {name}
    return tables <= LARGE


def _is_by_key(step: str) -> bool:
    return bool(re.search(r"\((rowid|id|article_id|content_object_id|word|key|sound_key)=\?", step))


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _postgresql_faults(query: Query) -> list[str]:
    nodes = list(_nodes(_explain_postgresql(query, "")))
    whole = [node for node in nodes if node["Node Type"] == "Seq Scan" and not _is_small_scan(node)]
    return [_described(node) for node in whole if node["Relation Name"] in LARGE]


def _pages(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size(%s::regclass) / 8192", [table])
        return int(cursor.fetchone()[0])


def _described(node: dict[str, Any]) -> str:
    names = ("Node Type", "Relation Name", "Alias", "Index Name", "Index Cond", "Filter", "Sort Key", "Plan Rows")
    return ", ".join(str(node[name]) for name in names if name in node)
