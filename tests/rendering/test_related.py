"""A story in whose text another is pointed to."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from articles import body, publishing
from articles.models import Article
from articles.publishing import Changes
from articles.rendering import related_stories, render_body, site_context, stories
from tests import cast, factories
from tests.pages import words
from tests.wellformed import markup_errors

from .test_blocks import value

pytestmark = pytest.mark.django_db
TYPED = "जैसा तब लिखा था"
AT = dt.datetime(2026, 3, 1, 6, 30, tzinfo=dt.UTC)


def pointing_at(*others: Article) -> str:
    return "<p>x</p>" + "".join(body.story(other.pk, "/somewhere/", TYPED) for other in others)


class TestARelatedStory:
    def test_is_shown_with_the_headline_and_the_address_it_has_now(self) -> None:
        other = factories.story("पुल खुला", section=cast.desh(), kicker="शहर")
        story = value(factories.draft(body=pointing_at(other)))
        shown, read = render_body(story), render_body(story, "feed")
        assert f'href="{other.get_absolute_url()}"' in shown
        assert f'href="{story.absolute_url.removesuffix(story.url)}{other.get_absolute_url()}"' in read
        for shown_html in (shown, read):
            assert "पुल खुला" in shown_html
            assert TYPED not in shown_html
            assert "/somewhere/" not in shown_html
            assert markup_errors(shown_html, fragment=True) == []

    def test_in_another_language_says_so(self) -> None:
        other = factories.story("The bridge is open", section=cast.english(), language="en")
        assert '<a href="/english/' in render_body(value(factories.draft(body=pointing_at(other))))
        assert 'lang="en"' in render_body(value(factories.draft(body=pointing_at(other))))

    @pytest.mark.parametrize("medium", ["page", "feed"])
    @pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn", "trashed", "expired"])
    def test_that_readers_may_not_see_leaves_nothing(self, medium: str, state: str) -> None:
        story = factories.draft(body=pointing_at(hidden(state)))
        assert render_body(value(story), medium) == "<p>x</p>"

    def test_is_gone_from_page_and_feed_as_soon_as_it_is_withdrawn(self, client: Client) -> None:
        other = factories.story("पुल खुला", section=cast.desh())
        story = factories.story("दूसरी खबर", body=pointing_at(other))
        client.get("/rss.xml")
        assert "पुल खुला" in client.get(story.get_absolute_url()).content.decode()
        publishing.withdraw(other, by=cast.meera())
        assert "पुल खुला" not in client.get(story.get_absolute_url()).content.decode()
        assert "पुल खुला" not in client.get("/rss.xml").content.decode()


def hidden(state: str, **fields: object) -> Article:
    now = timezone.now()
    if state == "draft":
        return factories.draft("छिपी", **fields)
    if state == "scheduled":
        draft = factories.draft("छिपी", **fields)
        return publishing.schedule(draft, Changes(), at=now + dt.timedelta(hours=1), by=cast.meera())
    story = factories.story("छिपी", at=now - dt.timedelta(hours=2), **fields)
    if state == "expired":
        publishing.update(story, Changes(fields={"expire_at": now + dt.timedelta(hours=1)}), by=cast.meera())
        Article.objects.filter(pk=story.pk).update(expire_at=now - dt.timedelta(hours=1))
    elif state == "withdrawn":
        publishing.withdraw(story, by=cast.meera())
    else:
        publishing.withdraw(story, by=cast.meera())
        publishing.trash(story, by=cast.meera())
    return story


class TestWhatFollowsAStory:
    def heads(self, story: Article) -> tuple[list[str], list[str]]:
        found = related_stories(stories([Article.objects.get(pk=story.pk)], site_context().sections_by_id())[0])
        return [one.headline for one in found.by_tags], [one.headline for one in found.in_section]

    def test_is_what_has_most_tags_in_common_then_the_newest(self) -> None:
        for number, names in enumerate([["पुल"], ["पुल", "नर्मदा"], ["पुल"], ["मेला"]]):
            factories.story(f"खबर {number}", tags=names, section=cast.duniya(), at=AT + dt.timedelta(minutes=number))
        story = factories.story("यह", tags=["पुल", "नर्मदा"], section=cast.desh(), at=AT)
        assert self.heads(story) == (["खबर 1", "खबर 2", "खबर 0"], [])

    def test_then_the_newest_of_the_section_none_of_them_twice(self) -> None:
        for number in range(6):
            factories.story(f"खबर {number}", section=cast.desh(), at=AT + dt.timedelta(minutes=number))
        factories.story("नर्मदा की", tags=["नर्मदा"], section=cast.desh(), at=AT + dt.timedelta(minutes=9))
        factories.story("और कहीं", section=cast.duniya())
        story = factories.story("यह", tags=["नर्मदा"], section=cast.desh(), at=AT)
        assert self.heads(story) == (["नर्मदा की"], ["खबर 5", "खबर 4", "खबर 3", "खबर 2"])

    def test_is_at_most_five_in_the_storys_language_and_never_itself(self) -> None:
        for number in range(7):
            factories.story(f"खबर {number}", tags=["पुल"], section=cast.duniya(), at=AT + dt.timedelta(minutes=number))
        factories.story("Bridge", language="en", tags=["पुल"], section=cast.english())
        story = factories.story("यह", tags=["पुल"], section=cast.desh())
        assert self.heads(story) == ([f"खबर {n}" for n in (6, 5, 4, 3, 2)], [])

    def test_leaves_out_what_the_text_points_to_already(self) -> None:
        other = factories.story("पुल", tags=["पुल"], section=cast.desh())
        story = factories.story("यह", tags=["पुल"], section=cast.desh(), body=pointing_at(other))
        assert self.heads(story) == ([], [])

    @pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn", "trashed", "expired"])
    def test_is_nothing_that_readers_may_not_see(self, state: str) -> None:
        hidden(state, tags=["पुल"])
        assert self.heads(factories.story("यह", tags=["पुल"], section=cast.desh())) == ([], [])

    def test_is_nothing_for_a_story_alone(self, client: Client) -> None:
        page = client.get(factories.story("यह").get_absolute_url()).content.decode()
        assert 'class="related-stories"' not in page

    def test_says_the_kind_and_the_language(self, client: Client) -> None:
        factories.story("Opinion here", language="en", kind="opinion", section=cast.desh(), at=AT)
        page = client.get(factories.story("यह", section=cast.desh()).get_absolute_url()).content.decode()
        assert markup_errors(page) == []
        (link,) = html.fromstring(page).xpath("//section[@class='related-stories']//li/a[@lang='en']")
        assert [words(kind) for kind in link.xpath(".//*[@class='kind kind-opinion']")] == ["Opinion"]

    def test_is_two_queries_however_many_tags(self, django_assert_num_queries) -> None:
        names = [f"विषय {n}" for n in range(15)]
        factories.story("और", tags=names, section=cast.desh())
        pk = factories.story("यह", tags=names, section=cast.desh()).pk
        (story,) = stories([Article.objects.get(pk=pk)], site_context().sections_by_id())
        with django_assert_num_queries(2):
            assert len(related_stories(story).by_tags) == 1
