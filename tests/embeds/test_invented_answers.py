"""What each network's answers mean, the honest and the hostile ones."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import NETWORKS
from articles.embeds import default_policy, identify
from articles.embeds.providers import PROVIDERS, FetchedPost, Identity, ProviderAnswer
from articles.embeds.providers.markup import elements
from articles.embeds.providers.provider import MAX_TEXT
from articles.models import CheckResult
from tests.embeds.answers import EXPECTED, IDENTITIES, KINDS, answer, result

LIVE, GONE, PRIVATE, REFUSED = CheckResult.LIVE, CheckResult.GONE, CheckResult.PRIVATE, CheckResult.REFUSED
RATE_LIMITED, UNUSABLE = CheckResult.RATE_LIMITED, CheckResult.UNUSABLE
CASES = [(network, kind, *result(network, kind)) for network in EXPECTED for kind in KINDS]


def read(network: str, status: int, body: bytes, **headers: str) -> ProviderAnswer:
    return PROVIDERS[network].read(IDENTITIES[network], status, headers, body)


# Nobody asks these for a post.
SILENT = {"linkedin", "osm", "applepodcast"}
# The hosts that are asked for posts; a Mastodon post's is its own.
HOSTS = {
    "x": "publish.x.com", "youtube": "www.youtube.com", "vimeo": "vimeo.com", "tiktok": "www.tiktok.com",
    "reddit": "www.reddit.com", "telegram": "t.me", "bluesky": "public.api.bsky.app", "threads": "graph.threads.net",
    "facebook": "graph.facebook.com", "instagram": "graph.facebook.com", "datawrapper": "api.datawrapper.de",
    "flourish": "app.flourish.studio", "spotify": "open.spotify.com",
}  # fmt: skip


def test_every_network_has_all_answers() -> None:
    assert set(PROVIDERS) == set(EXPECTED) == set(NETWORKS)
    assert all(answer(network, kind) for network in PROVIDERS for kind in KINDS)
    assert all("post" in said for network, said in EXPECTED.items() if network not in SILENT)


@pytest.mark.parametrize("network", sorted(EXPECTED))
def test_the_url_in_an_answer_set_is_the_canonical_one_of_its_post(network: str) -> None:
    assert identify(EXPECTED[network]["url"]) == IDENTITIES[network]


@pytest.mark.parametrize("network", sorted(EXPECTED))
def test_the_policy_follows_the_networks_terms(network: str) -> None:
    assert default_policy(network) == EXPECTED[network]["policy"]


@pytest.mark.parametrize("network", sorted(IDENTITIES))
def test_every_network_is_asked_at_its_own_hosts_for_its_own_post(network: str) -> None:
    provider, identity = PROVIDERS[network], IDENTITIES[network]
    address = provider.request_url(identity)
    if network in SILENT:
        assert address is None
        return
    assert address is not None
    host = address.removeprefix("https://").partition("/")[0]
    assert host == HOSTS.get(network, identity.id.partition("/")[0])
    assert identity.id.rpartition("/")[2] in address


@pytest.mark.parametrize(("network", "kind", "status", "expected"), CASES)
def test_what_an_answer_means(network: str, kind: str, status: int, expected: CheckResult) -> None:
    provider_answer = read(network, status, answer(network, kind))
    assert provider_answer.result == expected
    assert (provider_answer.post is not None) == (expected == LIVE)


@pytest.mark.parametrize("network", sorted(network for network, said in EXPECTED.items() if "post" in said))
def test_what_a_post_says(network: str) -> None:
    expected = {"posted_at": None} | EXPECTED[network]["post"]
    post = read(network, 200, answer(network, "success")).post
    assert post is not None
    assert {name: getattr(post, name) for name in expected} == expected
    assert set(expected) == {"author_name", "handle", "text", "posted_at"}
    assert post.language == ("hi" if post.text else "")


@pytest.mark.parametrize(
    ("network", "alt"), [("bluesky", "नदी पर नया पुल"), ("mastodon", "नदी पर नया पुल"), ("vimeo", "")]
)
def test_pictures_are_kept_as_addresses_with_what_describes_them(network: str, alt: str) -> None:
    said = read(network, 200, answer(network, "success")).post
    assert said is not None
    (item,) = said.media
    assert item["url"].startswith("https://")
    assert item["alt"] == alt


@pytest.mark.parametrize("network", ["instagram", "facebook", "threads"])
def test_what_may_not_be_kept_as_received_is_not(network: str) -> None:
    assert read(network, 200, answer(network, "success")).raw is None


@pytest.mark.parametrize("network", sorted(PROVIDERS))
@pytest.mark.parametrize("wall", ["login_wall", "json_login_wall"])
def test_a_login_wall_with_200_says_nothing_of_the_post(network: str, wall: str) -> None:
    assert read(network, 200, answer("any", wall)).result == UNUSABLE


@pytest.mark.parametrize("network", sorted(PROVIDERS))
@pytest.mark.parametrize("status", [100, 204, 206, 301, 302, 400, 418, 451, 500, 502, 503, 999])
def test_no_other_status_speaks_of_the_post(network: str, status: int) -> None:
    assert read(network, status, b"").result not in (LIVE, GONE, PRIVATE)


@pytest.mark.parametrize(("said", "seconds"), [("120", 120), ("", None), ("-5", None), ("९", None), ("9" * 9, 604_800)])
def test_a_network_may_ask_to_be_left_alone(said: str, seconds: int | None) -> None:
    assert read("x", 429, b"", **{"retry-after": said}).retry_after == seconds


class TestASingleNetwork:
    def test_youtube_forbids_embedding_which_is_not_private(self) -> None:
        assert read("youtube", 401, b"Unauthorized").result == REFUSED

    def test_an_author_on_bluesky_who_wants_no_unknown_readers_is_heeded(self) -> None:
        data = json.loads(answer("bluesky", "success"))
        data["thread"]["post"]["author"]["labels"] = [{"src": "did:plc:x", "val": "!no-unauthenticated"}]
        assert read("bluesky", 200, json.dumps(data).encode()) == ProviderAnswer(REFUSED)

    def test_an_unknown_handle_on_bluesky_is_not_a_post_that_is_gone(self) -> None:
        body = b'{"error": "InvalidRequest", "message": "Unable to resolve handle"}'
        assert read("bluesky", 400, body).result == UNUSABLE

    def test_what_is_passed_on_on_mastodon_is_not_what_its_account_has_said(self) -> None:
        data = json.loads(answer("mastodon", "success"))
        assert read("mastodon", 200, json.dumps(data | {"reblog": data}).encode()).result == UNUSABLE

    def test_a_warning_on_mastodon_stands_above_the_words(self) -> None:
        data = json.loads(answer("mastodon", "success")) | {"spoiler_text": "पुल", "content": "<p>खुला</p>"}
        said = read("mastodon", 200, json.dumps(data).encode()).post
        assert said is not None
        assert said.text == "पुल\n\nखुला"

    def test_a_comment_on_reddit_is_not_given_the_headline_above_it(self) -> None:
        comment = Identity("reddit", "1abcde/kxyz123", "https://www.reddit.com/comments/1abcde/comment/kxyz123/")
        said = PROVIDERS["reddit"].read(comment, 200, {}, answer("reddit", "success")).post
        assert said is not None
        assert (said.author_name, said.text) == ("pul_vibhag", "")

    def test_a_message_on_telegram_is_not_taken_for_the_one_it_answers(self) -> None:
        assert "पुल कब खुलेगा" in answer("telegram", "success").decode()
        said = read("telegram", 200, answer("telegram", "success")).post
        assert said is not None
        assert "कब" not in said.text

    def test_an_error_of_meta_that_nobody_knows_says_nothing(self) -> None:
        for code in (1, 2, 100, 190, "24", None, [24]):
            body = json.dumps({"error": {"code": code}}).encode()
            assert read("instagram", 400, body).result == UNUSABLE


def plain(said: FetchedPost) -> None:
    """Bounded words and nothing else."""
    assert len(said.text) <= MAX_TEXT
    assert max(len(said.author_name), len(said.handle)) <= 200
    assert len(said.language) <= 12
    assert len(said.media) <= 12
    for words in (said.author_name, said.handle, said.text, said.language):
        assert isinstance(words, str)
        assert "\x00" not in words
        words.encode()
    for item in said.media:
        assert item["url"] == "" or item["url"].startswith("https://")
        assert len(json.dumps(item)) < 20_000


@pytest.mark.parametrize("network", sorted(set(PROVIDERS) - SILENT))
def test_a_hostile_answer_yields_words_or_nothing(network: str) -> None:
    said = read(network, 200, answer(network, "hostile")).post
    assert said is not None
    plain(said)


@pytest.mark.parametrize("network", ["x", "instagram", "facebook", "threads", "mastodon", "telegram"])
def test_of_markup_only_the_words_are_left(network: str) -> None:
    said = read(network, 200, answer(network, "hostile")).post
    assert said is not None
    everything = " ".join((said.author_name, said.handle, said.text))
    for trace in ("<", ">", "alert", "onerror", "display", "javascript", "fallback", "comment"):
        assert trace not in everything
    assert network == "threads" or "पुल खुला" in said.text


ODD: list[Any] = [
    None, True, 0, -1, 10**400, 1.5, [], {}, [[]], {"a": []}, "", "\x00", "\ud800", "\u202e", "x" * 300_000,
    "<p>" * 50_000, "<a " * 30_000, "<!--" * 20_000, "<![x[", "&#x110000;&#0;&bogus;", "https://[",
    "javascript:alert(1)", {"$type": "#notFoundPost"},
]  # fmt: skip


def leaves(data: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to each value in it."""
    yield way
    if isinstance(data, dict | list):
        for name in data if isinstance(data, dict) else range(len(data)):
            yield from leaves(data[name], (*way, name))


def changed(data: Any, way: tuple[Any, ...], value: Any) -> Any:
    if not way:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[way[0]] = changed(copy[way[0]], way[1:], value)
    return copy


@pytest.mark.sampled(5)
@pytest.mark.parametrize("network", sorted(set(PROVIDERS) - SILENT - {"telegram"}))
def test_nothing_odd_in_any_place_of_an_answer_does_harm(network: str) -> None:
    data = json.loads(answer(network, "success"))
    for way in leaves(data):
        for value in ODD:
            try:
                body = json.dumps(changed(data, way, value)).encode()
            except ValueError:  # a number that is too long even to be written
                continue
            provider_answer = read(network, 200, body)
            assert provider_answer.result != CheckResult.UNREACHABLE
            if provider_answer.post:
                plain(provider_answer.post)


@pytest.mark.parametrize("network", sorted(PROVIDERS))
def test_a_deep_answer_is_no_answer(network: str) -> None:
    for deep in (b"[" * 200_000, b'{"html":' * 100_000, b'{"thread":' * 100_000 + b"1" + b"}" * 100_000):
        assert read(network, 200, deep).result == UNUSABLE
        assert read(network, 400, deep).result == UNUSABLE


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["html", "title", "type", "thread", "error"]), inner)
    ),
)


@given(
    st.sampled_from(sorted(PROVIDERS)), st.sampled_from([200, 400, 404, 500]), st.binary() | anything.map(json.dumps)
)
def test_no_answer_is_too_odd(network: str, status: int, sent: bytes | str) -> None:
    body = sent.encode() if isinstance(sent, str) else sent
    provider_answer = read(network, status, body, **{"retry-after": "x"})
    if provider_answer.post:
        plain(provider_answer.post)


@given(st.text(alphabet='<>/!-[]="&;#x amp script div p a\n\x00\ud800पुल', max_size=300))
def test_no_markup_is_too_odd(html: str) -> None:
    data = json.loads(answer("x", "success"))
    data["html"] = data["html"].replace("नया पुल", html)
    provider_answer = read("x", 200, json.dumps(data).encode())
    if provider_answer.post:
        plain(provider_answer.post)


@pytest.mark.parametrize(
    "piece", ["<a ", "<p>", "<div>x", "<b>", "<", "&", "<!--", "<?", "</a ", "<svg>", "<table><td>"]
)
def test_no_markup_takes_long(piece: str) -> None:
    began = time.monotonic()
    found = elements(piece * (600_000 // len(piece)))
    assert sum(len(element.text) for element in found) < 10_000_000
    assert time.monotonic() - began < 10
