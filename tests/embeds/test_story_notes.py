"""What readers read of the original: true for each story, whatever the network answered in whatever order."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from articles.embeds import fetching
from articles.embeds.providers import FetchedPost, ProviderAnswer
from articles.models import CaptureSource, CheckResult, PostSnapshot, PostStatus, QuotedPost, SocialPost
from articles.publishing import social_posts
from articles.rendering.post_card import post_card
from tests import cast, factories

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 6, 30, tzinfo=dt.UTC)
A, B, C = "पुल आज खुलेगा। https://t.co/pul1", "पुल कल खुलेगा। https://t.co/pul1", "पुल नहीं खुलेगा।"
OURS = "पुल की तारीख़ बदली"
LIVE, GONE = CheckResult.LIVE, CheckResult.GONE
FAILURES = [result for result in CheckResult if result not in (LIVE, GONE)]


class Network:
    """One post and the stories that quote it; each act takes place some hours after the one before."""

    def __init__(self) -> None:
        self.now = NOON
        self.post = SocialPost.objects.create(network="x", added_at=NOON, confirmed_at=NOON)
        self.quotes: list[PostSnapshot] = []

    @contextmanager
    def later(self, hours: float) -> Iterator[None]:
        self.now += dt.timedelta(hours=hours)
        with time_machine.travel(self.now, tick=False):
            yield

    def answers(self, result: CheckResult, text: str = "", hours: float = 6) -> str:
        said = FetchedPost(author_name="पुल विभाग", handle="PulVibhag", text=text) if result == LIVE else None
        with self.later(hours):
            fetching._store(self.post.pk, ProviderAnswer(result, said))
        self.post.refresh_from_db()
        return self.post.status

    def is_quoted(self, text: str = "", hours: float = 1, source: CaptureSource = CaptureSource.TYPED) -> int:
        """A story quotes the newest words, or its own."""
        with self.later(hours):
            newest = None if text else self.post.snapshots.order_by("-captured_at", "-pk").first()
            row = newest or PostSnapshot.objects.create(post=self.post, text=text, source=source)
        self.quotes.append(row)
        return len(self.quotes) - 1

    def is_said_to_be(self, status: PostStatus, hours: float = 1) -> None:
        with self.later(hours):
            social_posts.set_status(self.post, status, by=cast.meera(), why="देखा")
        self.post.refresh_from_db()

    @property
    def notes(self) -> list[str]:
        """The note in each story."""
        post = SocialPost.objects.prefetch_related("snapshots").get(pk=self.post.pk)
        cards = [post_card(QuotedPost(post=post, snapshot=row)) for row in self.quotes]
        return ["gone" if card.is_gone else "edited" if card.is_edited else "" for card in cards]


@pytest.fixture
def network() -> Network:
    return Network()


class TestTheNoteOfEditing:
    def test_is_in_the_story_that_quotes_the_old_words_and_not_in_the_one_with_the_new(self, network: Network) -> None:
        network.answers(LIVE, A)
        network.is_quoted()
        network.answers(LIVE, B)
        network.is_quoted()
        assert network.notes == ["edited", ""]

    def test_goes_when_the_old_words_come_back(self, network: Network) -> None:
        network.answers(LIVE, A)
        network.is_quoted()
        assert network.answers(LIVE, B) == PostStatus.EDITED
        network.is_quoted()
        assert network.answers(LIVE, A) == PostStatus.LIVE
        assert network.notes == ["", "edited"]

    @pytest.mark.parametrize("quoted", [A, "पुल आज खुलेगा।", "पुल  आज\nखुलेगा", "पुल आज खुलेगा। pic.twitter.com/Pul12345"])
    @pytest.mark.parametrize("source", [CaptureSource.TYPED, CaptureSource.PASTED])
    def test_knows_words_that_were_pasted_or_typed_again(
        self, network: Network, quoted: str, source: CaptureSource
    ) -> None:
        network.is_quoted(quoted, source=source)
        network.answers(LIVE, A)
        assert network.notes == [""]
        network.answers(LIVE, B)
        assert network.notes == ["edited"]
        network.answers(LIVE, A)
        assert network.notes == [""]

    def test_compares_words_of_ones_own_by_what_stood_there_then(self, network: Network) -> None:
        network.is_quoted(OURS)
        network.answers(LIVE, A)
        assert network.notes == [""]
        network.answers(LIVE, B)
        network.is_quoted(C)
        assert network.notes == ["edited", ""]
        network.answers(LIVE, A)
        assert network.notes == ["", "edited"]

    def test_stays_when_the_same_words_get_a_translation(self, network: Network) -> None:
        network.is_quoted(OURS)
        network.answers(LIVE, A)
        network.answers(LIVE, B)
        network.is_quoted(OURS)
        assert network.notes == ["edited", "edited"]

    def test_is_not_about_line_breaks_handles_or_an_answer_without_words(self, network: Network) -> None:
        network.answers(LIVE, A)
        network.is_quoted()
        network.answers(LIVE, A.replace(" ", "\n"))
        network.answers(LIVE, "")
        assert network.notes == [""]

    @pytest.mark.parametrize("failure", FAILURES)
    def test_stays_while_the_network_cannot_be_reached(self, network: Network, failure: CheckResult) -> None:
        network.answers(LIVE, A)
        network.is_quoted()
        network.answers(LIVE, B)
        for _time in range(4):
            network.answers(failure)
        assert network.notes == ["edited"]

    def test_is_set_by_a_person_for_what_was_quoted_before_until_the_network_answers(self, network: Network) -> None:
        network.answers(LIVE, A)
        network.is_quoted()
        network.is_said_to_be(PostStatus.EDITED)
        network.is_quoted(B)
        network.answers(CheckResult.REFUSED)
        assert network.notes == ["edited", ""]
        network.answers(LIVE, A)
        assert network.notes == ["", ""]

    def test_is_taken_back_by_a_person(self, network: Network) -> None:
        network.answers(LIVE, A)
        network.is_quoted()
        network.answers(LIVE, B)
        network.is_said_to_be(PostStatus.LIVE)
        assert network.notes == [""]

    def test_is_not_in_a_story_that_shows_no_words(self, network: Network) -> None:
        network.answers(LIVE, A)
        network.is_quoted()
        network.answers(LIVE, B)
        SocialPost.objects.update(policy="link_only")
        assert network.notes == [""]


def test_one_answer_is_not_enough_after_a_person_has_said_that_it_is_there(network: Network) -> None:
    for _time in range(3):
        network.answers(GONE)
    assert network.post.status == PostStatus.GONE
    network.is_said_to_be(PostStatus.LIVE)
    assert [network.answers(GONE) for _time in range(3)] == ["live", "live", "gone"]


@dataclass
class Model:
    """The same rules by a history that is looked at anew each time: slow, and without a counter."""

    answers: list[tuple[dt.datetime, str, str]] = field(default_factory=list)  # when, result or "hand", text or status
    captured: list[tuple[dt.datetime, str, bool]] = field(default_factory=list)  # when, text, by the network
    quotes: list[tuple[dt.datetime, str]] = field(default_factory=list)

    def note(self, quote: tuple[dt.datetime, str]) -> str:
        if self.is_gone():
            return "gone"
        return "edited" if self.is_edited(*quote) else ""

    def is_gone(self) -> bool:
        last = next((n for n in range(len(self.answers) - 1, -1, -1) if self.answers[n][1] in ("live", "hand")), -1)
        if last >= 0 and self.answers[last][1:] == ("hand", "gone"):
            return True
        since = self.answers[last + 1 :]
        return any(
            self.is_enough(since[start:end]) for start in range(len(since)) for end in range(start + 3, len(since) + 1)
        )

    @staticmethod
    def is_enough(run: list[tuple[dt.datetime, str, str]]) -> bool:
        all_gone = all(result == "gone" for _at, result, _text in run)
        return all_gone and run[-1][0] - run[0][0] >= dt.timedelta(hours=12)

    def is_edited(self, at: dt.datetime, text: str) -> bool:
        first = min([at, *(when for when, words, _network in self.captured if words == text)])
        by_hand = next((row for row in reversed(self.answers) if row[1] in ("live", "hand")), None)
        said = [(when, words) for when, words, network in self.captured if network]
        if by_hand and by_hand[1] == "hand":
            return by_hand[2] == "edited" and first < by_hand[0]
        if not said:
            return False
        if text in [words for _when, words in said]:
            return text != said[-1][1]
        then = [words for when, words in said if when <= first] or [said[0][1]]
        return then[-1] != said[-1][1]


def act(network: Network, model: Model, choice: random.Random) -> str:
    """One act, on both; returns it in words."""
    hours = choice.choice([0.5, 2, 6, 12, 13])
    kind = choice.choices(["live", "gone", "failure", "quote", "own", "hand"], [6, 7, 4, 4, 2, 1])[0]
    if kind == "quote" and not model.captured:
        kind = "own"
    if kind == "live":
        text = choice.choice([A, B, C])
        network.answers(LIVE, text, hours)
        model.answers.append((network.now, "live", text))
        said = [words for _when, words, by_network in model.captured if by_network]
        if not said or said[-1] != text:
            model.captured.append((network.now, text, True))
        return f"live {text}"
    if kind in ("gone", "failure"):
        result = GONE if kind == "gone" else choice.choice(FAILURES)
        network.answers(result, hours=hours)
        model.answers.append((network.now, result.value, ""))
        return f"{result.value} after {hours}"
    if kind == "hand":
        status = choice.choice([PostStatus.EDITED, PostStatus.GONE, PostStatus.LIVE])
        if status == network.post.status:
            return "nothing"
        network.is_said_to_be(status, hours)
        model.answers.append((network.now, "hand", status.value))
        return f"by hand {status.value}"
    text = choice.choice([OURS, A, B]) if kind == "own" else ""
    network.is_quoted(text, hours)
    if text:
        model.captured.append((network.now, text, False))
    row = network.quotes[-1]
    model.quotes.append((row.captured_at, row.text))
    return f"quoted {row.text}"


def check_orders(count: int) -> None:
    for seed in range(count):
        choice = random.Random(seed)
        network, model, acts = Network(), Model(), []
        for _step in range(choice.randint(5, 9)):
            acts.append(act(network, model, choice))
            expected = [model.note(quote) for quote in model.quotes]
            assert network.notes == expected, (seed, acts)


def test_each_storys_note_is_true_in_any_order_of_answers() -> None:
    check_orders(50)


@pytest.mark.slow
def test_each_storys_note_is_true_in_a_thousand_orders_of_answers() -> None:
    check_orders(1_000)


def test_the_page_and_the_feed_say_it_of_the_old_words_alone(network: Network) -> None:
    texts = {}
    for name, text in (("old", A), ("new", B)):
        network.answers(LIVE, text)
        texts[name] = factories.story(
            name, body="<p>क</p>" + factories.quoting(network.post), section=cast.desh(), by=cast.meera()
        )
    note = "The original has since been changed"
    for name, story in texts.items():
        page = Client().get(f"/desh/{story.slug}-{story.pk}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
        with translation.override(story.language):
            sentence = translation.gettext(f"{note}. This is how it was quoted.")
        assert (sentence in page) == (name == "old")
    assert Client().get("/rss.xml").content.decode().count(sentence) == 1
