"""Social posts across stories: adding one, refreshing it from its network, deciding what readers see of it.

A change of what readers see takes effect at once in all stories that quote the post, and is recorded in the audit log.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import embeds
from articles.models import (
    OTHER_NETWORK,
    Article,
    CaptureSource,
    CheckResult,
    Policy,
    PostSnapshot,
    PostStatus,
    QuotedPost,
    SocialPost,
    User,
)
from articles.tasks import RetryLater, task
from articles.text import detect_language, single_line

from . import audit_log, merged_posts, post_commit
from .errors import Refused

# How many posts one round of checks takes, and the seconds between two requests to one network.
ROUND, PAUSE = 60, 5
_NO_CONTENT = embeds.QuotedContent()
_WITHOUT_CONTENT = Q(snapshot__text="", snapshot__author_name="")
_RETRIED = {CheckResult.RATE_LIMITED, CheckResult.UNREACHABLE}


@transaction.atomic
def get_or_create_post(
    address: str = "",
    content: embeds.QuotedContent = _NO_CONTENT,
    *,
    by: User,
    network: str = "",
    confirmed: bool = True,
    known_networks_only: bool = False,
    pending: bool = False,
) -> SocialPost:
    """Return the post at this address or with this content, for a story that is about to quote it.

    Posts that a program has found in a text are not `confirmed` until a person has looked at them. The worker fetches
    the post afterwards. A new one that is `pending` waits for a saved story that quotes it, see `pending`. Raises
    `embeds.NotAPost`, see `embeds.add`.
    """
    post, created = embeds.add(
        address, content, by=by, network=network, confirmed=confirmed, known_networks_only=known_networks_only
    )
    if created and pending:
        post.pending_by = by
        post.save(update_fields=["pending_by"])
    elif created:
        audit_log.record(by, "add", post)
    if created:
        enqueue_refresh(post)
    return post


def enqueue_refresh(post: SocialPost) -> None:
    """Have the worker fetch the post, if it has a network that can be asked."""
    if post.check_due_at:
        capture.enqueue(post.pk, key=f"capture:{post.pk}")


def enqueue_checks(posts: QuerySet[SocialPost], *, by: User) -> int:
    """Have the worker check those of the posts that have a network that can be asked; return how many."""
    with_network = list(posts.exclude(network_id="").exclude(network__in=("", OTHER_NETWORK)))
    for post in with_network:
        audit_log.record(by, "ask", post)
        check.enqueue(post.pk, key=f"check:{post.pk}")
    return len(with_network)


def set_policy(post: SocialPost, policy: Policy | str, *, by: User, why: str) -> SocialPost:
    """Set what readers see of the post, in every story. Raises Refused if the reason is empty."""
    return _set_with_reason(post, "policy", Policy(policy), by, why)


def set_status(post: SocialPost, status: PostStatus | str, *, by: User, why: str) -> SocialPost:
    """Set the state of the original by hand; the network's next answer may change it again. Raises Refused if the
    reason is empty."""
    return _set_with_reason(post, "status", PostStatus(status), by, why)


@transaction.atomic
def _set_with_reason(post: SocialPost, field: str, value: Policy | PostStatus, by: User, why: str) -> SocialPost:
    reason = single_line(why)
    if not by.has_perm("articles.change_socialpost"):
        raise Refused({field: _("You may not change social posts.")})
    if not reason:
        raise Refused({"why": _("Say why: the log keeps it.")})
    locked = SocialPost.objects.select_for_update().get(pk=post.pk)
    old = getattr(locked, field)
    if old != value:
        setattr(locked, field, value)
        if field == "status":
            # As an answer in between: what the network has said before does not count any more.
            locked.status_set_at = timezone.now()
            locked.failures, locked.gone_answers, locked.gone_since = 0, 0, None
        locked.save(update_fields=[field, "status_set_at", "failures", "gone_answers", "gone_since"])
        audit_log.record(by, field, locked, changes={field: [old, value.value]}, note=reason)
        _after_change(locked, field, by.name)
    setattr(post, field, value)
    return post


@transaction.atomic
def add_snapshot(snapshot: PostSnapshot, *, by: User) -> PostSnapshot:
    """Save what a person says the post says, and pin it in the stories that quote the post without content.

    Stories that have pinned other content keep it.
    """
    snapshot.captured_by, snapshot.source = by, CaptureSource.TYPED
    snapshot.is_trusted = by.has_perm("articles.publish_article")
    snapshot.language = snapshot.language or (detect_language(snapshot.text) if snapshot.text else "")
    snapshot.save()
    if _pin_where_missing(snapshot.post_id, snapshot):
        _after_change(snapshot.post, "change", by.name)
    return snapshot


def date_contradiction(snapshot: PostSnapshot) -> str:
    """Return what is to be said if the date of this is not the one that the post's id says; "" if they agree."""
    post = snapshot.post
    by_id = embeds.contradicted_by(post.network, post.network_id, snapshot.posted_at, snapshot.posted_day_only)
    if by_id is None or snapshot.posted_at is None:
        return ""
    values = {
        "date": date_format(timezone.localtime(snapshot.posted_at), "DATE_FORMAT"),
        "by_address": date_format(timezone.localtime(by_id), "DATETIME_FORMAT"),
    }
    message = _("A quoted post is dated %(date)s, by its address %(by_address)s. Correct the date or the address.")
    return message % values


def announce_change(post: SocialPost, *, by: User) -> None:
    """Run the post-commit hooks after an editor has changed the post's address, network or image."""
    _after_change(post, "change", by.name)


@task(name="posts.capture", max_attempts=8, backoff=(60, 300, 1800, 7200, 21600, 86400), lease=120)
def capture(post_id: int) -> None:
    """Fetch a new post, with retries while its network gives no answer."""
    outcome = refresh_post(post_id)
    if outcome is not None and outcome.result in _RETRIED:
        raise RetryLater(seconds=outcome.retry_after)


@task(name="posts.check", max_attempts=1, lease=120, priority=-1)
def check(post_id: int) -> None:
    """Check once whether a post is still what it was. `SocialPost.check_due_at` says when the next check is due."""
    refresh_post(post_id)


@task(name="posts.watch", every=dt.timedelta(minutes=15), max_attempts=1, lease=300)
def watch() -> None:
    """Enqueue the checks that are due."""
    enqueue_due_checks(ROUND)


def enqueue_due_checks(limit: int) -> int:
    """Enqueue checks of at most `limit` posts, newest stories first, and return how many.

    Requests to one network are PAUSE seconds apart.
    """
    now = timezone.now()
    counts: dict[str, int] = {}
    for post_id, network in due_posts(now).values_list("pk", "network")[:limit]:
        run_after = now + dt.timedelta(seconds=PAUSE * counts.get(network, 0))
        check.enqueue(post_id, key=f"check:{post_id}", run_after=run_after)
        counts[network] = counts.get(network, 0) + 1
    return sum(counts.values())


def due_posts(now: dt.datetime) -> QuerySet[SocialPost]:
    """Return the posts whose check is due, those in the newest stories first."""
    newest = QuotedPost.objects.filter(post=OuterRef("pk")).order_by("-article_id").values("article_id")[:1]
    return SocialPost.objects.filter(check_due_at__lte=now).order_by(Subquery(newest).desc(nulls_last=True), "-pk")


def refresh_post(post_id: int) -> embeds.RefreshOutcome | None:
    """Ask the post's network and pin the answer in stories that quote the post without content.

    Returns None if there is no such post.
    """
    post = SocialPost.objects.filter(pk=post_id).first()
    if post is None:
        return None
    outcome = embeds.refresh(post)
    post.refresh_from_db()
    post = merged_posts.merge(post) if post.same_as_id else post
    with transaction.atomic():
        # An older snapshot is pinned too: a story may have been saved while it was being fetched.
        snapshot = outcome.snapshot or (post.starting_snapshot(None) if outcome.result == CheckResult.LIVE else None)
        pinned = _pin_where_missing(post.pk, snapshot) if snapshot else False
        if outcome.old_status:
            changes = {"status": [outcome.old_status, post.status]}
            audit_log.record(None, "checked", post, changes=changes, note=str(post.get_last_answer_display()))
        if pinned or outcome.old_status:
            _after_change(post, "checked", "")
    return outcome


def _pin_where_missing(post_id: int, snapshot: PostSnapshot) -> bool:
    """Pin the snapshot in the stories that quote the post without content; return whether there were any."""
    if not (snapshot.text or snapshot.author_name):
        return False
    waiting = QuotedPost.objects.filter(_WITHOUT_CONTENT, post_id=post_id)
    # The stories' rows are locked first, as an editor's save does: another order could deadlock.
    stories = Article.objects.select_for_update().filter(quoted_posts__in=waiting).order_by("pk")
    return bool(list(stories.values_list("pk"))) and waiting.update(snapshot=snapshot) > 0


def _after_change(post: SocialPost, action: str, by_name: str) -> None:
    stories = list(post.quoted_in.order_by("article_id").values_list("article_id", flat=True))
    post_commit.after_post(post.pk, stories, action, by_name)
