"""Compiled queries give what the queryset gives, and a row that has not changed the same object."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from articles.models import Article, Byline, CompiledQuery, CorrectionRows
from tests import cast, factories

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 15, 6, 30, tzinfo=dt.UTC)


def newest(at: dt.datetime):
    return Article.objects.published(at).with_stories("lead_image")


class TestTheRows:
    def test_are_those_of_the_queryset_with_what_is_joined_and_annotated(self, django_assert_num_queries) -> None:
        led = factories.story("पहली", at=AT, lead_image=factories.image(alt="पुल"))
        factories.story("दूसरी", at=AT + dt.timedelta(minutes=1))
        query = CompiledQuery(lambda at: newest(at).annotate(correction_rows=CorrectionRows("pk")))
        query(at=timezone.now())
        with django_assert_num_queries(1):
            first, second = query(at=timezone.now())
            assert (first.headline, second.headline, second.lead_image.alt) == ("दूसरी", "पहली", "पुल")
            assert (second.first_published_at, CorrectionRows.read(second.correction_rows)) == (AT, [])
        assert second == led

    def test_follow_the_values_and_the_query_is_built_once(self) -> None:
        built = []

        def build(at: dt.datetime):
            built.append(at)
            return newest(at)

        query = CompiledQuery(build)
        factories.story("पहली", at=AT)
        factories.story("दूसरी", at=AT + dt.timedelta(minutes=1))
        assert [row.headline for row in query(at=AT)] == ["पहली"]
        assert [row.headline for row in query(at=AT + dt.timedelta(minutes=1))] == ["दूसरी", "पहली"]
        assert query(at=AT - dt.timedelta(minutes=1)) == []
        assert len(built) == 1

    @pytest.mark.parametrize("count", [1, 2, 3, 5])
    def test_are_those_of_a_list_of_any_length(self, count: int) -> None:
        keys = [factories.story(f"खबर {number}", bylines=[cast.author_meera()]).pk for number in range(6)]
        query = CompiledQuery(lambda keys: Byline.objects.filter(article_id__in=keys).order_by("article_id"))
        assert [row.article_id for row in query(keys=keys[:count])] == keys[:count]

    def test_of_an_empty_list_are_none_and_ask_nothing(self, django_assert_num_queries) -> None:
        query = CompiledQuery(lambda keys: Byline.objects.filter(article_id__in=keys))
        with django_assert_num_queries(0):
            assert query(keys=[]) == []

    def test_may_be_tuples_of_a_union(self) -> None:
        story = factories.story(section=cast.desh())

        def build(key: int, section: int):
            by_key = Article.objects.filter(pk=key).order_by().values_list("pk", "publish_at")
            return by_key.union(Article.objects.filter(section_id=section).order_by().values_list("pk", "publish_at"))

        assert CompiledQuery(build)(key=story.pk, section=cast.desh().pk) == [(story.pk, story.publish_at)]

    def test_know_words_too(self) -> None:
        factories.story("हिन्दी"), factories.story("English", language="en")
        query = CompiledQuery(lambda language: Article.objects.filter(language=language))
        assert [[row.headline for row in query(language=name)] for name in ("hi", "en")] == [["हिन्दी"], ["English"]]


def test_a_value_that_changes_nothing_is_refused() -> None:
    query = CompiledQuery(lambda at, key: newest(at))
    with pytest.raises(ValueError, match="key"):
        query(at=AT, key=1)


class TestKeptRows:
    def test_are_the_same_objects_until_a_column_changes(self) -> None:
        story = factories.story("पहली", lead_image=factories.image(alt="पुल"))
        query = CompiledQuery(newest, keep=10)
        (before,) = query(at=timezone.now())
        assert query(at=timezone.now())[0] is before
        story.lead_image.alt = "नदी"
        story.lead_image.save()
        (after,) = query(at=timezone.now())
        assert (after is before, before.lead_image.alt, after.lead_image.alt) == (False, "पुल", "नदी")

    def test_are_not_shared_unless_asked_for(self) -> None:
        factories.story("पहली")
        query = CompiledQuery(newest)
        assert query(at=timezone.now())[0] is not query(at=timezone.now())[0]
