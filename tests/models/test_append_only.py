"""The database itself keeps revisions, snapshots and the log as they were written."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from articles.models import AppendOnlyOverride, Arrangement, AuditEntry, PostSnapshot, Revision, append_only
from articles.publishing import audit_log, front_desk, overrides
from tests import cast, factories

pytestmark = pytest.mark.django_db
KEPT = [(Revision, "note", "by_id"), (PostSnapshot, "text", "captured_by_id"), (AuditEntry, "by_name", "by_id")]


@pytest.fixture(autouse=True)
def _rows() -> None:
    meera = cast.meera()
    post = factories.post(captured_by=meera)
    factories.story(body=factories.quoting(post), by=meera)
    audit_log.record(meera, "change", post)


def sql(statement: str, *values: Any) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def table(model: type[models.Model]) -> str:
    return model._meta.db_table


@pytest.mark.parametrize(("model", "column", "person"), KEPT)
class TestWithoutTheProgram:
    def test_no_row_is_changed_or_removed(self, model: type[models.Model], column: str, person: str) -> None:
        before = list(model._base_manager.values())
        for statement in (f"UPDATE {table(model)} SET {column} = 'x'", f"DELETE FROM {table(model)}"):
            with pytest.raises(IntegrityError, match="kept as they were written"):
                sql(statement)
        assert list(model._base_manager.values()) == before

    def test_no_row_is_written_over_by_another(self, model: type[models.Model], column: str, person: str) -> None:
        columns = [field.column for field in model._meta.concrete_fields]
        values = ["'x'" if name == column else name for name in columns]
        before = list(model._base_manager.values())
        first = 1 if model is Revision else 0  # A revision has a second key beside its id.
        for start in range(first + 1):
            names, new = ", ".join(columns[start:]), ", ".join(values[start:])
            insert = f"INSERT INTO {table(model)} ({names}) SELECT {new} FROM {table(model)} WHERE 1 = 1"
            key = "article_id, number" if start else "id"
            statements = [f"{insert} ON CONFLICT ({key}) DO UPDATE SET {column} = 'x'"]
            if connection.vendor == "sqlite":
                statements.append(insert.replace("INSERT", "REPLACE"))
            for statement in statements:
                with pytest.raises(IntegrityError, match="kept as they were written"):
                    sql(statement)
        assert list(model._base_manager.values()) == before

    @pytest.mark.postgresql  # SQLite has no TRUNCATE.
    def test_no_table_is_emptied(self, model: type[models.Model], column: str, person: str) -> None:
        sql("SET CONSTRAINTS ALL IMMEDIATE")  # With checks still to do PostgreSQL empties no table.
        with pytest.raises(IntegrityError, match="kept as they were written"):
            sql(f"TRUNCATE {table(model)} CASCADE")

    def test_a_persons_reference_may_become_empty_and_nothing_else(
        self, model: type[models.Model], column: str, person: str
    ) -> None:
        with pytest.raises(IntegrityError):
            sql(f"UPDATE {table(model)} SET {person} = NULL, {column} = 'x'")
        with pytest.raises(IntegrityError):
            sql(f"UPDATE {table(model)} SET {person} = %s", factories.editor().pk)
        assert sql(f"UPDATE {table(model)} SET {person} = NULL") >= 1

    def test_a_plain_queryset_is_refused_too(self, model: type[models.Model], column: str, person: str) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            models.QuerySet(model).update(**{column: "x"})
        with pytest.raises(IntegrityError), transaction.atomic():
            models.QuerySet(model)._raw_delete(connection.alias)

    def test_only_the_override_leads_past_and_it_is_logged(
        self, model: type[models.Model], column: str, person: str
    ) -> None:
        with overrides.override("a court has ordered it", by=cast.kavita()):
            assert models.QuerySet(model).update(**{column: "x"}) >= 1
        entry = AuditEntry.objects.filter(action="override").latest("pk")
        assert (entry.by, entry.details) == (cast.kavita(), {"note": "a court has ordered it"})
        assert not AppendOnlyOverride.objects.exists()
        with pytest.raises(IntegrityError):
            sql(f"UPDATE {table(model)} SET {column} = 'y'")


@pytest.mark.parametrize("section", [None, "desh"])
def test_each_page_counts_its_arrangements_and_none_is_written_over(section: str | None) -> None:
    places = [None, cast.desh(), cast.duniya()]
    for place in places:
        front_desk.arrange(place, [], by=cast.meera(), began_from=0)
    assert Arrangement.objects.count() == len(places)
    columns = ", ".join(field.column for field in Arrangement._meta.concrete_fields[1:])
    statement = f"INSERT INTO articles_arrangement ({columns}) SELECT {columns} FROM articles_arrangement"
    which = "section_id IS NULL" if section is None else "section_id IS NOT NULL"
    with pytest.raises(IntegrityError):
        sql(f"{statement.replace('INSERT', 'REPLACE') if connection.vendor == 'sqlite' else statement} WHERE {which}")
    assert Arrangement.objects.count() == len(places)


def test_an_override_that_fails_leaves_nothing_open() -> None:
    with pytest.raises(ZeroDivisionError), overrides.override("x"):
        models.QuerySet(Revision).update(note=str(1 // 0))
    assert not AppendOnlyOverride.objects.exists()
    with pytest.raises(IntegrityError):
        sql("DELETE FROM articles_revision")


def test_an_account_can_be_deleted_and_its_name_stays() -> None:
    meera = cast.meera()
    name = meera.name
    meera.delete()
    assert set(Revision.objects.values_list("by", "by_name")) == {(None, name)}


@pytest.mark.django_db(transaction=True)
def test_triggers_are_made_anew_by_every_migrate() -> None:
    append_only.drop_triggers()
    assert sql("UPDATE articles_revision SET note = 'x'") >= 1
    call_command("migrate", verbosity=0)
    with pytest.raises(IntegrityError):
        sql("UPDATE articles_revision SET note = 'y'")
