"""Fetch a post from its network and store what the network says.

The content that stories quote is never changed here: an answer adds snapshots and updates what is known of the
original.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.utils import timezone

from articles import outbound
from articles.models import CaptureSource, CheckResult, PostSnapshot, PostStatus, SocialPost

from .identify import account, identify, short_link_hosts
from .post_content import FetchedPost, new_snapshot
from .providers import PROVIDERS, Identity, ProviderAnswer
from .records import take_identity
from .versions import fetched_versions, without_space

LIMITS = outbound.Limits(seconds=10, bytes=600_000)
SHORT_LINK_LIMITS, SHORT_LINK_STEPS = outbound.Limits(seconds=5, bytes=100_000), 4
# A post counts as gone after this many answers in a row that say so, with this long between the first and the last.
GONE_ANSWERS, GONE_AFTER = 3, dt.timedelta(hours=12)
# The original counts as unreachable after this many failures in a row.
UNREACHABLE_ANSWERS = 3
_MAX_COUNT = 1_000  # the counters stop here
_MAX_RAW = 100_000  # characters of JSON
_HOUR = dt.timedelta(hours=1)
# Posts younger than the first value are checked again after the second.
_INTERVALS = ((48 * _HOUR, 6 * _HOUR), (14 * 24 * _HOUR, 24 * _HOUR), (90 * 24 * _HOUR, 7 * 24 * _HOUR))
_LONGEST_INTERVAL = 30 * 24 * _HOUR


@dataclass(frozen=True)
class RefreshOutcome:
    """What a refresh has done. `result` is None if there was nobody to ask. `old_status` is the post's status before,
    if it has changed. `snapshot` is the one that was added. `retry_after` is in seconds."""

    result: CheckResult | None = None
    old_status: str = ""
    snapshot: PostSnapshot | None = None
    retry_after: int | None = None


def refresh(post: SocialPost) -> RefreshOutcome:
    """Ask the post's network and store the answer. Never raises for what the network does.

    Takes at most 30 seconds: four steps of a short link and the request for the post itself.
    """
    record = post.main
    answer = _fetch(record)
    if answer is None:
        SocialPost.objects.filter(pk=record.pk).update(check_due_at=None)
        return RefreshOutcome()
    if answer.identity:
        take_identity(record, answer.identity)
    return _store(record.main.pk, answer)


def _fetch(post: SocialPost) -> ProviderAnswer | None:
    """Return the network's answer, or None if there is nobody to ask."""
    try:
        if post.network_id:
            return _ask(Identity(post.network, post.network_id, post.url))
        identity = _follow_short_link(post.url)
        if identity is None:
            return None
        take_identity(post, identity)
        return _ask(identity)
    except outbound.OutboundError:
        return ProviderAnswer(CheckResult.UNREACHABLE)


def _ask(identity: Identity) -> ProviderAnswer | None:
    """Return the network's answer with the post that it names: mostly the one that was asked for.

    Only a post's own server is believed what the post says: another one is asked where it is from.
    """
    answer = _request(identity)
    named = identify(answer.address) if answer and answer.address else None
    if answer is None or named is None or named.network != identity.network:
        return answer
    if named.id == identity.id or PROVIDERS[named.network].domains:
        return replace(answer, identity=named)
    # The address that a person has quoted must name that server too, as in /@name@server/1.
    if account(identity).lower() != f"{account(named)}@{named.id.partition('/')[0]}".lower():
        return answer
    try:
        original = _request(named)
    except outbound.OutboundError:
        return answer
    return replace(original, identity=named) if original and original.result == CheckResult.LIVE else answer


def _request(identity: Identity) -> ProviderAnswer | None:
    provider = PROVIDERS.get(identity.network)
    url = provider.request_url(identity) if provider else None
    if provider is None or url is None or not outbound.may_ask(url):
        return None
    hosts = {urlsplit(url).hostname or "", *provider.redirect_hosts}
    response = outbound.get(url, hosts=hosts, limits=LIMITS)
    return provider.read(identity, response.status, response.headers, response.body)


def _follow_short_link(url: str) -> Identity | None:
    """Return the post that a network's short link leads to, or None if this isn't one or it leads to no post.

    Redirects are followed one by one, and the page of the post itself is never requested: only its URL is needed.
    """
    hosts, identity = short_link_hosts(url), None
    for _step in range(SHORT_LINK_STEPS if hosts else 0):
        response = outbound.get(url, hosts=hosts, limits=SHORT_LINK_LIMITS, follow=False)
        location = response.headers.get("location", "")
        url = urljoin(url, location).replace("http://", "https://", 1)
        identity = identify(url)
        if identity or not location:
            break
    return identity


@transaction.atomic
def _store(post_id: int, answer: ProviderAnswer) -> RefreshOutcome:
    post = SocialPost.objects.select_for_update().get(pk=post_id)
    now, old_status, snapshot = timezone.now(), post.status, None
    post.checked_at, post.last_answer = now, answer.result.value
    if answer.result == CheckResult.LIVE:
        post.failures, post.gone_answers, post.gone_since = 0, 0, None
        snapshot = _add_snapshot(post, answer)
        post.status, post.status_set_at = _status_of_live(post), None
    elif answer.result == CheckResult.GONE or _confirms_gone(post, answer):
        _count_gone(post, now)
    else:
        _count_failure(post)
    post.check_due_at = now + check_interval(post, now)
    post.save(
        update_fields=[
            "status", "status_set_at", "checked_at", "last_answer", "failures", "gone_answers", "gone_since",
            "check_due_at",
        ]
    )  # fmt: skip
    return RefreshOutcome(answer.result, old_status if post.status != old_status else "", snapshot, answer.retry_after)


def _confirms_gone(post: SocialPost, answer: ProviderAnswer) -> bool:
    """Return whether a post that is gone is now private. Otherwise PRIVATE is a failure: the post may be there for
    others."""
    return answer.result == CheckResult.PRIVATE and post.status == PostStatus.GONE


def _count_gone(post: SocialPost, now: dt.datetime) -> None:
    post.failures = 0
    post.gone_answers = min(post.gone_answers + 1, _MAX_COUNT)
    post.gone_since = post.gone_since or now
    if post.gone_answers >= GONE_ANSWERS and now - post.gone_since >= GONE_AFTER:
        post.status = PostStatus.GONE


def _count_failure(post: SocialPost) -> None:
    """Count an answer that says nothing of the post. It resets the gone counter: gone answers must be consecutive."""
    post.failures = min(post.failures + 1, _MAX_COUNT)
    if post.status != PostStatus.GONE:
        post.gone_answers, post.gone_since = 0, None
        if post.failures >= UNREACHABLE_ANSWERS and post.status != PostStatus.EDITED:
            post.status = PostStatus.UNREACHABLE


def _add_snapshot(post: SocialPost, answer: ProviderAnswer) -> PostSnapshot | None:
    """Save a snapshot of the answer, unless it is empty or the same as the network's previous one."""
    if answer.post is None or answer.post.is_empty:
        return None
    sources = (CaptureSource.OEMBED, CaptureSource.API)
    previous = post.snapshots.filter(source__in=sources).order_by("captured_at", "pk").last()
    if previous and _is_same(previous, answer.post):
        return None
    snapshot = new_snapshot(post, answer.post, answer.source, raw=_bounded(answer.raw))
    snapshot.save()
    return snapshot


def _status_of_live(post: SocialPost) -> PostStatus:
    """Return EDITED if the network says other text than when it was first asked. What a story's readers read
    depends on what the story quotes: see `is_outdated`."""
    versions = fetched_versions(post.versions())
    changed = bool(versions) and without_space(versions[0].text) != without_space(versions[-1].text)
    return PostStatus.EDITED if changed else PostStatus.LIVE


def _is_same(snapshot: PostSnapshot, post: FetchedPost) -> bool:
    return without_space(snapshot.text) == without_space(post.text) and snapshot.handle == post.handle


def _bounded(raw: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the network's data without NUL, which PostgreSQL's JSON cannot store; None if it is too long to keep."""
    if raw is None:
        return None
    try:
        text = json.dumps(raw, ensure_ascii=True)
    except (TypeError, ValueError, RecursionError):
        return None
    return json.loads(text.replace("\\u0000", "")) if len(text) <= _MAX_RAW else None


def check_interval(post: SocialPost, now: dt.datetime) -> dt.timedelta:
    """Return how long to wait until the next check: longer for older posts, and twice as long after each failure."""
    if post.gone_answers and post.status != PostStatus.GONE:
        return 6 * _HOUR
    if post.failures:
        return min(_HOUR * 2 ** min(post.failures - 1, 10), _LONGEST_INTERVAL)
    age = now - post.added_at
    return next((interval for limit, interval in _INTERVALS if age < limit), _LONGEST_INTERVAL)
