"""All rows of all tables, out and in, in a form that every database reads.

The models are those of the migrations that the database has had, not those of the running code: a backup can be taken
before an update is migrated, and one from an earlier version can be restored. Values pass through the fields' own
conversions; what a model's `save` would refuse or change does not come into it.
"""

from __future__ import annotations

import base64
import datetime as dt
import decimal
import itertools
import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.utils.duration import duration_iso_string

Node = tuple[str, str]  # app, name of a migration
_BATCH = 500
# What a new installation or a passing reader makes: a database with nothing beyond it counts as empty.
MADE_BY_ITSELF = {
    "contenttypes.contenttype", "auth.permission", "auth.group", "auth.group_permissions", "sessions.session",
    "articles.feedstate", "articles.job",
    "axes.accessattempt", "axes.accessattemptexpiration", "axes.accessfailurelog", "axes.accesslog",
}  # fmt: skip


def applied() -> set[Node]:
    """The migrations that the database has had."""
    return set(MigrationExecutor(connection).loader.applied_migrations)


def known() -> set[Node]:
    """The migrations that this version of Newsroom has."""
    return set(MigrationExecutor(connection).loader.graph.nodes)


def migrate_to(nodes: set[Node]) -> None:
    """Applies what is missing of these migrations, and no others."""
    executor = MigrationExecutor(connection)
    if nodes - set(executor.loader.applied_migrations):
        graph = executor.loader.graph
        followed = {parent.key for node in nodes for parent in graph.node_map[node].parents if parent.key[0] == node[0]}
        executor.migrate(sorted(nodes - followed))


def at(nodes: Iterable[Node]) -> list[type[models.Model]]:
    """The models, one for each table, as they were after these migrations."""
    state = MigrationExecutor(connection).loader.project_state(sorted(nodes))
    found = state.apps.get_models(include_auto_created=True)
    return sorted((model for model in found if model._meta.managed and not model._meta.proxy), key=label)


def label(model: type[models.Model]) -> str:
    return model._meta.label_lower


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """Every row as a line of JSON, in the order of the keys: a list of values in the order of `columns`."""
    names = [field.attname for field in model._meta.concrete_fields]
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2000):
        yield json.dumps(row, ensure_ascii=False, default=_portable, separators=(",", ":")).encode() + b"\n"


def columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def is_empty(among: Iterable[type[models.Model]]) -> bool:
    """Whether none of these tables holds anything that people have put there."""
    return not any(model._base_manager.exists() for model in among if label(model) not in MADE_BY_ITSELF)


def empty(among: Iterable[type[models.Model]]) -> None:
    """Removes every row of these tables. In a transaction, where references may dangle until its end."""
    with connection.cursor() as cursor:
        for model in among:
            cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608


def fill(model: type[models.Model], rows: Iterable[list[Any]]) -> int:
    """Writes the rows as they are; returns how many. Raises ValueError where one does not fit the table."""
    fields = model._meta.concrete_fields
    into = ", ".join(_quoted(column) for column in columns(model))
    statement = f"INSERT INTO {_quoted(model._meta.db_table)} ({into}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    count, remaining = 0, iter(rows)
    with connection.cursor() as cursor:
        while batch := list(itertools.islice(remaining, _BATCH)):
            cursor.executemany(statement, [_stored(fields, row) for row in batch])
            count += len(batch)
    return count


def _stored(fields: Any, row: list[Any]) -> list[Any]:
    return [
        field.get_db_prep_save(None if value is None else _reader(field).to_python(value), connection)
        for field, value in zip(fields, row, strict=True)
    ]


def _reader(field: Any) -> Any:
    """The field that understands the value: for a reference, the key it refers to."""
    return _reader(field.target_field) if field.is_relation else field


def _portable(value: Any) -> str:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return duration_iso_string(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    raise TypeError(f"no portable form for {type(value).__name__}")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def last_number(model: type[models.Model]) -> int | None:
    """The highest key ever given out in the table; None where keys are not numbered. A key is never used again."""
    if not isinstance(model._meta.pk, models.AutoField):
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            return (cursor.fetchone() or [0])[0]
        cursor.execute(f"SELECT last_value, is_called FROM {_sequence(model)}")  # noqa: S608
        last, is_used = cursor.fetchone()
        return last if is_used else 0


def set_last_number(model: type[models.Model], number: int) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
        else:
            cursor.execute("SELECT setval(%s, %s, %s)", [_sequence(model), max(number, 1), number > 0])


def _sequence(model: type[models.Model]) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [_quoted(model._meta.db_table), columns(model)[0]])
        return cursor.fetchone()[0]
