"""Whether readers may have an uploaded file: while something public shows the picture or document it belongs to."""

from __future__ import annotations

import datetime as dt
import re
from posixpath import normpath
from typing import Literal

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from articles.body import numbers
from articles.models import Article, Byline, EarlierFile, Image, MediaFile, Page

Access = Literal["public", "gone", "missing"]
_RENDITION = re.compile(r"renditions/[0-9]+/([0-9]{1,18})-")
# What belongs to the site itself: its logo, advertisements.
_SITES_OWN = ("site/", "ads/")
# Ways from a story to an image; each is one index look-up.
_SHOWN_BY = ("lead_image", "image_rows__image", "quoted_posts__post__image", "file_rows__file__still")


def media_access(path: str, at: dt.datetime | None = None) -> Access:
    """Return "public", "gone" if readers could once have the file, or else "missing".

    `path` is the file's name in storage, in this spelling alone: the file system knows others. The site's own files
    are always public. Two queries for a picture of a story, up to eight where nothing shows it.
    """
    at = at or timezone.now()
    if path != normpath(path) or "\x00" in path:
        return "missing"
    if found := _RENDITION.match(path):
        return _image_access(Image.objects.filter(pk=int(found[1])).first(), at)
    if path.startswith("images/"):
        image = Image.objects.filter(file=path).first()
        earlier = None if image else EarlierFile.objects.select_related("image").filter(file=path).first()
        return _image_access(earlier.image if earlier else image, at)
    if path.startswith("files/"):
        return _file_access(MediaFile.objects.filter(file=path).first(), at)
    return "public" if path.startswith(_SITES_OWN) else "missing"


def _image_access(image: Image | None, at: dt.datetime) -> Access:
    if image is None:
        return "missing"
    if not image.rights_ended(timezone.localdate(at)) and _is_shown(image.pk, at):
        return "public"
    shown = Q(lead_image=image) | Q(image_rows__image=image) | Q(quoted_posts__post__image=image)
    return "gone" if Article.objects.filter(shown).was_public(at) else "missing"


def _is_shown(image_id: int, at: dt.datetime) -> bool:
    for way in _SHOWN_BY:
        if Article.objects.filter(**{way: image_id}).published(at).exists():
            return True
    return Byline.objects.filter(author__portrait=image_id).was_public(at) or _is_on_a_page(
        image_id, "image", "gallery"
    )


def _is_on_a_page(number: int, *kinds: str) -> bool:
    bodies = Page.objects.filter(is_public=True, body__contains=str(number)).values_list("body", flat=True)
    return any(number in numbers(body, *kinds) for body in bodies)


def _is_linked(path: str) -> bool:
    """Return whether a page links to the file itself, as one does to a form to be printed."""
    return Page.objects.filter(is_public=True, body__contains=f"{settings.MEDIA_URL}{path}").exists()


def _file_access(file: MediaFile | None, at: dt.datetime) -> Access:
    if file is None:
        return "missing"
    shown = Q(file_rows__file=file) | Q(lead_video=file)
    if Article.objects.filter(shown).published(at).exists() or _is_on_a_page(file.pk, "file"):
        return "public"
    if _is_linked(str(file.file.name)):
        return "public"
    return "gone" if Article.objects.filter(shown).was_public(at) else "missing"
