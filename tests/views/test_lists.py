"""Lists in pages: every story once, older and newer, without counting."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from lxml import html

from articles import body, publishing
from articles.models import Article, Kind
from articles.publishing import BylineLine, Changes, workflow
from tests import cast, factories
from tests.conftest import SharedRows
from tests.pages import words

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 15, 6, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
# All the lists a story of `many` stands in.
LISTS = [
    "/", "/desh/", "/rajya/", "/madhya-pradesh/", "/tag/pul/", "/author/meera-joshi/", "/archive/2026/03/15/",
    "/archive/2026/03/",
]  # fmt: skip


def many(count: int) -> list[Article]:
    """Stories of one hour, seven at a time in the very same moment; a story that cannot be seen among each ten."""
    made = []
    with time_machine.travel(NOON + 2 * HOUR, tick=False):
        cast.madhya_pradesh()
        for number in range(count):
            at = NOON + dt.timedelta(minutes=number // 7)
            made.append(
                factories.story(
                    f"खबर {number}", at=at, section=cast.madhya_pradesh(), tags=["पुल"], bylines=[cast.author_meera()]
                )
            )
            if number % 10 == 0:
                publishing.withdraw(
                    factories.story("हटाई", at=at, section=cast.madhya_pradesh(), tags=["पुल"]), by=cast.meera()
                )
    return made


def shown(client: Client, address: str) -> tuple[list[int], str | None, str | None]:
    """The stories a page links to by headline, in order, and the addresses of the older and the newer page."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = html.fromstring(answer.content.decode())
    ids = [
        int(re.search(r"-(\d+)/$", link).group(1)) for link in page.xpath("//main//*[@class='card-headline']/a/@href")
    ]
    base = address.split("?")[0]

    def linked(rel: str) -> str | None:
        found = page.xpath(f"//main//a[@rel='{rel}']/@href")
        return (found[0] if found[0].startswith("/") else base + found[0]) if found else None

    return ids, linked("next"), linked("prev")


class TestPaging:
    @pytest.fixture(scope="class")
    @classmethod
    def made(cls, shared_rows: SharedRows) -> list[Article]:
        with shared_rows():
            return many(47)

    @pytest.mark.sampled(8)
    @pytest.mark.parametrize("address", LISTS)
    def test_to_the_end_shows_every_story_once_newest_first(
        self, client: Client, made: list[Article], address: str
    ) -> None:
        wanted = [story.pk for story in sorted(made, key=lambda s: (s.publish_at, s.pk), reverse=True)]
        with time_machine.travel(NOON + 3 * HOUR, tick=False):
            found: list[int] = []
            older: str | None = address
            pages = 0
            while older:
                ids, older, _newer = shown(client, older)
                found += ids
                pages += 1
        assert found == wanted
        assert pages == 3

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize("address", LISTS)
    def test_back_from_the_end_shows_every_story_once(self, client: Client, made: list[Article], address: str) -> None:
        with time_machine.travel(NOON + 3 * HOUR, tick=False):
            last = address
            while following := shown(client, last)[1]:
                last = following
            found: list[int] = []
            newer: str | None = last
            while newer and newer != address:
                ids, _older, newer = shown(client, newer)
                found = ids + found
            assert newer == address
        assert found == [story.pk for story in sorted(made, key=lambda s: (s.publish_at, s.pk), reverse=True)]


def test_the_front_page_leaves_out_none_of_the_newest_twenty_whatever_the_sections(client: Client) -> None:
    sections = [cast.desh(), cast.duniya(), cast.english(), cast.madhya_pradesh()]
    made = [
        factories.story(f"खबर {n}", at=NOON + n * dt.timedelta(minutes=1), section=sections[0 if n > 12 else n % 4])
        for n in range(45)
    ]
    ids, older, newer = shown(client, "/")
    assert newer is None
    assert {story.pk for story in made[-20:]} <= set(ids)
    assert len(ids) == len(set(ids))
    seen = set(ids)
    while older:
        ids, older, _newer = shown(client, older)
        seen |= set(ids)
    assert seen == {story.pk for story in made}


@pytest.mark.slow
def test_the_front_page_shows_a_quiet_sections_stories_under_its_name(client: Client) -> None:
    quiet = [factories.story(f"शांत {n}", at=NOON - n * HOUR, section=cast.duniya()) for n in range(6)]
    for n in range(25):
        factories.story(f"खबर {n}", at=NOON + HOUR, section=cast.madhya_pradesh())
    page = html.fromstring(client.get("/").content.decode())
    blocks = {
        words(block.xpath("./h2")[0]): [words(link) for link in block.xpath(".//*[@class='card-headline']/a")]
        for block in page.xpath("//section[@class='block']")
    }
    assert blocks["दुनिया"] == [story.headline for story in quiet[:4]]
    assert len(blocks["देश"]) == 10


class TestAChangeBetweenTwoPages:
    @pytest.mark.slow
    def test_neither_repeats_nor_skips_a_story(self, client: Client) -> None:
        made = many(45)
        with time_machine.travel(NOON + 3 * HOUR, tick=False):
            first, older, _ = shown(client, "/desh/")
            factories.story("आ गई", section=cast.desh())
            publishing.withdraw(Article.objects.get(pk=first[-1]), by=cast.meera())
            second, older, _ = shown(client, older or "")
            third, _, _ = shown(client, older or "")
        assert set(first) & set(second) == set()
        assert {story.pk for story in made} == set(first + second + third)

    @pytest.mark.slow
    def test_a_page_from_which_every_story_has_gone_is_not_found(self, client: Client) -> None:
        made = many(21)
        with time_machine.travel(NOON + 3 * HOUR, tick=False):
            _, older, _ = shown(client, "/desh/")
            publishing.withdraw(min(made, key=lambda s: (s.publish_at, s.pk)), by=cast.meera())
            assert client.get(older).status_code == 404


class TestCursors:
    @pytest.mark.sampled(5)
    @pytest.mark.parametrize("name", ["before", "after"])
    @pytest.mark.parametrize(
        "cursor",
        ["x", "1", "1-", "-1", "1-2-3", "1.5-2", "१-२", "1-2%00", "1-2%0A", " 1-2", "9" * 30 + "-1", "1-" + "9" * 30,
        "%FF", "1e9-1"],
    )  # fmt: skip
    def test_that_no_page_has_given_out_are_not_found(self, client: Client, name: str, cursor: str) -> None:
        factories.story(section=cast.desh())
        for address in ("/", "/desh/"):
            assert client.get(f"{address}?{name}={cursor}").status_code == 404

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize("cursor", ["0-0", "-5-1", "9999999999999999-999999999999999999", "-9999999999999999-1"])
    @pytest.mark.parametrize("name", ["before", "after"])
    def test_of_any_time_are_no_error(self, client: Client, cursor: str, name: str) -> None:
        factories.story(section=cast.desh())
        for address in (
            "/",
            "/desh/",
            f"/archive/{timezone.localtime():%Y/%m}/",
            f"/archive/{timezone.localtime():%Y/%m/%d}/",
        ):
            assert client.get(f"{address}?{name}={cursor}").status_code in (200, 404)

    def test_lead_through_stories_of_the_time_before_1970_too(self, client: Client) -> None:
        for n in range(25):
            factories.story(f"1947 {n}", at=dt.datetime(1947, 8, 15, tzinfo=dt.UTC), section=cast.desh())
        first, older, _ = shown(client, "/desh/")
        second, _, _ = shown(client, older or "")
        assert len(set(first) | set(second)) == 25


class TestUnknownParameters:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def _many(cls, shared_rows: SharedRows) -> None:
        with shared_rows():
            many(21)

    @pytest.mark.sampled(6)
    @pytest.mark.parametrize("address", LISTS[:-2])
    def test_change_nothing(self, client: Client, address: str) -> None:
        odd = f"{address}?page=2&utm_source=x&before=&after=&<script>=1&order=id;drop&author__password=x"
        assert client.get(odd).content == client.get(address).content

    def test_are_not_part_of_the_address_a_page_calls_its_own(self, client: Client) -> None:
        _, older, _ = shown(client, "/desh/")
        page = html.fromstring(client.get(f"{older}&utm_source=x").content.decode())
        assert page.xpath("//link[@rel='canonical']/@href")[0].endswith(older)


class TestNoCounting:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def _many(cls, shared_rows: SharedRows) -> None:
        with shared_rows():
            many(22)

    @pytest.mark.sampled(13)
    @pytest.mark.parametrize(
        "address", [*LISTS, "/archive/", "/archive/2026/", "/rss.xml", "/desh/rss.xml", "/tag/pul/rss.xml"]
    )
    def test_no_page_counts_or_skips_rows(self, client: Client, address: str) -> None:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(address)
            if b"?before=" in answer.content:
                client.get(shown(client, address)[1])
        for query in queries.captured_queries:
            assert not re.search(r"\bCOUNT\s*\(|\bOFFSET\b|\bRANDOM\b", query["sql"], re.I), query["sql"]

    def test_nor_does_a_storys_page(self, client: Client) -> None:
        story = factories.story(tags=["पुल"])
        with CaptureQueriesContext(connection) as queries:
            client.get(story.get_absolute_url())
        assert not [q for q in queries.captured_queries if re.search(r"COUNT\s*\(|OFFSET", q["sql"], re.I)]


class TestTheArchive:
    def test_names_each_month_from_the_newest_to_the_first(self, client: Client) -> None:
        for year, month in ((2025, 9), (2025, 12), (2026, 1)):
            factories.story(at=dt.datetime(year, month, 10, tzinfo=dt.UTC))
        page = html.fromstring(client.get("/archive/").content.decode())
        links = page.xpath("//ul[@class='months']//a/@href")
        assert links == [f"/archive/{m}/" for m in ("2026/01", "2025/12", "2025/11", "2025/10", "2025/09")]
        for link in links:
            assert client.get(link).status_code == 200
        year = html.fromstring(client.get("/archive/2025/").content.decode())
        assert year.xpath("//ul[@class='months']//a/@href") == links[1:]

    def test_counts_a_month_by_the_newsrooms_clock(self, client: Client) -> None:
        # Half past midnight of the first of October in India is still September elsewhere.
        story = factories.story(at=dt.datetime(2025, 9, 30, 19, 0, tzinfo=dt.UTC))
        assert shown(client, "/archive/2025/10/")[0] == [story.pk]
        assert shown(client, "/archive/2025/09/")[0] == []

    def test_holds_the_first_moment_of_a_month_and_not_that_of_the_next(self, client: Client) -> None:
        ist = dt.timezone(dt.timedelta(hours=5, minutes=30))
        first = factories.story(at=dt.datetime(2025, 9, 1, tzinfo=ist))
        last = factories.story(at=dt.datetime(2025, 9, 30, 23, 59, 59, 999999, tzinfo=ist))
        factories.story(at=dt.datetime(2025, 10, 1, tzinfo=ist))
        assert shown(client, "/archive/2025/09/")[0] == [last.pk, first.pk]

    def test_has_one_address_for_a_month(self, client: Client) -> None:
        factories.story(at=dt.datetime(2025, 9, 10, tzinfo=dt.UTC))
        for other in ("/archive/2025/9/", "/archive/2025/009/", "/archive/02025/09/"):
            answer = client.get(other)
            assert (answer.status_code, answer["Location"]) == (301, "/archive/2025/09/")

    def test_leads_to_the_months_beside_and_not_on_and_on_into_emptiness(self, client: Client) -> None:
        factories.story(at=dt.datetime(2025, 9, 10, tzinfo=dt.UTC))
        factories.story(at=dt.datetime(2025, 11, 10, tzinfo=dt.UTC))
        quiet = html.fromstring(client.get("/archive/2025/10/").content.decode())
        assert quiet.xpath("//main//nav[@class='paging']/a/@href") == ["/archive/2025/11/", "/archive/2025/09/"]
        assert quiet.xpath("//meta[@name='robots']/@content") == ["noindex"]
        first = html.fromstring(client.get("/archive/2025/09/").content.decode())
        assert first.xpath("//main//nav[@class='paging']/a/@href") == ["/archive/2025/10/"]

    def test_of_a_site_without_stories_says_so(self, client: Client) -> None:
        assert client.get("/archive/").status_code == 200
        assert client.get("/").status_code == 200


def main(client: Client, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.content.decode()).xpath("//main")[0]


class TestADayOfTheArchive:
    IST = dt.timezone(dt.timedelta(hours=5, minutes=30))

    def test_holds_its_first_moment_and_not_that_of_the_next_day_by_the_newsrooms_clock(self, client: Client) -> None:
        first = factories.story(at=dt.datetime(2025, 9, 30, tzinfo=self.IST))
        last = factories.story(at=dt.datetime(2025, 9, 30, 23, 59, 59, 999999, tzinfo=self.IST))
        following = factories.story(at=dt.datetime(2025, 10, 1, tzinfo=self.IST))
        assert shown(client, "/archive/2025/09/30/")[0] == [last.pk, first.pk]
        assert shown(client, "/archive/2025/10/01/")[0] == [following.pk]

    def test_is_linked_from_its_month_where_it_has_stories_and_only_there(self, client: Client) -> None:
        for day, hour in ((3, 0), (3, 12), (17, 23), (30, 5)):
            factories.story(at=dt.datetime(2025, 9, day, hour, tzinfo=self.IST))
        publishing.withdraw(factories.story(at=dt.datetime(2025, 9, 9, tzinfo=self.IST)), by=cast.meera())
        links = main(client, "/archive/2025/09/").xpath(".//ol[@class='days']//a")
        assert [link.get("href") for link in links] == [f"/archive/2025/09/{day}/" for day in ("03", "17", "30")]
        assert [link.get("aria-label") for link in links] == ["3 सितंबर 2025", "17 सितंबर 2025", "30 सितंबर 2025"]

    def test_is_not_linked_from_its_month_before_it_comes(self, client: Client) -> None:
        with time_machine.travel(NOON, tick=False):
            factories.story(at=NOON - HOUR)
            publishing.schedule(factories.draft(), at=NOON + 24 * HOUR, by=cast.meera())
            publishing.schedule(factories.draft(), at=NOON + HOUR, by=cast.meera())
            days = main(client, "/archive/2026/03/").xpath(".//ol[@class='days']//a/@href")
            assert days == ["/archive/2026/03/15/"]
            assert client.get("/archive/2026/03/16/").status_code == 404
        with time_machine.travel(NOON + 24 * HOUR, tick=False):
            days = main(client, "/archive/2026/03/").xpath(".//ol[@class='days']//a/@href")
            assert days == ["/archive/2026/03/15/", "/archive/2026/03/16/"]

    def test_leads_to_the_nearest_days_that_have_stories(self, client: Client) -> None:
        for month, day in ((8, 31), (9, 10), (11, 2)):
            factories.story(at=dt.datetime(2025, month, day, 1, tzinfo=self.IST))
        for address, links in (
            ("/archive/2025/09/10/", ["/archive/2025/11/02/", "/archive/2025/08/31/"]),
            ("/archive/2025/10/01/", ["/archive/2025/11/02/", "/archive/2025/09/10/"]),
            ("/archive/2025/08/31/", ["/archive/2025/09/10/"]),
            ("/archive/2025/11/02/", ["/archive/2025/09/10/"]),
        ):
            assert main(client, address).xpath(".//nav[@class='paging']/a/@href") == links, address

    def test_says_where_it_stands(self, client: Client) -> None:
        factories.story(at=dt.datetime(2025, 9, 10, tzinfo=self.IST))
        page = main(client, "/archive/2025/09/10/")
        assert page.xpath(".//h1/text()") == ["10 सितंबर 2025"]
        breadcrumbs = page.xpath(".//nav[@class='breadcrumbs']//a")
        assert [(link.get("href"), link.text) for link in breadcrumbs] == [
            ("/archive/", "आर्काइव"), ("/archive/2025/", "2025"), ("/archive/2025/09/", "सितंबर 2025"),
        ]  # fmt: skip
        month = main(client, "/archive/2025/09/")
        assert month.xpath(".//nav[@class='breadcrumbs']//a/@href") == ["/archive/", "/archive/2025/"]

    def test_without_stories_is_kept_out_of_search_engines_and_leads_to_no_year_without_any(
        self, client: Client
    ) -> None:
        factories.story(at=dt.datetime(2025, 9, 10, tzinfo=self.IST))
        for address in ("/archive/1999/09/11/", "/archive/1999/09/"):
            page = html.fromstring(client.get(address).content.decode())
            assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
            for link in page.xpath("//main//nav[@class='breadcrumbs']//a/@href"):
                assert client.get(link).status_code == 200

    def test_has_one_address(self, client: Client) -> None:
        factories.story(at=dt.datetime(2025, 9, 8, tzinfo=dt.UTC))
        for other in ("/archive/2025/9/8/", "/archive/2025/09/008/", "/archive/02025/9/08/"):
            answer = client.get(other)
            assert (answer.status_code, answer["Location"]) == (301, "/archive/2025/09/08/")
        page = html.fromstring(client.get("/archive/2025/09/08/?utm_source=x").content.decode())
        assert page.xpath("//link[@rel='canonical']/@href")[0].endswith("/archive/2025/09/08/")


class TestEmptyLists:
    def test_are_pages_too(self, client: Client) -> None:
        factories.withdrawn(section=cast.desh(), tags=["पुल"], bylines=[cast.author_meera()])
        for address in ("/", "/desh/", "/tag/pul/", "/author/meera-joshi/", "/archive/"):
            page = client.get(address).content.decode()
            assert 'class="empty"' in page, address
            assert 'class="card' not in page, address


class TestNamesOfDrafts:
    """A tag that a draft has made, or an author of whom nothing has been public, has neither page nor feed."""

    ADDRESSES = ("/tag/gupt-yojana/", "/tag/gupt-yojana/rss.xml", "/author/meera-joshi/", "/author/meera-joshi/rss.xml")

    def answers(self, client: Client) -> list[int]:
        return [client.get(address).status_code for address in self.ADDRESSES]

    def test_are_shown_to_nobody(self, client: Client) -> None:
        story = factories.draft(tags=["गुप्त योजना"], bylines=[cast.author_meera()])
        assert self.answers(client) == [404] * 4
        publishing.schedule(story, at=timezone.now() + HOUR, by=cast.meera())
        assert self.answers(client) == [404] * 4
        with time_machine.travel(timezone.now() + HOUR, tick=False):
            assert self.answers(client) == [200] * 4

    def test_are_pages_without_stories_once_these_are_taken_down(self, client: Client) -> None:
        story = factories.story(tags=["गुप्त योजना"], bylines=[cast.author_meera()])
        for end in (publishing.withdraw, publishing.trash):
            end(story, by=cast.meera(), note="x")
            assert self.answers(client) == [200] * 4

    @pytest.mark.parametrize("end", [publishing.withdraw, publishing.expire])
    def test_are_shown_to_nobody_where_a_story_has_them_since_it_was_taken_down(self, client: Client, end: Any) -> None:
        story = end(factories.story(), by=cast.meera(), note="x")
        lines = [BylineLine(cast.author_meera().pk)]
        publishing.apply(
            workflow.save_transition(story), story, changes=Changes(tags=["गुप्त योजना"], bylines=lines),
            by=cast.meera(),
        )  # fmt: skip
        assert self.answers(client) == [404] * 4

    def test_stay_pages_though_a_story_gets_another_byline_after_it_was_taken_down(self, client: Client) -> None:
        story = factories.story(tags=["गुप्त योजना"], bylines=[cast.author_meera()])
        publishing.withdraw(story, by=cast.meera(), note="x")
        lines = [BylineLine(name="एजेंसी"), BylineLine(cast.author_meera().pk)]
        publishing.save_draft(story, Changes(bylines=lines), by=cast.meera())
        assert self.answers(client) == [200] * 4

    def test_of_a_plan_that_was_given_up_stay_unknown(self, client: Client) -> None:
        story = factories.draft(tags=["गुप्त योजना"], bylines=[cast.author_meera()])
        publishing.schedule(story, at=timezone.now() + HOUR, by=cast.meera())
        publishing.unschedule(story, by=cast.meera())
        with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
            assert self.answers(client) == [404] * 4

    def test_are_in_no_sitemap_and_not_found_by_search(self, client: Client) -> None:
        factories.draft(tags=["गुप्त योजना"], bylines=[cast.author_meera()])
        for address in ("/sitemap.xml", "/sitemap/places.xml", "/search/?q=गुप्त", "/search/?q=मीरा", "/search/"):
            page = client.get(address).content.decode()
            assert "gupt-yojana" not in page
            assert "meera-joshi" not in page


def test_an_author_sees_every_story_with_the_name_on_it_in_whatever_place(client: Client) -> None:
    stories = [factories.story(f"{n}", at=NOON + n * HOUR) for n in range(3)]
    for story, lines in zip(
        stories,
        ([BylineLine(cast.author_meera().pk)], [BylineLine(name="मीरा जोशी")], [BylineLine(name="x"),
        BylineLine(cast.author_meera().pk)]),
        strict=True,
    ):  # fmt: skip
        publishing.update(story, Changes(bylines=lines), by=cast.meera())
    assert shown(client, "/author/meera-joshi/")[0] == [stories[2].pk, stories[0].pk]


class TestKinds:
    @pytest.mark.parametrize("kind", [kind.value for kind in Kind if kind != Kind.NEWS])
    def test_are_named_in_lists_and_on_the_page_in_the_storys_language(self, client: Client, kind: str) -> None:
        story = factories.story(kind=kind, section=cast.desh(), kicker="शहर", language="en")
        for address in ("/", "/desh/", story.get_absolute_url()):
            page = html.fromstring(client.get(address).content.decode())
            (sign,) = page.xpath(f"//*[@class='kind kind-{kind}']")
            with translation.override("en"):
                assert sign.text_content() == str(Kind(kind).label)
            assert sign.xpath("string(ancestor::*[@lang][1]/@lang)") == "en"

    def test_plain_news_is_not_called_so(self, client: Client) -> None:
        factories.story(section=cast.desh())
        assert "kind-news" not in client.get("/").content.decode()

    def test_a_kicker_that_says_the_same_is_not_said_twice(self, client: Client) -> None:
        story = factories.story(kind="opinion", kicker="OPINION", language="en", section=cast.desh())
        for address in ("/desh/", story.get_absolute_url()):
            page = html.fromstring(client.get(address).content.decode())
            assert page.xpath("//*[@class='kicker']")[0].text_content().split() == ["Opinion"]

    def test_an_opinion_has_its_writers_face_and_nothing_else_has(self, client: Client) -> None:
        author = cast.author_meera()
        author.portrait = factories.image("मीरा जोशी")
        author.save()
        shown = {"section": cast.desh(), "bylines": ["अतिथि", author]}
        opinion, news = factories.story(kind="opinion", **shown), factories.story(**shown)
        for address, faces in (("/desh/", 1), (opinion.get_absolute_url(), 1), (news.get_absolute_url(), 0)):
            page = html.fromstring(client.get(address).content.decode())
            assert page.xpath("//img[@class='face']/@src") == [author.portrait.file.url] * faces, address

    def test_a_face_whose_rights_have_ended_is_not_shown(self, client: Client) -> None:
        author = cast.author_meera()
        author.portrait = factories.image(rights_until=dt.date(2020, 1, 1))
        author.save()
        story = factories.story(kind="opinion", section=cast.desh(), bylines=[author])
        assert 'class="face"' not in client.get(story.get_absolute_url()).content.decode()

    def test_a_photo_story_says_how_many_pictures_it_has(self, client: Client) -> None:
        pictures = [factories.image() for _ in range(3)]
        factories.story(
            kind="gallery", section=cast.english(), language="en", body=body.gallery([one.pk for one in pictures])
        )
        assert "3 pictures" in client.get("/english/").content.decode()
