"""What the queries of readers' pages cost does not depend on luck: not on the statistics, and not on how many
stories there are or how many of them are published.

All queries of every kind of public address are kept while a newsroom is small. Then it grows, and each is explained and
run again with every kind of statistics: none reads or sorts a large table, and none does more work than before. See
docs/decisions/0036-query-plans.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import Resolver404, resolve
from pytest_django import DjangoDbBlocker

from articles.urls import urlpatterns

from . import plans, statistics
from .addresses import Query, addresses, ask, few_addresses
from .corpus import Newsroom, add_stories, open_newsroom

SMALL = 1_000
# Work that a query may add while the newsroom grows, and what none may exceed: steps of SQLite, rows of PostgreSQL.
_SPARE = {"sqlite": 2_500, "postgresql": 400}
_LIMIT = {"sqlite": 80_000, "postgresql": 8_000}
# Queries that do grow, by what their SQL has; each with its reason.
GROWING = {
    "GROUP BY": "the sitemap's months read every story, once in ten minutes: the answer is kept in the cache",
    "LIKE": "a tag's name typed into the search form is compared with the names of all tags",
    '"language" =': "related stories pass over those of a tag that are in another language, however many these are",
}
# Queries that do so on PostgreSQL alone, until it has looked at the tables, for the first time or again.
_WITH_ALL = "what belongs to the stories of a page may be read with what belongs to all of them"
UNTIL_STATISTICS = {
    '"articles_article"."canonical_url" =': "a month's sitemap may be read with all stories, while these are few",
    '"articles_byline"."article_id" IN': _WITH_ALL,
    '"articles_storyimage"."article_id" IN': _WITH_ALL,
    '"articles_quotedpost"."article_id" IN': _WITH_ALL,
    '"articles_taggedarticle"."content_object_id" IN': _WITH_ALL,
}
_FORBIDDEN = re.compile(r"\bCOUNT\s*\(|\bOFFSET\b", re.IGNORECASE)


class Found(NamedTuple):
    """How a query was planned, and how much work it was."""

    query: Query
    faults: list[str]
    work: int


class Measured(NamedTuple):
    """The queries of a newsroom: their work while it was small, and what became of them, by kind of statistics."""

    newsroom: Newsroom
    small: list[Found]
    large: dict[str, list[Found]]
    visited: list[str]
    asked_again: list[Query]


def measure(client: Client, count: int, unpublished: int, *, wide: bool) -> Measured:
    """Visit a newsroom, let it grow to so many stories, and measure its queries again."""
    newsroom = open_newsroom()
    add_stories(newsroom, 1, SMALL, unpublished)
    outdated = statistics.now()
    visited = (addresses if wide else few_addresses)(newsroom, SMALL)
    asked = _different(query for address, status in visited.items() for query in ask(client, address, status))
    small = [Found(query, [], plans.work(query)) for query in asked]
    add_stories(newsroom, SMALL + 1, count, unpublished)
    cache.clear()
    again = addresses(newsroom, count).items() if wide else ()
    asked_again = _different(query for address, status in again for query in ask(client, address, status))
    large = {}
    for kind in statistics.kinds():
        statistics.collect(kind, outdated)
        large[kind] = [Found(query, plans.faults(query), plans.work(query)) for query in (*asked, *asked_again)]
    return Measured(newsroom, small, large, list(visited), asked_again)


def _different(queries: Iterator[Query]) -> list[Query]:
    """Return the queries without those that are asked word for word at several addresses of one kind."""
    return list({(query.sql, query.address.split("?")[0]): query for query in queries}.values())


def _too_much(measured: Measured, kind: str) -> list[str]:
    """Return what of the queries reads or sorts a large table, grew with the newsroom, or is too much work at all."""
    limit, spare = _LIMIT[connection.vendor], _SPARE[connection.vendor]
    is_ignorant = connection.vendor == "postgresql" and kind in ("none", "outdated")
    known = {**GROWING, **(UNTIL_STATISTICS if is_ignorant else {})}
    before = [found.work for found in measured.small]
    before += [limit] * len(measured.asked_again)
    wrong = []
    for found, work in zip(measured.large[kind], before, strict=True):
        is_searching = found.query.address.startswith("/search/")  # It reads as many matches as there are, up to 2,000.
        most = limit if is_searching or kind == "outdated" else min(limit, 2 * work + spare)
        if (found.faults or found.work > most) and not any(part in found.query.sql for part in known):
            wrong.append(f"{found.query.address}: {work} -> {found.work}, {found.faults}\n{plans.plan(found.query)}")
    return wrong


@pytest.mark.django_db
def test_the_commonest_pages_cost_no_more_in_a_larger_newsroom_whatever_is_known_of_it(client: Client) -> None:
    """The short form: fails with an index on the status itself (SQLite), and with `_is_by_key` False (PostgreSQL)."""
    measured = measure(client, 5 * SMALL, 1, wide=False)
    try:
        assert {kind: _too_much(measured, kind) for kind in measured.large} == {kind: [] for kind in measured.large}
    finally:
        statistics.forget()


@pytest.fixture(scope="module", params=[1, 50], ids=["nearly all published", "half of them published"])
def measured(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Measured]:  # fmt: skip
    """The measured newsroom, in a transaction that is rolled back, with a media folder and a cache of its own."""
    caches = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "plans"}}
    folder = tmp_path_factory.mktemp("plans")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder, CACHES=caches):
        with transaction.atomic():
            yield measure(Client(), 20 * SMALL, request.param, wide=True)
            transaction.set_rollback(True)
        statistics.clean()


@pytest.mark.slow
class TestEveryPublicQuery:
    @pytest.mark.parametrize("kind", ["outdated", "none", "sampled", "full"])
    def test_reads_and_sorts_no_large_table_and_does_not_grow(self, measured: Measured, kind: str) -> None:
        assert kind in measured.large or (connection.vendor, kind) == ("sqlite", "outdated")
        wrong = _too_much(measured, kind) if kind in measured.large else []
        assert not wrong, "\n\n".join(wrong)

    def test_counts_nothing_and_skips_nothing(self, measured: Measured) -> None:
        queries = [found.query for found in measured.large["none"]]
        assert [query for query in queries if _FORBIDDEN.search(query.sql)] == []

    def test_is_of_some_visited_address(self, measured: Measured) -> None:
        unvisited = {pattern.name for pattern in urlpatterns}
        for address in measured.visited:
            with suppress(Resolver404):
                unvisited.discard(resolve(address.split("?")[0]).url_name)
        assert unvisited == set()

    def test_known_exceptions_are_still_some(self, measured: Measured) -> None:
        """Each does grow, or need not be listed."""
        every = " ".join(found.query.sql for found in measured.large["none"])
        assert [part for part in (*GROWING, *UNTIL_STATISTICS) if part not in every] == []

    @pytest.mark.parametrize("index", ["article_live", "section_live_stories", "tag_live_stories"])
    def test_would_be_found_out_without_its_index(self, measured: Measured, index: str) -> None:
        """The measure is able to fail: without an index some queries do more work."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"DROP INDEX {index}")
            statistics.forget()
            works = [plans.work(found.query) for found in measured.small]
            transaction.set_rollback(True)
        grown = [work for work, found in zip(works, measured.small, strict=True) if work > 2 * found.work + 10_000]
        statistics.forget()
        assert grown
