"""Lists in pages by keyset: "older" begins after the last story shown, "newer" ends before the first. No counting."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from articles.models import Article, Cursor, VisibleQuerySet

Published = Callable[[dt.datetime, Cursor | None], VisibleQuerySet]
PAGE_LENGTH = 20
_CURSOR = re.compile(r"(-?[0-9]{1,16})-([0-9]{1,18})")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def write_cursor(article: Article) -> str:
    """Microseconds since, or before, 1970 and the story's id: all that is needed to go on after it."""
    since_epoch = article.publish_at - _EPOCH if article.publish_at else dt.timedelta()
    return f"{since_epoch // _MICROSECOND}-{article.pk}"


def read_cursor(text: str) -> Cursor:
    """Raises Http404 for anything `write_cursor` would not have written."""
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise Http404("no such page of a list")
    return Cursor(_EPOCH + int(found.group(1)) * _MICROSECOND, int(found.group(2)))


@dataclass(frozen=True)
class ListPage:
    """The stories of one page; `older`, `newer` and its `own` are query strings, empty where there is none."""

    articles: list[Article]
    older: str = ""
    newer: str = ""
    own: str = ""

    @property
    def is_first(self) -> bool:
        return not self.own


def list_page(request: HttpRequest, published: Published, at: dt.datetime, **bounds: Any) -> ListPage:
    """The page of a list that the request asks for by `before` or `after`. One query.

    `published` is the method of that name of the rows that make the list; `bounds` are further filters.
    """
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    if after:
        rows = published(at, None).newer_than(read_cursor(after))
    else:
        rows = published(at, read_cursor(before) if before else None)
    found = list(rows.filter(**bounds).with_stories("lead_image")[: PAGE_LENGTH + 1])
    articles = [row if isinstance(row, Article) else row.article for row in found]
    more, articles = len(articles) > PAGE_LENGTH, articles[:PAGE_LENGTH]
    if after:
        articles.reverse()
    return _with_links(articles, more, before, after)


def _with_links(articles: list[Article], more: bool, before: str, after: str) -> ListPage:
    own = f"?after={after}" if after else f"?before={before}" if before else ""
    if not articles:
        return ListPage([], own=own)
    older = f"?before={write_cursor(articles[-1])}" if (more or after) else ""
    newer = f"?after={write_cursor(articles[0])}" if own else ""
    if after and not more:
        # What comes next is the beginning of the list: by its own address, so that there are not two of them.
        newer = "?"
    return ListPage(articles, older, newer, own)
