"""The index in SQLite: an FTS5 table that reads its words from the documents."""

from __future__ import annotations

from django.db import DatabaseError, connection, transaction

from .asked import IndexQuery
from .query import Phrase

TABLE = "articles_searchindex"
# Headline, names, standfirst, body; filter tokens do not count.
_WEIGHTS = "12.0, 6.0, 4.0, 1.0, 0.0"


def newest(asked: IndexQuery, limit: int) -> tuple[str, list[object]]:
    """Of the matching stories the newest, or where it is so asked the oldest: (id, sort_key, 0), in that order."""
    return _select("0", asked, limit)


def ranked(asked: IndexQuery, limit: int) -> tuple[str, list[object]]:
    """The same with how well each matches, the higher the better."""
    return _select(f"-bm25({TABLE}, {_WEIGHTS})", asked, limit)


def _select(rank: str, asked: IndexQuery, limit: int) -> tuple[str, list[object]]:
    # The inner query reads the index backwards and stops; the documents are looked up for what it gives.
    way = "ASC" if asked.oldest_first else "DESC"
    sql = f"""
        SELECT document.article_id, document.sort_key, found.rank
        FROM (
            SELECT rowid AS sort_key, {rank} AS rank FROM {TABLE}
            WHERE {TABLE} MATCH %s AND rowid >= %s AND rowid <= %s ORDER BY rowid {way} LIMIT %s
        ) AS found CROSS JOIN articles_searchdocument AS document ON document.sort_key = found.sort_key
        ORDER BY found.sort_key {way}
    """  # noqa: S608
    return sql, [_match(asked), asked.first, asked.last, limit]


def _match(asked: IndexQuery) -> str:
    parts = [f"({' OR '.join(_quoted(phrase) for phrase in phrases)})" for phrases in asked.words]
    words = " AND ".join(parts)
    filter_tokens = [f'filter_tokens : "{token}"' for token in asked.filter_tokens]
    # Words are not looked for among the filter tokens: no word is one.
    return " AND ".join([*([words] if words else []), *filter_tokens])


def _quoted(phrase: Phrase) -> str:
    """A string of FTS5: inside the quotes nothing is an operator, and there is no quote in a word."""
    return '"' + " ".join(stem.replace('"', "").replace("\0", "") for stem in phrase) + '"'


def is_whole() -> bool:
    """Whether the index says what the documents say. Reads both."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except DatabaseError:
        return False
    return True


def rebuild() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')")  # noqa: S608
