"""Public pages ask the database a few questions, and no more when there is more to show."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import body
from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db


def asked(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in seen]


def rich(headline: str, count: int) -> Article:
    """A story with so many posts, images, bylines, tags and corrections."""
    posts = [factories.post(f"पोस्ट {number}") for number in range(count)]
    images = [factories.image() for _ in range(count)]
    text = "<p>पाठ</p>" + factories.quoting(*posts) + "".join(body.image(image.pk) for image in images)
    return factories.story(
        headline, body=text, lead_image=factories.image(), tags=[f"टैग {number}" for number in range(max(count, 1))],
        bylines=[factories.author(f"लेखक {number}") for number in range(max(count, 1))],
    )  # fmt: skip


@pytest.mark.parametrize("count", [0, 12])
def test_a_story_takes_seven(client: Client, count: int) -> None:
    story = rich("पुल", count)
    assert len(asked(client, story.get_absolute_url())) <= 7


def test_a_story_takes_as_many_with_twelve_of_everything_as_with_none(client: Client) -> None:
    assert len(asked(client, rich("खाली", 0).get_absolute_url())) == len(
        asked(client, rich("भरा", 12).get_absolute_url())
    )


@pytest.fixture
def addresses() -> Callable[[], list[str]]:
    story = rich("पहली", 2)
    tag, author = story.tag_rows.first().tag, story.bylines.first().author
    month = story.publish_at.strftime("/archive/%Y/%m/")
    return lambda: ["/", "/desh/", f"/tag/{tag.slug}/", f"/author/{author.slug}/", month, "/archive/"]


def many(count: int) -> None:
    """So many further stories, by the first one's author and with its tag."""
    first = Article.objects.order_by("pk").first()
    tag, author = first.tag_rows.first().tag, first.bylines.first().author
    for number in range(count):
        factories.story(f"और {number}", tags=[tag.name], bylines=[author, "एजेंसी"], lead_image=first.lead_image)


def test_lists_take_six_with_one_story_and_with_three_hundred(
    client: Client, addresses: Callable[[], list[str]]
) -> None:
    few = {address: len(asked(client, address)) for address in addresses()}
    many(299)
    more = {address: len(asked(client, address)) for address in addresses()}
    assert few == more
    assert max(more.values()) <= 6


@pytest.mark.parametrize("rich_in", [0, 12])
def test_feeds_take_six_the_first_time_and_every_time(client: Client, rich_in: int) -> None:
    story = rich("पहली", rich_in)
    tag, author = story.tag_rows.first().tag, story.bylines.first().author
    many(35)
    for address in ("/rss.xml", "/desh/rss.xml", f"/tag/{tag.slug}/rss.xml", f"/author/{author.slug}/rss.xml"):
        first = [
            sql for sql in asked(client, address) if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
        ]
        assert len([sql for sql in first if sql.startswith("SELECT")]) <= 7
        assert len(asked(client, address)) <= 6


def test_nothing_public_counts_or_skips(client: Client, addresses: Callable[[], list[str]]) -> None:
    many(45)
    older = re.search(r'href="(\?before=[^"]+)"', client.get("/desh/").content.decode()).group(1)
    for address in [*addresses(), "/desh/" + older, "/rss.xml", Article.objects.first().get_absolute_url()]:
        for sql in asked(client, address):
            assert "COUNT(" not in sql.upper(), address
            assert " OFFSET " not in sql.upper(), address


def test_a_signed_in_editor_sees_what_readers_see_and_the_session_is_not_asked(client: Client) -> None:
    story = rich("पुल", 1)
    address = story.get_absolute_url()
    as_reader = client.get(address)
    client.force_login(factories.editor())
    as_editor = client.get(address)
    assert as_reader.content == as_editor.content
    assert not as_editor.cookies
    assert "Cookie" not in as_editor.get("Vary", "")
    assert not [sql for sql in asked(client, address) if "session" in sql]
