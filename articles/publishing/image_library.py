"""The image library: who may change images; add, describe, replace and remove them, and keep files in step with rows.

Files are not part of a transaction: new ones are written before the row is saved, unused ones deleted after the commit.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q

from articles import body, images
from articles.models import Article, Author, EarlierFile, Image, MediaFile, Page, SocialPost, User
from articles.tasks import task
from articles.text import detect_language

from . import audit_log, post_commit

logger = logging.getLogger("newsroom.publishing")


def may_change(image: Image, user: User) -> bool:
    """Return whether this person may change the image: one's own until readers see it, then whoever may publish."""
    if not user.has_perm("articles.change_image"):
        return False
    if user.has_perm("articles.publish_article"):
        return True
    return image.uploaded_by_id == user.pk and not is_public(image)


def is_public(image: Image) -> bool:
    """Return whether readers see the image, or did, or will: in a story that has or will have an address, with an
    author, a post or a file, or on a page. Up to five queries."""
    stories = Article.objects.filter(Q(lead_image=image) | Q(image_rows__image=image))
    shown_with = (
        stories.filter(first_published_at__isnull=False),
        Author.objects.filter(portrait=image),
        SocialPost.objects.filter(image=image),
        MediaFile.objects.filter(still=image),
    )
    if any(rows.exists() for rows in shown_with):
        return True
    bodies = Page.objects.filter(body__contains=str(image.pk)).values_list("body", flat=True)
    return any(image.pk in body.numbers(html, "image", "gallery") for html in bodies)


def add(upload: File, values: Mapping[str, Any] = {}, *, by: User, pending: bool = False) -> Image:
    """Add the file to the library with these values of Image's fields; its own metadata fills the empty ones.

    A `pending` one waits for a saved story that shows it, see `pending`. Raise `images.PictureRefused`.
    """
    accepted = images.accept(upload)
    image = Image(file=accepted.file, upload_name=accepted.upload_name, uploaded_by=by, **values)
    fill_from_metadata(image, accepted.metadata)
    image.pending_by = by if pending else None
    with transaction.atomic():
        image.save()
        if not pending:
            audit_log.record(by, "add", image)
        sync_files(image)
    make_first(image)
    return image


def make_first(image: Image) -> None:
    """Make the picture that messengers show and one width now, unless the image has renditions.

    Call it before readers can see the image: WhatsApp keeps the first preview of an address that it sees. The rest is
    made in the background. A file that can't be read has none, as in `make_renditions`. Call it outside a transaction:
    it takes up to a second, and SQLite has one writer.
    """
    if images.has_first(image):
        return
    before = image.renditions
    try:
        image.renditions = images.make(image, first_only=True).to_json()
    except (images.Damaged, OSError):
        logger.warning("image %d has no first renditions", image.pk, exc_info=True)
        return
    # The worker may have made the whole set meanwhile.
    unchanged = Image.objects.filter(pk=image.pk, file=image.file.name, renditions=before)
    unchanged.update(renditions=image.renditions)


def fill_from_metadata(image: Image, metadata: images.EmbeddedMetadata) -> list[str]:
    """Fill the empty fields of an image from its file's metadata, without saving. Return their names."""
    values = {name: value for name, value in vars(metadata).items() if value}
    is_empty = {name: not getattr(image, name) for name in values}
    is_empty["origin"] = image.origin == Image._meta.get_field("origin").default
    filled = [name for name in values if is_empty[name]]
    for name in filled:
        setattr(image, name, values[name])
    if {"alt", "caption"} & set(filled):
        image.language = detect_language(f"{image.alt} {image.caption}") or image.language
    return filled


def describe(image: Image, texts: Mapping[str, str], *, by: User) -> None:
    """Save a new alternative text or caption. The audit log keeps the old and the new text of what has changed; of a
    pending image it says nothing yet."""
    changes = {name: [getattr(image, name), text] for name, text in texts.items() if getattr(image, name) != text}
    if not changes:
        return
    for name, (_old, text) in changes.items():
        setattr(image, name, text)
    image.language = detect_language(f"{image.alt} {image.caption}") or image.language
    with transaction.atomic():
        image.save(update_fields=[*changes, "language"])
        if image.pending_by_id is None:
            audit_log.record(by, "change", image, changes=changes)


def sync_files(image: Image) -> None:
    """Queue missing renditions. Call this after a save, in its transaction."""
    if not images.is_current(image):
        make_renditions.enqueue(image.pk, key=f"renditions:{image.pk}")


def keep_replaced(image: Image, before: Image, *, by: User) -> None:
    """Keep the file of `before`, if another has replaced it. Call this after the save, in its transaction."""
    if before.file.name == image.file.name:
        return
    image.earlier_files.filter(file=image.file.name).delete()
    image.earlier_files.create(
        file=before.file.name, upload_name=before.upload_name, renditions=before.renditions, replaced_by=by
    )


def bring_back(image: Image, earlier: EarlierFile) -> None:
    """Give the image a file that it had, without saving it: `keep_replaced` follows the save."""
    image.file, image.upload_name, image.renditions = earlier.file.name, earlier.upload_name, earlier.renditions


def remove(image: Image) -> None:
    """Delete the row, and all its files after the commit. Raise ProtectedError if a story shows the image."""
    rows: list[Image | EarlierFile] = [image, *image.earlier_files.all()]
    names = [name for row in rows for name in (str(row.file.name), *images.files(row))]
    with transaction.atomic():
        image.delete()
        post_commit.after_files(names)


@task(name="pictures.make_renditions", max_attempts=3, backoff=(60, 600), lease=300, priority=-1)
def make_renditions(image_id: int) -> None:
    """Make the renditions unless they are up to date. Takes seconds; the row names them only when all are written."""
    image = Image.objects.filter(pk=image_id).first()
    if image is None or images.is_current(image):
        return
    try:
        made = images.make(image)
    except images.Damaged:
        logger.warning("image %d has no renditions: its file is not there, or is no picture", image_id)
        return
    unchanged = Image.objects.filter(pk=image.pk, file=image.file.name, focal_x=image.focal_x, focal_y=image.focal_y)
    if unchanged.update(renditions=made.to_json()):
        post_commit.delete_files(set(images.files(image)) - set(made.files()))
    else:
        _discard(made, image_id)


def _discard(made: images.RenditionSet, image_id: int) -> None:
    """Delete files of renditions that came too late, except those that the image's present state has in common."""
    image = Image.objects.filter(pk=image_id).first()
    kept = images.files(image) if image else []
    if image and image.file.name == made.file:
        kept += replace(made, focal=(image.focal_x, image.focal_y)).files()
    post_commit.delete_files(set(made.files()) - set(kept))
