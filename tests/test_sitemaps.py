"""Sitemaps list only what readers may see now, each story in its own language."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from lxml import etree

from articles import publishing
from articles.models import Article, Page
from articles.publishing import Changes
from tests import cast, factories

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 15, 6, 30, tzinfo=dt.UTC)
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def read(client: Client, address: str) -> etree._Element:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8"), address
    return etree.fromstring(answer.content)


def found(root: etree._Element, path: str) -> list[str]:
    return root.xpath(f"{path}/text()", namespaces=NAMES)


def ago(**time: int) -> dt.datetime:
    return NOON - dt.timedelta(**time)


def hidden() -> list[Article]:
    """Return one story of each state that no sitemap may list."""
    shown = {"section": cast.desh()}
    withdrawn, trashed = factories.story("हटाई", **shown), factories.story("फेंकी", **shown)
    publishing.withdraw(withdrawn, by=cast.meera())
    publishing.withdraw(trashed, by=cast.meera())
    publishing.trash(trashed, by=cast.meera())
    later = NOON + dt.timedelta(hours=1)
    scheduled = publishing.schedule(factories.draft("आगे की", **shown), Changes(), at=later, by=cast.meera())
    expired = factories.story("बीती", **shown)
    Article.objects.filter(pk=expired.pk).update(expire_at=ago(minutes=1))
    elsewhere = factories.story("और कहीं की", canonical_url="https://first.example/1", **shown)
    return [factories.draft("मसौदा", **shown), withdrawn, trashed, scheduled, expired, elsewhere]


class TestTheNewsSitemap:
    def test_names_each_story_of_two_days_with_its_title_time_and_language(self, client: Client, settings) -> None:
        hindi = factories.story("पुल खुला & चला <1>", section=cast.desh(), at=ago(hours=1))
        english = factories.story("Ferry resumes", language="en", section=cast.english(), at=ago(hours=47))
        factories.story("पुरानी", section=cast.desh(), at=ago(hours=49))
        root = read(client, "/news-sitemap.xml")
        expected = [settings.SITE_URL + one.get_absolute_url() for one in (hindi, english)]
        assert found(root, "//s:url/s:loc") == expected
        assert found(root, "//n:language") == ["hi", "en"]
        assert found(root, "//n:title") == ["पुल खुला & चला <1>", "Ferry resumes"]
        assert found(root, "//n:publication_date") == ["2026-03-15T11:00:00+05:30", "2026-03-13T13:00:00+05:30"]
        assert set(found(root, "//n:publication/n:name")) == {settings.SITE_NAME}

    def test_holds_nothing_that_readers_may_not_see_or_that_first_stood_elsewhere(self, client: Client) -> None:
        hidden()
        assert found(read(client, "/news-sitemap.xml"), "//s:loc") == []

    def test_has_at_most_a_thousand(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("articles.sitemaps.NEWS_LENGTH", 2)
        for number in range(3):
            factories.story(f"खबर {number}", section=cast.desh(), at=ago(minutes=number))
        assert found(read(client, "/news-sitemap.xml"), "//n:title") == ["खबर 0", "खबर 1"]

    def test_forgets_a_withdrawn_story_at_once_and_costs_nothing_while_unchanged(self, client: Client) -> None:
        story = factories.story(section=cast.desh(), at=ago(hours=1))
        first = client.get("/news-sitemap.xml")
        again = client.get("/news-sitemap.xml", headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        publishing.withdraw(story, by=cast.meera())
        after = client.get("/news-sitemap.xml", headers={"if-none-match": first["ETag"]})
        assert after.status_code == 200
        assert story.slug.encode() not in after.content

    def test_forgets_a_story_by_the_clock(self, client: Client) -> None:
        factories.story(section=cast.desh(), at=ago(hours=47))
        assert found(read(client, "/news-sitemap.xml"), "//s:loc") != []
        with time_machine.travel(NOON + dt.timedelta(hours=2), tick=False):
            assert found(read(client, "/news-sitemap.xml"), "//s:loc") == []


class TestTheSitemap:
    def test_names_its_parts_with_their_last_change(self, client: Client, settings) -> None:
        factories.story(section=cast.desh(), at=ago(days=1))
        changed = factories.story(section=cast.desh(), at=ago(days=40))
        publishing.correct(changed, "300 मीटर।", by=cast.meera())
        factories.story(section=cast.desh(), at=ago(days=41))
        root = read(client, "/sitemap.xml")
        parts = ["places", "2026-03", "2026-02"]
        assert found(root, "//s:sitemap/s:loc") == [f"{settings.SITE_URL}/sitemap/{name}.xml" for name in parts]
        assert found(root, "//s:lastmod") == ["2026-03-14T12:00:00+05:30", "2026-03-15T12:00:00+05:30"]
        for address in found(root, "//s:loc"):
            assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200

    def test_has_every_live_story_once_in_the_month_by_the_newsrooms_clock(self, client: Client, settings) -> None:
        first = dt.datetime(2026, 2, 28, 18, 30, tzinfo=dt.UTC)  # midnight in India
        march = factories.story("मार्च", section=cast.desh(), at=first)
        february = factories.story("फरवरी", section=cast.desh(), at=first - dt.timedelta(seconds=1))
        for month, story in (("03", march), ("02", february)):
            locations = found(read(client, f"/sitemap/2026-{month}.xml"), "//s:loc")
            assert locations == [settings.SITE_URL + story.get_absolute_url()]

    def test_holds_nothing_that_readers_may_not_see_or_that_first_stood_elsewhere(self, client: Client) -> None:
        hidden()
        assert found(read(client, "/sitemap.xml"), "//s:lastmod") == []
        assert client.get("/sitemap/2026-03.xml").status_code == 404

    def test_forgets_a_withdrawn_story_at_once(self, client: Client) -> None:
        factories.story("बाकी", section=cast.desh())
        story = factories.story("हटने वाली", section=cast.desh())
        assert len(found(read(client, "/sitemap/2026-03.xml"), "//s:loc")) == 2
        publishing.withdraw(story, by=cast.meera())
        assert len(found(read(client, "/sitemap/2026-03.xml"), "//s:loc")) == 1

    def test_tells_when_a_story_changed(self, client: Client) -> None:
        story = factories.story(section=cast.desh(), at=ago(days=2))
        publishing.update(story, Changes(fields={"headline": "और"}), by=cast.meera())
        assert found(read(client, "/sitemap/2026-03.xml"), "//s:lastmod") == ["2026-03-13T12:00:00+05:30"]
        publishing.correct(story, "300 मीटर।", by=cast.meera())
        assert found(read(client, "/sitemap/2026-03.xml"), "//s:lastmod") == ["2026-03-15T12:00:00+05:30"]

    def test_names_the_front_page_sections_and_public_pages(self, client: Client, settings) -> None:
        cast.madhya_pradesh()
        Page.objects.create(title="हमारे बारे में", slug="about", body="<p>x</p>")
        Page.objects.create(title="छिपा", slug="hidden", body="<p>x</p>", is_public=False)
        paths = [one.removeprefix(settings.SITE_URL) for one in found(read(client, "/sitemap/places.xml"), "//s:loc")]
        assert paths[0] == "/"
        assert set(paths[1:]) == {"/desh/", "/rajya/", "/madhya-pradesh/", "/about/"}

    @pytest.mark.parametrize("month", ["2026-00", "2026-13", "0-1", "9999-12", "99999-1", "2026-04", "1999-01"])
    def test_has_no_part_for_a_month_without_stories(self, client: Client, month: str) -> None:
        factories.story(section=cast.desh())
        assert client.get(f"/sitemap/{month}.xml").status_code == 404


def test_robots_txt_names_both(client: Client, settings) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    assert f"Sitemap: {settings.SITE_URL}/news-sitemap.xml" in lines
    assert "Disallow: /admin/" in lines
