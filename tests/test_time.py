"""The clock alone makes a scheduled story appear and an expired one disappear, everywhere at the same second."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import time_machine
from django.core import serializers
from django.db import connection
from django.test import Client

from articles import publishing
from articles.models import Article, FeedState
from tests import cast, factories

pytestmark = pytest.mark.django_db
# The last second of September in India, which is still the afternoon elsewhere.
DUE = dt.datetime(2025, 9, 30, 18, 29, 59, tzinfo=dt.UTC)
ENDS = DUE + dt.timedelta(hours=3)
TICK = dt.timedelta(microseconds=1)
LISTS = [
    "/", "/desh/", "/rajya/", "/madhya-pradesh/", "/tag/pul/", "/author/meera-joshi/", "/archive/2025/09/",
    "/rss.xml", "/desh/rss.xml", "/rajya/rss.xml", "/madhya-pradesh/rss.xml", "/tag/pul/rss.xml",
    "/author/meera-joshi/rss.xml",
]  # fmt: skip


def frozen(at: dt.datetime) -> time_machine.travel:
    return time_machine.travel(at, tick=False)


@pytest.fixture
def story() -> Article:
    with frozen(DUE - dt.timedelta(days=3)):
        factories.story("पहले की", section=cast.desh(), tags=["पुल"], bylines=[cast.author_meera()])
        story = factories.draft(
            "समय पर", section=cast.madhya_pradesh(), tags=["पुल"], bylines=[cast.author_meera()], expire_at=ENDS
        )
        return publishing.schedule(story, at=DUE, by=cast.meera())


def dump() -> str:
    """Every row but what feeds note of themselves."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names() if name.startswith("articles_")]
        tables.remove(FeedState._meta.db_table)
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            rows[table] = cursor.fetchall()
    return json.dumps(rows, default=str)


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("at", "status"),
    [
        (DUE - dt.timedelta(days=2), 404), (DUE - TICK, 404), (DUE, 200), (DUE + TICK, 200), (ENDS - TICK, 200),
        (ENDS, 410), (ENDS + dt.timedelta(days=900), 410),
    ],
)  # fmt: skip
def test_at_each_moment_page_lists_archive_and_feeds_agree(
    client: Client, story: Article, at: dt.datetime, status: int
) -> None:
    rows = dump()
    with frozen(at):
        assert client.get(story.get_absolute_url()).status_code == status
        for address in LISTS:
            answer = client.get(address)
            # The month itself may be still to come.
            assert answer.status_code == 200
            assert ("समय पर" in answer.content.decode()) is (status == 200), address
    assert dump() == rows


@pytest.mark.slow
def test_stepped_through_both_moments_everything_follows_and_nothing_is_run(client: Client, story: Article) -> None:
    rows, seen = dump(), []
    for at in (DUE - TICK, DUE, DUE + TICK, ENDS - TICK, ENDS, ENDS + TICK):
        with frozen(at):
            page = client.get(story.get_absolute_url()).status_code
            named = {"समय पर" in client.get(address).content.decode() for address in LISTS}
            seen.append((page, named))
    assert seen == [(404, {False}), (200, {True}), (200, {True}), (200, {True}), (410, {False}), (410, {False})]
    assert dump() == rows


@pytest.mark.slow
def test_a_kept_copy_of_the_page_before_is_not_taken_for_the_page_after(client: Client, story: Article) -> None:
    kept = {}
    for at in (DUE - TICK, DUE, ENDS):
        with frozen(at):
            for address in [*LISTS, story.get_absolute_url()]:
                answer = client.get(address, headers={"if-none-match": kept.get(address, '"none"')})
                assert answer.status_code != 304, (address, at)
                if "ETag" in answer:
                    kept[address] = answer["ETag"]


def test_a_scheduled_story_is_a_month_of_the_archive_only_when_it_is_due(client: Client) -> None:
    with frozen(DUE):
        factories.story(section=cast.desh())
        publishing.schedule(factories.draft(section=cast.desh()), at=DUE + dt.timedelta(seconds=1), by=cast.meera())
        assert "/archive/2025/10/" not in client.get("/archive/").content.decode()
        assert client.get("/archive/2025/10/").status_code == 404
    with frozen(DUE + dt.timedelta(seconds=1)):
        assert "/archive/2025/10/" in client.get("/archive/").content.decode()
        assert client.get("/archive/2025/10/").status_code == 200


def test_a_change_of_the_schedule_moves_everything_along(client: Client, story: Article) -> None:
    later = DUE + dt.timedelta(hours=1)
    with frozen(DUE - dt.timedelta(hours=1)):
        publishing.schedule(story, at=later, by=cast.meera())
    with frozen(DUE):
        assert client.get(story.get_absolute_url()).status_code == 404
        assert "समय पर" not in client.get("/rss.xml").content.decode()
    with frozen(later):
        assert client.get(story.get_absolute_url()).status_code == 200
        for address in (*LISTS[:6], "/archive/2025/10/", *LISTS[7:]):
            assert "समय पर" in client.get(address).content.decode(), address


def test_rows_say_nothing_of_the_clock(story: Article) -> None:
    """What is stored is the same before, between and after: time is compared when the question is asked."""
    before = serializers.serialize("json", Article.objects.all())
    for at in (DUE - TICK, DUE, ENDS):
        with frozen(at):
            assert serializers.serialize("json", Article.objects.all()) == before
