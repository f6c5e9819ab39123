"""The payload corpus in every text that is kept, through every public page and every feed.

There are as many stories, sections, authors … as there are vectors, and the lists are as long as that: one look at a
list is a look at them all. What a page says of its own subject is looked at subject by subject.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from itertools import count
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.urls import resolve, reverse
from django.utils import timezone
from lxml import etree
from playwright.sync_api import Page

from articles import feeds, urls
from articles.models import (
    CAPACITY,
    AdSlot,
    Arrangement,
    Article,
    Author,
    Image,
    MediaFile,
    MediaKind,
    MenuItem,
    PostSnapshot,
    Section,
    Site,
    Slot,
    SlotAssignment,
    SocialPost,
    Tag,
    arrangement_data,
)
from articles.models import Page as EditablePage
from articles.search import finding
from articles.views import paging
from tests import cast, factories
from tests.files.made import media_file

from . import test_payloads as payloads
from .vectors import VECTORS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ran, victim, story = payloads.ran, payloads.victim, payloads.story
TEXTS = [vector.text.replace("\x00", "\ufffd") for vector in VECTORS]
MANY = len(TEXTS)
# The second text of a row is a vector that stands far from the first: no two rows have the same in the same field.
STEP = 37
# How many vectors a text of any length holds, so that a fifth of the rows shows all of them.
TOGETHER = 5
# Without words that anybody has written; and a story under another spelling, which leads to the story itself.
NO_TEXT = {
    f"articles:{name}"
    for name in """
    healthz media story_as_spelled robots security_txt site_card sitemap sitemap_places sitemap_month
    """.split()
}
NEWS = "articles:news_sitemap"

ELEMENTS = set(
    """
    title link description language lastBuildDate item guid pubDate category link {A}link {A}updated {C}encoded
    {D}creator {D}language channel
    """.replace("{A}", "{http://www.w3.org/2005/Atom}").replace("{C}", "{http://purl.org/rss/1.0/modules/content/}")
    .replace("{D}", "{http://purl.org/dc/elements/1.1/}").split()
)  # fmt: skip


def hostile(template: models.Model, **own: Any) -> list[Any]:
    """Rows like this one, as many as there are vectors, in each of whose texts one stands or some. `own` are columns
    with a value for each row."""
    made = []
    for number in range(MANY):
        row = copy.copy(template)
        row.pk, row._state = None, models.base.ModelState()
        turn = count(number, STEP)
        for field in row._meta.concrete_fields:
            fill(row, field, number, turn)
        for name, values in own.items():
            setattr(row, name, values[number])
        made.append(row)
    return type(template)._base_manager.bulk_create(made)


def fill(row: models.Model, field: models.Field, number: int, turn: Iterator[int]) -> None:
    value = getattr(row, field.attname)
    if field.primary_key or field.remote_field or field.choices or value is None:
        return
    if field.unique:
        setattr(row, field.attname, factories.unlike(value))
    elif isinstance(field, models.TextField):
        setattr(row, field.attname, "\n".join((TEXTS + TEXTS)[number : number + TOGETHER]))
    elif isinstance(field, models.CharField) and not isinstance(field, models.SlugField):
        setattr(row, field.attname, TEXTS[next(turn) % MANY][: field.max_length])


@pytest.fixture
def newsroom(story: Article, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> list[Article]:
    """Hostile stories with all that belongs to them, and lists as long as that."""
    caplog.set_level(logging.CRITICAL, "newsroom.rendering")  # Some bodies show what is not there.
    front_page = import_module("articles.rendering.front_page")
    for module, name in (
        (paging, "PAGE_LENGTH"),
        (front_page, "LATEST_LENGTH"),
        (front_page, "BLOCK_LENGTH"),
        (feeds, "LENGTH"),
    ):
        monkeypatch.setattr(module, name, MANY + 1)
    images = hostile(Image.objects.get())
    sections = hostile(cast.desh(), parent=[cast.desh()] * MANY)
    tags, authors = hostile(Tag.objects.get()), hostile(cast.author_meera(), user=[None] * MANY, portrait=images)
    hostile(EditablePage.objects.create(title="x", slug="about", body="x", is_public=False))
    posts = hostile(SocialPost.objects.get(), image=images)
    kinds = (MediaKind.values * MANY)[:MANY]
    media_files = hostile(media_file(description="x", credit="x", licence="x"), kind=kinds, still=images)
    said = hostile(PostSnapshot.objects.get(), post=posts)
    stories = hostile(story, lead_image=images, section=sections, paid_by=[""] * MANY)  # see `pay`
    named, free = story.bylines.order_by("author_id", "pk")
    if named.author is None:
        named, free = free, named
    hostile(free, article=stories)
    for own in ({}, {"author": authors}):
        hostile(named, article=stories, name=[""] * MANY, **own)
    for own in ({}, {"tag": tags}):
        hostile(story.tag_rows.get(), content_object=stories, **own)
    hostile(story.corrections.get(), article=stories)
    hostile(story.image_rows.get(), article=stories, image=images)
    hostile(story.quoted_posts.get(), article=stories, post=posts, snapshot=said)
    for listing in story.listings.all():
        hostile(listing, article=stories)
    hostile(listing, article=stories, section=sections)
    place(stories)
    for slot in (Slot.SECOND, Slot.OPINION):
        monkeypatch.setitem(CAPACITY, slot, MANY)
    rows = zip(TEXTS, images, posts, stories, media_files, strict=True)
    put_in_bodies(stories, [body_of(*parts) for parts in rows])
    return stories


def place(stories: list[Article]) -> None:
    """On the front page, past the function that checks: in the rows, and all texts in the breaking bar."""
    assignments = [SlotAssignment((Slot.SECOND, Slot.OPINION)[n % 2], story.pk) for n, story in enumerate(stories)]
    data = [
        arrangement_data([SlotAssignment(Slot.BREAKING, text="\n".join(TEXTS), url=url), *assignments[n % 2 :]])
        for n, url in enumerate(TEXTS)
    ]
    hostile(Arrangement(number=1, by_name="x"), number=range(1, MANY + 1), data=data)


def pay(stories: list[Article]) -> None:
    """Makes all of them paid content. Not from the beginning: it is left out of much that shows stories."""
    for number, story in enumerate(stories):
        story.paid_by = TEXTS[number][:120]
    Article.objects.bulk_update(stories, ["paid_by"])


def body_of(text: str, image: Image, post: SocialPost, other: Article, file: MediaFile) -> str:
    return (
        f'<p>x</p>{factories.quoting(post)}<figure data-image="{image.pk}"><figcaption>{text}</figcaption></figure>'
        f'<figure data-gallery="{image.pk} {image.pk}"><figcaption>{text}</figcaption></figure>'
        f'<figure data-story="{other.pk}"><a href="x">{text}</a></figure>'
        f'<figure data-file="{file.pk}"><a href="x">{text}</a></figure>{text}'
    )


def put_in_bodies(stories: list[Article], bodies: list[str]) -> None:
    """Past the field that cleans, as an older version may have left them."""
    rows = [(text, story.pk) for text, story in zip(bodies, stories, strict=True)]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE articles_article SET body = %s, cleaned_with = 0 WHERE id = %s", rows)


@pytest.fixture
def visited(victim: Page) -> set[str]:
    """The names of the public addresses that were opened."""
    names: set[str] = set()

    def note(response: Any) -> None:
        if response.request.is_navigation_request() and response.ok:
            names.add(resolve(urlsplit(response.url).path).view_name)

    victim.on("response", note)
    return names


def public_names() -> set[str]:
    return {f"articles:{pattern.name}" for pattern in urls.urlpatterns}


def lists(story: Article) -> list[str]:
    """Those pages on which many stories stand."""
    assert story.publish_at is not None
    year, month = story.publish_at.year, f"{story.publish_at.month:02}"
    return [
        reverse("articles:front"), f"/?before={paging.write_cursor(story)}",
        reverse("articles:section_or_page", args=["desh"]),
        reverse("articles:tag", args=["x"]), reverse("articles:author", args=["meera-joshi"]),
        reverse("articles:archive"), reverse("articles:year", args=[year]),
        reverse("articles:month", args=[year, month]),
        reverse("articles:day", args=[year, month, f"{timezone.localtime(story.publish_at).day:02}"]),
        reverse("articles:palette", args=["0123456789ab"]),
    ]  # fmt: skip


def searches() -> Iterator[str]:
    """What was found of the hostile stories, and hostile words that somebody is led to look for."""
    yield f"{reverse('articles:search')}?q=alert"
    yield f"{reverse('articles:search')}?q=alert&order=best"
    for vector in VECTORS[::12]:
        yield f"{reverse('articles:search')}?{urlencode({'q': vector.text[:300]})}"


def own(kinds: dict[str, tuple[Any, int]]) -> Iterator[str]:
    """The addresses that are about one thing: by the name of the address the kind of thing, and how many of them."""
    for name, (kind, every) in kinds.items():
        for row in list(kind.objects.order_by("pk"))[-MANY::every]:
            yield row.get_absolute_url() if kind is Article else reverse(f"articles:{name}", args=[row.slug])


def site() -> None:
    """What stands around every page, its menus above all."""
    Site.load()
    Site.objects.update(
        name=TEXTS[0], tagline=TEXTS[1], email=TEXTS[2], phone=TEXTS[3], postal_address="\n".join(TEXTS),
        links="\n".join(f"https://a.example/{text}" for text in TEXTS), accent=TEXTS[4][:7],
    )  # fmt: skip
    hostile(MenuItem(site_id=Site.load().pk, menu="masthead", label="x", address="x"))
    AdSlot.objects.create(place="top", is_on=True, alt=TEXTS[5], address=TEXTS[6], picture="x.png")


def opened(page: Page, address: str) -> Any:
    answer = page.goto(address, wait_until="load")
    assert answer is not None
    assert answer.status == 200, address
    return answer


def test_of_texts_nothing_runs_on_any_public_page(
    victim: Page, newsroom: list[Article], ran: set[int], visited: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("reindex_search", stdout=StringIO())
    monkeypatch.setattr(finding, "PAGE_LENGTH", MANY)
    pay(newsroom)
    for address in (*lists(newsroom[0]), *searches()):
        opened(victim, address)
        victim.evaluate(payloads.PROVOKE)
    opened(victim, next(searches()))
    assert victim.locator("article .paid").count() > 100
    Article.objects.update(paid_by="")
    EditablePage.objects.update(is_public=True)
    for kinds in (
        {"story": (Article, 5), "tag": (Tag, 20), "author": (Author, 20), "section_or_page": (Section, 20)},
        {"section_or_page": (EditablePage, 20)},
    ):
        for address in own(kinds):
            opened(victim, address)
            victim.evaluate(payloads.PROVOKE)
    Section.objects.update(parent=None)
    site()
    opened(victim, "/")
    victim.evaluate(payloads.PROVOKE)
    victim.wait_for_timeout(100)
    assert visited >= {name for name in public_names() if not name.endswith("rss")} - NO_TEXT - {NEWS}
    assert ran == set()


def test_of_texts_nothing_runs_in_any_feed(
    victim: Page, newsroom: list[Article], ran: set[int], visited: set[str]
) -> None:
    pay(newsroom)
    payloads.in_a_feed_reader(victim, "/rss.xml")
    feeds_of = {"section_rss": (Section, 15), "tag_rss": (Tag, 15), "author_rss": (Author, 15)}
    for address in ("/rss.xml", *own(feeds_of)):
        channel = etree.fromstring(opened(victim, address).body())[0]
        assert {element.tag for element in channel.iter()} <= ELEMENTS
        assert channel.find("item") is not None
    victim.wait_for_timeout(100)
    assert visited == {name for name in public_names() if name.endswith("rss")}
    assert ran == set()


def test_of_texts_nothing_runs_in_the_news_sitemap(
    victim: Page, newsroom: list[Article], ran: set[int], visited: set[str]
) -> None:
    Article.objects.update(canonical_url="")
    root = etree.fromstring(opened(victim, reverse(NEWS)).body())
    names = {etree.QName(element).localname for element in root.iter()}
    assert names == set("urlset url loc news publication name language publication_date title".split())
    assert len(root) > MANY
    victim.wait_for_timeout(100)
    assert ran == set()
    assert visited == {NEWS}
