"""A page with five posts of five networks: all of it ours, and true to each post's policy on every surface at once."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape
from typing import Any

import feedparser
import pytest
import time_machine
from django.test import Client
from lxml import html

from articles import embeds, publishing
from articles.embeds import fetching
from articles.embeds.providers import FetchedPost, ProviderAnswer
from articles.models import Article, CheckResult, Policy, PostSnapshot, SocialPost
from articles.publishing import Changes, Quote, social_posts
from tests import cast, factories

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 6, 30, tzinfo=dt.UTC)
SAID = {
    "https://x.com/PulVibhag/status/1861454974426722737": ("पुल विभाग", "PulVibhag", "नया पुल आज से खुल गया। #हिन्दी_पुल"),
    "https://www.youtube.com/watch?v=pul-khula_1": ("पुल विभाग", "pulvibhag", "नए पुल पर पहला दिन"),
    "https://bsky.app/profile/rhea.bsky.social/post/3kq7lampxyz2a": ("Rhea", "rhea.bsky.social", "The bridge is open."),
    "https://mastodon.social/@nadi/112345678901234567": ("नदी", "nadi@mastodon.social", "किराया वही रहेगा। @pul"),
    "https://t.me/shahar_khabar/421": ("शहर ख़बर", "shahar_khabar", "पहली बस सुबह छह बजे। https://bas.example/samay"),
}  # fmt: skip


@pytest.fixture
def story() -> Article:
    kept = []
    for address, (name, handle, words) in SAID.items():
        post, _new = embeds.add(address, embeds.QuotedContent(name, handle, words, posted_at=NOON), by=cast.meera())
        kept.append(post)
    with time_machine.travel(NOON):
        return factories.story(body="<p>पाँच बातें।</p>" + factories.quoting(*kept), section=cast.desh(), by=cast.meera())


@pytest.fixture
def client() -> Client:
    return Client()


def page(client: Client, story: Article) -> str:
    answer = client.get(f"/desh/{story.slug}-{story.pk}/", HTTP_ACCEPT_LANGUAGE="hi")
    assert answer.status_code == 200
    return re.sub(r'nonce="[^"]*"', "", answer.content.decode())


def feed(client: Client) -> str:
    return client.get("/rss.xml").content.decode()


def linked_data(text: str) -> dict[str, Any]:
    (script,) = html.fromstring(text).xpath("//script[@type='application/ld+json']")
    return json.loads(script.text)


def cards(text: str) -> list[Any]:
    return html.fromstring(text).xpath("//figure[contains(@class, 'post-')]")


class TestFivePostsOfFiveNetworks:
    def test_are_on_the_page_with_all_that_is_known_of_them(self, client: Client, story: Article) -> None:
        for card, (address, (name, handle, words)) in zip(cards(page(client, story)), SAID.items(), strict=True):
            said = card.text_content()
            assert words in said
            assert name in said
            assert f"@{handle}" in said
            assert card.xpath(".//time/@datetime") == ["2026-03-02T12:00+05:30"]
            assert card.xpath(".//a[@class='post-link']/@href") == [address]

    def test_have_five_links_with_five_names(self, client: Client, story: Article) -> None:
        names = [card.xpath("string(.//a[@class='post-link'])") for card in cards(page(client, story))]
        assert len(set(names)) == 5

    def test_touch_no_other_machine(self, client: Client, story: Article) -> None:
        found = html.fromstring(page(client, story))
        loaded = found.xpath("//@src | //@srcset | //@poster | //@data | //link[@rel!='canonical']/@href")
        assert loaded
        assert [address for address in loaded if "//" in address and not address.startswith("http://testserver/")] == []
        assert found.xpath("//iframe | //object | //embed") == []

    def test_are_in_the_feed_with_all_five_texts(self, client: Client, story: Article) -> None:
        (entry,) = feedparser.parse(feed(client)).entries
        item = html.fromstring(entry.content[0].value)
        for address, (name, _handle, words) in SAID.items():
            assert words in item.text_content()
            assert name in item.text_content()
            assert address in item.xpath("//a/@href")

    def test_are_in_the_linked_data(self, client: Client, story: Article) -> None:
        postings = linked_data(page(client, story))["citation"]
        assert [posting["@type"] for posting in postings] == ["SocialMediaPosting"] * 5
        assert [posting["text"] for posting in postings] == [words for _name, _handle, words in SAID.values()]
        assert [posting["url"] for posting in postings] == list(SAID)
        assert [posting["inLanguage"] for posting in postings] == ["hi", "hi", "en", "hi", "hi"]

    def test_are_marked_in_their_own_language_alone(self, client: Client, story: Article) -> None:
        languages = [card.xpath("string(.//blockquote/@lang)") for card in cards(page(client, story))]
        assert languages == ["", "", "en", "", ""]

    def test_link_what_they_name_in_their_own_network(self, client: Client, story: Article) -> None:
        links = [card.xpath(".//blockquote//a/@href") for card in cards(page(client, story))]
        assert links == [
            ["https://x.com/hashtag/%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80_%E0%A4%AA%E0%A5%81%E0%A4%B2"],
            [], [], ["https://mastodon.social/@pul"], ["https://bas.example/samay"],
        ]  # fmt: skip


def all_say(monkeypatch: pytest.MonkeyPatch, result: CheckResult, hours: int) -> None:
    monkeypatch.setattr(fetching, "_fetch", lambda _post: ProviderAnswer(result))
    with time_machine.travel(NOON + dt.timedelta(hours=hours)):
        for post in SocialPost.objects.all():
            social_posts.refresh_post(post.pk)


class TestAfterTheNetworksSayThatAllAreGone:
    def test_the_page_is_the_same_but_for_the_note(
        self, client: Client, story: Article, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = page(client, story)
        for hours in (1, 7):
            all_say(monkeypatch, CheckResult.GONE, hours)
            assert page(client, story) == before
        all_say(monkeypatch, CheckResult.GONE, 14)
        after = page(client, story)
        note = re.compile(r'<span class="post-note">[^<]*</span>')
        assert len(note.findall(after)) == 5
        assert note.sub("", after).split() == before.split()

    def test_so_is_the_feed(self, client: Client, story: Article, monkeypatch: pytest.MonkeyPatch) -> None:
        before = unescape(feed(client))
        for hours in (1, 7, 14):
            all_say(monkeypatch, CheckResult.GONE, hours)
        after = unescape(feed(client))
        note = re.compile(r"<p>(?:मूल पोस्ट|The original)[^<]*</p>")
        assert len(note.findall(after)) == 5
        assert note.sub("", after).split() == before.split()

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize(
        "result", [CheckResult.RATE_LIMITED, CheckResult.UNUSABLE, CheckResult.PRIVATE, CheckResult.UNREACHABLE]
    )
    def test_no_other_answer_changes_a_byte(
        self, client: Client, story: Article, result: CheckResult, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = page(client, story), feed(client)
        for hours in (1, 7, 14, 30):
            all_say(monkeypatch, result, hours)
        assert (page(client, story), feed(client)) == before


class TestThePolicy:
    """One post alone, with a picture: what is seen of it on the page, in the feed and in the linked data."""

    WORDS, ADDRESS = "नया पुल आज से खुल गया।", "https://x.com/PulVibhag/status/1861454974426722737"

    @pytest.fixture
    def alone(self) -> Article:
        words = embeds.QuotedContent("पुल विभाग", "PulVibhag", self.WORDS)
        post, _new = embeds.add(self.ADDRESS, words, by=cast.meera())
        SocialPost.objects.update(image=factories.image(alt="नदी पर पुल", credit="फ़ोटो: नदी"))
        return factories.story(body=factories.quoting(post), section=cast.desh(), by=cast.meera())

    def seen(self, client: Client, story: Article, trace: str) -> list[bool]:
        whole = page(client, story)
        linked = json.dumps(linked_data(whole), ensure_ascii=False)
        body = "".join(html.tostring(card, encoding="unicode") for card in cards(whole)) or whole
        return [trace in body, trace in feed(client), trace in linked]

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize(
        ("policy", "words", "picture", "address", "author"),
        [
            (Policy.KEEP, True, True, True, True),
            (Policy.TEXT_ONLY, True, False, True, True),
            (Policy.LINK_ONLY, False, False, True, True),
            (Policy.WITHDRAWN, False, False, False, False),
        ],
    )
    def test_is_true_on_all_of_them_at_once(
        self, client: Client, alone: Article, policy: Policy, words: bool, picture: bool, address: bool, author: bool
    ) -> None:
        social_posts.set_policy(SocialPost.objects.get(), policy, by=cast.meera(), why="लेखक ने कहा")
        assert self.seen(client, alone, self.WORDS) == [words] * 3
        assert self.seen(client, alone, self.ADDRESS) == [address] * 3
        assert self.seen(client, alone, "पुल विभाग") == [author] * 3
        assert self.seen(client, alone, "फ़ोटो: नदी") == [picture] * 3
        description = html.fromstring(page(client, alone)).xpath("string(//meta[@name='description']/@content)")
        assert (self.WORDS in description) == words

    @pytest.mark.parametrize(("policy", "words"), [(p, p in (Policy.KEEP, Policy.TEXT_ONLY)) for p in Policy])
    def test_is_true_in_lists_where_the_post_is_the_story(
        self, client: Client, alone: Article, policy: Policy, words: bool
    ) -> None:
        social_posts.set_policy(SocialPost.objects.get(), policy, by=cast.meera(), why="लेखक ने कहा")
        shown = client.get("/desh/").content.decode()
        assert alone.headline in shown
        assert (self.WORDS in shown) == words
        assert ("पुल विभाग" in shown) == (policy != Policy.WITHDRAWN)

    def test_leaves_a_post_inside_a_story_out_of_lists(self, client: Client, story: Article) -> None:
        assert "नए पुल पर पहला दिन" not in client.get("/desh/").content.decode()


class TestADeskTranslation:
    def test_stands_under_the_original_both_in_their_own_language(self, client: Client) -> None:
        words = embeds.QuotedContent("Rhea", "rhea", "The bridge is open.", language="en")
        post, _new = embeds.add("https://bsky.app/profile/rhea.bsky.social/post/3kq7lampxyz2a", words, by=cast.meera())
        quote = Quote(
            post.pk, author_name="Rhea", handle="rhea", text="The bridge is open.", language="en",
            translation="पुल खुल गया है।", translation_language="hi",
        )  # fmt: skip
        story = factories.story(body="<p>क</p>" + factories.quoting(post), section=cast.desh(), by=cast.meera())
        publishing.update(story, Changes(quotes=[quote]), by=cast.meera())
        (card,) = cards(page(client, story))
        original, translation = card.xpath("./blockquote | ./div")
        assert (original.get("lang"), original.text_content().strip()) == ("en", "The bridge is open.")
        assert translation.get("lang") is None  # the page's own
        assert "पुल खुल गया है।" in translation.text_content()
        english = factories.story(
            body="<p>a</p>" + factories.quoting(post), section=cast.english(), language="en", by=cast.meera()
        )
        publishing.update(english, Changes(quotes=[quote]), by=cast.meera())
        text = client.get(f"/english/{english.slug}-{english.pk}/").content.decode()
        original, translation = cards(text)[0].xpath("./blockquote | ./div")
        assert (original.get("lang"), translation.get("lang")) == (None, "hi")
        assert translation.xpath("./p[@class='post-label']/@lang") == ["en"]


def test_two_posts_of_one_author_have_two_link_names(client: Client) -> None:
    made = [
        embeds.add(
            f"https://x.com/PulVibhag/status/18614549744267227{n}", embeds.QuotedContent("पुल विभाग", "P", n), by=None
        )[0]
        for n in ("37", "38")
    ]
    story = factories.story(body="<p>क</p>" + factories.quoting(*made), section=cast.desh(), by=cast.meera())
    names = [card.xpath("string(.//a[@class='post-link'])") for card in cards(page(client, story))]
    assert len(set(names)) == 2


def test_a_changed_original_is_noted_and_the_words_stay(
    client: Client, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = SocialPost.objects.get(network="x")
    for hours, words in ((1, "नया पुल आज से खुल गया। #हिन्दी_पुल"), (7, "पुल बंद है")):
        said = FetchedPost(author_name="पुल विभाग", handle="PulVibhag", text=words)
        monkeypatch.setattr(fetching, "_fetch", lambda _post, said=said: ProviderAnswer(CheckResult.LIVE, said))
        with time_machine.travel(NOON + dt.timedelta(hours=hours)):
            social_posts.refresh_post(post.pk)
    card = cards(page(client, story))[0]
    assert "नया पुल आज से खुल गया।" in card.text_content()
    assert "पुल बंद है" not in card.text_content()
    assert len(card.xpath(".//span[@class='post-note']")) == 1
    assert PostSnapshot.objects.filter(post=post, text="पुल बंद है").exists()
