"""What is rendered once and kept is rendered anew as soon as anything it shows has changed, whoever changed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from articles import body
from articles.models import (
    Article,
    Author,
    Byline,
    Correction,
    Image,
    MenuItem,
    Page,
    Section,
    Site,
    SocialPost,
    Tag,
)
from tests import cast, factories

pytestmark = pytest.mark.django_db
Change = Callable[[Article], Any]


@pytest.fixture
def shown() -> Article:
    """A story that stands as a card on the front page and in lists, and as a teaser below another story."""
    writer = cast.author_meera()
    writer.portrait = factories.image("मीरा")
    writer.save()
    Page.objects.create(title="हमारे बारे में", slug="about", body="<p>x</p>", is_public=True)
    factories.story("दूसरी", section=cast.desh(), tags=["पुल"])
    return factories.story(
        "पहली", section=cast.desh(), tags=["पुल"], kind="opinion", kicker="नज़रिया", standfirst="पुल खुला।",
        bylines=[writer], lead_image=factories.image("नाव"),
    )  # fmt: skip


def update(model: Any, **fields: Any) -> Change:
    """A change past every function of the project, as by a shell."""
    return lambda story: model.objects.filter(pk=story.pk if model is Article else model.objects.first().pk).update(
        **fields
    )


def lead(**fields: Any) -> Change:
    return lambda story: Image.objects.filter(pk=story.lead_image_id).update(**fields)


def other_file(story: Article) -> None:
    story.lead_image.file.save("another.png", ContentFile(factories.picture_bytes((80, 45))))


def second_byline(story: Article) -> None:
    Byline.objects.create(article=story, name="अतिथि लेखक", order=2, status="published", publish_at=story.publish_at)


# On which pages of the story shown, of the other one, of the site: the words that come.
LISTS = "front section tag author other"
CHANGES: dict[str, tuple[Change, str, str]] = {
    "its headline": (update(Article, headline="नया शीर्षक"), LISTS, "नया शीर्षक"),
    "its short headline": (update(Article, short_headline="छोटा शीर्षक"), LISTS, "छोटा शीर्षक"),
    "its kicker": (update(Article, kicker="विचार मंच"), LISTS, "विचार मंच"),
    "its standfirst": (update(Article, standfirst="पुल बंद।"), "tag author", "पुल बंद।"),
    "its kind": (update(Article, kind="analysis"), "section tag author other", "kind-analysis"),
    "its slug": (update(Article, slug="naya-pata"), LISTS, "naya-pata"),
    "its time": (update(Article, first_published_at="2026-01-02T03:00Z"), LISTS, "2026-01-02T"),
    "who paid for it": (update(Article, paid_by="बैंक"), "tag author", "बैंक"),
    "the file of its picture": (other_file, "section tag author other", "another"),
    "a further byline": (second_byline, "tag author", "अतिथि लेखक"),
    "its author's name": (update(Author, name="मीरा शर्मा"), "tag", "मीरा शर्मा"),
    "its section's name": (update(Section, name="राष्ट्र"), "front tag author", "राष्ट्र"),
    "its section's address": (update(Section, slug="rashtra"), "front tag author", "/rashtra/"),
    "the site's name": (
        lambda story: Site.objects.update_or_create(pk=1, defaults={"name": "सवेरा"}), "front other", "सवेरा",
    ),
    "a page's title": (update(Page, title="परिचय"), "front other", "परिचय"),
    "a menu": (
        lambda story: MenuItem.objects.create(
            site=Site.objects.get_or_create(pk=1)[0], menu="masthead", label="मौसम", address="/mausam/", order=1
        ),
        "front section other", "मौसम",
    ),
}  # fmt: skip


def addresses(story: Article) -> dict[str, str]:
    story.refresh_from_db()
    other = Article.objects.get(headline="दूसरी")
    return {
        "front": "/", "section": f"/{story.section.slug}/", "tag": f"/tag/{Tag.objects.get().slug}/",
        "author": f"/author/{Author.objects.get().slug}/", "other": other.get_absolute_url(),
    }  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen_in_the_next_answer(client: Client, shown: Article, name: str) -> None:
    change, places, words = CHANGES[name]
    for address in addresses(shown).values():
        assert words not in client.get(address).content.decode()
    change(shown)
    for place, address in addresses(shown).items():
        if place in places.split():
            assert words in client.get(address).content.decode(), place


def test_a_picture_whose_rights_end_leaves_the_lists_at_midnight(client: Client, shown: Article) -> None:
    lead(rights_until=timezone.localdate())(shown)
    name = f"/{shown.lead_image_id}-"  # of its renditions
    for moment, is_shown in ((timezone.now(), True), (timezone.now() + dt.timedelta(days=1), False)):
        with time_machine.travel(moment, tick=False):
            for address in addresses(shown).values():
                if address != "/":
                    assert (name in client.get(address).content.decode()) is is_shown, (moment, address)


def test_what_has_not_changed_is_not_rendered_again(client: Client, shown: Article, monkeypatch: Any) -> None:
    rendered = []
    monkeypatch.setattr(
        "articles.templatetags.newsroom.render_to_string", lambda name, _context: rendered.append(name) or "<p>once</p>"
    )
    pages = [client.get("/desh/").content for _time in range(3)]
    assert pages[0] == pages[1] == pages[2]
    assert rendered.count("articles/_card.html") == 2


# What changes in a story's page and in the feed: the words that come, and those that go.
WITHIN: dict[str, tuple[Callable[[], Any], str, str]] = {
    "a post's policy": (lambda: SocialPost.objects.update(policy="withdrawn"), "", "पुल पर भीड़"),
    "a post's address": (lambda: SocialPost.objects.update(url="https://x.com/a/status/9"), "x.com/a/status/9", ""),
    "a picture's text": (lambda: Image.objects.update(alt="नया चित्र"), "नया चित्र", "नाव"),
    "a tag's name": (lambda: Tag.objects.update(name="मेला"), "मेला", ""),
    "an author's name": (lambda: Author.objects.update(name="मीरा शर्मा"), "मीरा शर्मा", "मीरा जोशी"),
    "the headline of a story it points to": (
        lambda: Article.objects.filter(headline="वह").update(headline="तीसरी"), "तीसरी", "",
    ),
    "a story it points to": (lambda: Article.objects.filter(headline="वह").update(status="withdrawn"), "", "/vah-"),
    "a correction": (lambda: Correction.objects.update(text="पुल नहीं, सड़क।"), "पुल नहीं, सड़क।", "पुल, सड़क नहीं।"),
    "its body": (lambda: Article.objects.filter(headline="यह").update(body="<p>और कुछ</p>"), "और कुछ", "पुल पर भीड़"),
}  # fmt: skip


@pytest.mark.parametrize("name", WITHIN)
def test_a_change_is_seen_in_the_storys_page_and_in_the_feed(client: Client, name: str) -> None:
    change, comes, goes = WITHIN[name]
    other = factories.story("वह", slug="vah", section=cast.duniya())
    text = factories.quoting(factories.post("पुल पर भीड़")) + body.image(factories.image("नाव").pk)
    story = factories.story(
        "यह", body=text + body.story(other.pk, "/x/", "x"), section=cast.desh(), tags=["पुल"],
        bylines=[cast.author_meera()],
    )  # fmt: skip
    Correction.objects.create(article=story, text="पुल, सड़क नहीं।")
    places = [story.get_absolute_url(), "/desh/rss.xml"]
    for place in places * 2:
        before = client.get(place).content.decode()
        assert goes in before, place
        assert not comes or comes not in before, place
    tag = client.get(places[1]).headers["ETag"]
    change()
    for place in places:
        after = client.get(place).content.decode()
        assert comes in after, place
        assert not goes or goes not in after, place
    assert client.get(places[1], headers={"If-None-Match": tag}).status_code == 200
