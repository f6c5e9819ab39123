"""Two records of one post become one: everything that names the alias names the record afterwards."""

from __future__ import annotations

from django.db import models, transaction

from articles import body
from articles.models import Article, Policy, PostSnapshot, QuotedPost, SocialPost

from . import audit_log, overrides

# From what shows most to what shows least: of two decisions, the stricter one holds.
_STRICTNESS = [Policy.KEEP, Policy.TEXT_ONLY, Policy.LINK_ONLY, Policy.WITHDRAWN]


@transaction.atomic
def merge(alias: SocialPost) -> SocialPost:
    """Have what names the alias name its record: stories, their text, snapshots, decisions. Return the record.

    What stories quote stays as it is. Revisions and unsaved texts name the alias for ever: saving them goes through
    `quotes.write`, which reads it as the record.
    """
    # The stories' rows are locked first, as an editor's save does: another order could deadlock.
    stories = list(Article.objects.select_for_update(of=("self",)).filter(quoted_posts__post=alias).order_by("pk"))
    record = SocialPost.objects.select_for_update(of=("self",)).get(pk=alias.same_as_id)
    # Not by the snapshots' own manager: what they say stays as it was written, only whose post it is was not known.
    if models.QuerySet(PostSnapshot).filter(post=alias).exists():
        with overrides.override("another name of a post", record):
            models.QuerySet(PostSnapshot).filter(post=alias).update(post=record)
    for story in stories:
        _rename(story, alias, record)
    _decide(alias, record)
    if stories or alias.check_due_at:
        audit_log.record(None, "checked", record, note=str(alias))
    SocialPost.objects.filter(pk=alias.pk).update(check_due_at=None, pending_by=None)
    return record


def _rename(story: Article, alias: SocialPost, record: SocialPost) -> None:
    rows = {row.post_id: row for row in story.quoted_posts.filter(post__in=(alias, record)).select_related("snapshot")}
    quoted, kept = rows[alias.pk], rows.get(record.pk)
    if kept is None:
        QuotedPost.objects.filter(pk=quoted.pk).update(post=record)
    else:
        if quoted.snapshot.text and not kept.snapshot.text:
            QuotedPost.objects.filter(pk=kept.pk).update(snapshot=quoted.snapshot)
        quoted.delete()
    Article.objects.filter(pk=story.pk).update(body=body.renumbered_posts(story.body, {alias.pk: record.pk}))


def _decide(alias: SocialPost, record: SocialPost) -> None:
    """Give the record what was decided about the alias: the stricter policy, the picture, that it was confirmed."""
    record.policy = max(Policy(record.policy), Policy(alias.policy), key=_STRICTNESS.index)
    record.image = record.image or alias.image
    if record.confirmed_at is None:
        record.confirmed_at, record.confirmed_by = alias.confirmed_at, alias.confirmed_by
    if alias.pending_by_id is None:
        record.pending_by = None
    record.save(update_fields=["policy", "image", "confirmed_at", "confirmed_by", "pending_by"])
