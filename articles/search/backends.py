"""The index of either database behind one interface: `backend()` returns the one in use.

Python analyzes, the database only stores and intersects; see docs/decisions/0013-search.md. The tables, triggers and
functions that these queries use are made by migration 0002.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from django.db import DatabaseError, connection, transaction

from .query import IndexQuery, Phrase
from .ranking import WEIGHTS


class Statement(NamedTuple):
    sql: str
    parameters: Sequence[str | int]


class Hit(NamedTuple):
    """A row of the index. `score` is how well the story matches, higher is better; 0 where nobody asked."""

    article_id: int
    sort_key: int
    score: float


class Backend(Protocol):
    def newest(self, query: IndexQuery, limit: int) -> Statement:
        """Select the newest matching stories (the oldest if `oldest_first`) in that order, as `Hit` rows of score 0."""

    def ranked(self, query: IndexQuery, limit: int) -> Statement:
        """Select the newest matching stories with their text rank as score."""

    def is_intact(self) -> bool:
        """Return whether the index agrees with the documents."""

    def rebuild(self) -> None:
        """Make the index anew from the documents."""


def backend() -> Backend:
    return _BACKENDS[connection.vendor]


def hits(statement: Statement) -> list[Hit]:
    """Run the statement: one query."""
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.parameters)
        return [Hit(*row) for row in cursor.fetchall()]


class SqliteBackend:
    """An FTS5 table over the documents, whose rowid is the sort key."""

    TABLE = "articles_searchindex"

    def newest(self, query: IndexQuery, limit: int) -> Statement:
        return self._select("0", query, limit)

    def ranked(self, query: IndexQuery, limit: int) -> Statement:
        # Filter tokens, the last column, do not count.
        weights = ", ".join(str(weight) for weight in (*(column.bm25 for column in WEIGHTS), 0.0))
        return self._select(f"-bm25({self.TABLE}, {weights})", query, limit)

    def _select(self, rank: str, query: IndexQuery, limit: int) -> Statement:
        # The inner query reads the index backwards and stops at the limit; documents are read for those rows alone.
        direction = "ASC" if query.oldest_first else "DESC"
        sql = f"""
            SELECT document.article_id, document.sort_key, found.rank
            FROM (
                SELECT rowid AS sort_key, {rank} AS rank FROM {self.TABLE}
                WHERE {self.TABLE} MATCH %s AND rowid >= %s AND rowid <= %s ORDER BY rowid {direction} LIMIT %s
            ) AS found CROSS JOIN articles_searchdocument AS document ON document.sort_key = found.sort_key
            ORDER BY found.sort_key {direction}
        """  # noqa: S608
        return Statement(sql, [self._match(query), query.first_key, query.last_key, limit])

    def _match(self, query: IndexQuery) -> str:
        # Words are looked for in every column: none can equal a filter token.
        clauses = [f"({' OR '.join(self._string(phrase) for phrase in phrases)})" for phrases in query.clauses]
        return " AND ".join([*clauses, *(f'filter_tokens : "{token}"' for token in query.filter_tokens)])

    @staticmethod
    def _string(phrase: Phrase) -> str:
        """Return the phrase as a string of FTS5, in which nothing is an operator. No word has a quotation mark."""
        return '"' + " ".join(stem.replace('"', "").replace("\0", "") for stem in phrase) + '"'

    def is_intact(self) -> bool:
        """Reads the index and the documents whole."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {self.TABLE}({self.TABLE}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except DatabaseError:
            return False
        return True

    def rebuild(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {self.TABLE}({self.TABLE}) VALUES ('rebuild')")  # noqa: S608


class PostgresBackend:
    """A tsvector of literal lexemes beside each document, with a GIN index.

    GIN knows no order. So each vector also holds the time slice its document is of (`w_3425`), and the newest stories
    are looked for slice by slice, in runs that grow: a part of a UNION ALL is only begun if those before it have not
    given enough rows.
    """

    # A slice is 2^43 sort keys, which are 2^19 seconds or six days; migration 0002 has the same number.
    SLICE_BITS = 43
    # So many slices at a time: six days, then a month, four months, more than a year, then everything beyond.
    RUNS = (1, 4, 16, 64)
    # The function is planned with its own settings (migration 0002), and the bounds must stay outside of it: otherwise
    # the planner reads whole slices of stories, or all stories.
    _PART = """(
        SELECT article_id, sort_key FROM articles_search_found(%s::tsquery)
        WHERE sort_key BETWEEN %s AND %s ORDER BY sort_key {direction} LIMIT %s
    )"""

    def newest(self, query: IndexQuery, limit: int) -> Statement:
        part = self._PART.format(direction="ASC" if query.oldest_first else "DESC")
        parts: list[str] = []
        parameters: list[str | int] = []
        for time_slices, first, last in self._runs(query):
            parts.append(part)
            parameters += [" & ".join(filter(None, [self._tsquery(query), time_slices])), first, last, limit]
        sql = f"SELECT article_id, sort_key, 0 FROM ({' UNION ALL '.join(parts)}) AS found LIMIT %s"  # noqa: S608
        return Statement(sql, [*parameters, limit])

    def ranked(self, query: IndexQuery, limit: int) -> Statement:
        newest = self.newest(query, limit)
        sql = f"""
            SELECT newest.article_id, newest.sort_key, ts_rank(%s, document.vector, %s::tsquery, 1)
            FROM ({newest.sql}) AS newest JOIN articles_searchdocument AS document
                ON document.sort_key = newest.sort_key
            ORDER BY newest.sort_key DESC
        """  # noqa: S608
        # ts_rank wants the weight of label D first.
        weights = "{" + ", ".join(str(column.ts_rank) for column in reversed(WEIGHTS)) + "}"
        return Statement(sql, [weights, self._clauses(query) or "''", *newest.parameters])

    def _runs(self, query: IndexQuery) -> Iterator[tuple[str, int, int]]:
        """Yield runs of slices from where reading begins: a tsquery for the slices, the first and the last sort key.

        The last run is everything beyond, for which no slices are asked. An empty span yields one run without rows.
        """
        first, last, bits = query.first_key, query.last_key, self.SLICE_BITS
        if first > last:
            yield self._any_slice(last, last), first, last
        for count in self.RUNS:
            if first > last:
                return
            if query.oldest_first:
                end = min(last, ((first >> bits) + count << bits) - 1)
                yield self._any_slice(first, end), first, end
                first = end + 1
            else:
                start = max(first, (last >> bits) - count + 1 << bits)
                yield self._any_slice(start, last), start, last
                last = start - 1
        if first <= last:
            yield "", first, last

    def _any_slice(self, first: int, last: int) -> str:
        numbers = range(first >> self.SLICE_BITS, (last >> self.SLICE_BITS) + 1)
        return "(" + " | ".join(self._lexeme(f"w_{number}") for number in numbers) + ")"

    def _tsquery(self, query: IndexQuery) -> str:
        return " & ".join(filter(None, [self._clauses(query), *map(self._lexeme, query.filter_tokens)]))

    def _clauses(self, query: IndexQuery) -> str:
        return " & ".join(f"({' | '.join(self._phrase(phrase) for phrase in phrases)})" for phrases in query.clauses)

    def _phrase(self, phrase: Phrase) -> str:
        return "(" + " <-> ".join(map(self._lexeme, phrase)) + ")"

    @staticmethod
    def _lexeme(stem: str) -> str:
        """Return the stem as a quoted lexeme, which no parser of the database looks into. No word has a quote."""
        return "'" + stem.replace("'", "").replace("\\", "").replace("\0", "") + "'"

    def is_intact(self) -> bool:
        """The vector is made in the same statement as its document, so it can only be missing."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT NOT EXISTS (SELECT 1 FROM articles_searchdocument WHERE vector IS NULL)")
            return bool(cursor.fetchone()[0])

    def rebuild(self) -> None:
        """Make the trigger run for every document without a vector."""
        with connection.cursor() as cursor:
            cursor.execute("UPDATE articles_searchdocument SET sort_key = sort_key WHERE vector IS NULL")


_BACKENDS: dict[str, Backend] = {"sqlite": SqliteBackend(), "postgresql": PostgresBackend()}
