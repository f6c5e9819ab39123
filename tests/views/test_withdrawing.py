"""Withdrawn: within the same second nothing names the story any more, whatever a client kept of before."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article
from articles.publishing import Changes
from tests import cast, factories

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 15, 6, 30, 0, 250_000, tzinfo=dt.UTC)
PLACES = [
    "/", "/desh/", "/rajya/", "/madhya-pradesh/", "/tag/pul/", "/author/meera-joshi/", "/archive/2026/03/", "/archive/",
    "/archive/2026/03/15/",
    "/rss.xml", "/desh/rss.xml", "/rajya/rss.xml", "/madhya-pradesh/rss.xml", "/tag/pul/rss.xml",
    "/author/meera-joshi/rss.xml",
]  # fmt: skip
ENDS = {
    "withdraw": lambda story: publishing.withdraw(story, by=cast.meera()),
    "trash": lambda story: publishing.trash(story, by=cast.meera()),
    "expire": lambda story: publishing.expire(story, by=cast.meera()),
    "clock": lambda story: publishing.update(
        story, Changes(fields={"expire_at": NOON + dt.timedelta(milliseconds=300)}), by=cast.meera()
    ),
}


def make(headline: str) -> Article:
    return factories.story(
        headline, section=cast.madhya_pradesh(), tags=["पुल"], bylines=[cast.author_meera()], slug="the-story"
    )


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "alone", [pytest.param(True, marks=pytest.mark.slow), False], ids=["the only story", "one of two"]
)
@pytest.mark.parametrize("how", list(ENDS))
def test_a_story_that_ends_is_named_nowhere_in_the_same_second(client: Client, how: str, alone: bool) -> None:
    with time_machine.travel(NOON, tick=False):
        story = make("यह हटेगी")
        if not alone:
            make("यह रहेगी")
        page = story.get_absolute_url()
        kept = {}
        for address in [*PLACES, page]:
            answer = client.get(address)
            assert answer.status_code == 200
            assert address == "/archive/" or "यह हटेगी" in answer.content.decode(), address
            kept[address] = (answer.get("ETag"), answer.get("Last-Modified"))
    if how == "clock":
        with time_machine.travel(NOON, tick=False):
            ENDS[how](story)
            assert client.get(page).status_code == 200
    with time_machine.travel(NOON + dt.timedelta(milliseconds=400), tick=False):
        if how != "clock":
            ENDS[how](story)
        for address, (etag, modified) in kept.items():
            conditions = [{}, {"if-none-match": etag}]
            if modified:
                conditions += [{"if-modified-since": modified}, {"if-none-match": etag, "if-modified-since": modified}]
            for condition in conditions:
                answer = client.get(address, headers=condition)
                if address == "/archive/" and not alone:
                    # It names months only, and this one still has a story.
                    assert answer.status_code in (200, 304)
                    continue
                assert answer.status_code == (410 if address == page else 200), (address, condition)
                assert "यह हटेगी" not in answer.content.decode()
                assert f"-{story.pk}/" not in answer.content.decode()
                assert str(story.feed_id) not in answer.content.decode()


def test_a_story_that_comes_back_is_everywhere_again(client: Client) -> None:
    story = make("आती जाती")
    month = timezone.localtime(story.publish_at).strftime("/archive/%Y/%m/")
    publishing.withdraw(story, by=cast.meera())
    publishing.publish(story, by=cast.meera())
    for address in [*(place for place in PLACES if "archive" not in place), month, story.get_absolute_url()]:
        assert "आती जाती" in client.get(address).content.decode()
