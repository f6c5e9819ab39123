"""The order of "best", on either database: what counts how much, and what freshness is worth."""

from __future__ import annotations

import datetime as dt
import importlib
import re

import pytest
from django.db import connection
from django.utils import timezone

from articles import search
from articles.models import Article, Status
from articles.search import finding
from articles.search.backends import PostgresBackend
from articles.search.ranking import WEIGHTS, score

pytestmark = pytest.mark.django_db
WORD, OTHER = "नदी", "बाजार"
COLUMNS = ("headline", "names", "standfirst", "body")
# Where a match weighs little enough that freshness can make up for it within months: bm25 levels off, ts_rank does not.
FAINT = "body" if connection.vendor == "sqlite" else "names"


def story(*columns: str, days: float = 0, at: dt.datetime | None = None) -> Article:
    """A story with the word in these columns, as long in each column as all others."""
    headline, names, standfirst, body = (f"{WORD if column in columns else OTHER} शहर" for column in COLUMNS)
    at = (at or timezone.now().replace(microsecond=0)) - dt.timedelta(days=days)
    article = Article.objects.create(
        headline=headline, source_credit=names, standfirst=standfirst, body=f"<p>{body}</p>",
        status=Status.PUBLISHED, publish_at=at, first_published_at=at,
    )  # fmt: skip
    search.index(article)
    return article


@pytest.fixture(autouse=True)
def _others() -> None:
    """A word that most stories have tells bm25 nothing."""
    for _ in range(6):
        story(days=1000)


def best(**page: str) -> list[Article]:
    return list(search.find(WORD, order="best", **page).articles)


class TestAMatch:
    def test_counts_most_in_the_headline_then_in_names_then_in_the_standfirst_then_in_the_body(self) -> None:
        at = timezone.now().replace(microsecond=0)
        # Of equal matches the one with the greater id would come first.
        stories = [story(column, at=at) for column in COLUMNS]
        assert best() == stories

    @pytest.mark.parametrize("column", COLUMNS)
    def test_counts_more_in_two_parts_than_in_one(self, column: str) -> None:
        at = timezone.now().replace(microsecond=0)
        both = story(column, "body" if column != "body" else "standfirst", at=at)
        one = story(column, at=at)
        assert best() == [both, one]

    def test_as_good_as_another_gives_way_to_the_newer(self) -> None:
        at = timezone.now().replace(microsecond=0)
        first, second = story("names", at=at), story("names", at=at)
        older = story("names", at=at - dt.timedelta(seconds=1))
        assert best() == [second, first, older]


class TestFreshness:
    def test_decides_between_equal_matches(self) -> None:
        stories = {days: story("body", days=days) for days in (40, 2, 400, 0, 10)}
        assert best() == [stories[days] for days in sorted(stories)]

    def test_of_today_makes_up_for_a_match_that_weighs_less(self) -> None:
        old, fresh = story("headline", days=3000), story("names")
        assert best() == [fresh, old]

    def test_of_a_month_does_not_make_up_for_the_headline(self) -> None:
        recent, fresh = story("headline", days=30), story("body")
        assert best() == [recent, fresh]

    @pytest.mark.parametrize(("days", "is_headline_first"), [(45, True), (90, False)])
    def test_outweighs_twice_the_text_rank_after_sixty_days(self, days: int, is_headline_first: bool) -> None:
        old, fresh = story("headline", days=days), story(FAINT)
        assert best() == ([old, fresh] if is_headline_first else [fresh, old])

    def test_triples_the_rank_at_first_and_halves_its_bonus_every_thirty_days(self) -> None:
        ranks = [score(0.5, age) / 1e9 for age in (-1, 0, 30, 60, 90, 100_000)]
        assert ranks == [1.5, 1.5, 1.0, 0.75, 0.625, 0.5]
        assert score(-0.5, 0) == 0


class TestPaging:
    def test_keeps_the_order_whatever_happens_meanwhile(self, monkeypatch: pytest.MonkeyPatch) -> None:
        at = timezone.now()
        for number in range(11):
            story(COLUMNS[number % 4], days=(number * 37) % 200)
        in_order = best()
        assert len(in_order) == 11
        monkeypatch.setattr(finding, "PAGE_LENGTH", 4)
        pages, cursor = [search.find(WORD, order="best", at=at)], ""
        while cursor := pages[-1].older:
            # Later, when all ages and a new story would make another order.
            at += dt.timedelta(days=60)
            story("headline", at=at)
            pages.append(search.find(WORD, order="best", before=cursor, at=at))
        assert [article for page in pages for article in page.articles] == in_order
        assert [len(page.articles) for page in pages] == [4, 4, 3]
        back = search.find(WORD, order="best", after=pages[-1].newer, at=at)
        assert list(back.articles) == in_order[4:8]
        back = search.find(WORD, order="best", after=back.newer, at=at)
        assert list(back.articles) == in_order[:4]


class TestTheMigration:
    """It repeats what the ranking says: a change of one without the other is found here."""

    migration = importlib.import_module("articles.migrations.0002_search_index")

    def test_labels_the_columns_as_the_weights_do(self) -> None:
        trigger = " ".join(self.migration.POSTGRESQL)
        labels = re.findall(r"articles_search_lexemes\(NEW\.(\w+), \d+, '([A-D])'\)", trigger)
        assert labels == [(weight.column, weight.label) for weight in WEIGHTS]
        assert [weight.label for weight in WEIGHTS] == sorted("ABCD")

    def test_has_the_columns_in_the_order_of_the_weights(self) -> None:
        columns = re.search(r"USING fts5\(\s*([\w, ]+),\s*content=", self.migration.SQLITE[0])
        assert columns
        assert columns.group(1).split(", ") == [*(weight.column for weight in WEIGHTS), "filter_tokens"]

    def test_has_slices_of_the_same_length(self) -> None:
        assert re.findall(r"NEW\.sort_key >> (\d+)", " ".join(self.migration.POSTGRESQL)) == [
            str(PostgresBackend.SLICE_BITS)
        ]
