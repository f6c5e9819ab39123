"""A story in whose text another is pointed to."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from articles import body, publishing
from articles.models import Article
from articles.publishing import Changes
from articles.rendering import render_body
from tests import cast, factories
from tests.wellformed import faults

from .test_blocks import value

pytestmark = pytest.mark.django_db
TYPED = "जैसा तब लिखा था"


def pointing_at(*others: Article) -> str:
    return "<p>x</p>" + "".join(body.story(other.pk, "/somewhere/", TYPED) for other in others)


class TestARelatedStory:
    def test_is_shown_with_the_headline_and_the_address_it_has_now(self) -> None:
        other = factories.story("पुल खुला", section=cast.desh(), kicker="शहर")
        story = value(factories.draft(body=pointing_at(other)))
        shown, read = render_body(story), render_body(story, "feed")
        assert f'href="{other.get_absolute_url()}"' in shown
        assert f'href="{story.absolute_url.removesuffix(story.url)}{other.get_absolute_url()}"' in read
        for html in (shown, read):
            assert "पुल खुला" in html
            assert TYPED not in html
            assert "/somewhere/" not in html
            assert faults(html, fragment=True) == []

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


def hidden(state: str) -> Article:
    now = timezone.now()
    if state == "draft":
        return factories.draft("छिपी")
    if state == "scheduled":
        draft = factories.draft("छिपी")
        return publishing.schedule(draft, Changes(), at=now + dt.timedelta(hours=1), by=cast.meera())
    story = factories.story("छिपी", at=now - dt.timedelta(hours=2))
    if state == "expired":
        publishing.update(story, Changes(fields={"expire_at": now + dt.timedelta(hours=1)}), by=cast.meera())
        Article.objects.filter(pk=story.pk).update(expire_at=now - dt.timedelta(hours=1))
    elif state == "withdrawn":
        publishing.withdraw(story, by=cast.meera())
    else:
        publishing.withdraw(story, by=cast.meera())
        publishing.trash(story, by=cast.meera())
    return story
