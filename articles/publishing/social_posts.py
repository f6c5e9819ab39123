"""Quoted posts beyond one story: taking one in, asking its network, deciding what readers see of it.

What readers see of a post is true at once in all stories that quote it, and whoever changed it stands in the log.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import embeds
from articles.models import (
    Article,
    CaptureSource,
    CheckResult,
    Network,
    Policy,
    PostSnapshot,
    PostStatus,
    QuotedPost,
    SocialPost,
    User,
)
from articles.tasks import RetryLater, periodic, task
from articles.text import detect_language, single_line

from . import audit_log, post_commit
from .errors import Refused

# So many posts are looked at in one round, and of one network one every so many seconds.
ROUND, PAUSE = 60, 5
_NO_WORDS = embeds.QuotedContent()
_WORDLESS = Q(snapshot__text="", snapshot__author_name="")
_AGAIN = {CheckResult.RATE_LIMITED, CheckResult.UNREACHABLE}


@transaction.atomic
def get_or_create_post(
    address: str = "", words: embeds.QuotedContent = _NO_WORDS, *, by: User, network: str = "", confirmed: bool = True
) -> SocialPost:
    """The post at this address or with these words, for a story that is about to quote it.

    Not `confirmed` is what a program has found in a text and no person has looked at yet. The network is asked for it
    afterwards, by the worker. Raises `embeds.NotAPost`.
    """
    post, created = embeds.add(address, words, by=by, network=network, confirmed=confirmed)
    if created:
        audit_log.record(by, "add", post)
        enqueue_refresh(post)
    return post


def enqueue_refresh(post: SocialPost) -> None:
    """Has the worker ask the network, if there is anything to ask for."""
    if post.check_due_at:
        capture.enqueue(post.pk, key=f"capture:{post.pk}")


def enqueue_checks(chosen: QuerySet[SocialPost], *, by: User) -> int:
    """Has the worker look at these posts now, as far as there is anything to ask for; how many those are."""
    found = list(chosen.exclude(network_id="").exclude(network__in=("", Network.OTHER)))
    for post in found:
        audit_log.record(by, "ask", post)
        check.enqueue(post.pk, key=f"check:{post.pk}")
    return len(found)


def set_policy(post: SocialPost, policy: Policy | str, *, by: User, why: str) -> SocialPost:
    """Decides what readers see of the post, in every story. Raises Refused without a reason."""
    return _decide(post, "policy", Policy(policy), by, why)


def set_status(post: SocialPost, status: PostStatus | str, *, by: User, why: str) -> SocialPost:
    """Says what has become of the original, where a person knows better; the next answer of the network may say
    otherwise. Raises Refused without a reason."""
    return _decide(post, "status", PostStatus(status), by, why)


@transaction.atomic
def _decide(post: SocialPost, name: str, value: Policy | PostStatus, by: User, why: str) -> SocialPost:
    reason = single_line(why)
    if not by.has_perm("articles.change_socialpost"):
        raise Refused({name: _("You may not change social posts.")})
    if not reason:
        raise Refused({"why": _("Say why: the log keeps it.")})
    locked = SocialPost.objects.select_for_update().get(pk=post.pk)
    before = getattr(locked, name)
    if before != value:
        setattr(locked, name, value)
        locked.save(update_fields=[name])
        audit_log.record(by, name, locked, changes={name: [before, value.value]}, note=reason)
        _follow(locked, name, by.name)
    setattr(post, name, value)
    return post


@transaction.atomic
def add_snapshot(snapshot: PostSnapshot, *, by: User) -> PostSnapshot:
    """Keeps what a person says a post says. Stories that quote other words of it keep those; stories that had none yet
    have these."""
    snapshot.captured_by, snapshot.source = by, CaptureSource.TYPED
    snapshot.language = snapshot.language or (detect_language(snapshot.text) if snapshot.text else "")
    snapshot.save()
    if _fill(snapshot.post_id, snapshot):
        _follow(snapshot.post, "change", by.name)
    return snapshot


def announce_change(post: SocialPost, *, by: User) -> None:
    """To be called after an editor has changed what else readers see of it: its address, its picture."""
    _follow(post, "change", by.name)


@task(name="posts.capture", max_attempts=8, backoff=(60, 300, 1800, 7200, 21600, 86400), lease=120)
def capture(post_id: int) -> None:
    """Asks for a post that has been taken in, again and again while its network gives no answer."""
    outcome = refresh_post(post_id)
    if outcome is not None and outcome.result in _AGAIN:
        raise RetryLater(seconds=outcome.seconds)


@task(name="posts.check", max_attempts=1, lease=120, priority=-1)
def check(post_id: int) -> None:
    """Looks once whether a post is still what it was. When it is looked at again is noted on the post."""
    refresh_post(post_id)


@periodic(every=dt.timedelta(minutes=15))
@task(name="posts.watch", max_attempts=1, lease=300)
def watch() -> None:
    """Has the worker look at the posts whose time has come."""
    enqueue_due_checks(ROUND)


def enqueue_due_checks(limit: int) -> int:
    """Looks are put in line for at most so many posts, newest stories first; each network is asked gently."""
    now = timezone.now()
    turns: dict[str, int] = {}
    for post_id, network in due_posts(now).values_list("pk", "network")[:limit]:
        turns[network] = turns.get(network, -1) + 1
        after = now + dt.timedelta(seconds=PAUSE * turns[network])
        check.enqueue(post_id, key=f"check:{post_id}", run_after=after)
    return sum(turn + 1 for turn in turns.values())


def due_posts(now: dt.datetime) -> QuerySet[SocialPost]:
    """The posts to be looked at now, those in the newest stories first."""
    newest = QuotedPost.objects.filter(post=OuterRef("pk")).order_by("-article_id").values("article_id")[:1]
    return SocialPost.objects.filter(check_due_at__lte=now).order_by(Subquery(newest).desc(nulls_last=True), "-pk")


def refresh_post(post_id: int) -> embeds.RefreshOutcome | None:
    """Asks, and lets stories have what was said of a post whose words they were waiting for."""
    post = SocialPost.objects.filter(pk=post_id).first()
    if post is None:
        return None
    outcome = embeds.refresh(post)
    post.refresh_from_db()
    with transaction.atomic():
        # Also words that came before: a story may have been saved in the same moment.
        words = outcome.captured or (post.newest_snapshot() if outcome.result == CheckResult.LIVE else None)
        filled = _fill(post_id, words) if words else False
        if outcome.before:
            changes = {"status": [outcome.before, post.status]}
            audit_log.record(None, "checked", post, changes=changes, note=str(post.get_last_answer_display()))
        if filled or outcome.before:
            _follow(post, "checked", "")
    return outcome


def _fill(post_id: int, snapshot: PostSnapshot) -> bool:
    """Pins the snapshot in the stories that quote the post without any words of it yet."""
    if not (snapshot.text or snapshot.author_name):
        return False
    waiting = QuotedPost.objects.filter(_WORDLESS, post_id=post_id)
    # The stories' rows first: an editor's save holds them too.
    stories = Article.objects.select_for_update().filter(quoted_posts__in=waiting).order_by("pk")
    return bool(list(stories.values_list("pk"))) and waiting.update(snapshot=snapshot) > 0


def _follow(post: SocialPost, what: str, by_name: str) -> None:
    stories = list(post.quoted_in.order_by("article_id").values_list("article_id", flat=True))
    post_commit.after_post(post.pk, stories, what, by_name)
