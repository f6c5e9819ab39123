"""Search brought in step with stories: at once for a few, by the worker for many."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Sequence
from typing import Literal

from django.db.models import OuterRef, QuerySet, Subquery, prefetch_related_objects

from articles import search
from articles.models import STORY_PARTS, Article, SearchDocument
from articles.tasks import periodic, task

logger = logging.getLogger("newsroom.publishing")
Named = Literal["tag", "author", "section"]
# What a story is found by beside its own row.
_PARTS = ("bylines", "tag_names", "posts", "listings")
_AT_ONCE = 20
_A_TASK = 200
_LOOKED_AT = 500
_STORIES_OF = {"tag": "tag_rows__tag_id", "author": "bylines__author_id", "section": "listings__section_id"}


def bring_up_to_date(story_ids: Sequence[int]) -> None:
    """A few stories now, the rest by the worker. What cannot be indexed now is left to the worker too."""
    now, later = story_ids[:_AT_ONCE], story_ids[_AT_ONCE:]
    try:
        index(Article.objects.filter(pk__in=now))
    except Exception:
        # Readers must not be told that a story was not saved because search is out of order.
        logger.exception("stories %s could not be indexed; the worker will try", now)
        later = story_ids
    for start in range(0, len(later), _A_TASK):
        index_stories.enqueue(list(later[start : start + _A_TASK]))


def bring_up_to_date_with(kind: Named, key: int) -> None:
    """The stories with this tag, author or section: the newest now, the rest by the worker."""
    of_it = Article.objects.filter(**{_STORIES_OF[kind]: key}).order_by("-pk").values_list("pk", flat=True)
    if len(few := list(of_it[: _AT_ONCE + 1])) <= _AT_ONCE:
        bring_up_to_date(few)
    else:
        index_named.enqueue(kind, key, 0, key=f"index:{kind}:{key}")


def index(rows: QuerySet[Article]) -> int:
    """Indexes these stories, not more than memory holds; how many there was anything to do for."""
    return sum(search.index(story) for story in whole(rows))


def whole(rows: QuerySet[Article]) -> list[Article]:
    """These stories with all that they are found by, in a query for each part."""
    stories = list(rows)
    prefetch_related_objects(stories, *(STORY_PARTS[name] for name in _PARTS))
    return stories


@task(name="search.index", max_attempts=8, backoff=(10, 60, 600, 3600), lease=300)
def index_stories(story_ids: list[int]) -> None:
    """Brings the index in step with these stories."""
    index(Article.objects.filter(pk__in=story_ids))


@task(name="search.index_named", max_attempts=8, backoff=(10, 60, 600, 3600), lease=300, priority=-1)
def index_named(kind: Named, key: int, after: int) -> None:
    """The same with the stories of a tag, an author or a section, a part of them at a time."""
    rows = Article.objects.filter(**{_STORIES_OF[kind]: key}, pk__gt=after).order_by("pk")[:_A_TASK]
    numbers = list(rows.values_list("pk", flat=True))
    index(Article.objects.filter(pk__in=numbers))
    if len(numbers) == _A_TASK:
        index_named.enqueue(kind, key, numbers[-1])


@periodic(every=dt.timedelta(minutes=10))
@task(name="search.catch_up", max_attempts=1, lease=300, priority=-1)
def catch_up() -> None:
    """Indexes what was saved last and is not in the index as saved: its server may have died in between."""
    index_stories(list(behind(Article.objects.order_by("-saved_at", "-pk")[:_LOOKED_AT])))


def behind(rows: QuerySet[Article]) -> Iterable[int]:
    """Which of these stories are in the index in an earlier version or not at all."""
    held = SearchDocument.objects.filter(article_id=OuterRef("pk")).values("version")
    for number, version, indexed in rows.annotate(indexed=Subquery(held)).values_list("pk", "version", "indexed"):
        if version != indexed:
            yield number
