"""The picture library: a picture is taken in, shown in other forms, replaced or removed.

Files know no transaction: new ones are written before the row is, old ones go once the row is committed.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from articles import images
from articles.models import Image, User
from articles.tasks import task
from articles.text import detect_language

from . import audit_log

logger = logging.getLogger("newsroom.publishing")


def take_in(upload: File, facts: Mapping[str, Any] = {}, *, by: User) -> Image:
    """The file as a picture of the library with these facts (fields of an Image); where they are silent, with what the
    file itself says. Raises `images.PictureRefused`."""
    accepted = images.accept(upload)
    image = Image(file=accepted.file, upload_name=accepted.upload_name, **facts)
    fill_in(image, accepted.words)
    with transaction.atomic():
        image.save()
        audit_log.record(by, "add", image)
        renew(image)
    return image


def fill_in(image: Image, words: images.Words) -> list[str]:
    """Puts what the file says where nothing was typed; the names of the fields that got something by it."""
    found = {
        "alt": words.alt,
        "caption": words.caption,
        "credit": words.credit,
        "rights_note": words.rights,
        "taken_on": words.taken,
        "rights_until": words.until,
    }
    filled = [name for name, value in found.items() if value and not getattr(image, name)]
    if words.origin and image.origin == Image._meta.get_field("origin").default:
        found["origin"] = words.origin
        filled.append("origin")
    for name in filled:
        setattr(image, name, found[name])
    if {"alt", "caption"} & set(filled):
        image.language = detect_language(f"{image.alt} {image.caption}") or image.language
    return filled


def describe(image: Image, words: Mapping[str, str], *, by: User) -> None:
    """Changes alternative text and caption, as far as they are given and different; the log keeps both states."""
    changes = {name: [getattr(image, name), text] for name, text in words.items() if getattr(image, name) != text}
    if not changes:
        return
    for name, (_old, text) in changes.items():
        setattr(image, name, text)
    image.language = detect_language(f"{image.alt} {image.caption}") or image.language
    with transaction.atomic():
        image.save(update_fields=[*changes, "language"])
        audit_log.record(by, "change", image, changes=changes)


def renew(image: Image, before: Image | None = None) -> None:
    """After a save, in its transaction: the worker makes what is missing, and the file of an earlier picture goes."""
    if not images.is_current(image):
        make_renditions.enqueue(image.pk, key=f"renditions:{image.pk}")
    if before and before.file and before.file.name != image.file.name:
        _after_commit([str(before.file.name), *images.files(before.renditions)])


def remove(image: Image) -> None:
    """The row, and with it all its files. Raises ProtectedError where a story shows it."""
    names = [str(image.file.name), *images.files(image.renditions)]
    with transaction.atomic():
        image.delete()
        _after_commit(names)


@task(name="pictures.make_renditions", max_attempts=3, backoff=(60, 600), lease=300, priority=-1)
def make_renditions(image_id: int) -> None:
    """Does nothing where they are there already. Takes seconds; what it writes stands in the row only when whole."""
    image = Image.objects.filter(pk=image_id).first()
    if image is None or images.is_current(image):
        return
    try:
        made = images.make(image)
    except images.Damaged:
        logger.warning("image %d has no renditions: its file is not there, or is no picture", image_id)
        return
    same = Image.objects.filter(pk=image.pk, file=image.file.name, focal_x=image.focal_x, focal_y=image.focal_y)
    if same.update(renditions=made):
        _delete(set(images.files(image.renditions)) - set(images.files(made)))
    else:
        _forget(made, image_id)


def _forget(made: dict[str, Any], image_id: int) -> None:
    """The picture was removed, replaced or given another focal point meanwhile; what still is of it stays."""
    now = Image.objects.filter(pk=image_id).first()
    same_file = now is not None and now.file.name == made["of"]
    kept = images.files({**made, "focal": [now.focal_x, now.focal_y]}) if now and same_file else []
    _delete(set(images.files(made)) - set(kept))


def _after_commit(names: list[str]) -> None:
    transaction.on_commit(lambda: _delete(names), robust=True)


def _delete(names: Iterable[str]) -> None:
    for name in names:
        with contextlib.suppress(FileNotFoundError):
            default_storage.delete(name)
