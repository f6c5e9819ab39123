"""The paper's own marks: its logo and the icon for tabs and home screens."""

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


@dataclass(frozen=True)
class Mark:
    """A PNG under a name made of its content; width and height in pixels."""

    file: ContentFile
    width: int
    height: int


def logo(upload: File) -> Mark:
    """Cleaned like every picture, no larger than `LOGO_SIZE`. Raises PictureRefused."""
    return _mark(upload, "logo", lambda picture: ImageOps.contain(picture, LOGO_SIZE) if _exceeds(picture) else picture)


def icon(upload: File) -> Mark:
    """A square of `ICON_SIDE`; what is not square gets room at its sides. Raises PictureRefused."""
    return _mark(upload, "icon", lambda picture: ImageOps.pad(picture, (ICON_SIDE, ICON_SIDE), color=(0, 0, 0, 0)))


def _exceeds(picture: Image.Image) -> bool:
    return picture.width > LOGO_SIZE[0] or picture.height > LOGO_SIZE[1]


def _mark(upload: File, stem: str, fitted: Callable[[Image.Image], Image.Image]) -> Mark:
    accepted = accept(upload)
    with Image.open(accepted.file) as picture:
        made = fitted(picture.convert("RGBA"))
    written = io.BytesIO()
    made.save(written, "PNG", optimize=True)
    content = written.getvalue()
    name = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.png"
    return Mark(ContentFile(content, name=name), made.width, made.height)
