"""The search page as a reader meets it."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from articles import publishing
from articles.models import Kind
from tests import cast, factories
from tests.conftest import SharedRows, on_commit_at_once
from tests.pages import with_tight_links, words
from tests.wellformed import markup_errors

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"', '""', '"a', "'", "';--", "a' OR '1'='1", "*", "a*", "-a", "a NOT b", "NEAR(a b)", "NEAR/2", "AND", "OR a",
    "a AND", "(", ")", "((a", "headline:a", "{headline names}:a", "filter_tokens : p_", "p_", "^a", "a + b", "%", "_",
    "a%b_", "\\", "a\\'b", "!a", "a & b", "a | b", "a <-> b", "a:*", "\x00", "a\x00b", "\ud800", "a\udfffb",
    "\u202eabc", "\u2066a\u2069", "🇮🇳", "क्", "्", "ं", "\u200d", "\ufeff", "½", "٣", "ﷺ", "<script>alert(1)</script>",
    "x" * 10_000, "क" * 10_000, '"' * 10_000, "(" * 10_000, "a " * 5_000, "राम " * 3_000, "\u0301" * 10_000,
    "a'" * 5_000, " ".join(f"w{n}" for n in range(3_000)), " ".join(f'"p{n} q"' for n in range(1_000)),
    "k" * 40 + "ka" * 100, "n n n n", "aeiou", "hhh",
]  # fmt: skip


def page(client: Client, **given: str) -> str:
    answer = client.get("/search/", given)
    assert answer.status_code == 200, given
    return with_tight_links(answer.content.decode())


def test_shows_what_was_found_with_its_words_marked(client: Client) -> None:
    factories.story("सड़कें <b>बंद</b>", standfirst="आज सड़कों पर पानी भरा रहा।")
    shown = page(client, q="सड़क")
    assert "<mark>सड़कें</mark> &lt;b&gt;बंद&lt;/b&gt;" in shown
    assert "आज <mark>सड़कों</mark> पर" in shown
    assert '<meta name="robots" content="noindex">' in shown


def test_is_well_formed_whatever_it_shows(client: Client) -> None:
    factories.story("नया पुल", tags=["पुल", "bridge"], bylines=[cast.author_meera()])
    factories.story("पुल पर मेला")
    for given in (
        {},
        {"q": "पुल"},
        {"q": "pul"},
        {"q": "poll"},
        {"q": "नहींहैयह"},
        {"q": "..."},
        {"q": "पुल", "tag": "pul"},
    ):
        assert markup_errors(page(client, **given)) == [], given


@pytest.mark.sampled(5)
@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: ascii(typed)[:30])
def test_nothing_that_is_typed_does_harm(client: Client, typed: str) -> None:
    factories.story("नया पुल a w1")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/search/", {"q": typed.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200
    assert len(queries) <= 8
    assert len(answer.content) < 60_000
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.sampled(9)
@pytest.mark.parametrize("name", ["section", "author", "tag", "time", "from", "to", "order", "before", "after"])
def test_no_other_part_of_the_address_does_harm_either(client: Client, name: str) -> None:
    factories.story("नया पुल")
    for value in HOSTILE:
        assert client.get("/search/", {"q": "पुल", name: value.encode("utf-8", "surrogatepass")}).status_code in (
            200,
            404,
        )
    assert client.get("/search/", {"q": "पुल", "before": "9" * 19 + "-1-1"}).status_code in (200, 404)


@pytest.mark.parametrize("order", ["newest", "best"])
@pytest.mark.parametrize("name", ["before", "after"])
def test_a_place_in_a_list_beyond_all_calendars_does_no_harm(client: Client, name: str, order: str) -> None:
    factories.story("पुल")
    for cursor in ("1-1-999999999999", "1-1-253402300799", "1-1-9999999999", "1-1-0", "-1-1-1", "0", "-" + "9" * 19):
        answer = client.get("/search/", {"q": "पुल", name: cursor, "order": order})
        assert answer.status_code in (200, 404), cursor


class TestNarrowing:
    def test_by_section_means_its_parts_too(self, client: Client) -> None:
        factories.story("पुल एक", section=cast.madhya_pradesh())
        factories.story("पुल दो", section=cast.duniya())
        shown = page(client, q="पुल", section="desh")
        assert "एक</a>" in shown
        assert "दो</a>" not in shown

    def test_by_author_tag_and_time(self, client: Client) -> None:
        factories.story("पुल एक", tags=["मेला"], bylines=[cast.author_meera()])
        factories.story("पुल दो", at=timezone.now() - dt.timedelta(days=40))
        for given in ({"author": "meera-joshi"}, {"tag": "mela"}, {"time": "month"}):
            shown = page(client, q="पुल", **given)
            assert "एक</a>" in shown, given
            assert "दो</a>" not in shown, given

    @pytest.mark.parametrize("given", [{"author": "nobody"}, {"tag": "nothing"}, {"section": "nowhere"}])
    def test_by_what_is_not_there_finds_nothing(self, client: Client, given: dict[str, str]) -> None:
        factories.story("पुल")
        assert "<mark>" not in page(client, q="पुल", **given)


def main(client: Client, **given: str) -> html.HtmlElement:
    return html.fromstring(page(client, **given)).xpath("//main")[0]


def headlines(client: Client, **given: str) -> list[str]:
    return [words(one) for one in main(client, **given).xpath(".//*[@class='card-headline']")]


def test_offers_a_person_once_though_stories_name_him_in_the_letters_of_their_language(client: Client) -> None:
    factories.story("Bridge at Pulgaon", language="en", bylines=[cast.author_meera()])
    factories.story("पुलगाँव में Bridge", bylines=[cast.author_meera()])
    factories.story("A bridge", language="en")
    chips = html.fromstring(page(client, q="bridge")).xpath("//nav[@class='narrower']//a")
    assert [(words(chip), chip.get("href").rpartition("author=")[2]) for chip in chips] == [
        ("मीरा जोशी", "meera-joshi")
    ]


class TestATypedName:
    def test_of_an_author_in_either_script_or_a_part_of_it_leads_to_his_stories(self, client: Client) -> None:
        factories.story("पुल एक", bylines=[cast.author_meera()])
        factories.story("पुल दो", bylines=[factories.author("रवि कुमार", "ravi-kumar")])
        for typed in ("मीरा जोशी", "Meera Joshi", "meera", "जोशी", "mira joshi", "meera-joshi"):
            answer = client.get("/search/", {"q": "पुल", "author": typed}, follow=True)
            assert answer.status_code == 200
            shown = html.fromstring(answer.content.decode())
            assert [words(one) for one in shown.xpath("//*[@class='card-headline']")] == ["पुल एक"], typed
            assert shown.xpath("//input[@id='author']/@value") == ["मीरा जोशी"]
            assert shown.xpath("//form//input[@type='hidden'][@name='author']/@value") == ["meera-joshi"]

    def test_of_a_topic_by_any_of_its_names_leads_to_its_stories(self, client: Client) -> None:
        factories.story("पुल एक", tags=["हिंदी पखवाड़ा"])
        factories.story("पुल दो", tags=["चाँद"])
        publishing.tags.add_alias(cast.tag("हिंदी पखवाड़ा"), "राजभाषा", by=cast.meera())
        for typed in ("हिन्दी पखवाडा", "राजभाषा", "hindi pakhwada", "#हिंदी पखवाड़ा", "पखवाड़ा", "hindi-pakhvada"):
            answer = client.get("/search/", {"q": "पुल", "tag": typed}, follow=True)
            shown = html.fromstring(answer.content.decode())
            found = [words(one) for one in shown.xpath("//*[@class='card-headline']")]
            assert found == ["पुल एक"], typed

    def test_that_fits_several_is_answered_with_each_of_them_and_kept(self, client: Client) -> None:
        for slug, role in (("meera-joshi", "संपादक"), ("meera-joshi-2", "खेल")):
            author = factories.author("मीरा जोशी", slug, role=role)
            factories.story(f"पुल {role}", bylines=[author])
        shown = main(client, q="पुल", author="मीरा जोशी", time="week")
        field = shown.xpath(".//input[@id='author']")[0]
        assert (field.get("value"), field.get("aria-invalid")) == ("मीरा जोशी", "true")
        alert = shown.xpath(f".//*[@id='{field.get('aria-describedby')}']")[0]
        assert alert.get("role") == "alert"
        choices = field.xpath("..//ul[@class='chips']//a")
        assert [words(one) for one in choices] == ["मीरा जोशी संपादक", "मीरा जोशी खेल"]
        assert not shown.xpath(".//*[@class='card-headline']")
        chosen = with_tight_links(client.get(choices[1].get("href")).content.decode())
        assert " खेल</a>" in chosen
        # The form, sent again, still means the one that was chosen.
        again = {"q": ["पुल"], "author": ["meera-joshi-2", "मीरा जोशी"]}
        assert " खेल</a>" in with_tight_links(client.get("/search/", again).content.decode())

    @pytest.mark.parametrize("name", ["author", "tag"])
    def test_that_fits_nobody_is_kept_and_said_to_be_unknown(self, client: Client, name: str) -> None:
        factories.story("पुल", tags=["मेला"], bylines=[cast.author_meera()])
        shown = main(client, q="पुल", **{name: "नहीं <है>"})
        field = shown.xpath(f".//input[@id='{name}']")[0]
        assert (field.get("value"), field.get("aria-invalid")) == ("नहीं <है>", "true")
        assert shown.xpath(".//details[@open]")
        assert headlines(client, q="पुल", **{name: "नहीं"}) == []

    def test_that_is_cleared_narrows_no_more(self, client: Client) -> None:
        factories.story("पुल", bylines=[cast.author_meera()])
        factories.story("पुल दो")
        answer = client.get("/search/", {"q": ["पुल"], "author": ["meera-joshi", ""]})
        assert answer.content.decode().count('class="card-headline"') == 2

    @pytest.mark.parametrize("end", ["withdraw", "trash", "expire"])
    def test_of_whom_no_story_can_be_seen_is_as_unknown_as_any_other(self, client: Client, end: str) -> None:
        factories.story("पुल")
        ended = factories.story("मेला", tags=["झिलमिलपुर"], bylines=[factories.author("गुमनामसिंह", "gumnamsinh")])
        soon = timezone.now() + dt.timedelta(hours=1)
        draft = factories.draft("सभा", tags=["अनोखाग्राम"])
        publishing.schedule(draft, at=soon, by=cast.meera())
        getattr(publishing, end)(ended, by=cast.meera())
        for given in (
            {"tag": "jhilmilpur"}, {"tag": "झिलमिल"}, {"tag": "jhilmilpoor"}, {"author": "gumnamsinh"},
            {"author": "गुमनाम"}, {"author": "gumnam"}, {"tag": "anokhagram"}, {"tag": "अनोखा"},
        ):  # fmt: skip
            answer = client.get("/search/", {"q": "पुल", **given})
            assert answer.status_code == 200, given
            shown = answer.content.decode()
            assert not [name for name in ("झिलमिलपुर", "गुमनामसिंह", "अनोखाग्राम") if name in shown], given

    @pytest.mark.slow
    def test_asks_at_most_eight_times_however_many_there_are(self, client: Client) -> None:
        for number in range(30):
            factories.story("पुल", tags=[f"मेला {number}"], bylines=[factories.author(f"मीरा {number}")])
        for given in ({"author": "मीरा", "tag": "मेला"}, {"author": "कोई", "tag": "mela"}, {"author": "मीरा 3"}):
            with CaptureQueriesContext(connection) as queries:
                client.get("/search/", {"q": "पुल", **given})
            assert len(queries) <= 8, given


class TestDays:
    IST = dt.timezone(dt.timedelta(hours=5, minutes=30))

    def make(self) -> None:
        for day, hour in ((9, 23), (10, 0), (12, 23), (13, 0)):
            factories.story(f"पुल {day}", at=dt.datetime(2026, 3, day, hour, 30, tzinfo=self.IST))

    @pytest.mark.parametrize("order", ["newest", "best"])
    def test_from_the_first_to_the_last_by_the_newsrooms_clock_both_included(self, client: Client, order: str) -> None:
        self.make()
        found = headlines(client, q="पुल", order=order, **{"from": "2026-03-10", "to": "2026-03-12"})
        assert sorted(found) == ["पुल 10", "पुल 12"]
        assert len(headlines(client, q="पुल", **{"from": "2026-03-10"})) == 3
        assert len(headlines(client, q="पुल", to="2026-03-10")) == 2

    def test_can_be_written_as_people_write_them(self, client: Client) -> None:
        self.make()
        for typed in ("12/3/2026", "12 मार्च 2026", "March 12, 2026", "१२.३.२०२६"):
            shown = main(client, q="पुल", **{"from": typed})
            assert len(shown.xpath(".//*[@class='card-headline']")) == 2, typed
            assert shown.xpath(".//input[@id='from']/@value") == ["2026-03-12"]
            assert "12 मार्च 2026" in shown.xpath("string(.//ul[@class='chips'])")

    @pytest.mark.parametrize(
        ("typed", "day"),
        [
            ("आज", "2026-03-14"), ("Today", "2026-03-14"), ("कल", "2026-03-13"), ("परसों", "2026-03-12"),
            ("12/3/26", "2026-03-12"),
            ("12 मार्च", "2026-03-12"), ("14 मार्च", "2026-03-14"), ("१५ मार्च", "2025-03-15"), ("tomorrow", "2026-03-15"),
            ("गुरुवार, 12 मार्च 2026", "2026-03-12"),
        ],
    )  # fmt: skip
    def test_are_read_as_the_desk_reads_them_and_look_back(self, client: Client, typed: str, day: str) -> None:
        with time_machine.travel(dt.datetime(2026, 3, 14, 12, tzinfo=self.IST), tick=False):
            shown = main(client, q="पुल", **{"from": typed})
        assert shown.xpath(".//input[@id='from']/@value") == [day]
        assert not shown.xpath(".//*[@aria-invalid]")

    @pytest.mark.sampled(3)
    @pytest.mark.parametrize("typed", ["31/2/2026", "कब", "2026-13-01", "0000-00-00", "<b>"])
    def test_that_are_none_are_kept_and_explained_and_so_is_all_else(self, client: Client, typed: str) -> None:
        self.make()
        shown = main(client, q="पुल", **{"from": typed, "to": "2026-03-12", "time": "year", "order": "best"})
        field = shown.xpath(".//input[@id='from']")[0]
        assert (field.get("type"), field.get("value"), field.get("aria-invalid")) == ("text", typed, "true")
        assert typed in shown.xpath(f"string(.//*[@id='{field.get('aria-describedby')}'])")
        assert shown.xpath(".//input[@id='to']/@value") == ["2026-03-12"]
        assert shown.xpath(".//select[@id='time']/option[@selected]/@value") == ["year"]
        assert shown.xpath(".//input[@id='q']/@value") == ["पुल"]

    def test_the_wrong_way_round_are_explained(self, client: Client) -> None:
        self.make()
        shown = main(client, q="पुल", **{"from": "2026-03-12", "to": "2026-03-10"})
        assert shown.xpath(".//input[@id='to']/@aria-invalid") == ["true"]
        assert not shown.xpath(".//*[@class='card-headline']")

    @pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31"])
    def test_at_the_ends_of_the_calendar_do_no_harm(self, client: Client, typed: str) -> None:
        self.make()
        for given in ({"from": typed}, {"to": typed}, {"from": typed, "to": typed}):
            page(client, q="पुल", **given)


def test_each_filter_that_is_on_can_be_taken_off_by_itself(client: Client) -> None:
    factories.story("पुल", tags=["मेला"], section=cast.desh(), bylines=[cast.author_meera()])
    given = {"q": "पुल", "section": "desh", "author": "meera-joshi", "tag": "mela", "time": "week",
             "from": "2020-01-01", "to": "2999-01-01"}  # fmt: skip
    shown = main(client, **given)
    chips = shown.xpath(".//ul[@class='chips']//a")
    assert len(chips) == 6
    for chip, name in zip(chips, ("section", "time", "from", "to", "author", "tag"), strict=True):
        left = dict(parse_qsl(urlsplit(chip.get("href")).query))
        assert left == {key: value for key, value in given.items() if key != name}


class TestLeafing:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def _many(cls, shared_rows: SharedRows) -> None:
        now = timezone.now()
        with shared_rows(), on_commit_at_once():
            for n in range(45):
                factories.story(f"पुल अंक{n}", at=now - dt.timedelta(hours=n), standfirst="पुल " * (n % 7))

    @pytest.mark.slow
    @pytest.mark.sampled(2)
    @pytest.mark.parametrize("order", ["newest", "best"])
    def test_to_the_end_and_back_meets_every_story_once(self, client: Client, order: str) -> None:
        pages, address = [], f"/search/?q=पुल&order={order}"
        while address:
            shown = with_tight_links(client.get(address).content.decode())
            pages.append(re.findall(r"अंक(\d+)</a>", shown))
            older = re.search(r'rel="next" href="([^"]+)"', shown)
            newer = re.search(r'rel="prev" href="([^"]+)"', shown)
            address = older.group(1).replace("&amp;", "&") if older else ""
        assert [len(found) for found in pages] == [20, 20, 5]
        assert len({number for found in pages for number in found}) == 45
        assert order == "best" or [int(n) for found in pages for n in found] == list(range(45))
        for earlier in reversed(pages[:-1]):
            assert newer
            shown = with_tight_links(client.get(newer.group(1).replace("&amp;", "&")).content.decode())
            assert re.findall(r"अंक(\d+)</a>", shown) == earlier
            newer = re.search(r'rel="prev" href="([^"]+)"', shown)
        assert newer is None


class TestWhereNothingIsFound:
    def test_says_so_and_offers_what_would_be(self, client: Client) -> None:
        factories.story("जयशंकर की यात्रा")
        shown = page(client, q="जयसंकर")
        assert 'role="status"' in shown
        assert ">जयशंकर</a>" in shown

    def test_offers_no_word_of_a_story_that_is_yet_to_come_or_has_expired(self, client: Client) -> None:
        soon = timezone.now() + dt.timedelta(hours=1)
        publishing.schedule(factories.draft("झिलमिलपुर एक"), at=soon, by=cast.meera())
        publishing.expire(factories.story("झिलमिलपुर दो"), by=cast.meera())
        assert "झिलमिलपुर" not in page(client, q="झिलमिलपूर")
        assert "झिलमिलपुर" not in page(client, q="jhilmilpura")

    def test_offers_each_word_alone_that_finds_something(self, client: Client) -> None:
        factories.story("नदी")
        factories.story("पहाड़")
        shown = page(client, q="nadi tufanx")
        assert ">nadi</a>" in shown
        shown = page(client, q="नदी पहाड़")
        assert ">नदी</a>" in shown
        assert ">पहाड़</a>" in shown


class TestQueries:
    GIVEN = [{}, {"order": "best"}, {"author": "meera-joshi", "tag": "pul", "section": "desh"}]

    def test_are_at_most_eight_and_as_many_for_three_stories_as_for_thirty(self, client: Client) -> None:
        counted = []
        for number in range(30):
            post = factories.post(f"पोस्ट {number}")
            factories.story(
                f"pul पुल {number}", section=cast.desh(), tags=["पुल", f"विषय {number}"], lead_image=factories.image(),
                bylines=[cast.author_meera()], body="<p>क</p>" + factories.quoting(post),
            )  # fmt: skip
            if number in (2, 29):
                counted.append([self.count(client, given) for given in self.GIVEN])
        assert counted[0] == counted[1]
        assert max(counted[0]) <= 8

    def count(self, client: Client, given: dict[str, str]) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, q="pul", **given)
        return len(queries)

    @pytest.mark.slow
    def test_are_at_most_eight_where_all_that_match_have_expired(self, client: Client) -> None:
        for number in range(40):
            publishing.expire(factories.story(f"पुल {number}", bylines=[cast.author_meera()]), by=cast.meera())
        with CaptureQueriesContext(connection) as queries:
            assert "<mark>" not in page(client, q="pul", author="meera-joshi")
        assert len(queries) <= 8


@pytest.mark.sampled(4)
@pytest.mark.parametrize("kind", [kind.value for kind in Kind if kind != Kind.NEWS])
def test_what_is_found_shows_the_sign_of_its_kind_as_every_card_does(client: Client, kind: str) -> None:
    factories.story("पुल", kind=kind, kicker="शहर")
    found = html.fromstring(page(client, q="पुल")).xpath(f"//article[contains(@class, 'card-{kind}')]")
    assert [one.xpath("string(.//*[@class='kicker'])").split()[-1] for one in found] == ["शहर"]
    assert found[0].xpath(f".//*[@class='kind kind-{kind}']")
    factories.story("नदी")
    assert "kind-news" not in page(client, q="नदी")
