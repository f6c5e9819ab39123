"""Asking a network for a post, and keeping what it says.

What a story quotes is never touched here: an answer adds snapshots and notes on the original, and a failed one adds
notes alone.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from articles import outbound
from articles.models import CaptureSource, CheckResult, PostSnapshot, PostStatus, SocialPost

from .identify import identify, short_link_hosts
from .providers import PROVIDERS, FetchedPost, Identity, ProviderAnswer

LIMITS = outbound.Limits(seconds=10, bytes=600_000)
_STEP, _STEPS = outbound.Limits(seconds=5, bytes=100_000), 4  # of a short link on its way
# "Gone" is believed when so many answers in a row, this far apart from first to last, all say so.
GONE_ANSWERS, GONE_AFTER = 3, dt.timedelta(hours=12)
UNREACHABLE_ANSWERS = 3
_DEPARTED = (CheckResult.GONE, CheckResult.PRIVATE)
_FETCHED = (CaptureSource.OEMBED, CaptureSource.API)
_NOTED = ["status", "checked_at", "last_answer", "failures", "gone_answers", "gone_since", "check_due_at"]
_RAW_AT_MOST = 100_000  # characters of JSON


@dataclass(frozen=True)
class RefreshOutcome:
    """`result` is None where nothing was asked. `before` is the status, if this answer has changed it. `captured` is
    the snapshot it has added. `seconds` is how long the network wants to be left alone."""

    result: CheckResult | None = None
    before: str = ""
    captured: PostSnapshot | None = None
    seconds: int | None = None


def refresh(post: SocialPost) -> RefreshOutcome:
    """Asks the network, for half a minute at most, and keeps the answer. Never raises for what the network does."""
    answer = _ask(post)
    return _keep(post.pk, answer) if answer else _nothing_to_ask(post)


def _ask(post: SocialPost) -> ProviderAnswer | None:
    """None where there is nobody to ask."""
    try:
        identity = Identity(post.network, post.network_id, post.url) if post.network_id else _led_to(post.url)
        if identity and not post.network_id:
            _adopt(post, identity)
        return _answer(identity) if identity else None
    except outbound.OutboundError:
        return ProviderAnswer(CheckResult.UNREACHABLE)


def _answer(identity: Identity) -> ProviderAnswer | None:
    provider = PROVIDERS.get(identity.network)
    address = provider.request(identity) if provider else None
    if provider is None or address is None or not outbound.may_ask(address):
        return None
    hosts = provider.hosts or {urlsplit(address).hostname or ""}
    answer = outbound.get(address, hosts=hosts, limits=LIMITS)
    return provider.read(identity, answer.status, answer.headers, answer.body)


def _led_to(url: str) -> Identity | None:
    """The post to which a network's short link leads. It is followed step by step, and never so far as the post's own
    page: the address is all that is wanted."""
    hosts, identity = short_link_hosts(url), None
    for _step in range(_STEPS if hosts else 0):
        onward = outbound.get(url, hosts=hosts, limits=_STEP, follow=False).headers.get("location", "")
        url = urljoin(url, onward).replace("http://", "https://", 1)
        identity = identify(url)
        if identity or not onward:
            break
    return identity


def _adopt(post: SocialPost, identity: Identity) -> None:
    """Makes it the record of that post, if the post has none yet. If it has, this one keeps its short link: stories
    quote it as it is."""
    if SocialPost.objects.filter(Q(network=identity.network, network_id=identity.id) | Q(url=identity.url)).exists():
        return
    post.network, post.network_id, post.url = identity.network, identity.id, identity.url
    try:
        with transaction.atomic():
            post.save(update_fields=["network", "network_id", "url"])
    except IntegrityError:
        post.refresh_from_db()


def _nothing_to_ask(post: SocialPost) -> RefreshOutcome:
    SocialPost.objects.filter(pk=post.pk).update(check_due_at=None)
    return RefreshOutcome()


@transaction.atomic
def _keep(post_id: int, answer: ProviderAnswer) -> RefreshOutcome:
    post = SocialPost.objects.select_for_update().get(pk=post_id)
    now, before = timezone.now(), post.status
    post.checked_at, post.last_answer = now, answer.result.value
    captured = None
    if answer.result == CheckResult.LIVE:
        post.failures = post.gone_answers = 0
        post.gone_since = None
        captured = _further_snapshot(post, answer)
        post.status = _status_of_live(post)
    elif answer.result in _DEPARTED:
        _note_departed(post, answer.result, now)
    else:
        _note_failure(post)
    post.check_due_at = now + interval(post, now)
    post.save(update_fields=_NOTED)
    return RefreshOutcome(answer.result, before if post.status != before else "", captured, answer.retry_after)


def _note_departed(post: SocialPost, result: CheckResult, now: dt.datetime) -> None:
    if result == CheckResult.PRIVATE and post.status != PostStatus.GONE:
        # It may be there still, for others than us: that is not gone.
        return _note_failure(post)
    post.failures = 0
    post.gone_answers = min(post.gone_answers + 1, 1_000)
    post.gone_since = post.gone_since or now
    if post.gone_answers >= GONE_ANSWERS and now - post.gone_since >= GONE_AFTER:
        post.status = PostStatus.GONE
    return None


def _note_failure(post: SocialPost) -> None:
    """Says nothing of the post itself; answers that say "gone" must follow each other without one of these between."""
    post.failures = min(post.failures + 1, 1_000)
    if post.status != PostStatus.GONE:
        post.gone_answers, post.gone_since = 0, None
        if post.failures >= UNREACHABLE_ANSWERS and post.status != PostStatus.EDITED:
            post.status = PostStatus.UNREACHABLE


def _further_snapshot(post: SocialPost, answer: ProviderAnswer) -> PostSnapshot | None:
    """A snapshot of what the network says, unless that is what it said before, or nothing."""
    said = answer.post
    if said is None or not (said.text or said.author_name):
        return None
    before = _fetched(post)
    if before and _same_words(before[-1], said):
        return None
    return PostSnapshot.objects.create(
        post=post, author_name=said.author_name[:200], handle=said.handle[:200], text=said.text,
        language=said.language[:12], posted_at=said.posted_at, posted_day_only=said.posted_day_only,
        media=list(said.media), source=CaptureSource(answer.source), raw=_bounded(answer.raw),
    )  # fmt: skip


def _status_of_live(post: SocialPost) -> PostStatus:
    """Edited, where the network has said different words since the first time it was asked."""
    fetched = _fetched(post)
    texts = {_squeezed(snapshot.text) for snapshot in fetched if snapshot.text}
    return PostStatus.EDITED if len(texts) > 1 else PostStatus.LIVE


def _fetched(post: SocialPost) -> list[PostSnapshot]:
    return list(post.snapshots.filter(source__in=_FETCHED).order_by("captured_at", "pk"))


def _same_words(snapshot: PostSnapshot, said: FetchedPost) -> bool:
    return _squeezed(snapshot.text) == _squeezed(said.text) and snapshot.handle == said.handle


def _squeezed(text: str) -> str:
    """The words without the white space between them: networks break lines as they like from one day to the next."""
    return "".join(text.split())


def _bounded(raw: dict[str, Any] | None) -> dict[str, Any] | None:
    """The network's own data without NUL, which PostgreSQL takes in no JSON; None where it is too much to keep."""
    if raw is None:
        return None
    try:
        text = json.dumps(raw, ensure_ascii=True)
    except (TypeError, ValueError, RecursionError):
        return None
    return json.loads(text.replace("\\u0000", "")) if len(text) <= _RAW_AT_MOST else None


def interval(post: SocialPost, now: dt.datetime) -> dt.timedelta:
    """How long until the post is looked at again: the newer it is, the sooner; failures in a row put it off."""
    if post.gone_answers and post.status != PostStatus.GONE:
        return dt.timedelta(hours=6)
    age = now - post.added_at
    if post.failures:
        return min(dt.timedelta(hours=1) * 2 ** min(post.failures - 1, 10), dt.timedelta(days=30))
    steps = ((dt.timedelta(days=2), 6), (dt.timedelta(days=14), 24), (dt.timedelta(days=90), 24 * 7))
    return dt.timedelta(hours=next((hours for limit, hours in steps if age < limit), 24 * 30))
