"""What a story is, whole, as JSON: for revisions, and for anything that shows an earlier state."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from articles.models import PLAIN_FIELDS, Article, Revision, TransitionName, User

# 2 added paid_by, 3 without_ads. A further editorial field needs no new version: a revision without its key is older
# than the field. Raise it when the meaning of a key changes.
SCHEMA_VERSION = 3

_TIMES = "publish_at expire_at deleted_at first_published_at significant_update_at saved_at".split()


def story_data(story: Article) -> dict[str, Any]:
    """The saved story with everything that readers see of it. Six queries."""
    return {
        "schema_version": SCHEMA_VERSION,
        "id": story.pk,
        "feed_id": str(story.feed_id),
        **{name: getattr(story, name) for name in (*PLAIN_FIELDS, "status")},
        **{name: _time(getattr(story, name)) for name in _TIMES},
        "section": _section(story),
        "bylines": [
            {"author": row.author_id, "name": row.shown_name, "role": row.role}
            for row in story.bylines.select_related("author")
        ],
        "tags": [
            {"id": row.tag_id, "name": row.tag.name, "slug": row.tag.slug}
            for row in story.tag_rows.select_related("tag").order_by("id")
        ],
        "lead_image": _image(story.lead_image) if story.lead_image_id else None,
        "images": [_image(row.image) for row in story.image_rows.select_related("image").order_by("id")],
        "quotes": [
            {
                "post": row.post_id,
                "network": row.post.network,
                "url": row.post.url,
                "policy": row.post.policy,
                "status": row.post.status,
                "confirmed": row.post.confirmed_at is not None,
                "snapshot": row.snapshot_id,
                "hash": row.snapshot.hash,
                **row.snapshot.content(),
            }
            for row in story.quoted_posts.select_related("post", "snapshot")
        ],
        "corrections": [{"text": row.text, "at": _time(row.at)} for row in story.corrections.all()],
    }


def record(story: Article, act: TransitionName, by: User, note: str = "") -> Revision:
    return Revision.objects.create(
        article=story, number=story.version, transition=act, at=timezone.now(), by=by, by_name=by.name[:200], note=note,
        data=story_data(story),
    )  # fmt: skip


def _time(value: dt.datetime | None) -> str | None:
    return value.isoformat() if value else None


def _section(story: Article) -> dict[str, Any] | None:
    section = story.section
    return {"id": section.pk, "slug": section.slug, "name": section.name} if section else None


def _image(image: Any) -> dict[str, Any]:
    return {"id": image.pk, "file": image.file.name, "alt": image.alt, "caption": image.caption, "credit": image.credit}
