"""Make the smaller files of an image (renditions) and look them up from the image's own row, without a query.

File names contain the image's number, a hash of its content, the recipe and the focal point. So a name never comes back
with other content and may be cached for ever. Until renditions are made, the original stands in for them.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import features

from articles.models import EarlierFile, Image

from .errors import Damaged
from .metadata import DECODING_ERRORS

Cut = Literal["whole", "card"]  # the whole image, or cropped to CARD_SHAPE for lists
Size = tuple[int, int]
# After a change of anything below: raise this and run `manage.py make_renditions`.
RECIPE = 3
# A browser takes the first width that has at least the pixels it needs. Phones need, for an image as wide as the text,
# 646 (360 px at twice the density), 656 (412 at 1.75) and 969 to 984 (360 at 3, 412 at 2.625); in a list 222 to 333.
WIDTHS: dict[Cut, tuple[int, ...]] = {"whole": (320, 672, 1008, 1280, 1920), "card": (240, 336, 480, 672, 1008, 1280)}
CARD_SHAPE = (16, 9)
PLAIN_WIDTH = 1280
# Of `make(first_only=True)`: the width that most phones need, for an image as wide as the text.
FIRST_WIDTH = 672
# For messengers and networks, beside a shared link: a JPEG, because WhatsApp reliably shows nothing else, of at most
# 300 kB, because it drops what is larger. An image is enlarged to twice its width at most.
SHARE_SIZE = (1200, 630)
MAX_SHARE_BYTES = 300_000
SHARE_QUALITIES = (82, 74, 66, 56, 46, 36, 26, 16)
# In a <picture>, the best first: a browser takes the first it can show.
FORMATS = ("avif", "webp")
# How Pillow saves each file extension; measured in docs/decisions/0009-images.md.
ENCODING: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 75, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
    "png": {"format": "PNG"},
}
# Renditions that are asked for by name: a cut and the width that is needed. All are WebP.
NAMED: dict[str, tuple[Cut, int]] = {"thumbnail": ("whole", 320), "desk": ("whole", 1008), "card": ("card", 480)}
_STORED_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # what `accept` and the importers store


@dataclass(frozen=True)
class Rendition:
    """`url` is a path on this site; width and height are in pixels, None for an original of unknown size."""

    url: str
    width: int | None
    height: int | None


@dataclass(frozen=True)
class PictureSource:
    """One <source> of a <picture>."""

    type: str
    srcset: str


@dataclass(frozen=True)
class RenditionSet:
    """What `Image.renditions` stores: which renditions there are, of which file, under which names."""

    recipe: int
    file: str  # the name of the original
    focal: tuple[int, int]
    stem: str  # how the names of all files begin
    formats: tuple[str, ...]
    sizes: dict[Cut, list[Size]]
    plain: tuple[int, int, str] | None  # width, height and extension; None if the original is small enough
    share: Size | None  # None if the image is too small
    is_complete: bool = True  # False while there are only the first files
    has_share: bool = True  # False for a recipe from before there was one

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> RenditionSet:
        return cls(
            recipe=data["recipe"],
            file=data["of"],
            focal=(data["focal"][0], data["focal"][1]),
            stem=data["stem"],
            formats=tuple(data["formats"]),
            sizes={"whole": data["whole"], "card": data["card"]},
            plain=data["plain"] and tuple(data["plain"]),
            share=data.get("share") and tuple(data["share"]),
            is_complete=data.get("complete", True),
            has_share="share" in data,
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "recipe": self.recipe,
            "of": self.file,
            "focal": list(self.focal),
            "stem": self.stem,
            "formats": list(self.formats),
            "whole": [list(size) for size in self.sizes["whole"]],
            "card": [list(size) for size in self.sizes["card"]],
            "plain": self.plain and list(self.plain),
            "share": self.share and list(self.share),
            "complete": self.is_complete,
        }

    def name(self, cut: Cut, width: int, format_: str) -> str:
        return f"{self.stem}-{cut}-{f'{self._focal}-' if cut == 'card' else ''}{width}.{format_}"

    def made_cut(self, cut: Cut) -> Cut:
        """Return the cut itself; the whole image while there are only the first files."""
        return cut if self.sizes[cut] else "whole"

    @property
    def plain_name(self) -> str:
        return f"{self.stem}-plain-{self.plain[0]}.{self.plain[2]}" if self.plain else ""

    @property
    def share_name(self) -> str:
        return f"{self.stem}-share-{self._focal}-{self.share[0]}.jpg" if self.share else ""

    @property
    def _focal(self) -> str:
        return f"{self.focal[0]}x{self.focal[1]}"

    def files(self) -> list[str]:
        """Return the names of all files."""
        cuts = [
            self.name(cut, width, format_)
            for cut, sizes in self.sizes.items()
            for width, _ in sizes
            for format_ in self.formats
        ]
        return [name for name in (self.plain_name, self.share_name) if name] + cuts


def files(image: Image | EarlierFile) -> list[str]:
    """Return the names of all files of the renditions that the row lists."""
    return RenditionSet.from_json(image.renditions).files() if image.renditions else []


def rendition(image: Image, name: str) -> Rendition:
    """Return `plain` (a JPEG or PNG, which everything shows) or one of NAMED; the original until it is made."""
    made = _current(image)
    if made and name == "plain" and made.plain:
        return Rendition(_url(image, made.plain_name), *made.plain[:2])
    if made and name != "plain" and "webp" in made.formats:
        cut, needed = NAMED[name]
        cut = made.made_cut(cut)
        width, height = next((size for size in made.sizes[cut] if size[0] >= needed), made.sizes[cut][-1])
        return Rendition(_url(image, made.name(cut, width, "webp")), width, height)
    return Rendition(image.file.url, image.width, image.height)


def share(image: Image) -> Rendition | None:
    """Return the rendition for messengers and networks, or None if there is none yet or the image is too small.

    For an image whose renditions are of an earlier recipe it is the plain one.
    """
    made = _current(image)
    if made and made.share:
        return Rendition(_url(image, made.share_name), *made.share)
    if not made or made.has_share:
        return None
    plain = rendition(image, "plain")
    is_wide_enough = bool(plain.width and plain.width >= SHARE_SIZE[0] // 2)
    return plain if is_wide_enough and plain.url.endswith(".jpg") else None


def srcset(image: Image, cut: Cut = "whole", format_: str = "webp") -> str:
    """Return the value for a srcset attribute, empty until there are renditions."""
    made = _current(image)
    if not made or format_ not in made.formats:
        return ""
    cut = made.made_cut(cut)
    # All files have the same stem: its URL is made once.
    stem, start = _url(image, made.stem), len(made.stem)
    return ", ".join(f"{stem}{made.name(cut, width, format_)[start:]} {width}w" for width, _ in made.sizes[cut])


def sources(image: Image, cut: Cut = "whole") -> tuple[PictureSource, ...]:
    """Return one source for each format, the best first; none until there are renditions."""
    made = _current(image)
    return tuple(PictureSource(f"image/{name}", srcset(image, cut, name)) for name in (made.formats if made else ()))


def is_current(image: Image) -> bool:
    """Return False if the renditions are missing, or of another file, focal point or recipe."""
    made = _current(image)
    return (
        made is not None and made.is_complete and made.recipe == RECIPE and made.focal == (image.focal_x, image.focal_y)
    )


def has_first(image: Image) -> bool:
    """Return whether the image's present file has renditions, be they only the first ones or of an earlier recipe."""
    return _current(image) is not None


def make(image: Image, *, first_only: bool = False) -> RenditionSet:
    """Write all renditions and return them, without saving the image. Takes seconds; may be repeated.

    With `first_only` only the one to share and one width, which the whole set contains too: 0.2 to 1 s.
    Raise Damaged if the original is missing or cannot be decoded, OSError if a rendition cannot be written.
    """
    whole, digest = _decoded_original(image)
    focal = (image.focal_x, image.focal_y)
    card = whole.crop(crop_box(CARD_SHAPE, whole.width, whole.height, *focal))
    shared = whole.crop(crop_box(SHARE_SIZE, whole.width, whole.height, *focal))
    sizes: dict[Cut, list[Size]] = {"whole": _sizes("whole", whole), "card": _sizes("card", card)}
    formats = tuple(name for name in FORMATS if features.check(name))
    if first_only:
        sizes = {"whole": [min(sizes["whole"], key=lambda size: abs(size[0] - FIRST_WIDTH))], "card": []}
        formats = formats[-1:]
    made = RenditionSet(
        recipe=RECIPE,
        file=str(image.file.name),
        focal=focal,
        stem=f"renditions/{image.pk % 100:02d}/{image.pk}-{digest}-{RECIPE}",
        formats=formats,
        sizes=sizes,
        plain=None if first_only else _plain_size(whole),
        share=SHARE_SIZE if shared.width * 2 >= SHARE_SIZE[0] else None,
        is_complete=not first_only,
    )
    for name, data in _encoded(made, {"whole": whole, "card": card}):
        _write(image, name, data)
    if made.share:
        _write(image, made.share_name, share_jpeg(shared))
    return made


def crop_box(shape: Size, width: int, height: int, focal_x: int, focal_y: int) -> tuple[int, int, int, int]:
    """Return the largest box of that shape, with the focal point (in percent) as near to its middle as possible."""
    wide, high = shape
    if width * high > height * wide:
        size = (max(1, round(height * wide / high)), height)
    else:
        size = (width, max(1, round(width * high / wide)))
    left = min(max(0, round(width * focal_x / 100 - size[0] / 2)), width - size[0])
    top = min(max(0, round(height * focal_y / 100 - size[1] / 2)), height - size[1])
    return left, top, left + size[0], top + size[1]


def share_jpeg(picture: Pillow.Image) -> bytes:
    """Return a JPEG of SHARE_SIZE, if possible of at most MAX_SHARE_BYTES. Transparent parts become white."""
    scaled = _scaled(picture, SHARE_SIZE)
    if scaled.mode == "RGBA":
        scaled = Pillow.alpha_composite(Pillow.new("RGBA", scaled.size, "white"), scaled).convert("RGB")
    data = b""
    for quality in SHARE_QUALITIES:
        data = _encode(scaled, "jpg", quality=quality)
        if len(data) <= MAX_SHARE_BYTES:
            break
    return data


def _current(image: Image) -> RenditionSet | None:
    """Return the renditions of the image's present file."""
    data = image.renditions
    return RenditionSet.from_json(data) if data and data["of"] == image.file.name else None


def _url(image: Image, name: str) -> str:
    return image.file.storage.url(name)


def _decoded_original(image: Image) -> tuple[Pillow.Image, str]:
    """Return the pixels in the mode RGB or RGBA, and a hash of the file."""
    try:
        with image.file.storage.open(str(image.file.name)) as file:
            data = file.read()
        with Pillow.open(io.BytesIO(data), formats=_STORED_FORMATS) as opened:
            is_transparent = "A" in opened.getbands() or "transparency" in opened.info
            whole = opened.convert("RGBA" if is_transparent else "RGB")
    except DECODING_ERRORS:
        raise Damaged from None
    whole.info = {}
    return whole, hashlib.sha256(data).hexdigest()[:16]


def _sizes(cut: Cut, picture: Pillow.Image) -> list[Size]:
    """Return the sizes to make: never larger than the image, and its own width if that is between two of WIDTHS."""
    widths = [width for width in WIDTHS[cut] if width < picture.width] + [min(picture.width, WIDTHS[cut][-1])]
    # An image wider than the last width has that width twice in the list.
    return [_at_width(picture, width) for width in dict.fromkeys(widths)]


def _plain_size(picture: Pillow.Image) -> tuple[int, int, str] | None:
    if picture.width <= PLAIN_WIDTH:
        return None
    return *_at_width(picture, PLAIN_WIDTH), "png" if picture.mode == "RGBA" else "jpg"


def _at_width(picture: Pillow.Image, width: int) -> Size:
    return width, max(1, round(picture.height * width / picture.width))


def _encoded(made: RenditionSet, pictures: dict[Cut, Pillow.Image]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of every file but the one to share."""
    if made.plain:
        width, height, extension = made.plain
        yield made.plain_name, _encode(_scaled(pictures["whole"], (width, height)), extension)
    for cut, picture in pictures.items():
        for size in made.sizes[cut]:
            scaled = _scaled(picture, size)
            for format_ in made.formats:
                yield made.name(cut, size[0], format_), _encode(scaled, format_)


def _scaled(picture: Pillow.Image, size: Size) -> Pillow.Image:
    if picture.size == size:
        return picture
    return picture.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3.0)


def _encode(picture: Pillow.Image, extension: str, **options: Any) -> bytes:
    data = io.BytesIO()
    picture.save(data, **{**ENCODING[extension], **options})
    return data.getvalue()


def _write(image: Image, name: str, data: bytes) -> None:
    """Write a file, over one that an interrupted attempt may have left unfinished."""
    storage = image.file.storage
    storage.delete(name)
    storage.save(name, ContentFile(data))
