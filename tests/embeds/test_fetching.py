"""What a network's answer changes in the post's record, and what it never changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

import pytest
import time_machine

from articles import outbound
from articles.body import NETWORKS
from articles.embeds import fetching
from articles.embeds.providers import FetchedPost, ProviderAnswer
from articles.models import CaptureSource, CheckResult, PostStatus, SocialPost
from tests import factories
from tests.embeds.answers import IDENTITIES, answer

pytestmark = pytest.mark.django_db
LIVE, GONE = CheckResult.LIVE, CheckResult.GONE
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
Says = Callable[..., SocialPost]


@pytest.fixture
def post() -> SocialPost:
    with time_machine.travel(NOW - dt.timedelta(hours=1), tick=False):
        return factories.post(
            "पुल आज खुलेगा", network="x", network_id="1861454974426722737",
            url="https://x.com/PulVibhag/status/1861454974426722737",
        )  # fmt: skip


@pytest.fixture
def says(post: SocialPost, monkeypatch: pytest.MonkeyPatch) -> Says:
    """Refreshes the post with this answer at NOW plus so many hours; returns its record."""

    def answer(result: CheckResult, text: str = "", *, hours: float = 0, raw: dict | None = None) -> SocialPost:
        post_data = FetchedPost(author_name="पुल विभाग", handle="PulVibhag", text=text) if text else None
        monkeypatch.setattr(fetching, "_fetch", lambda _post: ProviderAnswer(result, post_data, raw=raw))
        with time_machine.travel(NOW + dt.timedelta(hours=hours), tick=False):
            fetching.refresh(post)
        post.refresh_from_db()
        return post

    return answer


def texts(post: SocialPost) -> list[str]:
    return [snapshot.text for snapshot in post.snapshots.all()]


class TestAPostThatIsThere:
    def test_is_live_and_what_it_says_is_a_snapshot_beside_what_was_quoted(self, says: Says) -> None:
        post = says(CheckResult.LIVE, "पुल कल खुलेगा")
        assert (post.status, texts(post)) == (PostStatus.LIVE, ["पुल आज खुलेगा", "पुल कल खुलेगा"])
        assert post.snapshots.last().source == CaptureSource.OEMBED

    def test_that_says_the_same_again_adds_nothing(self, says: Says) -> None:
        says(CheckResult.LIVE, "पुल कल\nखुलेगा")
        assert len(texts(says(CheckResult.LIVE, "पुल कल खुलेगा", hours=6))) == 2

    def test_is_edited_when_its_network_says_other_words_than_before(self, says: Says) -> None:
        says(CheckResult.LIVE, "पुल कल खुलेगा")
        post = says(CheckResult.LIVE, "पुल परसों खुलेगा", hours=6)
        assert (post.status, texts(post)[-1]) == (PostStatus.EDITED, "पुल परसों खुलेगा")
        assert says(CheckResult.LIVE, "पुल परसों खुलेगा", hours=12).status == PostStatus.EDITED

    def test_keeps_what_was_received_without_what_a_database_refuses(self, says: Says) -> None:
        post = says(CheckResult.LIVE, "पुल", raw={"html": "a\x00b"})
        assert post.snapshots.last().raw == {"html": "ab"}

    def test_keeps_no_more_of_it_than_is_reasonable(self, says: Says) -> None:
        assert says(CheckResult.LIVE, "पुल", raw={"html": "x" * 200_000}).snapshots.last().raw is None


class TestAPostThatIsSaidToBeGone:
    """It counts as gone after three such answers in a row, twelve hours or more between the first and the last."""

    def statuses(self, says: Says, *answers: tuple[CheckResult, float]) -> list[str]:
        """The post's status after each answer, given with its hour."""
        return [says(result, "पुल" if result == LIVE else "", hours=hours).status for result, hours in answers]

    def test_is_gone_at_the_third_answer_after_twelve_hours(self, says: Says) -> None:
        assert self.statuses(says, (GONE, 0), (GONE, 6), (GONE, 12)) == ["unknown", "unknown", "gone"]

    def test_is_not_gone_after_two_answers_however_far_apart(self, says: Says) -> None:
        assert self.statuses(says, (GONE, 0), (GONE, 100), (GONE, 100.1)) == ["unknown", "unknown", "gone"]

    def test_is_not_gone_within_twelve_hours_however_often_it_is_said(self, says: Says) -> None:
        answers = [(GONE, hours) for hours in (0, 1 / 3, 2 / 3, 1, 6, 11.9)]
        assert self.statuses(says, *answers) == ["unknown"] * 6
        assert says(GONE, hours=12).status == PostStatus.GONE

    @pytest.mark.parametrize("between", [result for result in CheckResult if result != GONE])
    def test_any_other_answer_begins_the_count_and_the_time_again(self, says: Says, between: CheckResult) -> None:
        answers = (GONE, 0), (GONE, 6), (between, 7), (GONE, 12), (GONE, 13), (GONE, 23.9), (GONE, 24)
        assert [status == "gone" for status in self.statuses(says, *answers)] == [*[False] * 6, True]

    @pytest.mark.parametrize("between", [result for result in CheckResult if result != GONE])
    def test_after_another_answer_two_are_not_enough_again(self, says: Says, between: CheckResult) -> None:
        answers = (GONE, 0), (GONE, 6), (between, 7), (GONE, 8), (GONE, 90), (GONE, 91)
        assert [status == "gone" for status in self.statuses(says, *answers)] == [*[False] * 5, True]

    def test_is_checked_again_after_six_hours_however_old_it_is(self, says: Says, post: SocialPost) -> None:
        SocialPost.objects.filter(pk=post.pk).update(added_at=NOW - dt.timedelta(days=100))
        waits = [says(GONE, hours=hours).check_due_at - NOW for hours in (0, 6)]
        assert waits == [dt.timedelta(hours=6), dt.timedelta(hours=12)]

    def test_is_live_again_at_once_when_it_comes_back_and_gone_by_the_same_rule(self, says: Says) -> None:
        answers = (GONE, 0), (GONE, 6), (GONE, 12), (LIVE, 20), (GONE, 26), (GONE, 50), (GONE, 51)
        assert self.statuses(says, *answers)[2:] == ["gone", "live", "live", "live", "gone"]

    @pytest.mark.parametrize("failure", [CheckResult.UNREACHABLE, CheckResult.PRIVATE, CheckResult.UNUSABLE])
    def test_stays_gone_through_failures(self, says: Says, failure: CheckResult) -> None:
        answers = (GONE, 0), (GONE, 6), (GONE, 12), *((failure, 13 + hour) for hour in range(4))
        assert self.statuses(says, *answers)[2:] == ["gone"] * 5

    def test_that_is_private_now_is_no_failure(self, says: Says) -> None:
        self.statuses(says, (GONE, 0), (GONE, 6), (GONE, 12))
        post = says(CheckResult.PRIVATE, hours=13)
        assert (post.failures, post.check_due_at - post.checked_at) == (0, dt.timedelta(hours=6))


class TestAFailedQuestion:
    @pytest.mark.parametrize("result", [v for v in CheckResult if v not in (CheckResult.LIVE, CheckResult.GONE)])
    def test_is_neither_edited_nor_gone_and_damages_nothing(self, says: Says, result: CheckResult) -> None:
        says(CheckResult.LIVE, "पुल कल खुलेगा")
        before = list(says(CheckResult.LIVE, "पुल कल खुलेगा").snapshots.values())
        post = says(result, hours=1)
        assert (post.status, post.last_answer) == (PostStatus.LIVE, result.value)
        assert list(post.snapshots.values()) == before

    @pytest.mark.parametrize("failure", [result for result in CheckResult if result not in (LIVE, GONE)])
    def test_three_in_a_row_say_that_the_original_cannot_be_reached(self, says: Says, failure: CheckResult) -> None:
        statuses = [says(failure, hours=hours).status for hours in (0, 1, 3)]
        assert statuses == ["unknown", "unknown", "unreachable"]

    @pytest.mark.parametrize("between", [LIVE, GONE])
    def test_an_answer_about_the_post_begins_their_count_again(self, says: Says, between: CheckResult) -> None:
        says(CheckResult.UNREACHABLE)
        says(CheckResult.UNREACHABLE, hours=1)
        before = says(between, "पुल" if between == LIVE else "", hours=2).status
        statuses = [says(CheckResult.UNREACHABLE, hours=hours).status for hours in (3, 4, 5)]
        assert statuses == [before, before, "unreachable"]

    def test_does_not_hide_that_the_original_was_edited(self, says: Says) -> None:
        says(LIVE, "पुल कल खुलेगा")
        says(LIVE, "पुल परसों खुलेगा", hours=1)
        statuses = [says(CheckResult.UNREACHABLE, hours=hours).status for hours in (2, 3, 4, 5)]
        assert statuses == ["edited"] * 4

    def test_is_forgotten_when_the_post_can_be_reached_again(self, says: Says) -> None:
        for hours in (0, 1, 3):
            says(CheckResult.UNREACHABLE, hours=hours)
        assert says(LIVE, "पुल", hours=4).status == PostStatus.LIVE

    def test_is_put_off_longer_each_time(self, says: Says) -> None:
        waits = []
        for hours in (0, 10, 20, 30):
            post = says(CheckResult.RATE_LIMITED, hours=hours)
            waits.append((post.check_due_at - post.checked_at) / dt.timedelta(hours=1))
        assert waits == [1, 2, 4, 8]

    def test_is_put_off_by_thirty_days_at_most(self, says: Says) -> None:
        post = [says(CheckResult.RATE_LIMITED, hours=hours) for hours in range(12)][-1]
        assert post.check_due_at - post.checked_at == dt.timedelta(days=30)

    def test_of_the_guard_is_no_answer(self, post: SocialPost, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_args: object, **_kwargs: object) -> None:
            raise outbound.Forbidden("no")

        monkeypatch.setattr(fetching.outbound, "get", refuse)
        assert fetching.refresh(post).result == CheckResult.UNREACHABLE


@pytest.mark.parametrize(
    ("age", "hours"),
    [
        (dt.timedelta(0), 6), (dt.timedelta(hours=47.9), 6), (dt.timedelta(days=2), 24), (dt.timedelta(days=13.9), 24),
        (dt.timedelta(days=14), 168), (dt.timedelta(days=89.9), 168), (dt.timedelta(days=90), 720),
        (dt.timedelta(days=4_000), 720),
    ],
)  # fmt: skip
def test_the_older_a_post_is_the_longer_it_waits_for_its_next_check(age: dt.timedelta, hours: int) -> None:
    assert fetching.check_interval(SocialPost(added_at=NOW - age), NOW) == dt.timedelta(hours=hours)


def test_a_post_without_a_network_is_not_asked_for() -> None:
    post = factories.post(network="other")
    assert fetching.refresh(post).result is None


class TestAShortLink:
    """Its host answers with a redirect, and that is as far as it is followed."""

    POST = "https://x.com/PulVibhag/status/1861454974426722737?s=20"

    @pytest.fixture
    def oembed_url(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The addresses that were asked for; t.co leads by way of itself to the post, fb.watch outside."""
        leads = {
            "https://t.co/abcdefgh12": "https://t.co/second",
            "https://t.co/second": "http://x.com/PulVibhag/status/1861454974426722737?s=20",
            "https://fb.watch/abcDEF123/": "https://evil.in/",
            "https://vm.tiktok.com/ZMloop/": "https://vm.tiktok.com/ZMloop/",
        }
        seen: list[str] = []

        def get(url: str, *, hosts: Collection[str], follow: bool = True, **_more: object) -> outbound.Response:
            seen.append(url)
            if urlsplit(url).hostname not in hosts:
                raise outbound.Forbidden(url)
            if url in leads:
                assert not follow
                return outbound.Response(url, 301, {"location": leads[url]}, b"")
            return outbound.Response(url, 200, {}, answer("x", "success"))

        monkeypatch.setattr(fetching.outbound, "get", get)
        return seen

    def test_becomes_the_post_it_leads_to(self, oembed_url: list[str]) -> None:
        post = SocialPost.objects.create(url="https://t.co/abcdefgh12")
        assert fetching.refresh(post).result == CheckResult.LIVE
        post.refresh_from_db()
        assert (post.network, post.network_id) == ("x", "1861454974426722737")
        assert post.url == "https://x.com/PulVibhag/status/1861454974426722737"
        assert [urlsplit(url).hostname for url in oembed_url] == ["t.co", "t.co", "publish.x.com"]

    def test_to_a_post_that_is_kept_already_leads_to_its_record(self, oembed_url: list[str]) -> None:
        kept = factories.post(network="x", network_id="1861454974426722737")
        post = SocialPost.objects.create(url="https://t.co/abcdefgh12")
        fetching.refresh(post)
        post.refresh_from_db()
        kept.refresh_from_db()
        assert (post.same_as, post.url, kept.status) == (kept, "https://t.co/abcdefgh12", PostStatus.LIVE)
        assert texts(kept)[1].startswith("नया पुल आज से खुल गया।")

    @pytest.mark.parametrize("url", ["https://fb.watch/abcDEF123/", "https://vm.tiktok.com/ZMloop/"])
    def test_that_leads_outside_or_nowhere_is_tried_again_later_or_left(self, oembed_url: list[str], url: str) -> None:
        post = SocialPost.objects.create(url=url)
        assert fetching.refresh(post).result in (CheckResult.UNREACHABLE, None)
        post.refresh_from_db()
        assert (post.network_id, post.url, post.snapshots.count()) == ("", url, 0)
        assert len(oembed_url) <= 4

    def test_is_the_only_kind_of_unknown_address_that_is_asked_for(self, oembed_url: list[str]) -> None:
        post = SocialPost.objects.create(url="https://social.example/1", check_due_at=NOW)
        assert fetching.refresh(post).result is None
        post.refresh_from_db()
        assert (oembed_url, post.check_due_at) == ([], None)


class TestAnswersOfTheNetworks:
    """The invented answers, from the response to the database."""

    @pytest.fixture(params=sorted(set(IDENTITIES) - {"linkedin", "osm", "applepodcast"}))
    def network(self, request: pytest.FixtureRequest) -> str:
        return request.param

    @pytest.fixture
    def post(self, network: str) -> SocialPost:
        identity = IDENTITIES[network]
        return SocialPost.objects.create(network=network, network_id=identity.id, url=identity.url)

    def answers(self, monkeypatch: pytest.MonkeyPatch, status: int, body: bytes) -> None:
        monkeypatch.setattr(
            fetching.outbound, "get", lambda url, **_more: outbound.Response(url, status, {"retry-after": "90"}, body)
        )

    def test_a_post_that_is_there_has_its_words(
        self, network: str, post: SocialPost, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.answers(monkeypatch, 200, answer(network, "success"))
        for _time in range(2):
            fetching.refresh(post)
        post.refresh_from_db()
        (snapshot,) = post.snapshots.all()
        assert post.status == PostStatus.LIVE
        assert snapshot.author_name or not NETWORKS[network].is_quoted
        assert snapshot.text or network == "threads"
        assert "<" not in snapshot.text

    @pytest.mark.sampled(6)
    @pytest.mark.parametrize(
        ("kind", "status"),
        [
            ("other_author", 200),
            ("malformed", 200),
            ("success", 429),
            ("gone", 404),
            ("private", 403),
            ("success", 503),
        ],
    )
    def test_an_answer_that_tells_nothing_is_neither_edited_nor_gone(
        self, network: str, post: SocialPost, kind: str, status: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.answers(monkeypatch, 200, answer(network, "success"))
        fetching.refresh(post)
        kept = list(post.snapshots.values())
        self.answers(monkeypatch, status, answer(network, kind))
        fetching.refresh(post)
        post.refresh_from_db()
        assert (post.status, list(post.snapshots.values())) == (PostStatus.LIVE, kept)

    @pytest.mark.parametrize("wall", ["login_wall", "json_login_wall"])
    def test_a_login_wall_is_neither_edited_nor_gone_however_often_it_is_answered(
        self, network: str, post: SocialPost, wall: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.answers(monkeypatch, 200, answer(network, "success"))
        fetching.refresh(post)
        self.answers(monkeypatch, 200, answer("any", wall))
        for hours in (1, 13, 26, 50):
            with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)):
                fetching.refresh(post)
        post.refresh_from_db()
        assert (post.status, post.snapshots.count()) == (PostStatus.UNREACHABLE, 1)

    def test_a_hostile_one_is_stored_or_refused_without_a_fault(
        self, network: str, post: SocialPost, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.answers(monkeypatch, 200, answer(network, "hostile"))
        fetching.refresh(post)
        post.refresh_from_db()
        assert post.last_answer in ("live", "unusable")


def test_an_address_where_we_do_not_go_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching.outbound, "get", lambda *_args, **_more: pytest.fail("asked"))
    url = "https://mastodon.example/@pul/112345678901234567"
    post = SocialPost.objects.create(network="mastodon", network_id="mastodon.example/112345678901234567", url=url)
    assert fetching.refresh(post).result is None
