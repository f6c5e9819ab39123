"""Accept images outside the library: the site's logo, its icon for tabs and home screens, advertisements."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

from .accepting import accept

# Largest sizes in pixels: twice what a page shows, for dense screens.
LOGO_SIZE = (640, 128)
ICON_SIDE = 192
AD_SIZE = (1940, 1200)


@dataclass(frozen=True)
class Mark:
    """`file` has a name made from a hash of its content; width and height are in pixels."""

    file: ContentFile
    width: int
    height: int


def logo(upload: File) -> Mark:
    """Return a PNG, re-encoded like every image, no larger than LOGO_SIZE. Raise PictureRefused."""
    return _mark(upload, "logo", lambda picture: _within(picture, LOGO_SIZE))


def icon(upload: File) -> Mark:
    """Return a square PNG of ICON_SIDE; an image that is not square is padded. Raise PictureRefused."""
    return _mark(upload, "icon", lambda picture: ImageOps.pad(picture, (ICON_SIDE, ICON_SIDE), color=(0, 0, 0, 0)))


def advert(upload: File) -> Mark:
    """Return an image no larger than AD_SIZE, a JPEG or PNG as `accept` chose. Raise PictureRefused."""
    return _mark(upload, "notice", lambda picture: _within(picture, AD_SIZE), as_jpeg=True)


def _within(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return ImageOps.contain(picture, size) if picture.width > size[0] or picture.height > size[1] else picture


def _mark(upload: File, stem: str, fit: Callable[[Image.Image], Image.Image], *, as_jpeg: bool = False) -> Mark:
    accepted = accept(upload)
    with Image.open(accepted.file) as picture:
        is_photo = as_jpeg and picture.format == "JPEG"
        fitted = fit(picture.convert("RGB" if is_photo else "RGBA"))
    encoded = io.BytesIO()
    if is_photo:
        fitted.save(encoded, "JPEG", quality=82, progressive=True, optimize=True)
    else:
        fitted.save(encoded, "PNG", optimize=True)
    content = encoded.getvalue()
    name = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{'.jpg' if is_photo else '.png'}"
    return Mark(ContentFile(content, name=name), fitted.width, fitted.height)
