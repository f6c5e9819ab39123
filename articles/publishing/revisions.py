"""The whole article as JSON, for its revisions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from articles.models import PLAIN_FIELDS, Article, Correction, Revision, TransitionName, User

# 2 added paid_by, 3 without_ads. A further editorial field needs no new version: a revision without its key is older
# than the field. Raise it when the meaning of a key changes.
SCHEMA_VERSION = 3

_TIMES = "schedule_at publish_at expire_at deleted_at first_published_at significant_update_at saved_at".split()


def story_data(article: Article) -> dict[str, Any]:
    """Return everything that readers see of the saved article. Seven queries, one more for a lead video."""
    return {
        "schema_version": SCHEMA_VERSION,
        "id": article.pk,
        "feed_id": str(article.feed_id),
        **{name: getattr(article, name) for name in (*PLAIN_FIELDS, "cleaned_with", "status")},
        **{name: _time(getattr(article, name)) for name in _TIMES},
        "section": _section(article),
        "bylines": [
            {"author": row.author_id, "name": row.shown_name, "role": row.role}
            for row in article.bylines.select_related("author")
        ],
        "tags": [
            {"id": row.tag_id, "name": row.tag.name, "slug": row.tag.slug}
            for row in article.tag_rows.select_related("tag").order_by("id")
        ],
        "lead_image": _image(article.lead_image) if article.lead_image_id else None,
        "lead_video": _file(article.lead_video) if article.lead_video_id else None,
        "files": [_file(row.file) for row in article.file_rows.select_related("file").order_by("id")],
        "images": [_image(row.image) for row in article.image_rows.select_related("image").order_by("id")],
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
            for row in article.quoted_posts.select_related("post", "snapshot")
        ],
        "corrections": [_correction(row) for row in article.corrections.all()],
    }


def record(article: Article, name: TransitionName, by: User, note: str = "") -> Revision:
    """Write the revision of the version that the transition has just saved."""
    return Revision.objects.create(
        article=article, number=article.version, transition=name, at=timezone.now(), by=by, by_name=by.name[:200],
        note=note, data=story_data(article),
    )  # fmt: skip


def _time(value: dt.datetime | None) -> str | None:
    return value.isoformat() if value else None


def _correction(row: Correction) -> dict[str, Any]:
    """Return a correction with the times at which it was changed, if it was."""
    changes = {name: _time(getattr(row, name)) for name in ("amended_at", "retracted_at")}
    return {"text": row.text, "at": _time(row.at)} | {name: at for name, at in changes.items() if at}


def _section(article: Article) -> dict[str, Any] | None:
    section = article.section
    return {"id": section.pk, "slug": section.slug, "name": section.name} if section else None


def _image(image: Any) -> dict[str, Any]:
    return {"id": image.pk, "file": image.file.name, "alt": image.alt, "caption": image.caption, "credit": image.credit}


def _file(row: Any) -> dict[str, Any]:
    return {"id": row.pk, "file": row.file.name, "title": row.title, "credit": row.credit, "licence": row.licence}
