"""SQLite plans queries without statistics: those of a small newsroom would make it read whole tables of a large one."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, Status
from articles.tasks import maintenance
from tests.plans.statistics import forget

pytestmark = pytest.mark.django_db


def test_maintenance_forgets_what_somebody_had_analyzed() -> None:
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    articles = [Article(status=Status.PUBLISHED, publish_at=now - dt.timedelta(minutes=n)) for n in range(500)]
    Article.objects.bulk_create(articles)
    maintenance.maintenance()
    forget()  # as a new connection does
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM sqlite_stat1")
            assert cursor.fetchone() == (0,)
    plan = Article.objects.published()[:20].explain()
    assert "article_live" in plan
    assert "TEMP B-TREE" not in plan  # SQLite
    assert "Sort" not in plan  # PostgreSQL


def test_without_statistics_nothing_is_written() -> None:
    maintenance.forget_statistics()
    with connection.execute_wrapper(_no_delete):
        maintenance.forget_statistics()


def _no_delete(execute, sql, parameters, many, context):  # type: ignore[no-untyped-def]
    assert not sql.startswith("DELETE")
    return execute(sql, parameters, many, context)
