"""Keep the search index up to date: a few articles at once, many by the worker."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Sequence
from typing import Literal

from django.db.models import OuterRef, QuerySet, Subquery, prefetch_related_objects

from articles import search
from articles.models import STORY_PARTS, Article, SearchDocument
from articles.tasks import task

logger = logging.getLogger("newsroom.publishing")
NamedKind = Literal["tag", "author", "section"]
# The related rows whose text the index holds beside the article's own.
_INDEXED_PARTS = ("bylines", "tag_names", "posts", "listings")
_AT_ONCE = 20
_BATCH = 200
_CHECKED_BY_CATCH_UP = 500
_LOOKUPS = {"tag": "tag_rows__tag_id", "author": "bylines__author_id", "section": "listings__section_id"}


def update_index(article_ids: Sequence[int]) -> None:
    """Index the first 20 articles now and the rest in the background. If that fails now, leave all to the worker."""
    now, later = article_ids[:_AT_ONCE], article_ids[_AT_ONCE:]
    try:
        index_rows(Article.objects.filter(pk__in=now))
    except Exception:
        # The article is saved. An error here would make the editor believe that it is not.
        logger.exception("stories %s could not be indexed; the worker will try", now)
        later = article_ids
    for start in range(0, len(later), _BATCH):
        index_articles.enqueue(list(later[start : start + _BATCH]))


def update_index_of(kind: NamedKind, key: int) -> None:
    """Index the articles of this tag, author or section: at most 20 now, more than that in the background."""
    rows = Article.objects.filter(**{_LOOKUPS[kind]: key}).order_by("-pk").values_list("pk", flat=True)
    if len(first := list(rows[: _AT_ONCE + 1])) <= _AT_ONCE:
        update_index(first)
    else:
        index_named.enqueue(kind, key, 0, key=f"index:{kind}:{key}")


def index_rows(rows: QuerySet[Article]) -> int:
    """Index these articles and return how many entries were out of date. The rows must fit into memory."""
    return sum(search.index(article) for article in with_indexed_parts(rows))


def with_indexed_parts(rows: QuerySet[Article]) -> list[Article]:
    """Return these articles with everything that the index needs of them: one query for each part."""
    articles = list(rows)
    prefetch_related_objects(articles, *(STORY_PARTS[name] for name in _INDEXED_PARTS))
    return articles


@task(name="search.index", max_attempts=8, backoff=(10, 60, 600, 3600), lease=300)
def index_articles(article_ids: list[int]) -> None:
    """Index the articles with these ids."""
    index_rows(Article.objects.filter(pk__in=article_ids))


@task(name="search.index_named", max_attempts=8, backoff=(10, 60, 600, 3600), lease=300, priority=-1)
def index_named(kind: NamedKind, key: int, after: int) -> None:
    """Index the articles of a tag, author or section with ids above `after`: one batch, then enqueue the next."""
    rows = Article.objects.filter(**{_LOOKUPS[kind]: key}, pk__gt=after).order_by("pk")[:_BATCH]
    article_ids = list(rows.values_list("pk", flat=True))
    index_rows(Article.objects.filter(pk__in=article_ids))
    if len(article_ids) == _BATCH:
        index_named.enqueue(kind, key, article_ids[-1])


@task(name="search.catch_up", every=dt.timedelta(minutes=10), max_attempts=1, lease=300, priority=-1)
def catch_up() -> None:
    """Index recently saved articles whose entry is out of date: the server may have died between save and index."""
    index_articles(list(outdated(Article.objects.order_by("-saved_at", "-pk")[:_CHECKED_BY_CATCH_UP])))


def outdated(rows: QuerySet[Article]) -> Iterable[int]:
    """Yield the ids of those of these articles that are indexed in an earlier version, or not at all. One query."""
    indexed = SearchDocument.objects.filter(article_id=OuterRef("pk")).values("version")
    for key, version, found in rows.annotate(indexed=Subquery(indexed)).values_list("pk", "version", "indexed"):
        if version != found:
            yield key
