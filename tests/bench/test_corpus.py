"""The stories of the benchmarks are such as publishing leaves."""

from __future__ import annotations

import tempfile
from random import Random

import pytest
from django.test import override_settings

from articles import publishing, search
from articles.models import (
    EDITORIAL_FIELDS,
    Article,
    Autosave,
    Revision,
    SearchTerm,
    SlotAssignment,
    User,
)
from articles.publishing import BylineLine, Changes
from tests import factories
from tests.bench import corpus, fill, shared, texts

# Rows that only the desk's work leaves.
WITHOUT = {Revision, SlotAssignment, Autosave}
OWN = {"id", "article_id", "content_object_id", "feed_id", "saved_at", "created_at", "sort_key"}
TIMES = {"at", "significant_update_at"}


COUNT = 30


def silent(line: str) -> None:
    """Nobody reads the progress."""


def rows_of(article: Article) -> dict[str, list[dict]]:
    """Return every column of the story and of each row that belongs to it, but for keys and times of the clock."""
    found = {"article": [article]}
    for relation in Article._meta.related_objects:
        if relation.related_model not in WITHOUT:
            found[relation.related_model.__name__] = relation.related_model._default_manager.filter(
                **{relation.field.name: article}
            ).order_by("pk")
    return {
        name: [
            {
                column.attname: value if column.attname not in TIMES else value is not None
                for column in row._meta.concrete_fields
                if column.attname not in OWN
                for value in [getattr(row, column.attname)]
            }
            for row in rows
        ]
        for name, rows in found.items()
    }


def published_again(article: Article) -> Article:
    by = User.objects.get(username="bench-editor")
    fields = {name: getattr(article, name) for name in EDITORIAL_FIELDS if name not in ("slug", "tags")}
    lines = [BylineLine(row.author_id) for row in article.bylines.all()]
    names = [row.tag.name for row in article.tag_rows.order_by("pk")]
    twin = publishing.save_draft(Article(), Changes(fields, bylines=lines, tags=names), by=by)
    publishing.publish(twin, by=by, at=article.publish_at)
    for correction in article.corrections.all():
        publishing.correct(twin, correction.text, by=by)
    return Article.objects.get(pk=twin.pk)


class TestThirtyStories:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def written(cls, shared_rows):
        with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder, shared_rows():
            for name, few in {"PICTURES": 1, "AUTHORS": 4, "TAGS": 20}.items():
                patch.setattr(shared, name, few)
            patch.setattr(corpus, "SHARES", dict.fromkeys(corpus.SHARES, 0.5))
            with override_settings(MEDIA_ROOT=folder):
                corpus.write(COUNT, silent)

    @pytest.fixture
    def stories(self, db) -> list[Article]:
        return list(Article.objects.order_by("pk"))

    @pytest.mark.usefixtures("run_on_commit_at_once")
    @pytest.mark.parametrize("part", ["quoted_posts", "image_rows", "corrections", "linked", "paid", "opinion"])
    def test_a_story_has_the_rows_of_one_that_was_really_published(self, stories, part):
        has = {
            "linked": lambda story: "data-story" in story.body,
            "paid": lambda story: story.paid_by,
            "opinion": lambda story: story.kind == "opinion",
        }.get(part, lambda story: getattr(story, part).exists())
        story = next(filter(has, stories))

        assert rows_of(story) == rows_of(published_again(story))

    def test_the_search_index_and_its_vocabulary_are_what_a_new_count_would_give(self, stories):
        assert SearchTerm.objects.count() > 1000
        assert search.recount(repair=False) == 0
        assert [search.outdated_columns(story) for story in stories] == [[]] * COUNT
        assert search.backend().is_intact()

    def test_every_page_that_is_measured_is_there(self, stories, client):
        for kind, paths in fill.pages().items():
            assert paths
            assert client.get(paths[0]).status_code == 200, kind

    def test_what_is_published_afterwards_has_a_key_of_its_own(self, stories):
        assert factories.story(by=User.objects.get(username="bench-editor")).pk > COUNT

    def test_a_database_with_stories_is_left_as_it_is(self, stories):
        with pytest.raises(ValueError, match="already"):
            corpus.write(1, silent)
        assert Article.objects.count() == COUNT


def test_the_same_seed_gives_the_same_texts_and_another_one_others():
    first, again, other = (texts.text(Random(seed)) for seed in ("7:1", "7:1", "8:1"))
    assert first == again != other


def test_the_texts_are_mostly_hindi_and_have_some_seven_hundred_words():
    written = [texts.text(Random(f"7:{number}")) for number in range(100)]
    assert 86 <= sum(text.language == "hi" for text in written) <= 97
    words = [len(" ".join(text.paragraphs).split()) for text in written]
    assert 600 < sum(words) / len(words) < 850
    assert len({text.headline for text in written}) == 100
