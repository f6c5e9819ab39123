"""What a picture's file says about it: caption, maker, rights, date, kind. Read before all of it is stripped.

XMP comes first, then IPTC-IIM, then EXIF, field by field: the order in which agencies' own programs trust them. What
cannot be read is passed over: bad words are no reason to refuse a good picture.
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

LONGEST_LINE, LONGEST_TEXT = 200, 5_000
# What reading a damaged record may raise; it depends on which byte is wrong.
FAULTS = (OSError, ValueError, SyntaxError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError)
CANNOT_UNPACK = (*FAULTS, EOFError, MemoryError, struct.error, zlib.error, Image.DecompressionBombError)
# What cameras write into every picture is no caption.
_CAMERAS = re.compile(
    r"\s*(?:(?:olympus|minolta|konica|kodak|sony|samsung|digital|camera|dsc\w*|dcim|default|screenshot)\W*)+", re.I
)
_DAY = re.compile(r"(\d{4})[-:]?(\d\d)[-:]?(\d\d)(?!\d)")
_IIM = {
    "caption": 120, "byline": 80, "credit": 110, "source": 115, "copyright": 116, "terms": 40, "taken": 55, "until": 37,
}  # fmt: skip
_UTF8 = b"\x1b%G"


@dataclass(frozen=True)
class Words:
    """Empty where the file says nothing. `until`: the last day on which it may be used; `origin` as in the model."""

    caption: str = ""
    alt: str = ""
    credit: str = ""
    rights: str = ""
    taken: dt.date | None = None
    until: dt.date | None = None
    origin: str = ""


@dataclass(frozen=True)
class _Record:
    """What one of the three kinds of metadata says."""

    caption: str = ""
    alt: str = ""
    byline: str = ""
    credit: str = ""
    source: str = ""
    copyright: str = ""
    terms: str = ""
    taken: str = ""
    until: str = ""
    origin: str = ""


def words(picture: Image.Image, language: str = "") -> Words:
    """Of a picture as it was opened; of texts in several languages the one in this language, if there is one."""
    records = [_from_xmp(picture, language), _from_iptc(picture), _from_exif(picture)]

    def said(name: str) -> str:
        return next((value for record in records if (value := getattr(record, name))), "")

    caption = said("caption")
    rights = _distinct(said("copyright"), said("terms"))
    return Words(
        caption="" if _CAMERAS.fullmatch(caption) else caption,
        alt=single_line(said("alt"))[:300],
        credit=_credit(said("byline"), said("credit"), said("source")),
        rights="\n".join(rights)[:LONGEST_TEXT],
        taken=_day(said("taken")),
        until=_day(said("until")),
        origin=said("origin"),
    )


def _credit(byline: str, credit: str, source: str) -> str:
    """राकेश कुमार / पीटीआई: the maker and through whom the picture came, each once."""
    named = _distinct(*(single_line(name) for name in (byline, credit or source)))
    if len(named) == 2 and named[0].casefold() in named[1].casefold():
        named = named[1:]
    return " / ".join(named)[:LONGEST_LINE]


def _distinct(*texts: str) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _day(text: str) -> dt.date | None:
    found = _DAY.match(text)
    try:
        day = dt.date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
    return day if day and day.year > 1825 else None


def _tidy(text: str) -> str:
    return normalise(text.replace("\x00", " ")).strip()[:LONGEST_TEXT]


def _record(values: Iterable[tuple[str, str]]) -> _Record:
    return _Record(**{name: _tidy(text) for name, text in values})


def _from_xmp(picture: Image.Image, language: str) -> _Record:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    try:
        return _record(xmp.read(packet.encode() if isinstance(packet, str) else packet, language).items())
    except FAULTS:
        return _Record()


def _from_iptc(picture: Image.Image) -> _Record:
    try:
        found = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]
    except FAULTS:
        return _Record()
    marked = found.get((1, 90), b"") == _UTF8
    values = ((name, found.get((2, number))) for name, number in _IIM.items())
    return _record((name, _from_bytes(value, marked)) for name, value in values if value)


def _from_bytes(value: Any, marked: bool) -> str:
    """IIM names its character set or leaves it open: then it is UTF-8 if it can be, else what Windows wrote."""
    parts = value if isinstance(value, list) else [value]
    return ", ".join(_decoded(part, marked) for part in parts if part)


def _decoded(part: bytes, marked: bool) -> str:
    try:
        return part.decode("utf-8", "replace" if marked else "strict")
    except UnicodeDecodeError:
        return part.decode("cp1252", "replace")


def _from_exif(picture: Image.Image) -> _Record:
    try:
        tags = picture.getexif()
        inner = tags.get_ifd(ExifTags.IFD.Exif)
    except FAULTS:
        return _Record()
    values = {
        "caption": tags.get(ExifTags.Base.ImageDescription),
        "byline": tags.get(ExifTags.Base.Artist),
        "copyright": tags.get(ExifTags.Base.Copyright),
        "taken": inner.get(ExifTags.Base.DateTimeOriginal),
    }
    return _record((name, _from_ascii(value)) for name, value in values.items() if value)


def _from_ascii(value: Any) -> str:
    """EXIF allows ASCII only; programs put UTF-8 there all the same, and Pillow takes it for Latin-1."""
    if not isinstance(value, str):
        return ""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
