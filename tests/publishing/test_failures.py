"""A transition that fails leaves nothing behind, in the database or on the instance."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from articles import publishing
from articles.models import Article, PostSnapshot, Tag
from articles.publishing import BylineLine, Changes, NotReady, Quote, Refused
from tests import cast, factories

STEPS = [
    "articles.publishing.addresses.proposed_slug",
    "articles.publishing.link_writer.write",
    "articles.publishing.link_writer._write_bylines",
    "articles.publishing.link_writer._write_tags",
    "articles.publishing.link_writer._write_listings",
    "articles.publishing.link_writer._write_images",
    "articles.publishing.link_writer.copy_visibility",
    "articles.publishing.tags._create",
    "articles.publishing.quotes.write",
    "articles.publishing.quotes.confirm",
    "articles.publishing.checks.missing",
    "articles.publishing.revisions.record",
    "articles.publishing.revisions.story_data",
    "articles.publishing.audit_log.record",
    "articles.publishing.post_commit.after_transition",
]


class PowerCut(Exception):
    pass


def dump() -> dict[str, list[tuple]]:
    tables = [name for name in connection.introspection.table_names() if name.startswith("articles_")]
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            rows[table] = cursor.fetchall()
    return rows


def values_of(story: Article) -> dict:
    return {name: value for name, value in story.__dict__.items() if not name.startswith("_")}


def everything(post_id: int) -> Changes:
    """Changes that touch every kind of row."""
    body = "<p>नई बात</p>" + f'<figure data-social-post="{post_id}"></figure>'
    quote = Quote(post_id, author_name="नाम", handle="handle", text="और शब्द", language="hi", confirmed=True)
    return Changes(
        fields={"headline": "नया शीर्षक", "body": body, "section": cast.madhya_pradesh()},
        bylines=[BylineLine(cast.author_ravi().pk), BylineLine(name="अतिथि")],
        tags=["बिलकुल नया", "पुल"],
        quotes=[quote],
    )


@pytest.mark.sampled(4)
@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS)
def test_a_failure_in_the_middle_undoes_everything(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    story = factories.draft(by=cast.meera(), tags=["पुल"], bylines=[cast.author_meera()])
    changes = everything(factories.post(confirmed=False).pk)
    rows, instance = dump(), values_of(story)

    def fail(*args: object, **more: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(PowerCut):
            publishing.publish(story, changes, by=cast.meera(), confirm=True)
    assert dump() == rows
    assert values_of(story) == instance
    publishing.publish(story, changes, by=cast.meera(), confirm=True)
    assert story.is_live()


@pytest.mark.django_db
def test_a_new_story_whose_first_save_fails_is_not_there_and_has_no_key() -> None:
    story = Article()
    with pytest.raises(NotReady):
        publishing.publish(story, Changes(fields={"headline": "x"}, tags=["नया"]), by=cast.meera())
    assert story.pk is None
    assert not Article.objects.exists()
    assert not Tag.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "refused",
    [
        lambda story: publishing.publish(story, Changes(fields={"body": ""}), by=cast.meera()),
        lambda story: publishing.save_draft(story, Changes(tags=["ठीक", "!" * 101]), by=cast.meera()),
        lambda story: publishing.save_draft(story, Changes(tags=["नया"], bylines=[BylineLine(10**9)]), by=cast.meera()),
        lambda story: publishing.save_draft(story, Changes(tags=["नया"]), by=cast.meera(), version=0),
        lambda story: publishing.save_draft(story, Changes(tags=["नया"], fields={"kicker": "x" * 99}), by=cast.meera()),
    ],
)
def test_a_refusal_leaves_the_story_and_the_tags_as_they_were(refused: Callable[[Article], Article]) -> None:
    story = factories.draft(by=cast.meera(), tags=["पुल"])
    rows, instance = dump(), values_of(story)
    with pytest.raises(Refused):
        refused(story)
    assert dump() == rows
    assert values_of(story) == instance


@pytest.mark.django_db
def test_words_of_a_quote_that_are_refused_make_no_snapshot() -> None:
    post = factories.post()
    story = factories.draft(body=factories.quoting(post), by=cast.meera())
    for quote in (
        Quote(post.pk, text="x", language="not a language"),
        Quote(post.pk, text="x", translation_language="१"),
        Quote(post.pk, handle="h" * 201),
    ):
        with pytest.raises(Refused) as refused:
            publishing.save_draft(story, Changes(quotes=[quote]), by=cast.meera())
        assert list(refused.value.errors) == ["quotes"]
    assert PostSnapshot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_follows_an_act_follows_only_once_it_is_committed_and_cannot_undo_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    followed = []

    def follow(story_id: int, act: str, by_name: str) -> None:
        assert not connection.in_atomic_block
        followed.append(act)
        raise PowerCut

    monkeypatch.setattr("articles.publishing.post_commit._follow_transition", follow)
    story = factories.story()
    assert followed == ["save_draft", "publish"]
    assert story.is_live()
    with pytest.raises(NotReady):
        publishing.update(story, Changes(fields={"headline": ""}), by=cast.meera())
    assert followed == ["save_draft", "publish"]
