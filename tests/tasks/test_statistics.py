"""What SQLite has to know of its tables to choose the right index."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, Status
from articles.tasks import upkeep

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases keep statistics by themselves"),
]


def plan() -> list[str]:
    sql, given = Article.objects.published()[:20].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", given)
        return [row[3] for row in cursor.fetchall()]


def test_the_newest_stories_are_read_from_their_index_and_not_sorted_anew_for_every_list() -> None:
    now = timezone.now()
    made = [Article(status=Status.PUBLISHED, publish_at=now - dt.timedelta(minutes=n)) for n in range(500)]
    Article.objects.bulk_create(made)
    upkeep.upkeep()
    assert [step for step in plan() if "article_live" in step]
    assert not [step for step in plan() if "TEMP B-TREE" in step]
