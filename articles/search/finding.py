"""Finding stories: from a query's text to one page of results."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Unpack

from articles.models import Article, CompiledQuery, SearchDocument, VisibleQuerySet

from .backends import Hit, Statement, backend, hits
from .indexing import sort_key
from .query import MAX_KEY, Filters, SearchQuery, clean_text, last_key_of, parse, parse_clauses
from .ranking import score
from .vocabulary import Vocabulary

PAGE_LENGTH = 20
# "Best" ranks the newest so many matches; pages end there in either order.
WINDOW = 2_000
# So many stories beyond a page are read at once: nearly every match is visible, and then one query is enough.
_SPARE = 10
_KEPT = 60  # stories that were found, with what is shown of them, for each of the usual numbers
_MAX_SUGGESTIONS = 5
_MAX_TRIED = 8
_FEW_WORDS = 4


class NoSuchPage(Exception):
    """A cursor is none that `find` has given out."""


@dataclass(frozen=True)
class SearchResults:
    """One page of stories.

    `query` is the query as it was run. `older` and `newer` are cursors for `before` and `after`, "" where there is no
    such page. `suggestions` are queries that find something, if this one found nothing.
    """

    query: SearchQuery
    articles: Sequence[Article] = ()
    older: str = ""
    newer: str = ""
    suggestions: Sequence[str] = ()


@dataclass(frozen=True)
class _Cursor:
    """The hit a page goes on from; in the order "best" also the time at which ages were reckoned."""

    sort_key: int
    score: int = 0
    at: dt.datetime | None = None


# The time has ten digits at most, which reach to the year 2286: later ones do not fit into a key, or into a calendar.
_CURSOR = re.compile(r"(-?[0-9]{1,19})(?:-([0-9]{1,19})-([0-9]{1,10}))?")


def find(text: str, *, before: str = "", after: str = "", **filters: Unpack[Filters]) -> SearchResults:
    """Return 20 of the published stories that have every word of the text; none for a text without words.

    Go on from the cursors `before` (to older or lesser matches) or `after`. At most 6 queries, however large the
    newsroom is. Raise NoSuchPage for a bad cursor.
    """
    query = parse(text, **filters)
    if not query.clauses:
        return SearchResults(query)
    vocabulary = Vocabulary(clause.folded for clause in query.clauses if clause.is_word)
    find_page = _find_best if query.order == "best" else _find_newest
    results = find_page(vocabulary.widen(query), _read_cursor(before), _read_cursor(after))
    if results.articles or before or after:
        return results
    return replace(results, suggestions=_suggestions(query, vocabulary))


def find_in_any_state(text: str, limit: int = WINDOW) -> list[int]:
    """Return the ids of the newest matching stories, published or not: for the desk. Three queries."""
    query = parse(text)
    if not query.clauses:
        return []
    vocabulary = Vocabulary(clause.folded for clause in query.clauses if clause.is_latin_word)
    newest = SearchDocument.objects.order_by("-sort_key").values_list("sort_key", flat=True).first()
    query = vocabulary.widen(replace(query, filter_tokens=(), last_key=newest or 0))
    return [hit.article_id for hit in hits(backend().newest(query.index_query(), limit))]


def _find_newest(query: SearchQuery, before: _Cursor | None, after: _Cursor | None) -> SearchResults:
    index_query = query.index_query()
    if after:
        index_query = replace(index_query, first_key=max(query.first_key, after.sort_key + 1), oldest_first=True)
    elif before:
        index_query = replace(index_query, last_key=min(query.last_key, before.sort_key - 1))
    visible = _visible(hits(backend().newest(index_query, WINDOW)), query.at, oldest_first=bool(after))
    return _page(query, visible, before, after, lambda hit: str(hit.sort_key))


def _find_best(query: SearchQuery, before: _Cursor | None, after: _Cursor | None) -> SearchResults:
    """The window is ranked anew for every page, by the time of the first page: so no story moves between pages."""
    cursor = after or before
    at = cursor.at if cursor and cursor.at else query.at
    index_query = replace(query.index_query(), last_key=min(query.last_key, last_key_of(at)))
    ranked = [_with_freshness(hit, at) for hit in hits(backend().ranked(index_query, WINDOW))]
    ranked.sort(key=_rank, reverse=after is None)
    if cursor:
        position = (cursor.score, cursor.sort_key)
        ranked = [hit for hit in ranked if (_rank(hit) > position if after else _rank(hit) < position)]
    visible = _visible(ranked, query.at, oldest_first=False)
    stamp = int(at.timestamp())
    return _page(query, visible, before, after, lambda hit: f"{hit.sort_key}-{hit.score}-{stamp}")


def _with_freshness(hit: Hit, at: dt.datetime) -> Hit:
    now = sort_key(at, 0)
    day = sort_key(at + dt.timedelta(days=1), 0) - now
    return hit._replace(score=score(hit.score, age=(now - hit.sort_key) / day))


def _rank(hit: Hit) -> tuple[float, int]:
    """Equal scores: the newer story is the better one."""
    return hit.score, hit.sort_key


def _visible(found: Sequence[Hit], at: dt.datetime, *, oldest_first: bool) -> list[tuple[Hit, Article]]:
    """Return the first stories that readers may see, one more than a page holds. At most two queries."""
    wanted, first = PAGE_LENGTH + 1, found[: PAGE_LENGTH + 1 + _SPARE]
    rows = {row.pk: row for row in _FOUND(keys=[hit.article_id for hit in first], at=at)}
    if len(rows) < wanted and (rest := found[len(first) :]):
        order = ("publish_at", "pk") if oldest_first else ("-publish_at", "-pk")
        rows |= {
            row.pk: row
            for row in _published([hit.article_id for hit in rest], at).order_by(*order)[: wanted - len(rows)]
        }
    return [(hit, rows[hit.article_id]) for hit in found if hit.article_id in rows][:wanted]


def _published(keys: Sequence[int], at: dt.datetime) -> VisibleQuerySet:
    return Article.objects.filter(pk__in=keys).published(at).with_stories("lead_image")


_FOUND = CompiledQuery(lambda keys, at: _published(keys, at).order_by(), _KEPT)


def _page(
    query: SearchQuery, visible: list[tuple[Hit, Article]], before: _Cursor | None, after: _Cursor | None,
    write_cursor: Callable[[Hit], str],
) -> SearchResults:  # fmt: skip
    has_more, shown = len(visible) > PAGE_LENGTH, visible[:PAGE_LENGTH]
    if after:
        shown.reverse()
    if not shown:
        return SearchResults(query)
    older = write_cursor(shown[-1][0]) if has_more or after else ""
    newer = write_cursor(shown[0][0]) if before or (after and has_more) else ""
    return SearchResults(query, [article for _hit, article in shown], older, newer)


def _read_cursor(text: str) -> _Cursor | None:
    if not text:
        return None
    match = _CURSOR.fullmatch(text)
    if match is None or abs(int(match.group(1))) >= MAX_KEY or int(match.group(2) or 0) >= MAX_KEY:
        raise NoSuchPage(text[:60])
    at = dt.datetime.fromtimestamp(int(match.group(3)), dt.UTC) if match.group(3) else None
    return _Cursor(int(match.group(1)), int(match.group(2) or 0), at)


def _suggestions(query: SearchQuery, vocabulary: Vocabulary) -> list[str]:
    """Return queries near to this one that find a story readers can see now. At most two queries."""
    texts = list(dict.fromkeys(_nearby(query, vocabulary)))[:_MAX_TRIED]
    if not texts:
        return []
    parts: list[str] = []
    parameters: list[str | int] = []
    for number, text in enumerate(texts):
        nearby = vocabulary.widen(replace(query, clauses=parse_clauses(clean_text(text))))
        statement = backend().newest(nearby.index_query(), PAGE_LENGTH)
        # The score says which of the texts has found the story.
        parts.append(f"SELECT article_id, sort_key, {number} FROM ({statement.sql}) AS tried{number}")  # noqa: S608
        parameters += statement.parameters
    found = hits(Statement(" UNION ALL ".join(parts), parameters))
    published = Article.objects.filter(pk__in={hit.article_id for hit in found}).published(query.at)
    visible = set(published.values_list("pk", flat=True))
    successful = {hit.score for hit in found if hit.article_id in visible}
    return [text for number, text in enumerate(texts) if number in successful][:_MAX_SUGGESTIONS]


def _nearby(query: SearchQuery, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the query with one of its words spelled otherwise, then each of its words alone.

    A query of many words, all of which are looked for each time, is only varied in words that no story has.
    """
    written = [clause.written for clause in query.clauses]
    for at, clause in enumerate(query.clauses):
        if len(written) > _FEW_WORDS and (clause.is_latin_word or vocabulary.knows(clause.folded)):
            continue
        for term in vocabulary.near(clause.folded)[:3]:
            if term.word != clause.folded:
                yield " ".join([*written[:at], term.written, *written[at + 1 :]])
    if len(written) > 1:
        yield from written
