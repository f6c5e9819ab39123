"""The feeds: what they hold, and validators that are never wrong."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from typing import Any

import feedparser
import pytest
import time_machine
from django.db import DatabaseError
from django.test import Client
from lxml import etree, html

from articles import publishing
from articles.models import Article, Author, FeedState, Policy, Section, SocialPost
from articles.publishing import BylineLine, Changes, addresses
from tests import cast, factories
from tests.threads import at_once
from tests.wellformed import markup_errors

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 15, 6, 30, tzinfo=dt.UTC)
SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
FEEDS = ["/rss.xml", "/desh/rss.xml", "/tag/pul/rss.xml", "/author/meera-joshi/rss.xml"]
DC, ATOM = "{http://purl.org/dc/elements/1.1/}", "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def story(headline: str = "नया पुल खुला", **fields: Any) -> Article:
    """A story that stands in all four feeds."""
    return factories.story(
        headline, **{"section": cast.madhya_pradesh(), "tags": ["पुल"], "bylines": [cast.author_meera()], **fields}
    )


def channel(client: Client, address: str = "/rss.xml") -> etree._Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return etree.fromstring(answer.content)[0]


def items(client: Client, address: str = "/rss.xml") -> list[etree._Element]:
    return channel(client, address).findall("item")


def frozen(at: dt.datetime) -> time_machine.travel:
    return time_machine.travel(at, tick=False)


@pytest.mark.parametrize("address", FEEDS)
class TestTheChannel:
    def test_has_what_rss_requires_and_the_advisory_board_advises(self, client: Client, settings, address: str) -> None:
        story()
        answer = client.get(address)
        assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
        root = etree.fromstring(answer.content)
        assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
        head = root[0]
        assert head.findtext("title").endswith(settings.SITE_NAME)
        assert head.findtext("link") == settings.SITE_URL + address.removesuffix("rss.xml")
        assert head.findtext("description") == settings.SITE_DESCRIPTION
        assert head.findtext("language") == "hi-IN"
        (itself,) = head.findall(f"{ATOM}link")
        assert dict(itself.attrib) == {
            "rel": "self", "type": "application/rss+xml", "href": settings.SITE_URL + address,
        }  # fmt: skip
        assert email.utils.parsedate_to_datetime(head.findtext("lastBuildDate")).tzinfo
        for once in ("title", "link", "description", "language", "lastBuildDate"):
            assert len(head.findall(once)) == 1

    def test_without_stories_is_valid_and_stays_the_same(self, client: Client, address: str) -> None:
        with frozen(NOON - MINUTE):
            factories.withdrawn(section=cast.madhya_pradesh(), tags=["पुल"], bylines=[cast.author_meera()])
        with frozen(NOON):
            first = client.get(address)
        with frozen(NOON + 7 * MINUTE):
            again = client.get(address, headers={"if-modified-since": first["Last-Modified"]})
            assert again.status_code == 304
            assert client.get(address).content == first.content
        assert etree.fromstring(first.content)[0].findtext("title")
        parsed = feedparser.parse(first.content)
        assert (parsed.bozo, parsed.entries) == (False, [])


class TestAnItem:
    def test_has_what_a_reader_needs(self, client: Client, settings) -> None:
        made = story(
            "पुल: 5 < 6 & 7", short_headline="छोटा शीर्षक", standfirst="सार & <संक्षेप>", at=NOON, tags=["पुल",
            "नर्मदा"],
            dateline_place="भोपाल", source_credit="एजेंसी", lead_image=factories.image("नाव", caption="नदी",
            credit="राकेश"),
            body="<p>पूरा पाठ।</p><h2>आगे</h2><p>और।</p>",
        )  # fmt: skip
        (item,) = items(client)
        assert item.findtext("title") == "छोटा शीर्षक"
        assert item.findtext("link") == settings.SITE_URL + made.get_absolute_url()
        assert item.find("guid").text == f"urn:uuid:{made.feed_id}"
        assert item.find("guid").get("isPermaLink") == "false"
        assert email.utils.parsedate_to_datetime(item.findtext("pubDate")) == NOON
        assert item.findtext("pubDate") == "Sun, 15 Mar 2026 12:00:00 +0530"
        assert item.findtext("description") == "सार &amp; &lt;संक्षेप&gt;"
        assert [one.text for one in item.findall("category")] == ["पुल", "नर्मदा"]
        assert item.findtext(f"{DC}language") == "hi"
        content = item.findtext(CONTENT)
        for words in ("पूरा पाठ।", "<h2>आगे</h2>", "और।", "भोपाल", "एजेंसी", "राकेश", "सार &amp; &lt;संक्षेप&gt;"):
            assert words in content
        assert markup_errors(content, fragment=True) == []

    def test_names_everyone_who_made_the_story_in_order(self, client: Client) -> None:
        lines = [
            BylineLine(name="अतिथि", role="अनुवाद"),
            BylineLine(cast.author_meera().pk),
            BylineLine(cast.author_ravi().pk),
        ]
        publishing.update(story(), Changes(bylines=lines), by=cast.meera())
        (item,) = items(client)
        assert [one.text for one in item.findall(f"{DC}creator")] == ["अतिथि", "मीरा जोशी", "रवि कुमार"]

    def test_keeps_its_id_whatever_happens_to_the_story(self, client: Client) -> None:
        made = story("One", slug="one")
        (before,) = items(client)
        changes = Changes(fields={"headline": "Two", "section": cast.duniya(), "body": "<p>x</p>"}, tags=[], bylines=[])
        publishing.update(made, changes, by=cast.meera())
        publishing.withdraw(made, by=cast.meera())
        publishing.publish(made, by=cast.meera())
        (after,) = items(client)
        assert after.findtext("guid") == before.findtext("guid")
        assert after.findtext("pubDate") == before.findtext("pubDate")
        assert after.findtext("link") != before.findtext("link")

    def test_tells_of_a_significant_update_and_of_the_newest_correction(self, client: Client) -> None:
        with frozen(NOON):
            made = story()
            publishing.update(made, Changes(fields={"kicker": "छोटी बात"}), by=cast.meera())
            assert items(client)[0].find(f"{ATOM}updated") is None
        with frozen(NOON + MINUTE):
            publishing.correct(made, "पहला सुधार", by=cast.meera())
        with frozen(NOON + 2 * MINUTE):
            publishing.correct(made, "दूसरा सुधार\nदो पंक्ति", by=cast.meera())
            (item,) = items(client)
        assert item.findtext(f"{ATOM}updated") == "2026-03-15T12:02:00+05:30"
        assert "दूसरा सुधार<br>दो पंक्ति" in item.findtext(CONTENT)

    def test_of_an_english_story_says_so(self, client: Client) -> None:
        story("Ferry", language="en", section=cast.english())
        (item,) = items(client)
        assert item.findtext(f"{DC}language") == "en"
        assert html.fromstring(item.findtext(CONTENT)).get("lang") == "en"
        assert channel(client, "/english/rss.xml").findtext("language") == "en-IN"

    def test_shows_pictures_by_absolute_addresses_with_their_words(self, client: Client, settings) -> None:
        image = factories.image("नाव", caption="नदी पर", credit="राकेश")
        story(body=f'<p>क <a href="/desh/">ख</a></p><figure data-image="{image.pk}"></figure>', lead_image=image)
        content = html.fromstring(items(client)[0].findtext(CONTENT))
        assert [img.get("alt") for img in content.iter("img")] == ["नाव", "नाव"]
        for address in content.xpath("//@src | //@href"):
            assert address.startswith(settings.SITE_URL), address

    def test_gives_a_summary_of_whole_sentences_where_there_is_no_standfirst(self, client: Client) -> None:
        story(body="<p>" + "यह एक वाक्य है। " * 60 + "</p>")
        summary = items(client)[0].findtext("description")
        assert summary.endswith("यह एक वाक्य है।")
        assert len(summary) < 600


class TestTheQuotedPost:
    TEXT = "Good meeting today. 🇮🇳\n#UNGA80"

    def content(self, client: Client, **fields: Any) -> html.HtmlElement:
        words = {"language": "en", "url": "https://x.com/a/status/1", "posted_at": NOON, "posted_day_only": True}
        story(body="<p>क</p>" + factories.quoting(factories.post(self.TEXT, **{**words, **fields})))
        return html.fromstring(items(client)[0].findtext(CONTENT))

    @pytest.mark.parametrize("policy", [Policy.KEEP, Policy.TEXT_ONLY])
    def test_is_read_in_full_without_a_script(self, client: Client, policy: str) -> None:
        content = self.content(client, policy=policy)
        (quote,) = content.iter("blockquote")
        (words,) = quote.xpath("./div")
        assert words.get("lang") == "en"
        assert "".join(words.itertext()).strip() == "Good meeting today. 🇮🇳#UNGA80"
        assert words.xpath(".//br")
        attribution = " ".join(quote.xpath("./p")[0].text_content().split())
        for word in ("पुल विभाग", "@PulVibhag", "X", "15 मार्च 2026"):
            assert word in attribution
        assert quote.xpath("./p//a/@href") == ["https://x.com/a/status/1"]
        assert not content.xpath("//script | //iframe | //style")

    def test_of_which_only_the_link_is_shown_has_no_words(self, client: Client) -> None:
        content = self.content(client, policy=Policy.LINK_ONLY)
        assert "Good meeting" not in content.text_content()
        assert content.xpath("//a/@href") == ["https://x.com/a/status/1"]

    def test_that_was_withdrawn_leaves_a_notice_and_nothing_of_it(self, client: Client) -> None:
        whole = html.tostring(self.content(client, policy=Policy.WITHDRAWN), encoding="unicode")
        for trace in ("Good meeting", "PulVibhag", "x.com"):
            assert trace not in whole
        assert "पोस्ट" in whole

    def test_has_its_translation_beside_it(self, client: Client) -> None:
        content = self.content(client, translation="आज अच्छी बैठक हुई।", translation_language="hi")
        assert "आज अच्छी बैठक हुई।" in content.text_content()


class TestAFeedReader:
    def test_reads_title_authors_full_text_and_the_posts_text(self, client: Client, settings) -> None:
        post = factories.post("Good meeting today. 🇮🇳 #UNGA80", language="en", handle="DrSJaishankar")
        made = story(
            "जयशंकर की मुलाकात", body="<p>पहला अनुच्छेद।</p>" + factories.quoting(post) + "<p>आखिरी अनुच्छेद।</p>",
            bylines=[cast.author_meera(), "अतिथि"],
        )  # fmt: skip
        parsed = feedparser.parse(client.get("/rss.xml").content)
        assert not parsed.bozo
        assert (parsed.version, parsed.feed.language) == ("rss20", "hi-IN")
        (entry,) = parsed.entries
        assert entry.title == "जयशंकर की मुलाकात"
        assert [author.name for author in entry.authors] == ["मीरा जोशी", "अतिथि"]
        assert (entry.id, entry.guidislink) == (f"urn:uuid:{made.feed_id}", False)
        assert entry.link == settings.SITE_URL + made.get_absolute_url()
        for words in ("पहला अनुच्छेद।", "Good meeting today. 🇮🇳 #UNGA80", "DrSJaishankar", "आखिरी अनुच्छेद।"):
            assert words in html.fromstring(entry.content[0].value).text_content()

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize(
        "bad", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff", "\x85", "\u202e", "]]>", "&", "\x1b[31m"]
    )
    def test_never_meets_a_character_that_breaks_the_feed(self, client: Client, settings, bad: str) -> None:
        settings.SITE_NAME = settings.SITE_DESCRIPTION = f"ख{bad}बर"
        words = f"क{bad}ख"
        post = factories.post(words, author_name=words, handle=words)
        made = story(
            words, body=f"<p>{words}</p>" + factories.quoting(post), standfirst=words, tags=[words, "पुल"],
            bylines=[cast.author_meera(), words], lead_image=factories.image(words, caption=words, credit=words),
        )  # fmt: skip
        publishing.correct(made, words, by=cast.meera())
        for address in FEEDS:
            answer = client.get(address)
            assert answer.status_code == 200
            etree.fromstring(answer.content)
            assert not feedparser.parse(answer.content).bozo
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", answer.content.decode("utf-8"))

    @pytest.mark.slow
    def test_finds_the_newest_first_and_no_more_than_thirty(self, client: Client) -> None:
        made = [story(f"खबर {n}", at=NOON + n * SECOND) for n in range(33)]
        for address in FEEDS:
            guids = [item.findtext("guid") for item in items(client, address)]
            assert guids == [f"urn:uuid:{one.feed_id}" for one in made[::-1][:30]]


class TestAddresses:
    @pytest.mark.parametrize("address", ["/no-such/rss.xml", "/tag/no-such/rss.xml", "/author/no-such/rss.xml"])
    def test_of_feeds_of_nothing_are_not_found(self, client: Client, address: str) -> None:
        story()
        assert client.get(address).status_code == 404

    def test_of_an_editable_page_is_no_feed(self, client: Client) -> None:
        assert client.get("/about/rss.xml").status_code == 404

    def test_a_feed_holds_only_its_own(self, client: Client) -> None:
        mine = story("मेरी")
        factories.story("और की", section=cast.duniya(), tags=["x"], bylines=[cast.author_ravi()])
        for address in FEEDS[1:]:
            assert [item.findtext("title") for item in items(client, address)] == ["मेरी"]
        assert len(items(client, "/madhya-pradesh/rss.xml")) == 1
        assert len(items(client, "/duniya/rss.xml")) == 1
        assert len(items(client)) == 2
        assert mine.pk

    def test_of_a_renamed_section_leads_on(self, client: Client) -> None:
        story()
        Section.objects.filter(slug="desh").update(slug="bharat")
        addresses.moved("/desh/", "/bharat/")
        answer = client.get("/desh/rss.xml")
        assert (answer.status_code, answer["Location"]) == (301, "/bharat/rss.xml")


CHANGES = {
    "withdrawn": lambda made: publishing.withdraw(made, by=cast.meera()),
    "thrown away": lambda made: publishing.trash(made, by=cast.meera()),
    "ended": lambda made: publishing.expire(made, by=cast.meera()),
    "reworded": lambda made: publishing.update(made, Changes(fields={"body": "<p>और</p>"}), by=cast.meera()),
    "corrected": lambda made: publishing.correct(made, "सुधार", by=cast.meera()),
    "retagged": lambda made: publishing.update(made, Changes(tags=["पुल", "और"]), by=cast.meera()),
    "followed by another": lambda made: story("और एक"),
    "author renamed": lambda made: Author.objects.update(name="मीरा शर्मा"),
    "post withdrawn": lambda made: SocialPost.objects.update(policy=Policy.WITHDRAWN),
}


@pytest.mark.parametrize("address", FEEDS)
class TestValidators:
    def first(self, client: Client, address: str) -> tuple[str, str]:
        answer = client.get(address)
        return answer["ETag"], answer["Last-Modified"]

    def ask(self, client: Client, address: str, modified: str = "", etag: str = "") -> Any:
        headers = {"if-modified-since": modified, "if-none-match": etag}
        return client.get(address, headers={name: value for name, value in headers.items() if value})

    @pytest.mark.sampled(4)
    def test_an_unchanged_feed_is_not_sent_again(self, client: Client, address: str) -> None:
        with frozen(NOON):
            story()
            etag, modified = self.first(client, address)
            assert modified == "Sun, 15 Mar 2026 06:30:00 GMT"
        for later in (0 * SECOND, SECOND, 90 * MINUTE):
            with frozen(NOON + later):
                for answer in (
                    self.ask(client, address, modified),
                    self.ask(client, address, etag=etag),
                    self.ask(client, address, modified, etag),
                ):
                    assert (answer.status_code, answer.content) == (304, b"")
                    assert (answer["ETag"], answer["Last-Modified"]) == (etag, modified)
                    assert "no-cache" in answer["Cache-Control"]

    @pytest.mark.sampled(14)
    @pytest.mark.parametrize("change", list(CHANGES))
    @pytest.mark.parametrize("later", [0 * SECOND, MINUTE], ids=["in the same second", "a minute later"])
    def test_any_change_is_sent_to_whoever_asks_by_time_or_by_tag(
        self, client: Client, address: str, change: str, later: dt.timedelta
    ) -> None:
        with frozen(NOON):
            made = story(body="<p>क</p>" + factories.quoting(factories.post()))
            etag, modified = self.first(client, address)
        with frozen(NOON + later):
            CHANGES[change](made)
            for answer in (
                self.ask(client, address, modified),
                self.ask(client, address, etag=etag),
                self.ask(client, address, modified, etag),
            ):
                assert answer.status_code == 200
                assert answer["ETag"] != etag
                assert email.utils.parsedate_to_datetime(answer["Last-Modified"]) >= NOON

    @pytest.mark.sampled(4)
    def test_a_story_that_falls_due_or_ends_by_the_clock_is_a_change_at_that_second(
        self, client: Client, address: str
    ) -> None:
        with frozen(NOON - MINUTE):
            factories.withdrawn(tags=["पुल"], bylines=[cast.author_meera()])
            made = factories.draft("आने वाली", section=cast.madhya_pradesh(), tags=["पुल"], bylines=[cast.author_meera()])
            publishing.schedule(made, at=NOON, by=cast.meera())
            publishing.update(made, Changes(fields={"expire_at": NOON + MINUTE}), by=cast.meera())
            _etag, modified = self.first(client, address)
        for at, status, there in (
            (NOON - SECOND, 304, False), (NOON, 200, True), (NOON + SECOND, 304, True), (NOON + MINUTE - SECOND, 304,
            True),
            (NOON + MINUTE, 200, False), (NOON + MINUTE + SECOND, 304, False),
        ):  # fmt: skip
            with frozen(at):
                answer = self.ask(client, address, modified)
                assert answer.status_code == status, at
                assert ("आने वाली" in client.get(address).content.decode()) is there
                modified = answer["Last-Modified"]

    @pytest.mark.sampled(4)
    def test_two_publications_in_one_second_are_both_sent(self, client: Client, address: str) -> None:
        with frozen(NOON):
            modified = None
            for number in range(4):
                story(f"खबर {number}")
                answer = self.ask(client, address, modified or "")
                assert answer.status_code == 200
                assert f"खबर {number}" in answer.content.decode()
                modified = answer["Last-Modified"]
        with frozen(NOON + 10 * SECOND):
            _etag, modified = self.first(client, address)
            assert self.ask(client, address, modified).status_code == 304

    @pytest.mark.sampled(4)
    def test_last_modified_never_goes_backward_nor_ahead_of_the_clock(self, client: Client, address: str) -> None:
        modified_times = []
        for step in range(12):
            with frozen(NOON + step // 3 * SECOND):
                made = story(f"खबर {step}")
                if step % 2:
                    publishing.withdraw(made, by=cast.meera())
                answer = client.get(address)
                modified_times.append(email.utils.parsedate_to_datetime(answer["Last-Modified"]))
                assert modified_times[-1] <= NOON + step // 3 * SECOND
        assert modified_times == sorted(modified_times)

    def test_removing_the_newest_story_does_not_take_last_modified_back(self, client: Client, address: str) -> None:
        with frozen(NOON):
            story("पुरानी")
        with frozen(NOON + MINUTE):
            newest = story("नई")
            _etag, modified = self.first(client, address)
        with frozen(NOON + 2 * MINUTE):
            publishing.withdraw(newest, by=cast.meera())
            answer = self.ask(client, address, modified)
        assert answer.status_code == 200
        assert answer["Last-Modified"] == "Sun, 15 Mar 2026 06:32:00 GMT"

    def test_a_feed_that_goes_back_to_what_it_was_has_changed_twice(self, client: Client, address: str) -> None:
        with frozen(NOON):
            made = story()
            etag, _first = self.first(client, address)
            publishing.withdraw(made, by=cast.meera())
            _, second = self.first(client, address)
            publishing.publish(made, by=cast.meera())
            third = client.get(address)
            assert third["ETag"] == etag
        with frozen(NOON + MINUTE):
            assert self.ask(client, address, second).status_code == 200
            assert self.ask(client, address, etag=etag).status_code == 304

    def test_the_tag_wins_over_the_time(self, client: Client, address: str) -> None:
        with frozen(NOON):
            made = story()
            etag, modified = self.first(client, address)
        with frozen(NOON + MINUTE):
            assert self.ask(client, address, modified, '"another"').status_code == 200
            assert self.ask(client, address, "Thu, 01 Jan 1970 00:00:00 GMT", etag).status_code == 304
            publishing.withdraw(made, by=cast.meera())
            future = "Sun, 15 Mar 2099 06:30:00 GMT"
            assert self.ask(client, address, future, etag).status_code == 200

    @pytest.mark.sampled(4)
    def test_lists_weak_tags_and_the_star_are_understood(self, client: Client, address: str) -> None:
        story()
        etag, _modified = self.first(client, address)
        for same in (f'"x", {etag}', f'W/"x", W/{etag}', f"W/{etag}", "*", f'"a","b" ,{etag},"c"'):
            assert self.ask(client, address, etag=same).status_code == 304, same
        for other in ('"x"', 'W/"x"', '"x", "y"', etag.strip('"'), "nonsense", '""'):
            assert self.ask(client, address, etag=other).status_code == 200, other

    def test_a_condition_that_is_no_date_or_lies_ahead_is_none(self, client: Client, address: str) -> None:
        with frozen(NOON):
            story()
            self.first(client, address)
            for odd in ("yesterday", "", "0", "Sun, 99 Mar 2026 06:30:00 GMT", "Sun, 15 Mar 2026 06:30:01 GMT"):
                assert self.ask(client, address, odd).status_code == 200, odd
        with frozen(NOON + SECOND):
            assert self.ask(client, address, "Sunday, 15-Mar-26 06:30:00 GMT").status_code == 304
            assert self.ask(client, address, "Sun Mar 15 06:30:00 2026").status_code == 304

    def test_head_says_the_same_without_the_feed(self, client: Client, address: str) -> None:
        story()
        etag, modified = self.first(client, address)
        head = client.head(address)
        assert (head.status_code, head.content, head["ETag"], head["Last-Modified"]) == (200, b"", etag, modified)
        assert client.head(address, headers={"if-none-match": etag}).status_code == 304
        assert client.head(address, headers={"if-modified-since": modified}).status_code == 304

    def test_a_feed_first_asked_for_after_a_change_does_not_claim_to_be_old(self, client: Client, address: str) -> None:
        with frozen(NOON):
            made = story("गई")
            story("रही")
        with frozen(NOON + MINUTE):
            publishing.withdraw(made, by=cast.meera())
        with frozen(NOON + 2 * MINUTE):
            assert self.ask(client, address, "Sun, 15 Mar 2026 06:30:00 GMT").status_code == 200


class TestWithoutAStateToWrite:
    def test_the_answer_has_no_last_modified_rather_than_a_wrong_one(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        story()

        def read_only(*args: object, **more: object) -> None:
            raise DatabaseError("attempt to write a readonly database")

        monkeypatch.setattr(FeedState, "save", read_only)
        answer = client.get("/rss.xml", headers={"if-modified-since": "Sun, 15 Mar 2026 06:30:00 GMT"})
        assert answer.status_code == 200
        assert "Last-Modified" not in answer
        assert client.get("/rss.xml", headers={"if-none-match": answer["ETag"]}).status_code == 304

    def test_a_change_that_others_keep_noting_gives_up(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        story()
        client.get("/rss.xml")
        story("और")
        monkeypatch.setattr("articles.feeds._update_state", lambda *args: None)
        assert "Last-Modified" not in client.get("/rss.xml")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [False, True], ids=["never asked for", "changed since"])
def test_many_who_ask_at_once_get_the_same_and_one_state_is_kept(client: Client, known: bool) -> None:
    story()
    if known:
        client.get("/rss.xml")
        story("और")

    def ask() -> Any:
        answer = Client().get("/rss.xml")
        return answer.status_code, answer["ETag"], "Last-Modified" in answer

    results = at_once([ask] * 12)
    assert len(set(results)) == 1
    assert results[0][::2] == (200, True)
    assert FeedState.objects.count() == 1
