"""The date of a post comes from its id, in paste and import alike; a date that contradicts it is named."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.admin.preview import saved_story
from articles.embeds import QuotedContent, add, contradicted_by, identify, time_of_id
from articles.importers.drafts import make_draft
from articles.models import SocialPost
from articles.publishing import social_posts
from articles.text import parse_date
from tests import cast, factories
from tests.embeds.test_identify import POSTS

pytestmark = pytest.mark.django_db
UTC, IST = dt.UTC, dt.timezone(dt.timedelta(hours=5, minutes=30))
ADDRESS, ID = "https://x.com/rsahu_eg/status/1861454974426722737", "1861454974426722737"
WRITTEN = dt.datetime(2024, 11, 26, 17, 0, 24, 721000, tzinfo=UTC)
NEWS = "नगर पालिका ने तालाब की सफ़ाई का काम सोमवार को पूरा कर लिया और आसपास के लोगों ने राहत की सांस ली है।"
WORDS = "The lake has been cleaned by two hundred volunteers in nine days."


def resolve(**item: Any) -> SocialPost:
    client = Client()
    client.force_login(cast.meera())
    data = json.dumps({"items": [item]})
    answer = client.post("/admin/articles/socialpost/resolve/", data, content_type="application/json")
    return SocialPost.objects.get(pk=answer.json()["posts"][0]["id"])


def pasted(date: str = "") -> SocialPost:
    return resolve(url=ADDRESS, text=WORDS, author="Rama Sahu", handle="rsahu_eg", date=date)


def flattened(date: str = "") -> SocialPost:
    return resolve(flattened=True, text=f"{WORDS} — Rama Sahu (@rsahu_eg) {date}\n{ADDRESS}")


def typed(date: str = "") -> SocialPost:
    iso = str(day_of(date)) if date else ""
    return resolve(typed=True, network="x", url=ADDRESS, text=WORDS, author="Rama Sahu", date=iso)


def imported(date: str = "") -> SocialPost:
    text = f"{NEWS}\n\n{WORDS} — Rama Sahu (@rsahu_eg) {date}\n{ADDRESS}\n"
    return make_draft(text, by=factories.editor()).article.quoted_posts.get().post


def day_of(date: str) -> dt.date:
    found = parse_date(date)
    assert found is not None
    return found


WAYS = [pasted, flattened, typed, imported]


def shown(post: SocialPost) -> tuple[dt.datetime | None, bool]:
    (snapshot,) = post.snapshots.all()
    return snapshot.posted_at, snapshot.posted_day_only


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("date", ["", "November 26, 2024", "November 27, 2024"])
def test_is_the_ids_to_the_second_in_every_way(way: Any, date: str) -> None:
    """The widget's day is that of its reader's time zone."""
    post = way(date)
    assert shown(post) == (WRITTEN, False)
    assert social_posts.date_contradiction(post.snapshots.get()) == ""


@pytest.mark.sampled(4)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("date", ["November 24, 2024", "November 29, 2024", "November 26, 2023"])
def test_that_was_given_otherwise_stays_and_is_named(way: Any, date: str) -> None:
    post = way(date)
    posted_at, day_only = shown(post)
    assert posted_at is not None
    assert (timezone.localtime(posted_at).date(), day_only) == (day_of(date), True)
    story = factories.draft(body="<p>क</p>" + factories.quoting(post), by=factories.editor())
    messages = [check.message for check in saved_story(story).checks() if check.where == "quotes"]
    assert social_posts.date_contradiction(post.snapshots.get()) in messages
    client = Client()
    client.force_login(cast.meera())
    card = client.get(f"/admin/articles/socialpost/{post.pk}/card/?story={story.pk}").json()
    assert [note for note in card["notes"] if "2024" in note or "2023" in note]


def test_the_import_says_it_in_its_report() -> None:
    text = f"{NEWS}\n\n{WORDS} — Rama Sahu (@rsahu_eg) November 20, 2024\n{ADDRESS}\n"
    kinds = [note.kind.value for note in make_draft(text, by=factories.editor()).story.notes]
    assert "post-of-another-day" in kinds
    text = f"{NEWS}\n\n{WORDS} — Rama Sahu (@rsahu_eg)\n{ADDRESS}\n"
    kinds = [note.kind.value for note in make_draft(text, by=factories.editor()).story.notes]
    assert not {"post-of-another-day", "post-without-date"} & set(kinds)


def test_an_address_alone_has_it_before_the_network_answers() -> None:
    post, _new = add(ADDRESS, by=None)
    story = factories.draft(body="<p>क</p>" + factories.quoting(post), by=cast.meera())
    snapshot = story.quoted_posts.get().snapshot
    assert (snapshot.text, snapshot.posted_at) == ("", WRITTEN)


def test_a_time_that_is_known_exactly_stays() -> None:
    exact = WRITTEN + dt.timedelta(minutes=10)
    post, _new = add(ADDRESS, QuotedContent("Rama Sahu", "rsahu_eg", WORDS, posted_at=exact), by=None)
    assert shown(post) == (exact, False)


@pytest.mark.parametrize(("network", "post_id", "time"), [
    ("x", ID, WRITTEN),
    ("x", "20", None),
    ("x", "29699999999", None),
    ("x", str(2**63 - 1), None),
    ("mastodon", "mastodon.social/114749937388199284", dt.datetime(2025, 6, 26, 13, 38, 9, 541000, tzinfo=UTC)),
    ("mastodon", "kuchh.example/2024011509300000", None),
    ("mastodon", "kuchh.example/99999999999999999999", None),
    ("bluesky", "b.bsky.social/3l25zusnsfctk", dt.datetime(2024, 8, 20, 16, 31, 35, 793000, tzinfo=UTC)),
    ("bluesky", "a.bsky.social/3jzfcijpj2z2a", dt.datetime(2023, 6, 30, 15, 3, 1, 887007, tzinfo=UTC)),
    ("bluesky", "a.bsky.social/2222222222222", None),
    ("bluesky", "a.bsky.social/zzzzzzzzzzzzz", None),
    ("bluesky", "a.bsky.social/self", None),
    ("instagram", "DAbc-123_xY", None),
    ("tiktok", "7301234567890123456", None),
    ("youtube", "pul-khula_1", None),
    ("", "", None),
    ("other", "1", None),
])  # fmt: skip
def test_only_documented_ids_say_it_and_only_possible_times(
    network: str, post_id: str, time: dt.datetime | None
) -> None:
    assert time_of_id(network, post_id) == time


@pytest.mark.parametrize(("posted", "day_only", "agrees"), [
    (dt.datetime(2024, 11, 26, 22, 30, tzinfo=IST), False, True),
    (dt.datetime(2024, 11, 26, 17, 30, tzinfo=UTC), False, True),
    (dt.datetime(2024, 11, 26, 22, 30, tzinfo=UTC), False, False),
    (dt.datetime(2024, 11, 26, tzinfo=IST), True, True),
    (dt.datetime(2024, 11, 27, tzinfo=IST), True, True),
    (dt.datetime(2024, 11, 25, tzinfo=IST), True, False),
    (dt.datetime(2024, 11, 28, tzinfo=IST), True, False),
    (None, False, True),
])  # fmt: skip
def test_a_day_is_one_of_any_time_zone(posted: dt.datetime | None, day_only: bool, agrees: bool) -> None:
    assert (contradicted_by("x", ID, posted, day_only) is None) == agrees


def test_every_address_that_is_read_can_be_asked_for_its_time() -> None:
    for address, *_rest in POSTS:
        found = identify(address)
        assert found is not None
        time_of_id(found.network, found.id)


@pytest.mark.parametrize("network", ["x", "mastodon", "bluesky", "youtube", "", "none of them"])
@pytest.mark.parametrize(
    "post_id", ["2", "", "/", "a/", "a/b", "a/" + "9" * 5_000, "9" * 5_000, "²", "१२३", "-1", "a/-1"]
)
def test_an_id_of_another_form_says_no_time(network: str, post_id: str) -> None:
    assert time_of_id(network, post_id) is None
