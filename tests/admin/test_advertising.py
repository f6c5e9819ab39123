"""Advertising: off until somebody switches it on; its place on the page is reserved."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from articles.models import AdPosition, AdSlot
from tests import cast, factories
from tests.admin.forms import change, errors, sent
from tests.images import files

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 15, 6, 30, tzinfo=dt.UTC)
PICTURE = {"is_on": "on", "alt": "साइकिल मेला", "address": "https://shop.example/", "frame_height": "250"}


@pytest.fixture
def chief() -> Client:
    client = Client()
    client.force_login(factories.user("chief", "chief"))
    return client


def slot(place: str = "top", **facts: Any) -> AdSlot:
    return AdSlot.objects.update_or_create(place=place, defaults=facts)[0]


def save(client: Client, place: str = "top", **typed: Any) -> Any:
    return client.post(reverse("admin:articles_adslot_change", args=[slot(place).pk]), typed)


def banner() -> Any:
    return files.upload(files.written("JPEG", (970, 250)), "mela.jpg")


def aside(client: Client, address: str = "/") -> str:
    found = re.search(r'<aside class="ad .*?</aside>', client.get(address).content.decode(), re.S)
    return found.group() if found else ""


class TestOff:
    def test_nothing_of_it_is_in_any_page_or_header(self, client: Client, chief: Client) -> None:
        chief.get("/admin/articles/adslot/")
        assert AdSlot.objects.count() == len(AdPosition)
        story = factories.story(section=cast.desh())
        for address in ("/", "/desh/", story.get_absolute_url()):
            answer = client.get(address)
            assert 'class="ad' not in answer.content.decode()
        assert not settings.AD_ORIGINS


class TestAPicture:
    def test_stands_in_its_place_with_its_size_and_a_link_marked_as_paid(self, client: Client, chief: Client) -> None:
        assert save(chief, **PICTURE, picture=banner()).status_code == 302
        shown = aside(client)
        assert 'width="970" height="250"' in shown
        assert 'alt="साइकिल मेला"' in shown
        assert '<a href="https://shop.example/" rel="sponsored nofollow noopener"' in shown
        assert "विज्ञापन" in shown
        assert "<iframe" not in shown

    @pytest.mark.parametrize(("place", "seen"), [("list", ["/", "/desh/"]), ("story", ["story"])])
    def test_each_place_is_where_it_says(self, client: Client, chief: Client, place: str, seen: list[str]) -> None:
        story = factories.story(section=cast.desh())
        save(chief, place, **PICTURE, picture=banner())
        addresses = {"/": "/", "/desh/": "/desh/", "story": story.get_absolute_url()}
        assert [name for name, address in addresses.items() if aside(client, address)] == seen

    def test_stands_beside_nothing_that_is_missing(self, client: Client, chief: Client) -> None:
        save(chief, **PICTURE, picture=banner())
        assert aside(client)
        answer = client.get("/nowhere/")
        assert answer.status_code == 404
        assert 'class="ad' not in answer.content.decode()

    def test_stays_away_from_the_story_that_is_to_stand_without(self, client: Client, chief: Client) -> None:
        for place in AdPosition.values:
            save(chief, place, **PICTURE, picture=banner())
        story = factories.story(section=cast.desh())
        assert aside(client, story.get_absolute_url())
        chief.post(change(story.pk), sent(chief, change(story.pk), without_ads="on", _continue="1"))
        page = client.get(story.get_absolute_url())
        assert page.status_code == 200
        assert 'class="ad' not in page.content.decode()
        assert aside(client, factories.story().get_absolute_url())
        revision = reverse("admin:articles_revision_change", args=[story.revisions.first().pk])
        assert "बिना विज्ञापन" in chief.get(revision).content.decode()

    def test_begins_and_ends_by_the_clock(self, client: Client, chief: Client) -> None:
        save(chief, **PICTURE, picture=banner())
        slot(starts=NOON, ends=NOON + dt.timedelta(hours=1))
        shown = {}
        for minutes in (-1, 0, 59, 60):
            with time_machine.travel(NOON + dt.timedelta(minutes=minutes), tick=False):
                shown[minutes] = bool(aside(client))
        assert shown == {-1: False, 0: True, 59: True, 60: False}

    @pytest.mark.parametrize("missing", ["picture", "alt", "address"])
    def test_is_not_switched_on_half_done(self, chief: Client, missing: str) -> None:
        typed = {**PICTURE, "picture": banner()}
        del typed[missing]
        answer = save(chief, **typed)
        assert answer.status_code == 200
        assert errors(answer)
        assert not AdSlot.objects.get(place="top").is_on

    def test_costs_no_query(self, client: Client, chief: Client, django_assert_num_queries) -> None:
        with django_assert_num_queries(1):
            client.get("/search/")
        save(chief, **PICTURE, picture=banner())
        with django_assert_num_queries(1):
            assert aside(client, "/search/")


class TestAFrame:
    def test_of_a_server_nobody_has_let_in_is_refused_by_name(self, chief: Client) -> None:
        answer = save(chief, is_on="on", frame_url="https://ads.example/slot?1", frame_height="250")
        assert "https://ads.example" in errors(answer)
        assert "NEWSROOM_AD_ORIGINS" in errors(answer)

    def test_of_one_that_is_let_in_stands_in_a_sandbox_with_its_height_reserved(
        self, client: Client, chief: Client, settings: Any
    ) -> None:
        settings.AD_ORIGINS = ["https://ads.example"]
        assert save(chief, is_on="on", frame_url="https://ads.example/slot?1", frame_height="250").status_code == 302
        shown = aside(client)
        assert '<iframe src="https://ads.example/slot?1"' in shown
        assert 'height="250"' in shown
        assert 'sandbox="allow-scripts' in shown
        settings.AD_ORIGINS = []
        assert not aside(client)


@pytest.mark.parametrize(("group", "may"), [("reporter", False), ("editor", False), ("chief", True)])
def test_only_the_chief_may(group: str, may: bool) -> None:
    client = Client()
    client.force_login(factories.user("x", group))
    assert client.get("/admin/articles/adslot/").status_code == (200 if may else 403)
    assert save(client, **PICTURE, picture=banner()).status_code == (302 if may else 403)
