"""Pictures outside the library: the paper's logo, its icon for tabs and home screens, advertisements."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

from .accepting import accept

# In pixels: twice what a page shows, for dense screens.
LOGO_SIZE = (640, 128)
ICON_SIDE = 192
AD_SIZE = (1940, 1200)


@dataclass(frozen=True)
class Mark:
    """Under a name made of its content; width and height in pixels."""

    file: ContentFile
    width: int
    height: int


def logo(upload: File) -> Mark:
    """A PNG, cleaned like every picture, no larger than `LOGO_SIZE`. Raises PictureRefused."""
    return _mark(upload, "logo", lambda picture: _within(picture, LOGO_SIZE))


def icon(upload: File) -> Mark:
    """A PNG, a square of `ICON_SIDE`; what is not square gets room at its sides. Raises PictureRefused."""
    return _mark(upload, "icon", lambda picture: ImageOps.pad(picture, (ICON_SIDE, ICON_SIDE), color=(0, 0, 0, 0)))


def advert(upload: File) -> Mark:
    """No larger than `AD_SIZE`; a JPEG where nothing shines through. Raises PictureRefused."""
    return _mark(upload, "notice", lambda picture: _within(picture, AD_SIZE), as_jpeg=True)


def _within(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return ImageOps.contain(picture, size) if picture.width > size[0] or picture.height > size[1] else picture


def _mark(upload: File, stem: str, fitted: Callable[[Image.Image], Image.Image], *, as_jpeg: bool = False) -> Mark:
    accepted = accept(upload)
    with Image.open(accepted.file) as picture:
        is_photo = as_jpeg and picture.format == "JPEG"
        made = fitted(picture.convert("RGB" if is_photo else "RGBA"))
    written = io.BytesIO()
    if is_photo:
        made.save(written, "JPEG", quality=82, progressive=True, optimize=True)
    else:
        made.save(written, "PNG", optimize=True)
    content = written.getvalue()
    name = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{'.jpg' if is_photo else '.png'}"
    return Mark(ContentFile(content, name=name), made.width, made.height)
