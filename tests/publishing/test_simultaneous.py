"""Many people at once, on a real database: nobody sees an error, and nothing is stored twice or by half."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from articles import publishing
from articles.models import (
    Arrangement,
    Article,
    AuditEntry,
    Author,
    Byline,
    Revision,
    Slot,
    SlotAssignment,
    Tag,
    TaggedArticle,
    TagName,
    User,
)
from articles.publishing import BylineLine, Changes, StaleVersion, front_desk, tags
from tests import cast, factories
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def faults(results: list[Any]) -> list[Any]:
    return [result for result in results if isinstance(result, Exception)]


@pytest.mark.slow
class TestFiftyAtOnce:
    def test_with_the_same_headline_and_the_same_new_tags_are_fifty_stories_and_each_tag_once(self) -> None:
        meera, section, author = cast.meera(), cast.madhya_pradesh(), cast.author_meera()
        names = ["नया पुल", "नर्मदा", "Bhopal", "यातायात"]

        def publish(number: int) -> Callable[[], Article]:
            fields = {"headline": "नया पुल खुला", "section": section, "body": f"<p>{number}</p>"}
            # Each with the tags in another order, and spelled another way.
            order = names[number % 4 :] + names[: number % 4]
            spelled = [name.upper() if number % 2 else f" #{name} " for name in order]
            changes = Changes(fields=fields, tags=spelled, bylines=[BylineLine(author.pk), BylineLine(name="अतिथि")])
            return lambda: publishing.publish(Article(), changes, by=meera)

        results = at_once([publish(number) for number in range(50)])
        assert faults(results) == []
        assert len({story.pk for story in results}) == len({story.get_absolute_url() for story in results}) == 50
        assert Article.objects.published().count() == 50
        assert Tag.objects.count() == TagName.objects.count() == 4
        assert len(set(Tag.objects.values_list("slug", flat=True))) == 4
        assert TaggedArticle.objects.published().count() == 200
        assert Byline.objects.published().count() == 100
        assert Revision.objects.count() == AuditEntry.objects.filter(action="publish").count() == 50

    def test_with_tags_that_differ_but_share_an_address_are_no_error_either(self) -> None:
        meera, section = cast.meera(), cast.desh()
        alike = ["a b", "a-b", "a_b", "a/b", "c d", "c-d", "c_d", "c/d"]

        def publish(number: int) -> Callable[[], Article]:
            order = alike[number % 8 :] + alike[: number % 8]
            fields = {"headline": "x", "section": section, "body": "<p>x</p>"}
            return lambda: publishing.publish(Article(), Changes(fields=fields, tags=order[:4]), by=meera)

        assert faults(at_once([publish(number) for number in range(16)])) == []
        assert Tag.objects.count() == len(set(Tag.objects.values_list("key", flat=True))) == 8
        assert len(set(Tag.objects.values_list("slug", flat=True))) == 8


@pytest.mark.sampled(2)
@pytest.mark.parametrize("page", [None, "desh"])
def test_of_twenty_who_arrange_a_page_at_once_one_saves_and_the_others_are_refused(page: str | None) -> None:
    meera, section = cast.meera(), cast.desh() if page else None
    stories = [factories.story(f"खबर {n}") for n in range(20)]

    def arrange(story: Article) -> Callable[[], Arrangement]:
        return lambda: front_desk.arrange(section, [SlotAssignment(Slot.LEAD, story.pk)], by=meera, began_from=0)

    results = at_once([arrange(story) for story in stories])
    assert len(faults(results)) == 19
    assert {type(fault) for fault in faults(results)} == {front_desk.StaleArrangement}
    assert Arrangement.objects.count() == AuditEntry.objects.filter(action="arrange").count() == 1


class TestTwoEditors:
    def test_who_save_from_the_same_version_get_one_save_and_one_refusal(self) -> None:
        story = factories.draft(by=cast.meera())
        cast.imran()

        def save(who: str) -> Callable[[], Article]:
            person = User.objects.get(username=who)
            mine = Article.objects.get(pk=story.pk)
            changes = Changes(fields={"headline": who}, tags=[who])
            return lambda: publishing.save_draft(mine, changes, by=person, version=story.version)

        results = at_once([save(who) for who in ["meera", "imran"] * 4])
        refused = faults(results)
        assert len(refused) == 7
        assert {type(fault) for fault in refused} == {StaleVersion}
        story.refresh_from_db()
        assert {fault.by for fault in refused} == {User.objects.get(username=story.headline).name}
        assert (story.version, story.revisions.count()) == (2, 2)
        assert [row.tag.name for row in story.tag_rows.all()] == [story.headline]

    def test_of_whom_one_publishes_and_one_throws_away_leave_rows_in_step(self) -> None:
        stories = [factories.draft(by=cast.meera(), tags=["पुल"]) for _ in range(4)]
        meera = cast.meera()

        def publish(story: Article) -> Callable[[], Article]:
            return lambda: publishing.publish(Article.objects.get(pk=story.pk), by=meera)

        def trash(story: Article) -> Callable[[], Article]:
            return lambda: publishing.trash(Article.objects.get(pk=story.pk), by=meera)

        results = at_once([act(story) for story in stories for act in (publish, trash)])
        assert {type(fault) for fault in faults(results)} <= {publishing.WrongState}
        for story in stories:
            story.refresh_from_db()
            assert story.deleted_at is not None
            row = story.tag_rows.get()
            assert (row.status, row.publish_at, row.deleted_at) == (story.status, story.publish_at, story.deleted_at)


def test_merging_tags_while_stories_are_published_with_them_is_no_error() -> None:
    meera, kavita, section = cast.meera(), cast.kavita(), cast.desh()
    into, other = tags.resolve(["कनाडा"])[0], tags.resolve(["Canada"])[0]

    def publish(number: int) -> Callable[[], Article]:
        fields = {"headline": f"{number}", "section": section, "body": "<p>x</p>"}
        return lambda: publishing.publish(Article(), Changes(fields=fields, tags=["Canada", "x"]), by=meera)

    acts = [publish(number) for number in range(6)]
    acts[3:3] = [lambda: tags.merge(into, [other], by=kavita)]
    assert faults(at_once(acts)) == []
    assert set(TaggedArticle.objects.filter(tag=into).values_list("content_object__headline", flat=True)) == set(
        "012345"
    )
    assert Tag.objects.count() == 2


def test_removing_the_author_meanwhile_leaves_no_half() -> None:
    author, section, meera = cast.author_ravi(), cast.desh(), cast.meera()
    fields = {"headline": "x", "section": section, "body": "<p>x</p>"}
    acts: list[Callable[[], Any]] = [
        lambda: publishing.publish(Article(), Changes(fields=fields, bylines=[BylineLine(author.pk)]), by=meera)
        for _ in range(5)
    ]
    acts.insert(2, lambda: Author.objects.filter(pk=author.pk).delete())
    at_once(acts)
    assert Byline.objects.count() == Article.objects.count() == Revision.objects.count()
