"""Hostile networks against everything that could wait for one: a save in the admin, a page, the worker."""

from __future__ import annotations

import datetime as dt
import socket
import time
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles import outbound
from articles.body import social_post
from articles.embeds import QuotedContent, fetching
from articles.models import Article, Job, JobState, PostStatus, SocialPost
from articles.outbound import client
from articles.publishing import social_posts
from tests import cast, factories
from tests.admin.forms import ADD, sent
from tests.jobs import run_due
from tests.outbound import hostile

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "https://x.com/PulVibhag/status/1861454974426722737"
# A minute of silence, ten megabytes in drops, redirects in a ring, home and elsewhere, faults, headers without an end.
FIVE = ["silent", "drip", "loop", "home", "fault"]
EVILS = "silent drip slow-start loop home number elsewhere fault headers slow-header header flood endless bomb".split()
LIMIT = 0.7


@pytest.fixture(params=EVILS)
def evil(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Every name leads to this server, whose one behaviour this is; a question may take 0.7 seconds instead of ten."""
    hostile.ASKED.clear()
    with hostile.server(always=f"/{request.param}") as port:
        monkeypatch.setattr(client, "_resolve", lambda _host, _ends: ["104.244.42.1"])
        monkeypatch.setattr(
            client, "_open", lambda _machine, _host, seconds: socket.create_connection(("127.0.0.1", port), seconds)
        )
        monkeypatch.setattr(fetching, "LIMITS", outbound.Limits(LIMIT, 600_000))
        yield request.param


def lasted(began: float) -> float:
    return time.monotonic() - began


def save(body: str) -> Article:
    return factories.story(body=body, section=cast.desh(), by=cast.meera())


@pytest.mark.parametrize("evil", FIVE, indirect=True)
class TestASave:
    @pytest.mark.sampled(5)
    def test_by_a_function_of_publishing_never_waits_for_a_network(self, evil: str) -> None:
        save("<p>पहली बार: जो एक बार बनता है, बना है।</p>")
        began = time.monotonic()
        save("<p>क</p>")
        plain = lasted(began)
        began = time.monotonic()
        post = social_posts.get_or_create_post(ADDRESS, by=cast.meera())
        save("<p>क</p>" + factories.quoting(post))
        assert lasted(began) < plain + 1
        assert hostile.ASKED == []
        assert Job.objects.get(name="posts.capture").state == JobState.WAITING

    @pytest.mark.sampled(4)
    def test_of_the_desks_form_never_waits_for_a_network(self, evil: str) -> None:
        desk = Client()
        desk.force_login(cast.kavita())
        post = social_posts.get_or_create_post(ADDRESS, by=cast.kavita())
        section = cast.desh()
        times = []
        for body in ("<p>क</p>", "<p>क</p>", "<p>क</p>" + social_post(post.pk, post.url)):
            data = sent(desk, ADD, headline="पुल खुला", body=body, section=section.pk, _publish="1")
            began = time.monotonic()
            assert desk.post(ADD, data).status_code == 302
            times.append(lasted(began))
        assert times[2] < times[1] + 1
        assert hostile.ASKED == []
        assert Article.objects.filter(quoted_posts__post=post).count() == 1


@pytest.mark.sampled(5)
@pytest.mark.parametrize("evil", FIVE, indirect=True)
def test_a_page_never_waits_for_a_network(evil: str) -> None:
    story = save(
        "<p>क</p>"
        + factories.quoting(
            social_posts.get_or_create_post(ADDRESS, QuotedContent("पुल", "pul", "खुला"), by=cast.meera())
        )
    )
    for address in (f"/desh/{story.slug}-{story.pk}/", "/desh/", "/rss.xml"):
        assert Client().get(address).status_code == 200
    assert hostile.ASKED == []


class TestTheWorker:
    @pytest.mark.sampled(5)
    def test_ends_within_its_limit_harms_nothing_and_tries_again_later_and_later(self, evil: str) -> None:
        post = social_posts.get_or_create_post(
            ADDRESS, QuotedContent("पुल विभाग", "PulVibhag", "नया पुल खुला"), by=cast.meera()
        )
        story = save("<p>क</p>" + factories.quoting(post))
        kept, waits = list(post.snapshots.values()), []
        clock = timezone.now()
        for _try in range(3):
            with time_machine.travel(clock, tick=False):
                began = time.monotonic()
                run_due()
                assert lasted(began) < 6
            job = Job.objects.get(name="posts.capture")
            assert job.state == JobState.WAITING
            waits.append((job.due_at - clock) / dt.timedelta(seconds=1))
            clock = job.due_at
        assert hostile.ASKED
        assert waits == [60, 300, 1800]
        post.refresh_from_db()
        assert (post.url, list(post.snapshots.values())) == (ADDRESS, kept)
        assert story.quoted_posts.get().snapshot.text == "नया पुल खुला"
        assert post.status not in (PostStatus.GONE, PostStatus.EDITED)

    def test_has_the_words_once_the_network_has_come_to_its_senses(self, monkeypatch: pytest.MonkeyPatch) -> None:
        said = (
            b'{"html": "<blockquote><p lang=\\"hi\\">\xe0\xa4\xaa\xe0\xa5\x81\xe0\xa4\xb2</p><a href=\\"https://x.com/PulVibhag/'
            b'status/1861454974426722737\\">x</a></blockquote>", "author_name": "P", "author_url": "https://x.com/PulVibhag"}'
        )
        answers = iter(
            [outbound.Unreachable("no"), outbound.Response(ADDRESS, 429, {"retry-after": "7200"}, b""), said]
        )

        def get(url: str, **_more: object) -> outbound.Response:
            answer = next(answers)
            if isinstance(answer, Exception):
                raise answer
            return answer if isinstance(answer, outbound.Response) else outbound.Response(url, 200, {}, answer)

        monkeypatch.setattr(fetching.outbound, "get", get)
        story = save("<p>क</p>" + factories.quoting(social_posts.get_or_create_post(ADDRESS, by=cast.meera())))
        clock, waits = timezone.now(), []
        for _try in range(2):
            with time_machine.travel(clock, tick=False):
                run_due()
            due = Job.objects.get(name="posts.capture").due_at
            assert due is not None
            waits.append((due - clock).total_seconds())
            clock = due
        assert waits == [60, 7200]  # as long as the network wants to be left alone
        with time_machine.travel(clock, tick=False):
            run_due()
        assert story.quoted_posts.get().snapshot.text == "पुल"
        assert SocialPost.objects.get().status == PostStatus.LIVE


def test_the_real_limits_are_within_the_tasks_lease() -> None:
    longest = fetching.LIMITS.seconds + fetching.SHORT_LINK_STEPS * fetching.SHORT_LINK_LIMITS.seconds
    assert longest <= 30 < social_posts.capture.lease == social_posts.check.lease
