"""The index in PostgreSQL: a tsvector beside each document, made of our words as they are, with a GIN index."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from .asked import IndexQuery
from .query import Phrase

# A stretch of time is so many bits of sort keys long, six days; migration 0002 writes it into each vector.
_STRETCH = 43
# So many stretches are looked through at once: six days, then a month, four months, more than a year, then all.
_RUNS = (1, 4, 16, 64)
# Body, standfirst, names, headline.
_WEIGHTS = "{0.08, 0.3, 0.5, 1.0}"


def newest(asked: IndexQuery, limit: int) -> tuple[str, list[object]]:
    """Of the matching stories the newest, or where it is so asked the oldest: (id, sort_key, 0), in that order.

    Looked for stretch by stretch of time, each longer than the one before: a part of a UNION ALL is begun only when
    those before it have not given enough.
    """
    way = "ASC" if asked.oldest_first else "DESC"
    parts, parameters = [], []
    for when, first, last in _stretches(asked):
        parts.append(_PART.format(way=way))
        parameters += [" & ".join(filter(None, [_query(asked), when])), first, last, limit]
    sql = " UNION ALL ".join(parts)
    return f"SELECT article_id, sort_key, 0 FROM ({sql}) AS found LIMIT %s", [*parameters, limit]  # noqa: S608


def ranked(asked: IndexQuery, limit: int) -> tuple[str, list[object]]:
    """The same with how well each matches, the higher the better."""
    sql, parameters = newest(asked, limit)
    outer = f"""
        SELECT newest.article_id, newest.sort_key, ts_rank(%s, document.vector, %s::tsquery, 1)
        FROM ({sql}) AS newest JOIN articles_searchdocument AS document ON document.sort_key = newest.sort_key
        ORDER BY newest.sort_key DESC
    """  # noqa: S608
    return outer, [_WEIGHTS, _words(asked) or "''", *parameters]


# A function, and the bounds outside of it: or else the planner reads whole stretches of stories, or all there are.
_PART = """(
    SELECT article_id, sort_key FROM articles_search_found(%s::tsquery)
    WHERE sort_key BETWEEN %s AND %s ORDER BY sort_key {way} LIMIT %s
)"""


def _stretches(asked: IndexQuery) -> Iterator[tuple[str, int, int]]:
    """One run of stretches after another, from where the leafing begins: what stands in the vectors of each, and its
    first and last sort key. In the end all that is beyond, of which the vectors are not asked."""
    first, last = asked.first, asked.last
    if first > last:
        yield _any_of(last, last), first, last  # A question all the same, to which there is no answer.
    for count in _RUNS:
        if first > last:
            return
        if asked.oldest_first:
            end = min(last, ((first >> _STRETCH) + count << _STRETCH) - 1)
            yield _any_of(first, end), first, end
            first = end + 1
        else:
            start = max(first, (last >> _STRETCH) - count + 1 << _STRETCH)
            yield _any_of(start, last), start, last
            last = start - 1
    if first <= last:
        yield "", first, last


def _any_of(first: int, last: int) -> str:
    marks = (_quoted(f"w_{stretch}") for stretch in range(first >> _STRETCH, (last >> _STRETCH) + 1))
    return f"({' | '.join(marks)})"


def _query(asked: IndexQuery) -> str:
    return " & ".join(filter(None, [_words(asked), *(_quoted(token) for token in asked.filter_tokens)]))


def _words(asked: IndexQuery) -> str:
    return " & ".join(f"({' | '.join(_phrase(phrase) for phrase in phrases)})" for phrases in asked.words)


def _phrase(phrase: Phrase) -> str:
    return "(" + " <-> ".join(_quoted(stem) for stem in phrase) + ")"


def _quoted(stem: str) -> str:
    """A lexeme as it is: no parser of the database looks into it, and there is no quote in a word."""
    return "'" + stem.replace("'", "").replace("\\", "").replace("\0", "") + "'"


def is_whole() -> bool:
    """Whether every document has its vector: it is made in the same statement, so nothing else can be wrong."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT 1 FROM articles_searchdocument WHERE vector IS NULL)")
        return bool(cursor.fetchone()[0])


def rebuild() -> None:
    """Has the trigger make every vector that is missing."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_searchdocument SET sort_key = sort_key WHERE vector IS NULL")
