"""An image of the library as readers see it."""

from __future__ import annotations

from dataclasses import dataclass

from articles import images
from articles.images import PictureSource, Rendition
from articles.models import Image, Origin


@dataclass(frozen=True)
class Picture:
    """An image with its alt text, caption and credit; `url` is a path on this site and sizes are in pixels.

    `url` is a format that everything can show, feed readers too; `sources` are better ones for browsers. `card` is
    cropped for lists and `share` for messengers and networks; `thumbnail` is small and not cropped. `label` names the
    kind of picture in the language that was active when this was made; for a photo, the usual kind, it is empty.
    """

    url: str
    alt: str
    caption: str
    credit: str
    width: int | None
    height: int | None
    language: str
    caption_language: str
    label: str
    sources: tuple[PictureSource, ...]
    card: Rendition
    card_sources: tuple[PictureSource, ...]
    share: Rendition | None = None
    thumbnail: Rendition | None = None


def picture(image: Image, caption: str = "", caption_language: str = "") -> Picture | None:
    """Return the image with `caption` or else the library's own. Return None once its rights have ended. No query."""
    if image.rights_ended():
        return None
    plain = images.rendition(image, "plain")
    return Picture(
        url=plain.url,
        alt=image.alt,
        caption=caption or image.caption,
        credit=image.credit,
        width=plain.width,
        height=plain.height,
        language=image.language,
        caption_language=caption_language if caption else image.language,
        label="" if image.origin == Origin.PHOTO else str(image.get_origin_display()),
        sources=images.sources(image),
        card=images.rendition(image, "card"),
        card_sources=images.sources(image, "card"),
        share=images.share(image),
        thumbnail=images.rendition(image, "thumbnail"),
    )
