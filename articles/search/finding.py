"""The question that a search page asks, and its answer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection
from django.utils import timezone

from articles.models import Article, SearchDocument

from .asked import IndexQuery
from .databases import database
from .documents import PUBLISHED, sort_key
from .query import SearchQuery, read
from .vocabulary import Vocabulary

Order = Literal["newest", "best"]
PAGE_LENGTH = 20
# Among so many of the newest that match the best are found; further back nobody leafs.
WINDOW = 2_000
# Of the stories in hand so many are looked at first: nearly all that match can be seen.
_SPARE = 10
_SUGGESTED = 5
_TRIED = 8
_FEW = 4  # words
_FRESH_DAYS = 30.0
_FARTHEST = 2**63 - 1
_CURSOR = re.compile(r"(-?[0-9]{1,19})(?:-([0-9]{1,19})-([0-9]{1,12}))?")


class NoSuchPage(Exception):
    """What was given as the place to go on from is none that `find` has given."""


@dataclass(frozen=True)
class SearchResults:
    """The stories of one page. `query` is what was looked for in the end; `older` and `newer` are where to go on, ""
    where there is nothing; `suggestions` are queries that find something, where this one has found nothing."""

    query: SearchQuery
    articles: Sequence[Article] = ()
    older: str = ""
    newer: str = ""
    suggestions: Sequence[str] = ()


@dataclass(frozen=True)
class _Hit:
    story_id: int
    sort_key: int
    score: int = 0


@dataclass(frozen=True)
class _Cursor:
    """After which hit a page goes on; for the best also the time by which their freshness was reckoned."""

    sort_key: int
    score: int = 0
    at: dt.datetime | None = None


@dataclass(frozen=True)
class _Wish:
    """What is looked for where, at what time."""

    query: SearchQuery
    at: dt.datetime
    filter_tokens: tuple[str, ...] = (PUBLISHED,)
    first: int = -_FARTHEST
    last: int = _FARTHEST

    def asked(self, query: SearchQuery, **bounds: Any) -> IndexQuery:
        given = {"first": self.first, "last": self.last, **bounds}
        return IndexQuery(words=[group.phrases for group in query.groups], filter_tokens=self.filter_tokens, **given)


def find(
    query: str, *, section: int | None = None, author: int | None = None, tag: int | None = None,
    since: dt.datetime | None = None, until: dt.datetime | None = None, order: Order = "newest",
    before: str = "", after: str = "", at: dt.datetime | None = None,
) -> SearchResults:  # fmt: skip
    """The published stories in which every word of the query stands, 20 a page; none for a query without words.

    Filters are keys; `since` is a first moment and `until` that after the last. At most 6 queries, however large the
    newsroom is. Raises NoSuchPage.
    """
    asked, at = read(query), at or timezone.now()
    if not asked:
        return SearchResults(asked)
    vocabulary = Vocabulary(group.typed for group in asked.groups if len(group.phrases[0]) == 1)
    wide = _widened(asked, vocabulary)
    marks = [f"{kind}_{key}" for kind, key in (("s", section), ("a", author), ("t", tag)) if key is not None]
    wish = _Wish(
        wide, at, (PUBLISHED, *marks), sort_key(since, 0) if since else -_FARTHEST,
        min(_last(at), sort_key(until, 0) - 1) if until else _last(at),
    )  # fmt: skip
    found = (_best if order == "best" else _newest)(wish, _read_cursor(before), _read_cursor(after))
    if found.articles or before or after:
        return found
    return SearchResults(wide, suggestions=_suggestions(asked, vocabulary, wish))


def everywhere(query: str, limit: int = WINDOW) -> list[int]:
    """The numbers of the newest stories that match, in whatever state they are: for the desk. Three queries."""
    asked = read(query)
    if not asked:
        return []
    vocabulary = Vocabulary(group.typed for group in asked.groups if group.is_latin)
    wide = _widened(asked, vocabulary)
    newest = SearchDocument.objects.order_by("-sort_key").values_list("sort_key", flat=True).first()
    wish = _Wish(wide, timezone.now(), filter_tokens=(), last=newest or 0)
    return [hit.story_id for hit in _hits(database().newest(wish.asked(wide), limit))]


def _widened(asked: SearchQuery, vocabulary: Vocabulary) -> SearchQuery:
    """With the Hindi words that its Latin ones may stand for, as far as the vocabulary was read for them."""
    return asked.with_also({g.typed: vocabulary.taken_for(g.typed) for g in asked.groups if g.is_latin})


def _newest(wish: _Wish, before: _Cursor | None, after: _Cursor | None) -> SearchResults:
    bounds: dict[str, Any] = {}
    if after:
        bounds = {"first": max(wish.first, after.sort_key + 1), "oldest_first": True}
    elif before:
        bounds = {"last": min(wish.last, before.sort_key - 1)}
    hits = _hits(database().newest(wish.asked(wish.query, **bounds), WINDOW))
    live = _live(hits, wish.at, oldest_first=bool(after))
    return _page(wish.query, live, before, after, lambda hit: str(hit.sort_key))


def _best(wish: _Wish, before: _Cursor | None, after: _Cursor | None) -> SearchResults:
    """The whole window is scored anew for every page, by the time of the first: so nothing moves between pages."""
    cursor = after or before
    then = cursor.at if cursor and cursor.at else wish.at
    hits = _hits(database().ranked(wish.asked(wish.query, last=min(wish.last, _last(then))), WINDOW), then)
    hits.sort(key=lambda hit: (hit.score, hit.sort_key), reverse=after is None)
    if cursor:
        beyond = (cursor.score, cursor.sort_key)
        hits = [h for h in hits if ((h.score, h.sort_key) > beyond if after else (h.score, h.sort_key) < beyond)]
    stamp = int(then.timestamp())
    return _page(
        wish.query, _live(hits, wish.at, oldest_first=False), before, after, lambda h: f"{h.sort_key}-{h.score}-{stamp}"
    )


def _page(query: SearchQuery, live: list[tuple[_Hit, Article]], before: Any, after: Any, write: Any) -> SearchResults:
    more, live = len(live) > PAGE_LENGTH, live[:PAGE_LENGTH]
    if after:
        live.reverse()
    if not live:
        return SearchResults(query)
    older = write(live[-1][0]) if more or after else ""
    newer = write(live[0][0]) if before or (after and more) else ""
    return SearchResults(query, [article for _hit, article in live], older, newer)


def _live(hits: list[_Hit], at: dt.datetime, *, oldest_first: bool) -> list[tuple[_Hit, Article]]:
    """The first of these that readers may see, one more than a page holds. At most two queries."""
    wanted, first = PAGE_LENGTH + 1, hits[: PAGE_LENGTH + 1 + _SPARE]
    rows = {row.pk: row for row in _published(first, at)} if first else {}
    if len(rows) < wanted and (rest := hits[len(first) :]):
        order = ("publish_at", "pk") if oldest_first else ("-publish_at", "-pk")
        rows |= {row.pk: row for row in _published(rest, at).order_by(*order)[: wanted - len(rows)]}
    return [(hit, rows[hit.story_id]) for hit in hits if hit.story_id in rows][:wanted]


def _published(hits: Iterable[_Hit], at: dt.datetime) -> Any:
    return Article.objects.published(at).filter(pk__in=[hit.story_id for hit in hits]).with_stories("lead_image")


def _suggestions(asked: SearchQuery, vocabulary: Vocabulary, wish: _Wish) -> list[str]:
    """Queries near to this one that readers would find something by, as the site is now. At most two queries."""
    tried = list(dict.fromkeys(_nearby(asked, vocabulary)))[:_TRIED]
    if not tried:
        return []
    pieces, parameters = [], []
    for number, text in enumerate(tried):
        sql, given = database().newest(wish.asked(_widened(read(text), vocabulary)), PAGE_LENGTH)
        pieces.append(f"SELECT {number}, tried{number}.* FROM ({sql}) AS tried{number}")  # noqa: S608
        parameters += given
    rows = _rows(" UNION ALL ".join(pieces), parameters)
    seen = set(Article.objects.published(wish.at).filter(pk__in={row[1] for row in rows}).values_list("pk", flat=True))
    leading = {row[0] for row in rows if row[1] in seen}
    return [text for number, text in enumerate(tried) if number in leading][:_SUGGESTED]


def _nearby(asked: SearchQuery, vocabulary: Vocabulary) -> Iterable[str]:
    """The query with one of its words spelled otherwise, then each of its words alone. Of many words, all of which
    have to be looked for each time, only those that stand nowhere are spelled otherwise."""
    written = [group.written for group in asked.groups]
    for at, group in enumerate(asked.groups):
        if len(written) > _FEW and (group.is_latin or vocabulary.knows(group.typed)):
            continue
        for term in vocabulary.near(group.typed)[:3]:
            if term.word != group.typed:
                yield " ".join([*written[:at], term.written, *written[at + 1 :]])
    if len(written) > 1:
        yield from written


def _hits(question: tuple[str, list[Any]], then: dt.datetime | None = None) -> list[_Hit]:
    rows = _rows(*question)
    if then is None:
        return [_Hit(story_id, where) for story_id, where, _rank in rows]
    now = sort_key(then, 0)
    day = sort_key(then + dt.timedelta(days=1), 0) - now
    return [_Hit(story_id, where, _score(rank, (now - where) / day)) for story_id, where, rank in rows]


def _score(rank: float, days: float) -> int:
    """A story loses up to two thirds of its rank with age, half of that in the first thirty days."""
    return max(0, int(rank * 1_000_000_000 * (1 + 2 * 0.5 ** (max(0.0, days) / _FRESH_DAYS))))


def _rows(sql: str, parameters: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _last(at: dt.datetime) -> int:
    """The last place of that second."""
    return sort_key(at + dt.timedelta(seconds=1), 0) - 1


def _read_cursor(text: str) -> _Cursor | None:
    if not text:
        return None
    found = _CURSOR.fullmatch(text)
    if found is None or abs(int(found.group(1))) >= _FARTHEST or int(found.group(2) or 0) >= _FARTHEST:
        raise NoSuchPage(text[:60])
    at = dt.datetime.fromtimestamp(int(found.group(3)), dt.UTC) if found.group(3) else None
    return _Cursor(int(found.group(1)), int(found.group(2) or 0), at)
