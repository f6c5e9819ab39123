"""Time decides what readers see, when they ask: no job makes a story appear or disappear."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime

import feedparser
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, Byline, SectionListing, Status, TaggedArticle
from tests import factories

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 3, 9, 10, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def everywhere(client: Client, story: Article) -> dict[str, bool]:
    """On which public surface the story is named."""
    tag, author = story.tag_rows.get().tag, story.bylines.get().author
    local = timezone.localtime(story.publish_at)
    addresses = [
        "/", "/desh/", "/rajya/", f"/tag/{tag.slug}/", f"/author/{author.slug}/", f"/archive/{local:%Y/%m}/",
        "/rss.xml", "/desh/rss.xml", "/rajya/rss.xml", f"/tag/{tag.slug}/rss.xml", f"/author/{author.slug}/rss.xml",
    ]  # fmt: skip
    return {address: story.headline in client.get(address).content.decode() for address in addresses}


def a_draft() -> Article:
    above = factories.section("desh")
    section = factories.section("rajya", "राज्य", parent=above)
    return factories.draft("समय की खबर", section=section, tags=["समय"], bylines=[factories.author(slug="meera")])


def test_a_scheduled_story_enters_everywhere_at_its_second(client: Client) -> None:
    with time_machine.travel(START, tick=False) as clock:
        due = START + dt.timedelta(hours=2)
        story = publishing.schedule(a_draft(), at=due, by=factories.editor())
        address = story.get_absolute_url()
        clock.move_to(due - SECOND)
        # The month page is still to come itself, or holds nothing.
        assert client.get(address).status_code == 404
        assert not any(everywhere(client, story).values())
        clock.move_to(due)
        assert client.get(address).status_code == 200
        assert all(everywhere(client, story).values())


def test_an_expired_story_leaves_everywhere_at_its_second(client: Client) -> None:
    with time_machine.travel(START, tick=False) as clock:
        editor, end = factories.editor(), START + dt.timedelta(days=1)
        story = publishing.publish(a_draft(), by=editor)
        publishing.expire(story, at=end, by=editor)
        clock.move_to(end - SECOND)
        assert client.get(story.get_absolute_url()).status_code == 200
        assert all(everywhere(client, story).values())
        clock.move_to(end)
        assert client.get(story.get_absolute_url()).status_code == 410
        assert not any(everywhere(client, story).values())


def test_a_withdrawn_story_leaves_everywhere_at_once_whatever_was_kept_of_before(client: Client) -> None:
    story = publishing.publish(a_draft(), by=factories.editor())
    tag = story.tag_rows.get().tag
    surfaces = ["/", "/desh/", "/rajya/", f"/tag/{tag.slug}/", "/author/meera/", "/rss.xml", "/rajya/rss.xml"]
    local = timezone.localtime(story.publish_at)
    surfaces += [
        f"/archive/{local:%Y/%m}/",
        f"/tag/{tag.slug}/rss.xml",
        "/author/meera/rss.xml",
        story.get_absolute_url(),
    ]
    before = {address: client.get(address) for address in surfaces}
    assert all(story.headline in response.content.decode() for response in before.values())
    publishing.withdraw(story, by=factories.editor())
    for address, response in before.items():
        kept = {"If-None-Match": response.get("ETag"), "If-Modified-Since": response.get("Last-Modified")}
        for names in (["If-None-Match"], ["If-Modified-Since"], ["If-None-Match", "If-Modified-Since"]):
            headers = {name: kept[name] for name in names if kept[name]}
            again = client.get(address, headers=headers)
            assert again.status_code == (410 if address == story.get_absolute_url() else 200), (address, names)
            assert story.headline not in again.content.decode()


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("publish", [None, -1, 0, 1])
@pytest.mark.parametrize("expire", [None, -1, 0, 1])
@pytest.mark.parametrize("trashed", [False, True])
def test_every_door_agrees_on_what_is_live(status: str, publish: int | None, expire: int | None, trashed: bool) -> None:
    with time_machine.travel(START, tick=False):
        story = factories.draft(tags=["क"], bylines=[factories.author()])
        state = {
            "status": status,
            "publish_at": None if publish is None else START + publish * SECOND,
            "expire_at": None if expire is None else START + expire * SECOND,
            "deleted_at": START if trashed else None,
        }
        Article.objects.filter(pk=story.pk).update(first_published_at=state["publish_at"], **state)
        for rows in (Byline, TaggedArticle, SectionListing):
            rows.objects.update(**state)
        story.refresh_from_db()
        expected = status == "published" and publish in (-1, 0) and expire in (None, 1) and not trashed
        assert story.is_live() == expected
        assert (Article.objects.at_address(story.pk)[0] == "live") == expected
        for rows in (Article, Byline, TaggedArticle, SectionListing):
            assert rows.objects.published().exists() == expected


class TestFeedValidators:
    """Only If-Modified-Since: never a wrong 304. If-None-Match wins where both are sent."""

    def asked(self, client: Client, since: str = "", tag: str = "", address: str = "/rss.xml") -> int:
        headers = {"If-Modified-Since": since, "If-None-Match": tag}
        return client.get(address, headers={name: value for name, value in headers.items() if value}).status_code

    def test_unchanged_is_304_by_either_and_without_a_body(self, client: Client) -> None:
        factories.story()
        first = client.get("/rss.xml")
        for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
            again = client.get("/rss.xml", headers=headers)
            assert (again.status_code, again.content) == (304, b"")
            assert again["ETag"] == first["ETag"]

    def test_lists_weak_tags_and_the_asterisk(self, client: Client) -> None:
        factories.story()
        tag = client.get("/rss.xml")["ETag"]
        for sent in (f'"a", {tag}', f"W/{tag}", f'W/"x", W/{tag}', "*"):
            assert self.asked(client, tag=sent) == 304
        assert self.asked(client, tag='"a", "b"') == 200

    def test_the_tag_wins_over_the_time(self, client: Client) -> None:
        factories.story()
        first = client.get("/rss.xml")
        assert self.asked(client, since=first["Last-Modified"], tag='"other"') == 200
        assert self.asked(client, since="Thu, 01 Jan 1970 00:00:00 GMT", tag=first["ETag"]) == 304

    @pytest.mark.parametrize("address", ["/rss.xml", "/desh/rss.xml", "/tag/samay/rss.xml", "/author/meera/rss.xml"])
    def test_every_change_in_one_second_is_seen_and_time_never_goes_back(self, client: Client, address: str) -> None:
        with time_machine.travel(START, tick=False) as clock:
            editor, author = factories.editor(), factories.author(slug="meera")
            first = factories.story("एक", tags=["samay"], bylines=[author])
            told = [client.get(address)["Last-Modified"]]

            def changed() -> None:
                assert self.asked(client, since=told[-1], address=address) == 200
                told.append(client.get(address)["Last-Modified"])

            factories.story("दो", tags=["samay"], bylines=[author])
            changed()
            factories.story("तीन", tags=["samay"], bylines=[author])
            changed()
            publishing.update(first, publishing.Changes(fields={"headline": "एक और"}), by=editor)
            changed()
            publishing.withdraw(first, by=editor)
            changed()
            clock.shift(60)
            for _ in range(2):
                self.asked(client, address=address)
            told.append(client.get(address)["Last-Modified"])
            assert self.asked(client, since=told[-1], address=address) == 304
            times = [parsedate_to_datetime(value) for value in told]
            assert times == sorted(times)

    def test_a_story_newly_due_and_one_expired_by_the_clock_are_seen(self, client: Client) -> None:
        with time_machine.travel(START, tick=False) as clock:
            editor = factories.editor()
            publishing.schedule(factories.draft("आने वाली"), at=START + dt.timedelta(minutes=10), by=editor)
            publishing.expire(factories.story("जाने वाली"), at=START + dt.timedelta(minutes=20), by=editor)
            since = client.get("/rss.xml")["Last-Modified"]
            for _ in range(2):
                clock.shift(dt.timedelta(minutes=10))
                assert self.asked(client, since=since) == 200
                later = client.get("/rss.xml")["Last-Modified"]
                assert later > since
                since = later
                assert self.asked(client, since=since) == 304

    def test_a_time_to_come_is_no_condition(self, client: Client) -> None:
        factories.story()
        client.get("/rss.xml")
        assert self.asked(client, since="Thu, 31 Dec 2099 00:00:00 GMT") == 200
        assert self.asked(client, since="nonsense") == 200

    def test_an_author_renamed_is_a_change(self, client: Client) -> None:
        author = factories.author("मीरा जोशी")
        factories.story(bylines=[author])
        since = client.get("/rss.xml")["Last-Modified"]
        author.name = "मीरा जोशी शर्मा"
        author.save()
        assert self.asked(client, since=since) == 200

    def test_an_empty_feed_is_valid_and_stays_as_it_is(self, client: Client) -> None:
        factories.section()
        with time_machine.travel(START, tick=False) as clock:
            first = client.get("/desh/rss.xml")
            clock.shift(3600)
            assert self.asked(client, tag=first["ETag"], address="/desh/rss.xml") == 304
            assert self.asked(client, since=first["Last-Modified"], address="/desh/rss.xml") == 304
        assert not feedparser.parse(first.content).bozo


class TestFeedContent:
    def entry(self, client: Client) -> feedparser.FeedParserDict:
        parsed = feedparser.parse(client.get("/rss.xml").content)
        assert not parsed.bozo
        return parsed.entries[0]

    def test_a_feed_reader_finds_everything(self, client: Client) -> None:
        post = factories.post("A good day 🇮🇳 #UNGA80", language="en", author_name="Dr. A", handle="DrA")
        factories.story(
            "पुल खुला", body="<p>पहला</p><h2>आगे</h2>" + factories.quoting(post) + "<p>आख़िरी</p>",
            bylines=[factories.author("मीरा जोशी"), "एजेंसी"], tags=["पुल", "विदेश मंत्री"],
        )  # fmt: skip
        entry = self.entry(client)
        assert entry.title == "पुल खुला"
        assert [author.name for author in entry.authors if author] == ["मीरा जोशी", "एजेंसी"]
        assert [tag.term for tag in entry.tags] == ["पुल", "विदेश मंत्री"]
        for words in ("पहला", "आगे", "आख़िरी", "A good day 🇮🇳 #UNGA80", "Dr. A", "@DrA"):
            assert words in entry.content[0].value

    def test_the_id_outlives_every_change(self, client: Client) -> None:
        story = factories.story("पुल खुला")
        first = self.entry(client)
        other = factories.section("khel", "खेल")
        publishing.update(
            story, publishing.Changes(fields={"headline": "और कुछ", "section": other}), by=factories.editor()
        )
        second = self.entry(client)
        assert first.id == second.id == f"urn:uuid:{story.feed_id}"
        assert first.link != second.link
        assert 'isPermaLink="false"' in client.get("/rss.xml").content.decode()

    def test_no_control_character_and_no_script_can_get_in(self, client: Client) -> None:
        factories.story("एक\x0b\x00 \ud800शीर्षक", body="<p>पा&#11;ठ\x08</p><script>alert(1)</script>", kicker="\x1b")
        response = client.get("/rss.xml")
        assert "<script" not in response.content.decode()
        assert self.entry(client).title == "एक शीर्षक"

    def test_the_language_is_told_and_head_answers(self, client: Client) -> None:
        factories.story()
        assert b"<language>hi-IN</language>" in client.get("/rss.xml").content
        head = client.head("/rss.xml")
        assert (head.status_code, head.content) == (200, b"")
        assert head["ETag"] == client.get("/rss.xml")["ETag"]
