"""Keyset pagination: "older" begins after the last story shown, "newer" ends before the first. Nothing is counted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from articles.models import KEPT_ROWS, Article, CompiledQuery, Cursor, VisibleQuerySet

PAGE_LENGTH = 20
_CURSOR = re.compile(r"(-?[0-9]{1,16})-([0-9]{1,18})")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def write_cursor(article: Article) -> str:
    """Return the article's position in a list: microseconds since 1970, which may be negative, and its id."""
    since_epoch = article.publish_at - _EPOCH if article.publish_at else dt.timedelta()
    return f"{since_epoch // _MICROSECOND}-{article.pk}"


def read_cursor(text: str) -> Cursor:
    """Parse what `write_cursor` wrote. Raises Http404 for anything else."""
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise Http404("no such page of a list")
    return Cursor(_EPOCH + int(match.group(1)) * _MICROSECOND, int(match.group(2)))


@dataclass(frozen=True)
class ListPage:
    """The articles of one page. `query`, `older` and `newer` are query strings: its own and those of its neighbours.

    An empty string means the first page (`query`) or that there is no such page (`older`, `newer`).
    """

    articles: list[Article]
    older: str = ""
    newer: str = ""
    query: str = ""

    @property
    def is_first(self) -> bool:
        return not self.query


class StoryList:
    """A list of stories, from whose pages each row stands for one.

    `published` is given the time, the cursor or None as the method of rows of that name, and further named values.
    """

    def __init__(self, published: Callable[..., VisibleQuerySet]) -> None:
        def build(
            at: dt.datetime, moment: dt.datetime | None = None, key: int = 0,
            since: dt.datetime | None = None, since_key: int = 0, **values: Any,
        ) -> VisibleQuerySet:  # fmt: skip
            rows = published(at, Cursor(moment, key) if moment else None, **values)
            rows = rows.newer_than(Cursor(since, since_key)) if since else rows
            return rows.with_stories("lead_image")[: PAGE_LENGTH + 1]

        # First pages are asked for again and again, others by robots, once.
        self._first, self._further = CompiledQuery(build, KEPT_ROWS), CompiledQuery(build)

    def page(self, request: HttpRequest, at: dt.datetime, end: Cursor | None = None, **values: Any) -> ListPage:
        """Return the page that the request's `before` or `after` asks for, of what is listed after `end`, if given.

        One query. Raises Http404.
        """
        before, after = request.GET.get("before", ""), request.GET.get("after", "")
        cursors = [end] if end else []
        cursors += [read_cursor(before)] if before and not after else []
        bound = min(cursors, default=None)
        # In this order: the query relies on a bound that is not in the future.
        cursor: dict[str, Any] = (
            {"moment": bound.publish_at, "key": bound.story_id} if bound and bound.publish_at <= at else {}
        )
        since: dict[str, Any] = dict(zip(("since", "since_key"), read_cursor(after), strict=True)) if after else {}
        query = self._further if cursor or since else self._first
        one_more = query(**cursor, at=at, **since, **values)
        articles = [row if isinstance(row, Article) else row.article for row in one_more]
        has_more, articles = len(articles) > PAGE_LENGTH, articles[:PAGE_LENGTH]
        if after:
            articles.reverse()
        return _with_links(articles, has_more, before, after)


def _with_links(articles: list[Article], has_more: bool, before: str, after: str) -> ListPage:
    query = f"?after={after}" if after else f"?before={before}" if before else ""
    if not articles:
        return ListPage([], query=query)
    older = f"?before={write_cursor(articles[-1])}" if (has_more or after) else ""
    newer = f"?after={write_cursor(articles[0])}" if query else ""
    if after and not has_more:
        # The newer page is the first one. "?" leads to its own address, so that it has only one.
        newer = "?"
    return ListPage(articles, older, newer, query)
