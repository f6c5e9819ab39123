"""One post has one record, by whatever names it is quoted and in whatever order these become known."""

from __future__ import annotations

import itertools
import json
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from articles import body, embeds, outbound, publishing
from articles.embeds import QuotedContent, fetching
from articles.models import Article, CheckResult, Policy, PostStatus, SocialPost
from articles.publishing import Changes, Quote, pending, social_posts
from tests import cast, factories
from tests.embeds.answers import IDENTITIES, answer

pytestmark = pytest.mark.django_db
KEY = IDENTITIES["bluesky"].id.partition("/")[2]
SKY = json.loads(answer("bluesky", "success"))
DID, HANDLE = SKY["thread"]["post"]["author"]["did"], SKY["thread"]["post"]["author"]["handle"]
OLD_HANDLE = "purana.bsky.social"
NAMES = [HANDLE, OLD_HANDLE, DID]


def sky(name: str) -> str:
    return f"https://bsky.app/profile/{name}/post/{KEY}"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were asked for. A network finds a post by its id, whatever name stands before it."""
    seen: list[str] = []

    def get(url: str, **_more: Any) -> outbound.Response:
        seen.append(url)
        parts = urlsplit(url)
        if parts.hostname == "public.api.bsky.app":
            actor = parse_qs(parts.query)["uri"][0].split("/")[2]
            data = json.loads(json.dumps(SKY))
            author = data["thread"]["post"]["author"]
            author["handle"] = actor if actor != DID else HANDLE
            return outbound.Response(url, 200, {}, json.dumps(data).encode())
        for network in ("x", "tiktok", "threads"):
            if IDENTITIES[network].id in unquote(url):
                return outbound.Response(url, 200, {}, answer(network, "success"))
        return outbound.Response(url, 404, {}, b"{}")

    monkeypatch.setattr(fetching.outbound, "get", get)
    return seen


def words(story: Article) -> list[str]:
    return [row.snapshot.text for row in story.quoted_posts.select_related("snapshot")]


def quoting(text: str, post: SocialPost) -> Article:
    """A story with its own words of the post."""
    quote = Quote(post.pk, author_name="पुल विभाग", text=text)
    story = factories.draft(text, body="<p>क</p>" + body.social_post(post.pk, post.url), by=cast.meera())
    return publishing.save_draft(story, Changes(quotes=[quote]), by=cast.meera())


class TestABlueskyPostByHandleAndByDid:
    @pytest.mark.sampled(4)
    @pytest.mark.parametrize("names", list(itertools.permutations(NAMES)))
    @pytest.mark.parametrize("late", [False, True])
    def test_is_one_in_every_order_and_each_story_keeps_its_words(
        self, asked: list[str], names: tuple[str, ...], late: bool
    ) -> None:
        stories, posts = [], []
        for name in names:
            post, _new = embeds.add(sky(name), by=cast.meera())
            posts.append(post)
            stories.append(quoting(f"शब्द {name}", post))
            if not late:
                social_posts.refresh_post(post.pk)
        for post in posts[::-1] if late else []:
            social_posts.refresh_post(post.pk)
        (record,) = SocialPost.objects.records()
        assert (record.network_id, record.url) == (f"{DID}/{KEY}", sky(DID))
        assert record.status == PostStatus.LIVE
        assert [words(story) for story in stories] == [[f"शब्द {name}"] for name in names]
        for story in stories:
            story.refresh_from_db()
            assert body.numbers(story.body, "social-post") == [record.pk]
            assert story.quoted_posts.get().post == record
        assert {embeds.add(sky(name), by=cast.meera()) for name in NAMES} == {(record, False)}
        assert all(snapshot.post == record for post in posts for snapshot in post.snapshots.all())
        assert not social_posts.due_posts(record.check_due_at).exclude(pk=record.pk).exists()

    def test_is_one_for_the_package_alone_too(self, asked: list[str]) -> None:
        one, two = embeds.add(sky(HANDLE), by=None)[0], embeds.add(sky(DID), by=None)[0]
        assert embeds.refresh(one).result == embeds.refresh(two).result == CheckResult.LIVE
        assert embeds.add(sky(HANDLE), by=None) == embeds.add(sky(DID), by=None)

    def test_is_reached_when_the_handle_has_changed(self, asked: list[str]) -> None:
        post, _new = embeds.add(sky(OLD_HANDLE), by=None)
        embeds.refresh(post)
        asked.clear()
        post.refresh_from_db()
        embeds.refresh(post)
        assert [DID in unquote(url) for url in asked] == [True]

    def test_is_read_from_a_form_that_was_opened_before(self, asked: list[str]) -> None:
        by_did, by_handle = embeds.add(sky(DID), by=None)[0], embeds.add(sky(HANDLE), by=None)[0]
        story = quoting("पहले शब्द", by_handle)
        opened = story.body
        social_posts.refresh_post(by_handle.pk)
        quote = Quote(by_handle.pk, author_name="पुल विभाग", text="फ़ॉर्म के शब्द")
        publishing.save_draft(story, Changes(fields={"body": opened}, quotes=[quote]), by=cast.meera())
        assert words(story) == ["फ़ॉर्म के शब्द"]
        assert story.quoted_posts.get().post == by_did
        assert body.numbers(Article.objects.get(pk=story.pk).body, "social-post") == [by_did.pk]

    def test_is_shown_twice_by_a_story_that_quotes_both(self, asked: list[str]) -> None:
        by_did, by_handle = embeds.add(sky(DID), by=None)[0], embeds.add(sky(HANDLE), by=None)[0]
        story = factories.draft(body="<p>क</p>" + factories.quoting(by_handle, by_did), by=cast.meera())
        social_posts.refresh_post(by_handle.pk)
        story.refresh_from_db()
        assert body.numbers(story.body, "social-post") == [by_did.pk]
        assert words(story) == [SKY["thread"]["post"]["record"]["text"]]

    @pytest.mark.parametrize(("one", "other"), list(itertools.permutations([Policy.WITHDRAWN, Policy.TEXT_ONLY])))
    def test_keeps_the_stricter_decision(self, asked: list[str], one: Policy, other: Policy) -> None:
        by_did, by_handle = embeds.add(sky(DID), by=None)[0], embeds.add(sky(HANDLE), by=None)[0]
        social_posts.set_policy(by_did, one, by=cast.meera(), why="कहा गया")
        social_posts.set_policy(by_handle, other, by=cast.meera(), why="कहा गया")
        social_posts.refresh_post(by_handle.pk)
        by_did.refresh_from_db()
        assert by_did.policy == Policy.WITHDRAWN

    def test_is_not_forgotten_while_a_story_quotes_it_by_its_other_name(self, asked: list[str]) -> None:
        by_did = social_posts.get_or_create_post(sky(DID), by=cast.meera(), pending=True)
        by_handle, _new = embeds.add(sky(HANDLE), by=None)
        story = quoting("शब्द", by_handle)
        social_posts.refresh_post(by_handle.pk)
        SocialPost.objects.update(added_at="2020-01-01T00:00Z")
        pending.delete_forgotten()
        assert story.quoted_posts.get().post == by_did


class TestAHandleThatIsNotTheAuthorsAnyMore:
    @pytest.mark.parametrize(
        ("network", "address", "asked_for"),
        [
            ("x", "https://x.com/galat_naam/status/{id}", "https://x.com/i/status/{id}"),
            ("x", "https://x.com/i/web/status/{id}", "https://x.com/i/status/{id}"),
            (
                "tiktok",
                "https://www.tiktok.com/@galat.naam/video/{id}",
                "https://www.tiktok.com/@galat.naam/video/{id}",
            ),
            ("tiktok", "https://www.tiktok.com/embed/v2/{id}", "https://www.tiktok.com/share/video/{id}"),
            ("threads", "https://www.threads.net/@galat.naam/post/{id}", "https://www.threads.com/t/{id}"),
        ],
    )
    def test_does_not_make_the_post_unreachable(
        self, asked: list[str], network: str, address: str, asked_for: str
    ) -> None:
        post, _new = embeds.add(address.format(id=IDENTITIES[network].id), by=None)
        assert embeds.refresh(post).result == CheckResult.LIVE
        post.refresh_from_db()
        assert unquote(asked[0]).endswith(f"url={asked_for.format(id=IDENTITIES[network].id)}")
        if network != "threads":
            assert post.url == IDENTITIES[network].url
        assert SocialPost.objects.count() == 1

    def test_leaves_the_address_of_another_record_alone(self, asked: list[str]) -> None:
        kept = factories.post(network="", url=IDENTITIES["x"].url)
        post = SocialPost.objects.create(network="x", network_id=IDENTITIES["x"].id, url="https://x.com/galat/status/1")
        assert embeds.refresh(post).result == CheckResult.LIVE
        kept.refresh_from_db()
        assert (kept.same_as, kept.url) == (None, IDENTITIES["x"].url)


class TestAMastodonPostOnAnotherServer:
    """Server A shows a post of server B, where it has another number."""

    HERE, THERE = "https://a.pul.in/@nadi@b.pul.in/112345678901234567", "https://b.pul.in/@nadi/112345678900000001"

    @pytest.fixture
    def says(self, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
        """What each server's open data says."""
        data = json.loads(answer("mastodon", "success"))
        here = data | {"url": self.THERE, "content": "<p>नक़ल</p>", "id": "112345678901234567"}
        there = data | {"url": self.THERE, "content": "<p>मूल</p>", "id": "112345678900000001"}
        here["account"] = data["account"] | {"acct": "nadi@b.pul.in"}
        there["account"] = data["account"] | {"acct": "nadi"}
        servers = {"a.pul.in": here, "b.pul.in": there}

        def get(url: str, **_more: Any) -> outbound.Response:
            said = servers.get(urlsplit(url).hostname or "")
            return outbound.Response(url, 200 if said else 404, {}, json.dumps(said).encode())

        monkeypatch.setattr(fetching.outbound, "get", get)
        return servers

    @pytest.mark.parametrize("order", [(HERE, THERE), (THERE, HERE)])
    def test_is_the_post_of_its_own_server_in_the_words_of_that(
        self, says: dict[str, dict[str, Any]], order: tuple[str, ...]
    ) -> None:
        for address in order:
            social_posts.refresh_post(embeds.add(address, by=None)[0].pk)
        (record,) = SocialPost.objects.records()
        assert record.url == self.THERE
        assert {snapshot.text for snapshot in record.snapshots.all()} == {"मूल"}
        assert {embeds.add(address, by=None) for address in order} == {(record, False)}

    def test_stays_where_it_was_quoted_while_its_own_server_does_not_answer(
        self, says: dict[str, dict[str, Any]]
    ) -> None:
        del says["b.pul.in"]
        post, _new = embeds.add(self.HERE, by=None)
        assert embeds.refresh(post).result == CheckResult.LIVE
        post.refresh_from_db()
        assert (post.url, [row.text for row in post.snapshots.all()]) == (self.HERE, ["नक़ल"])

    @pytest.mark.parametrize("claimed", [THERE, "https://b.pul.in/@nadi/112345678900000001?x=1"])
    def test_is_not_another_servers_because_its_own_says_so(
        self, says: dict[str, dict[str, Any]], claimed: str
    ) -> None:
        says["a.pul.in"] |= {"url": claimed, "content": "<p>झूठ</p>"}
        victim, _new = embeds.add(self.THERE, by=None)
        liar, _new = embeds.add("https://a.pul.in/@jhootha/112345678901234567", by=None)
        for post in (victim, liar):
            social_posts.refresh_post(post.pk)
        liar.refresh_from_db()
        assert liar.same_as is None
        assert [row.text for row in victim.snapshots.all()] == ["मूल"]

    def test_gets_the_address_of_its_page_for_that_of_its_data(self, says: dict[str, dict[str, Any]]) -> None:
        address = "https://b.pul.in/ap/users/115973097967320630/statuses/112345678900000001"
        post, _new = embeds.add(address, by=None)
        assert embeds.refresh(post).result == CheckResult.LIVE
        post.refresh_from_db()
        assert post.url == self.THERE
        assert embeds.add(address, by=None) == (post, False)

    def test_is_reached_under_a_misspelled_name(self, says: dict[str, dict[str, Any]]) -> None:
        post, _new = embeds.add("https://b.pul.in/@naddi/112345678900000001", by=None)
        assert embeds.refresh(post).result == CheckResult.LIVE
        post.refresh_from_db()
        assert post.url == self.THERE


def test_a_short_link_is_known_the_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def get(url: str, **_more: Any) -> outbound.Response:
        if urlsplit(url).hostname == "t.co":
            return outbound.Response(url, 301, {"location": IDENTITIES["x"].url}, b"")
        return outbound.Response(url, 200, {}, answer("x", "success"))

    monkeypatch.setattr(fetching.outbound, "get", get)
    post, _new = embeds.add("https://t.co/AbCdEf1234", QuotedContent("पुल विभाग", "PulVibhag", "पुल"), by=None)
    embeds.refresh(post)
    assert embeds.add("https://t.co/AbCdEf1234", by=None) == embeds.add(IDENTITIES["x"].url, by=None) == (post, False)
