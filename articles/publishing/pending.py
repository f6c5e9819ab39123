"""Pictures and posts that a story's form has made: pending until a story that names them is saved."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from articles import body
from articles.models import Autosave, EarlierFile, Image, Page, PostSnapshot, SocialPost
from articles.tasks import task

from . import audit_log, image_library, overrides

# How long a form may be open before what it has made is deleted, unless unsaved text that is kept names it.
RETENTION = dt.timedelta(days=1)
_NAMED = re.compile(r"""data-[a-z-]+=["']([0-9 ]+)["']""")
_IMAGE_FIELDS = ("lead_image", "portrait", "image", "still")


def settle(rows: Iterable[SocialPost] | Iterable[Image]) -> None:
    """Note that a saved object names these rows: from now on they are in lists, and in the log as added."""
    for row in rows:
        if row.pending_by_id is not None:
            by, row.pending_by = row.pending_by, None
            row.save(update_fields=["pending_by"])
            audit_log.record(by, "add", row)


@task(name="pending.delete", max_attempts=1, lease=300, every=dt.timedelta(hours=1))
def delete_forgotten() -> None:
    """Delete pending pictures and posts that are older than RETENTION and that no unsaved text names."""
    old = {"pending_by__isnull": False, "added_at__lt": timezone.now() - RETENTION}
    posts, images = SocialPost.objects.filter(**old), Image.objects.filter(**old)
    if not posts.exists() and not images.exists():
        return
    named_posts, named_images = _named()
    for post in posts.exclude(pk__in=named_posts).exclude(aliases__in=named_posts):
        _delete_post(post)
    for image in images.exclude(pk__in=named_images):
        if _is_used(image):
            settle([image])
        else:
            image_library.remove(image)


def _is_used(row: SocialPost | Image) -> bool:
    """Return whether a saved row points to this one, other than the words and the other names of a post, or the earlier
    files of an image."""
    fields: list[Any] = [field for field in row._meta.get_fields(include_hidden=True) if field.one_to_many]
    return any(
        field.related_model._default_manager.filter(**{field.field.name: row}).exists()
        for field in fields
        if field.related_model not in (PostSnapshot, SocialPost, EarlierFile)
    )


@transaction.atomic
def _delete_post(post: SocialPost) -> None:
    if _is_used(post):
        settle([post])
        return
    # No story has ever quoted it: its words are no evidence of anything, and the rule that keeps them does not hold.
    with overrides.override("a post that no story has quoted", post):
        models.QuerySet(PostSnapshot).filter(post=post).delete()
        post.delete()


def _named() -> tuple[set[int], set[int]]:
    """Return the ids of the posts and images that unsaved text or an editable page names."""
    posts, images = set(), set()
    bodies = list(Page.objects.exclude(body="").values_list("body", flat=True))
    for row in Autosave.objects.iterator():
        bodies += row.values("body")
        images |= {
            int(value) for name in _IMAGE_FIELDS for value in row.values(name) if value.isdecimal() and len(value) < 19
        }
    for html in bodies:
        try:
            html = body.clean(html)
            posts |= set(body.numbers(html, "social-post"))
            images |= set(body.numbers(html, "image", "gallery"))
        except body.TooMuch:
            # It cannot be saved as it is. Until its author has divided it, whatever it may name is kept.
            named = {int(number) for ids in _NAMED.findall(html) for number in ids.split() if len(number) < 19}
            posts, images = posts | named, images | named
    return posts, images
