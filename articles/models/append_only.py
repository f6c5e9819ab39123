"""Rows that are written once: evidence is neither changed nor removed. Managers, models and the database refuse it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from django.apps import apps
from django.db import connections, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import LineField

_REFUSAL = "These rows are kept as they were written."
_FUNCTION = """
CREATE OR REPLACE FUNCTION articles_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM {override})
       OR TG_OP = 'UPDATE' AND to_jsonb(NEW)->>TG_ARGV[0] IS NULL
          AND to_jsonb(NEW) - TG_ARGV[0] = to_jsonb(OLD) - TG_ARGV[0] THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_ON_POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION articles_append_only('{person}');
CREATE TRIGGER {table}_append_only_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only('{person}')
"""
_ON_SQLITE = """
CREATE TRIGGER {table}_append_only_{event} BEFORE {event} ON {table}
WHEN NOT EXISTS (SELECT 1 FROM {override}) {condition}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""


class AppendOnlyError(TypeError):
    """Somebody tried to change or remove a row that proves what was."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(_("These rows are kept as they were written."))

    update = bulk_update = delete = _refuse

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        if kwargs.get("update_conflicts"):
            self._refuse()
        return super().bulk_create(*args, **kwargs)


class AppendOnly(models.Model):
    """Base of rows that are only ever added."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(_("This row is kept as it was written."))
        # Without this, a new instance with the key of an old row would overwrite it.
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(_("This row is kept as it was written."))


class AppendOnlyOverride(models.Model):
    """While the table holds a row, the triggers let rows be changed. It holds one within one transaction only, so that
    no other sees it: see `articles.publishing.overrides`."""

    reason = LineField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("override of kept rows")
        verbose_name_plural = _("overrides of kept rows")

    def __str__(self) -> str:
        return self.reason


def drop_triggers(using: str = "default", **signal: Any) -> None:
    """Drop the triggers before `migrate`: SQLite makes a changed table anew, without its triggers."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in (model._meta.db_table for model in _models() if model._meta.db_table in there):
            if connection.vendor == "postgresql":
                for suffix in ("", "_truncate"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only{suffix} ON {table}")
                continue
            for event in ("update", "delete", "insert"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only_{event}")


def create_triggers(using: str = "default", **signal: Any) -> None:
    """Have the database itself refuse to change, remove or replace append-only rows, but for a person's reference that
    becomes NULL when the account is deleted: the name stays beside it. Runs after each `migrate`."""
    drop_triggers(using)
    override = AppendOnlyOverride._meta.db_table
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "postgresql":
            cursor.execute(_FUNCTION.format(override=override, refusal=_REFUSAL))
        for model in _models():
            table, person = model._meta.db_table, _person(model)
            if connections[using].vendor == "postgresql":
                cursor.execute(_ON_POSTGRESQL.format(table=table, person=person))
                continue
            for event, condition in _conditions(model, person).items():
                sql = _ON_SQLITE.format(
                    table=table, event=event, override=override, condition=condition, refusal=_REFUSAL
                )
                cursor.execute(sql)


def _conditions(model: type[models.Model], person: str) -> dict[str, str]:
    """Return for each event on SQLite when the trigger refuses it. REPLACE removes the rows whose place it takes, by
    any unique key, without a DELETE."""
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    same = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in columns.values() if column != person)
    taken = " OR ".join(
        "(" + " AND ".join(f'"{columns[name]}" {equals} NEW."{columns[name]}"' for name, equals in key.items()) + ")"
        for key in _unique_keys(model)
    )
    return {
        "update": f'AND NOT (NEW."{person}" IS NULL AND {same})',
        "delete": "",
        "insert": f"AND EXISTS (SELECT 1 FROM {model._meta.db_table} WHERE {taken})",  # noqa: S608 - names of models
    }


def _unique_keys(model: type[models.Model]) -> Iterator[dict[str, str]]:
    """Yield the fields of each unique key, each with how its columns are compared: to a key NULL equals nothing, but
    what its condition asks of two rows is the same of both."""
    yield from ({field.name: "="} for field in model._meta.concrete_fields if field.unique)
    for key in model._meta.constraints:
        if isinstance(key, models.UniqueConstraint):
            asked = key.condition.referenced_base_fields if key.condition else set()
            yield {**dict.fromkeys(asked, "IS"), **dict.fromkeys(key.fields, "=")}


def _models() -> Iterator[type[models.Model]]:
    """Yield the models of append-only rows."""
    return (model for model in apps.get_models() if issubclass(model, AppendOnly))


def _person(model: type[models.Model]) -> str:
    """Return the column that names an account."""
    user = apps.get_model("articles.User")
    return next(str(field.column) for field in model._meta.concrete_fields if field.related_model is user)
