"""The smaller forms of a picture in which pages, lists and feeds show it: made once, known from the image's own row.

`image.renditions` holds {"recipe", "of", "focal", "stem", "formats", "whole": [[width, height], …], "card": […],
"plain": [width, height, ending] or null}. Names of files are made of that, of the picture's content and of the focal
point: they never come back with another content. While there are none, or they are of an earlier file, the cleaned
original stands in.
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

from articles.models import Image

from .errors import Damaged
from .metadata import DECODING_ERRORS

Cut = Literal["whole", "card"]
# A change here makes all renditions anew: `manage.py make_renditions`.
RECIPE = 3
# A browser takes the first form that has at least the pixels it needs. Phones need, for a picture as wide as the text,
# 646 (360 px at twice the density), 656 (412 at 1.75) and 969 to 984 (360 at 3, 412 at 2.625); in a list 222 to 333.
WIDTHS: dict[Cut, tuple[int, ...]] = {"whole": (320, 672, 1008, 1280, 1920), "card": (240, 336, 480, 672, 1008, 1280)}
# What `accept` and the importers store.
STORED = ("JPEG", "PNG", "WEBP", "GIF")
CARD_SHAPE = (16, 9)
PLAIN_WIDTH = 1280
# What messengers and networks show beside a shared link: a JPEG, because WhatsApp shows nothing else for certain, and
# of at most 300 kB, because it drops what is larger. A picture is enlarged to twice its width at most.
SHARE_SIZE = (1200, 630)
SHARE_BYTES = 300_000
_SHARE_QUALITIES = (82, 74, 66, 56, 46, 36, 26, 16)
# The best first: a browser takes the first it can show. Measured in docs/decisions/0009-images.md.
_ENCODERS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 58, "speed": 8, "max_threads": 1},
    "webp": {"quality": 75, "method": 4},
}
_PLAIN: dict[str, tuple[str, dict[str, Any]]] = {
    "jpg": ("JPEG", {"quality": 80, "progressive": True, "optimize": True}),
    "png": ("PNG", {}),
}
# name -> cut, width, format
NAMED: dict[str, tuple[Cut, int, str]] = {
    "thumbnail": ("whole", 320, "webp"),
    "desk": ("whole", 1008, "webp"),
    "card": ("card", 480, "webp"),
}


@dataclass(frozen=True)
class Rendition:
    """`url` is a path on this site, sizes are in pixels; of an original whose size is not known they are None."""

    url: str
    width: int | None
    height: int | None


@dataclass(frozen=True)
class PictureSource:
    """One <source> of a <picture>."""

    type: str
    srcset: str


def rendition(image: Image, name: str) -> Rendition:
    """`plain` (JPEG or PNG, which everything shows), or one of `NAMED`; the original where it is not made. No query."""
    made = _of_this_file(image)
    if name == "plain":
        if made and made["plain"]:
            width, height, ending = made["plain"]
            return Rendition(_url(image, f"{made['stem']}-plain-{width}.{ending}"), width, height)
        return Rendition(image.file.url, image.width, image.height)
    cut, wanted, kind = NAMED[name]
    sizes = made[cut] if made and kind in made["formats"] else []
    if not sizes:
        return Rendition(image.file.url, image.width, image.height)
    width, height = next((size for size in sizes if size[0] >= wanted), sizes[-1])
    return Rendition(_url(image, _name(made, cut, width, kind)), width, height)


def share(image: Image) -> Rendition | None:
    """The form for messengers and networks, until it is made the plain one; None where there is neither, or the picture
    is too small for it. No query."""
    made = _of_this_file(image)
    if made.get("share"):
        width, height = made["share"]
        return Rendition(_url(image, _share_name(made)), width, height)
    plain = rendition(image, "plain")
    wide = bool(plain.width and plain.width >= SHARE_SIZE[0] // 2)
    return plain if made and "share" not in made and wide and plain.url.endswith(".jpg") else None


def srcset(image: Image, cut: Cut = "whole", kind: str = "webp") -> str:
    """For the attribute of that name; empty where there are no renditions. No query."""
    made = _of_this_file(image)
    if not made or kind not in made["formats"]:
        return ""
    # All lie under one stem: its address is made once.
    stem, begin = _url(image, made["stem"]), len(made["stem"])
    return ", ".join(f"{stem}{_name(made, cut, width, kind)[begin:]} {width}w" for width, _height in made[cut])


def sources(image: Image, cut: Cut = "whole") -> tuple[PictureSource, ...]:
    """The best format first. No query."""
    made = _of_this_file(image)
    return tuple(PictureSource(f"image/{kind}", srcset(image, cut, kind)) for kind in (made["formats"] if made else ()))


def is_current(image: Image) -> bool:
    made = _of_this_file(image)
    return bool(made) and made["recipe"] == RECIPE and made["focal"] == [image.focal_x, image.focal_y]


def make(image: Image) -> dict[str, Any]:
    """Writes every rendition and returns what `image.renditions` is to say. Takes seconds; may be done again.

    Raises Damaged where the original is not there or is no picture, OSError where a rendition cannot be written.
    """
    whole, digest = _original(image)
    focal = (image.focal_x, image.focal_y)
    card = whole.crop(crop_box(CARD_SHAPE, whole.width, whole.height, *focal))
    shared = whole.crop(crop_box(SHARE_SIZE, whole.width, whole.height, *focal))
    made = {
        "recipe": RECIPE,
        "of": image.file.name,
        "focal": [image.focal_x, image.focal_y],
        "stem": f"renditions/{image.pk % 100:02d}/{image.pk}-{digest}-{RECIPE}",
        "formats": [kind for kind in _ENCODERS if features.check(kind)],
        "whole": _sizes("whole", whole),
        "card": _sizes("card", card),
        "plain": _plain_size(whole),
        "share": list(SHARE_SIZE) if shared.width * 2 >= SHARE_SIZE[0] else None,
    }
    for name, data in _encoded(made, whole, card):
        _write(image, name, data)
    if made["share"]:
        _write(image, _share_name(made), share_jpeg(shared))
    return made


def files(made: dict[str, Any]) -> list[str]:
    """The names of all files that these renditions are."""
    if not made:
        return []
    plain = [f"{made['stem']}-plain-{made['plain'][0]}.{made['plain'][2]}"] if made["plain"] else []
    plain += [_share_name(made)] if made.get("share") else []
    cuts: tuple[Cut, ...] = ("whole", "card")
    return plain + [
        _name(made, cut, width, kind) for cut in cuts for width, _height in made[cut] for kind in made["formats"]
    ]


def crop_box(shape: tuple[int, int], width: int, height: int, focal_x: int, focal_y: int) -> tuple[int, int, int, int]:
    """The largest part of that shape, with the focal point as near to its middle as the edges allow."""
    wide, high = shape
    if width * high > height * wide:
        size = (max(1, round(height * wide / high)), height)
    else:
        size = (width, max(1, round(width * high / wide)))
    left = min(max(0, round(width * focal_x / 100 - size[0] / 2)), width - size[0])
    top = min(max(0, round(height * focal_y / 100 - size[1] / 2)), height - size[1])
    return left, top, left + size[0], top + size[1]


def share_jpeg(picture: Pillow.Image) -> bytes:
    """In the size and within the bytes that messengers take; what shines through stands on white."""
    scaled = _scaled(picture, *SHARE_SIZE)
    if scaled.mode == "RGBA":
        paper = Pillow.new("RGBA", scaled.size, "white")
        scaled = Pillow.alpha_composite(paper, scaled).convert("RGB")
    data = b""
    for quality in _SHARE_QUALITIES:
        data = _as("JPEG", scaled, {"quality": quality, "progressive": True, "optimize": True})
        if len(data) <= SHARE_BYTES:
            break
    return data


def _original(image: Image) -> tuple[Pillow.Image, str]:
    """Its pixels, and what tells its content from another's."""
    try:
        with image.file.storage.open(str(image.file.name)) as file:
            data = file.read()
        with Pillow.open(io.BytesIO(data), formats=STORED) as opened:
            seen_through = "A" in opened.getbands() or "transparency" in opened.info
            whole = opened.convert("RGBA" if seen_through else "RGB")
    except DECODING_ERRORS:
        raise Damaged from None
    whole.info = {}
    return whole, hashlib.sha256(data).hexdigest()[:16]


def _of_this_file(image: Image) -> dict[str, Any]:
    made: dict[str, Any] = image.renditions or {}
    return made if made.get("of") == image.file.name else {}


def _name(made: dict[str, Any], cut: Cut, width: int, kind: str) -> str:
    focal = f"{made['focal'][0]}x{made['focal'][1]}-" if cut == "card" else ""
    return f"{made['stem']}-{cut}-{focal}{width}.{kind}"


def _share_name(made: dict[str, Any]) -> str:
    return f"{made['stem']}-share-{made['focal'][0]}x{made['focal'][1]}-{made['share'][0]}.jpg"


def _url(image: Image, name: str) -> str:
    return image.file.storage.url(name)


def _sizes(cut: Cut, picture: Pillow.Image) -> list[list[int]]:
    """Never larger than the picture is; where it lies between two widths, also as large as it is."""
    widths = [width for width in WIDTHS[cut] if width < picture.width] + [min(picture.width, WIDTHS[cut][-1])]
    return [[width, max(1, round(picture.height * width / picture.width))] for width in dict.fromkeys(widths)]


def _plain_size(picture: Pillow.Image) -> list[Any] | None:
    """A picture that is small enough is its own plain form."""
    if picture.width <= PLAIN_WIDTH:
        return None
    ending = "png" if picture.mode == "RGBA" else "jpg"
    return [PLAIN_WIDTH, max(1, round(picture.height * PLAIN_WIDTH / picture.width)), ending]


def _encoded(made: dict[str, Any], whole: Pillow.Image, card: Pillow.Image) -> Iterator[tuple[str, bytes]]:
    if made["plain"]:
        width, height, ending = made["plain"]
        kind, options = _PLAIN[ending]
        yield f"{made['stem']}-plain-{width}.{ending}", _as(kind, _scaled(whole, width, height), options)
    cuts: list[tuple[Cut, Pillow.Image]] = [("whole", whole), ("card", card)]
    for cut, picture in cuts:
        for width, height in made[cut]:
            scaled = _scaled(picture, width, height)
            for kind in made["formats"]:
                yield _name(made, cut, width, kind), _as(kind, scaled, _ENCODERS[kind])


def _scaled(picture: Pillow.Image, width: int, height: int) -> Pillow.Image:
    if picture.size == (width, height):
        return picture
    return picture.resize((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3.0)


def _as(kind: str, picture: Pillow.Image, options: dict[str, Any]) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind.upper(), **options)
    return data.getvalue()


def _write(image: Image, name: str, data: bytes) -> None:
    """Over a file that an interrupted attempt left behind, which may be half a file."""
    storage = image.file.storage
    storage.delete(name)
    storage.save(name, ContentFile(data))
