"""One rule says what readers may see, wherever it is asked."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import VISIBILITY_FIELDS, Article, Byline, Cursor, SectionListing, Status, TaggedArticle
from tests import cast, factories

NOON = dt.datetime(2026, 3, 1, 6, 30, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
TIMES = [None, NOON - SECOND, NOON, NOON + SECOND]
LISTED = [Article, Byline, TaggedArticle, SectionListing]


def should_be_live(status: str, publish_at: dt.datetime | None, expire_at: dt.datetime | None, trashed: bool) -> bool:
    """The rule again, in other words."""
    begun = publish_at is not None and publish_at <= NOON
    ended = expire_at is not None and expire_at <= NOON
    return status == "published" and begun and not ended and not trashed


class EveryCombination(TestCase):
    def setUp(self) -> None:
        self.story = factories.draft(bylines=[cast.author_meera()], tags=["पुल"], section=cast.madhya_pradesh())

    def give(self, **state: object) -> None:
        Article.objects.filter(pk=self.story.pk).update(**state)
        own = {name: state[name] for name in VISIBILITY_FIELDS}
        self.story.bylines.update(**own)
        self.story.tag_rows.update(**own)
        self.story.listings.update(**own)
        self.story.refresh_from_db()

    @pytest.mark.slow
    def test_the_story_its_rows_and_its_address_agree(self) -> None:
        for status, publish_at, expire_at, trashed, first in itertools.product(
            Status.values, TIMES, TIMES, [None, NOON - SECOND], TIMES
        ):
            self.give(
                status=status, publish_at=publish_at, expire_at=expire_at, deleted_at=trashed, first_published_at=first
            )  # fmt: skip
            live = should_be_live(status, publish_at, expire_at, bool(trashed))
            assert self.story.is_live(NOON) is live
            for rows in LISTED:
                assert rows.objects.published(NOON).exists() is live, (rows, status, publish_at, expire_at, trashed)
            seen_before = first is not None and first <= NOON
            expected = "missing" if not seen_before else "live" if live else "gone"
            assert Article.objects.at_address(self.story.pk, NOON)[0] == expected

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(Status.values),
                st.integers(-3, 3) | st.none(),
                st.integers(-3, 3) | st.none(),
                st.booleans(),
            ),
            max_size=8,
        ),
        st.integers(-3, 3),
    )
    def test_lists_hold_exactly_the_live_ones_newest_first(self, states: list, offset: int) -> None:
        at = NOON + offset * SECOND
        made = []
        for status, begins, ends, trashed in states:
            made.append(
                Article.objects.create(
                    status=status,
                    publish_at=None if begins is None else NOON + begins * SECOND,
                    expire_at=None if ends is None else NOON + ends * SECOND,
                    deleted_at=NOON if trashed else None,
                )
            )
        live = sorted(
            (one for one in made if one.is_live(at)), key=lambda one: (one.publish_at, one.pk), reverse=True
        )  # fmt: skip
        assert list(Article.objects.published(at)) == live
        for number, one in enumerate(live):
            assert one.publish_at
            cursor = Cursor(one.publish_at, one.pk)
            assert list(Article.objects.published(at, before=cursor)) == live[number + 1 :]
            assert list(Article.objects.published(at).newer_than(cursor)) == live[:number][::-1]


@pytest.mark.django_db
class TestAddress:
    def test_of_a_number_no_database_can_hold_is_missing(self) -> None:
        assert Article.objects.at_address(10**19) == ("missing", None)

    def test_costs_one_query(self, django_assert_num_queries) -> None:
        story = factories.story()
        with django_assert_num_queries(1):
            assert Article.objects.at_address(story.pk)[0] == "live"

    def test_of_a_story_that_is_only_scheduled_says_nothing_of_it(self) -> None:
        story = factories.draft()
        Article.objects.filter(pk=story.pk).update(
            status="published", publish_at=NOON + SECOND, first_published_at=NOON + SECOND
        )
        assert Article.objects.at_address(story.pk, NOON) == ("missing", None)


def test_a_cursor_later_than_now_does_not_open_the_future() -> None:
    query = str(Article.objects.published(NOON, before=Cursor(NOON + SECOND, 5)).query)
    assert query == str(Article.objects.published(NOON).query)
