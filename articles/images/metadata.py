"""Read the metadata embedded in an image file (caption, credit, rights, dates, origin) before all of it is stripped.

For each field XMP comes first, then IPTC-IIM, then EXIF: the order in which agencies' own programs trust them. Metadata
that cannot be read is skipped: it is no reason to refuse a good image.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PIL import ExifTags, Image, IptcImagePlugin

from articles.text import normalise, single_line

from . import xmp

MAX_LINE_LENGTH, MAX_TEXT_LENGTH = 200, 5_000
# What Pillow raises for damaged metadata, and for damaged images; it depends on which byte is wrong.
METADATA_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
)
DECODING_ERRORS = (*METADATA_ERRORS, EOFError, MemoryError, struct.error, zlib.error, Image.DecompressionBombError)
# What cameras and phones write into the caption of every picture.
_CAMERA_DEFAULTS = re.compile(
    r"\s*(?:(?:olympus|minolta|konica|kodak|sony|samsung|digital|camera|dsc\w*|dcim|default|screenshot)\W*)+", re.I
)
_DAY = re.compile(r"(\d{4})[-:]?(\d\d)[-:]?(\d\d)(?!\d)")
_IIM = {
    "caption": 120, "byline": 80, "credit": 110, "source": 115, "copyright": 116, "terms": 40, "taken": 55, "until": 37,
}  # fmt: skip
_UTF8 = b"\x1b%G"
_Record = dict[str, str]  # what one of the three kinds of metadata has, by the names in `_IIM`, with "alt" and "origin"


@dataclass(frozen=True)
class EmbeddedMetadata:
    """Values for the fields of `models.Image` with the same names; empty if the file does not have them."""

    alt: str = ""
    caption: str = ""
    credit: str = ""
    rights_note: str = ""
    taken_on: dt.date | None = None
    rights_until: dt.date | None = None
    origin: str = ""


def read_metadata(picture: Image.Image, language: str = "") -> EmbeddedMetadata:
    """Return the metadata of an opened image. Of a text in several languages take the one in `language`, if any."""
    records = [_from_xmp(picture, language), _from_iptc(picture), _from_exif(picture)]

    def first(name: str) -> str:
        return next((value for record in records if (value := record.get(name))), "")

    caption = first("caption")
    rights_note = _distinct(first("copyright"), first("terms"))
    return EmbeddedMetadata(
        caption="" if _CAMERA_DEFAULTS.fullmatch(caption) else caption,
        alt=single_line(first("alt"))[:300],
        credit=_credit(first("byline"), first("credit"), first("source")),
        rights_note="\n".join(rights_note)[:MAX_TEXT_LENGTH],
        taken_on=_day(first("taken")),
        rights_until=_day(first("until")),
        origin=first("origin"),
    )


def _credit(byline: str, credit: str, source: str) -> str:
    """Return photographer and agency, each once: राकेश कुमार / पीटीआई."""
    names = _distinct(*(single_line(name) for name in (byline, credit or source)))
    if len(names) == 2 and names[0].casefold() in names[1].casefold():
        names = names[1:]
    return " / ".join(names)[:MAX_LINE_LENGTH]


def _distinct(*texts: str) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _day(text: str) -> dt.date | None:
    match = _DAY.match(text)
    try:
        day = dt.date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None
    return day if day and day.year > 1825 else None  # The oldest photographs are of 1826.


def _record(values: Iterable[tuple[str, str]]) -> _Record:
    return {name: normalise(text.replace("\x00", " ")).strip()[:MAX_TEXT_LENGTH] for name, text in values}


def _from_xmp(picture: Image.Image, language: str) -> _Record:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    try:
        return _record(xmp.read(packet.encode() if isinstance(packet, str) else packet, language).items())
    except METADATA_ERRORS:
        return {}


def _from_iptc(picture: Image.Image) -> _Record:
    try:
        fields = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]
    except METADATA_ERRORS:
        return {}
    is_utf8 = fields.get((1, 90), b"") == _UTF8
    values = ((name, fields.get((2, number))) for name, number in _IIM.items())
    return _record((name, _from_bytes(value, is_utf8)) for name, value in values if value)


def _from_bytes(value: Any, is_utf8: bool) -> str:
    """Join the values. If the record does not name its character set, try UTF-8, then Windows-1252."""
    parts = value if isinstance(value, list) else [value]
    return ", ".join(_decode(part, is_utf8) for part in parts if part)


def _decode(part: bytes, is_utf8: bool) -> str:
    try:
        return part.decode("utf-8", "replace" if is_utf8 else "strict")
    except UnicodeDecodeError:
        return part.decode("cp1252", "replace")


def _from_exif(picture: Image.Image) -> _Record:
    try:
        tags = picture.getexif()
        inner = tags.get_ifd(ExifTags.IFD.Exif)
    except METADATA_ERRORS:
        return {}
    values = {
        "caption": tags.get(ExifTags.Base.ImageDescription),
        "byline": tags.get(ExifTags.Base.Artist),
        "copyright": tags.get(ExifTags.Base.Copyright),
        "taken": inner.get(ExifTags.Base.DateTimeOriginal),
    }
    return _record((name, _from_ascii(value)) for name, value in values.items() if value)


def _from_ascii(value: Any) -> str:
    """Undo Pillow's Latin-1 decoding: EXIF allows ASCII only, but programs write UTF-8 there."""
    if not isinstance(value, str):
        return ""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
