"""The image library: add, describe and remove images, and keep their files in step with their rows.

Files are not part of a transaction: new ones are written before the row is saved, old ones deleted after the commit.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.files.base import File
from django.db import transaction

from articles import images
from articles.models import Image, User
from articles.tasks import task
from articles.text import detect_language

from . import audit_log, post_commit

logger = logging.getLogger("newsroom.publishing")


def add(upload: File, values: Mapping[str, Any] = {}, *, by: User, pending: bool = False) -> Image:
    """Add the file to the library with these values of Image's fields; its own metadata fills the empty ones.

    A `pending` one waits for a saved story that shows it, see `pending`. Raise `images.PictureRefused`.
    """
    accepted = images.accept(upload)
    image = Image(file=accepted.file, upload_name=accepted.upload_name, **values)
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


def sync_files(image: Image, before: Image | None = None) -> None:
    """Queue missing renditions and delete the files of `before`. Call this after a save, in its transaction."""
    if not images.is_current(image):
        make_renditions.enqueue(image.pk, key=f"renditions:{image.pk}")
    if before and before.file and before.file.name != image.file.name:
        post_commit.after_files([str(before.file.name), *images.files(before)])


def remove(image: Image) -> None:
    """Delete the row, and all its files after the commit. Raise ProtectedError if a story shows the image."""
    names = [str(image.file.name), *images.files(image)]
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
