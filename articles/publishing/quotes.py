"""The posts an article quotes, each pinned to the snapshot whose text it quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import embeds
from articles.body import numbers, renumbered_posts
from articles.models import TEXT_FIELDS, Article, CaptureSource, PostSnapshot, QuotedPost, SocialPost, User

from . import audit_log, pending
from .changes import Quote
from .errors import Refused

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}|")


def write(article: Article, quotes: Sequence[Quote], by: User) -> None:
    """Write one row for each post in the body, in its order. Text in `quotes` that differs becomes a new snapshot.

    Raise Refused if the body quotes a post that does not exist, or if the text is not valid.
    """
    wanted = numbers(article.body, "social-post")
    present = {row.post_id: row for row in article.quoted_posts.select_related("snapshot")}
    posts = SocialPost.objects.in_bulk([*wanted, *(quote.post_id for quote in quotes)])
    aliases = {post.pk: post.same_as_id for post in posts.values() if post.same_as_id}
    if aliases:
        article.body = renumbered_posts(article.body, aliases)
        article.save(update_fields=["body"])
        wanted, posts = numbers(article.body, "social-post"), posts | SocialPost.objects.in_bulk(aliases.values())
    by_post = {aliases.get(quote.post_id, quote.post_id): quote for quote in quotes}
    if missing := [post_id for post_id in wanted if post_id not in posts]:
        message = _("The text quotes a post that does not exist: number %(id)s. Take it out or paste it again.")
        happened = audit_log.last_act("socialpost", str(missing[0]), "delete")
        raise Refused({"body": f"{happened} {message % {'id': missing[0]}}".strip()})
    for order, post_id in enumerate(wanted):
        row = present.pop(post_id, None) or QuotedPost(article=article, post=posts[post_id])
        pinned = row.snapshot if row.snapshot_id else _first(posts[post_id], by)
        row.snapshot, row.order = _snapshot(pinned, by_post.get(post_id), by), order
        row.save()
        if post_id in by_post and by_post[post_id].confirmed:
            confirm(posts[post_id], by)
    article.quoted_posts.filter(post_id__in=present).delete()
    pending.settle(posts[post_id] for post_id in wanted)


def confirm(post: SocialPost, by: User) -> None:
    """Note that this person has confirmed the proposed post."""
    if post.confirmed_at is None:
        post.confirmed_at, post.confirmed_by = timezone.now(), by
        post.save(update_fields=["confirmed_at", "confirmed_by"])
        audit_log.record(by, "confirm", post)


def unconfirmed(article: Article) -> list[SocialPost]:
    """Return the quoted posts that nobody has confirmed. One query."""
    return [row.post for row in article.quoted_posts.filter(post__confirmed_at__isnull=True).select_related("post")]


def _first(post: SocialPost, by: User) -> PostSnapshot:
    """Return the snapshot of which a new quote begins: not of what anybody has claimed in a draft."""
    if snapshot := post.starting_snapshot(by.pk):
        return snapshot
    posted_at = embeds.time_of_id(post.network, post.network_id)
    return PostSnapshot.objects.create(post=post, captured_by=by, posted_at=posted_at)


def _snapshot(pinned: PostSnapshot, quote: Quote | None, by: User) -> PostSnapshot:
    if quote is None or quote == Quote(quote.post_id, confirmed=quote.confirmed):
        return pinned
    if not _LANGUAGE.fullmatch(quote.language) or not _LANGUAGE.fullmatch(quote.translation_language):
        raise Refused({"quotes": _("A language is written like this: hi, en, en-IN.")})
    words = {name: getattr(quote, name) for name in TEXT_FIELDS}
    further = PostSnapshot(
        post=pinned.post, media=pinned.media, source=CaptureSource.TYPED, captured_by=by, raw=None,
        is_trusted=by.has_perm("articles.publish_article"), **words,
    )  # fmt: skip
    try:
        further.clean_fields(exclude=["post", "captured_by", "hash", "media", "raw"])
    except ValidationError as error:
        raise Refused({"quotes": " ".join(error.messages)}) from None
    if further.content_hash() == pinned.content_hash():
        return pinned
    further.save()
    return further
