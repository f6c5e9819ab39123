"""A picture of the library as readers meet it."""

from __future__ import annotations

from dataclasses import dataclass

from articles import images
from articles.images import PictureSource, Rendition
from articles.models import Image, Origin


@dataclass(frozen=True)
class Picture:
    """An image with the words that go with it; `url` is a path on this site, sizes are in pixels.

    `url` is a form that everything shows, feed readers too; `sources` are the better ones for browsers. `card` is cut
    for lists, `share` for messengers and networks, `thumbnail` is small and whole. `label` says what kind of picture it
    is, in the language that was active when this was made; nothing of what everyone expects, a photo of what is
    reported.
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
    """The image with the library's caption, unless another, in its own language, is given. None once its rights have
    ended: the day is compared now. No query."""
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
