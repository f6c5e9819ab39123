"""The rows that list a story say the same of it as the story itself, after every act."""

from __future__ import annotations

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import (
    VISIBILITY_FIELDS,
    Article,
    Byline,
    SectionListing,
    StoryImage,
    TaggedArticle,
    TransitionName,
)
from articles.publishing import Changes, link_writer
from tests import cast, factories

from .test_transitions import LEADS, RUN, STATES, story_that_is

pytestmark = pytest.mark.django_db


def in_step(story: Article) -> bool:
    story.refresh_from_db()
    state = {name: getattr(story, name) for name in VISIBILITY_FIELDS}
    rows = [*story.bylines.all(), *story.tag_rows.all(), *story.listings.all()]
    return bool(rows) and all({name: getattr(row, name) for name in VISIBILITY_FIELDS} == state for row in rows)


@pytest.mark.sampled(5)
@pytest.mark.parametrize(("act", "state"), [(act, state) for act in RUN for state in STATES if state in LEADS[act][0]])
def test_every_transition_keeps_link_rows_in_step(act: TransitionName, state: str) -> None:
    story = story_that_is(state)
    fields = {"section": cast.madhya_pradesh()}
    lines = [publishing.BylineLine(cast.author_meera().pk), publishing.BylineLine(name="अतिथि")]
    Article.objects.filter(pk=story.pk).update(**fields)
    link_writer.write(Article.objects.get(pk=story.pk), lines, ["पुल", "नदी"])
    RUN[act](story)
    assert (story.bylines.count(), story.tag_rows.count(), story.listings.count()) == (2, 2, 3)
    assert in_step(story)


def test_a_tag_or_byline_added_to_a_published_story_is_public_at_once() -> None:
    story = factories.story()
    changes = Changes(tags=["पुल"], bylines=[publishing.BylineLine(cast.author_meera().pk)])
    publishing.update(story, changes, by=cast.meera())
    assert TaggedArticle.objects.published().count() == Byline.objects.published().count() == 1
    assert in_step(story)


def test_an_end_that_an_editor_writes_reaches_the_rows() -> None:
    story = factories.story(tags=["पुल"])
    publishing.update(story, Changes(fields={"expire_at": timezone.now().replace(year=2090)}), by=cast.meera())
    assert in_step(story)
    assert story.expire_at


class TestListings:
    def listed(self, story: Article) -> set[str]:
        return set(story.listings.values_list("section__slug", flat=True))

    def test_are_of_the_section_and_each_above_it(self) -> None:
        assert self.listed(factories.draft(section=cast.madhya_pradesh())) == {"madhya-pradesh", "rajya", "desh"}

    def test_follow_the_story_into_another_section(self) -> None:
        story = factories.story(section=cast.madhya_pradesh())
        publishing.update(story, Changes(fields={"section": cast.duniya()}), by=cast.meera())
        assert self.listed(story) == {"duniya"}
        publishing.withdraw(story, by=cast.meera())
        publishing.save_draft(story, Changes(fields={"section": None}), by=cast.meera())
        assert self.listed(story) == set()

    def test_of_all_stories_follow_a_section_that_moves_in_the_tree(self) -> None:
        lowest, rajya = cast.madhya_pradesh(), cast.rajya()
        public, draft = factories.story(section=lowest), factories.draft(section=rajya)
        elsewhere = factories.story(section=cast.duniya())
        rajya.parent = cast.duniya()
        rajya.save()
        link_writer.relist_below(rajya)
        assert self.listed(public) == {"madhya-pradesh", "rajya", "duniya"}
        assert self.listed(draft) == {"rajya", "duniya"}
        assert self.listed(elsewhere) == {"duniya"}
        assert in_step(public)
        assert SectionListing.objects.filter(section=cast.duniya()).published().count() == 2
        link_writer.relist_below(rajya)
        assert SectionListing.objects.count() == 6


class TestImages:
    def test_in_the_text_have_a_row_each_and_once(self) -> None:
        one, two = factories.image(), factories.image()
        figure = '<figure data-image="{}"></figure>'
        story = factories.draft(body=(figure * 3).format(one.pk, two.pk, one.pk), by=cast.meera())
        assert set(story.image_rows.values_list("image_id", flat=True)) == {one.pk, two.pk}
        publishing.save_draft(story, Changes(fields={"body": figure.format(two.pk)}), by=cast.meera())
        assert list(StoryImage.objects.values_list("image_id", flat=True)) == [two.pk]
