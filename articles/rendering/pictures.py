"""An image of the library as readers see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from articles import images
from articles.images import PictureSource, Rendition
from articles.models import Image, Origin


@dataclass(frozen=True)
class Picture:
    """An image with its alt text, caption and credit; `url` is a path on this site and sizes are in pixels.

    `url` is a format that everything can show, feed readers too; `sources` are better ones for browsers. `card` is
    cropped for lists and `share` for messengers and networks; `thumbnail` is small and not cropped. Each is worked out
    when it is asked for: no page shows all of them. `label` names the kind of picture in the language that was active
    when this was made; for a photo, the usual kind, it is empty.
    """

    image: Image
    caption: str
    caption_language: str
    label: str

    @property
    def alt(self) -> str:
        return self.image.alt

    @property
    def credit(self) -> str:
        return self.image.credit

    @property
    def language(self) -> str:
        return self.image.language

    @property
    def url(self) -> str:
        return self._plain.url

    @property
    def width(self) -> int | None:
        return self._plain.width

    @property
    def height(self) -> int | None:
        return self._plain.height

    @cached_property
    def _plain(self) -> Rendition:
        return images.rendition(self.image, "plain")

    @cached_property
    def sources(self) -> tuple[PictureSource, ...]:
        return images.sources(self.image)

    @cached_property
    def card(self) -> Rendition:
        return images.rendition(self.image, "card")

    @cached_property
    def card_sources(self) -> tuple[PictureSource, ...]:
        return images.sources(self.image, "card")

    @cached_property
    def share(self) -> Rendition | None:
        return images.share(self.image)

    @cached_property
    def thumbnail(self) -> Rendition:
        return images.rendition(self.image, "thumbnail")


def picture(image: Image, caption: str = "", caption_language: str = "") -> Picture | None:
    """Return the image with `caption` or else the library's own. Return None once its rights have ended. No query."""
    if image.rights_ended():
        return None
    return Picture(
        image=image,
        caption=caption or image.caption,
        caption_language=caption_language if caption else image.language,
        label="" if image.origin == Origin.PHOTO else str(image.get_origin_display()),
    )
