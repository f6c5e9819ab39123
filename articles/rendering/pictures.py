"""A picture of the library as readers meet it."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Image


@dataclass(frozen=True)
class Picture:
    """An image with the words that go with it; `url` is a path on this site, sizes are in pixels."""

    url: str
    alt: str
    caption: str
    credit: str
    width: int | None
    height: int | None
    language: str
    caption_language: str
    focal_x: int = 50
    focal_y: int = 50


def picture(image: Image, caption: str = "", caption_language: str = "") -> Picture:
    """The image with the library's caption, unless another, in its own language, is given."""
    return Picture(
        url=image.file.url,
        alt=image.alt,
        caption=caption or image.caption,
        credit=image.credit,
        width=image.width,
        height=image.height,
        language=image.language,
        caption_language=caption_language if caption else image.language,
        focal_x=image.focal_x,
        focal_y=image.focal_y,
    )
