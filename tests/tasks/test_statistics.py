"""The statistics by which the database chooses the right index."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, Status
from articles.tasks import maintenance

pytestmark = pytest.mark.django_db


def test_the_newest_stories_are_read_from_their_index_and_not_sorted_for_every_list() -> None:
    now = timezone.now()
    articles = [Article(status=Status.PUBLISHED, publish_at=now - dt.timedelta(minutes=n)) for n in range(500)]
    Article.objects.bulk_create(articles)
    maintenance.maintenance()
    if connection.vendor == "postgresql":  # it does this by itself (autovacuum), but not inside a test's transaction
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_article")
    plan = Article.objects.published()[:20].explain()
    assert "article_live" in plan
    assert "TEMP B-TREE" not in plan  # SQLite
    assert "Sort" not in plan  # PostgreSQL
