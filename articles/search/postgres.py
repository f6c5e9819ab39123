"""The index in PostgreSQL: a tsvector beside each document, made of our words as they are, with a GIN index."""

from __future__ import annotations

from django.db import connection

from .asked import Asked
from .query import Phrase

# Body, standfirst, names, headline.
_WEIGHTS = "{0.08, 0.3, 0.5, 1.0}"


def newest(asked: Asked, limit: int) -> tuple[str, list[object]]:
    """Of the matching stories the newest, or where it is so asked the oldest: (id, place, 0), in that order."""
    way = "ASC" if asked.oldest_first else "DESC"
    if asked.is_common:
        # Nearly every story matches: from the newest back, until there are enough. The index is kept out of it.
        sql = f"""
            SELECT article_id, place, 0 FROM articles_searchdocument
            WHERE (vector || ''::tsvector) @@ %s::tsquery AND place BETWEEN %s AND %s ORDER BY place {way} LIMIT %s
        """  # noqa: S608
        return sql, [_query(asked), asked.first, asked.last, limit]
    sql = f"{_FOUND} SELECT article_id, place, 0 FROM found ORDER BY place {way} LIMIT %s"  # noqa: S608
    return sql, [_query(asked), asked.first, asked.last, limit]


def ranked(asked: Asked, limit: int) -> tuple[str, list[object]]:
    """The same with how well each matches, the higher the better."""
    sql, parameters = newest(asked, limit)
    outer = f"""
        SELECT newest.article_id, newest.place, ts_rank(%s, document.vector, %s::tsquery, 1)
        FROM ({sql}) AS newest JOIN articles_searchdocument AS document ON document.place = newest.place
        ORDER BY newest.place DESC
    """  # noqa: S608
    return outer, [_WEIGHTS, _words(asked) or "''", *parameters]


# Materialised: or else the planner leafs through all stories for a rare word, because the order seems to be at hand.
_FOUND = """
    WITH found AS MATERIALIZED (
        SELECT article_id, place FROM articles_searchdocument
        WHERE vector @@ %s::tsquery AND place BETWEEN %s AND %s
    )
"""


def _query(asked: Asked) -> str:
    return " & ".join(filter(None, [_words(asked), *(_quoted(mark) for mark in asked.marks)]))


def _words(asked: Asked) -> str:
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
        cursor.execute("UPDATE articles_searchdocument SET place = place WHERE vector IS NULL")
