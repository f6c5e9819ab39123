"""Small rules of the models that other packages rely on."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles.models import Article, Author, Section
from tests import cast, factories


def test_an_authors_links_are_web_addresses_only() -> None:
    author = Author(links="https://a.example/\njavascript:alert(1)\n\nmeera@example.org\nhttp://b.example/")
    assert author.link_list() == ["https://a.example/", "http://b.example/"]


@pytest.mark.parametrize(
    "url", ["https://evil.example\\@a.example/", "https://a@evil.example/", "https:///a", "ftp://a.example"]
)
def test_a_web_address_field_refuses_what_browsers_read_as_another_host(url: str) -> None:
    with pytest.raises(ValidationError):
        Article._meta.get_field("canonical_url").run_validators(url)


def test_a_story_without_a_section_has_no_address() -> None:
    assert Article(pk=1).get_absolute_url() == ""


def test_a_draft_has_an_address_already_though_nothing_answers_there() -> None:
    assert Article(pk=12, section=Section(slug="desh")).get_absolute_url() == "/desh/--12/"
    assert Article(pk=12, slug="naya-pul", section=Section(slug="desh")).get_absolute_url() == "/desh/naya-pul-12/"


def test_lists_use_the_short_headline_where_there_is_one() -> None:
    assert Article(headline="लंबा", short_headline="छोटा").list_headline == "छोटा"
    assert Article(headline="लंबा").list_headline == "लंबा"


@pytest.mark.django_db
class TestIds:
    def test_public_and_feed_ids_stay_what_they_are(self) -> None:
        story = factories.story()
        before = (story.pk, story.feed_id)
        story.refresh_from_db()
        assert (story.pk, story.feed_id) == before

    def test_feed_ids_differ(self) -> None:
        assert factories.draft().feed_id != factories.draft().feed_id


@pytest.mark.django_db
class TestFindingStories:
    def test_kept_and_trashed_are_the_two_halves(self) -> None:
        kept, thrown = factories.draft(), factories.draft()
        Article.objects.filter(pk=thrown.pk).update(deleted_at="2026-01-01T00:00Z")
        assert list(Article.objects.kept()) == [kept]
        assert thrown not in Article.objects.kept()


@pytest.mark.django_db
def test_an_account_goes_by_its_full_name_or_its_username() -> None:
    assert cast.meera().name == "Meera Joshi"
    assert cast.guest().name == "guest"
