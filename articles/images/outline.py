"""What a file is and where its picture ends, by its bytes alone: nothing is unpacked here.

Ends are found by each format's own frame (JPEG's markers, PNG's chunks, GIF's blocks, RIFF's sizes, ISO's boxes). A
file whose frame does not close was cut off; what lies behind the end is not part of the picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .errors import Damaged, Disguised, HeicPicture, SvgDrawing, UnknownFormat

# A marker that is no stuffed byte and no restart: those belong to the pixels.
_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
_END_OF_IMAGE, _START_OF_SCAN, _NO_LENGTH = 0xD9, 0xDA, (0x01, 0xD8)
_BOXES = {b"ftyp", b"meta", b"mdat", b"moov", b"moof", b"free", b"skip", b"uuid", b"wide", b"sidx", b"styp", b"mfra"}
_HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis"}
_ALIENS = [
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), "ZIP"),
    (re.compile(rb"Rar!\x1a\x07"), "RAR"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7z"),
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"\x7fELF|MZ\x90\x00|\xca\xfe\xba\xbe|^#!/"), "EXE"),
    (re.compile(rb"<(?:\?php|!doctype|html|head|body|script|svg|iframe|object|embed)\b", re.IGNORECASE), "HTML"),
]
# The directory of a ZIP archive ends with the file, give or take a comment of 64 KB.
_TAIL = 66_000


@dataclass(frozen=True)
class Outline:
    """`format` is Pillow's name of it, `end` the length of the picture in bytes, `passes` how often JPEG paints it."""

    format: str
    end: int
    frames: int = 1
    passes: int = 1


def outline(data: bytes) -> Outline:
    """Raises UnknownFormat, or what says it better, and Damaged for a file that was cut off."""
    found = _BY_START.get(_start(data))
    if found is None:
        raise _named(data)
    try:
        return found(data)
    except IndexError:
        raise Damaged from None


def check_behind(data: bytes, end: int) -> None:
    """Phones put a film or a second picture behind the first: that is cut off. Anything else that could be opened as
    something else is refused by name. Raises Disguised."""
    rest = data[end:]
    if rest[:3] == b"\xff\xd8\xff" or rest[4:8] == b"ftyp":
        rest = rest[-_TAIL:]
        kinds = _ALIENS[:1]  # By chance a film holds the first letters of nearly everything.
    else:
        kinds = _ALIENS
    for sign, what in kinds:
        if sign.search(rest):
            raise Disguised(what=what)


def _start(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return "AVIF" if data[4:8] == b"ftyp" and _brands(data) & {b"avif", b"avis"} else ""


def _brands(data: bytes) -> set[bytes]:
    """Main and compatible ones; the four bytes between are a version."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    return {data[at : at + 4] for at in range(8, length, 4)}


def _named(data: bytes) -> Exception:
    if data[4:8] == b"ftyp" and _brands(data) & _HEIC:
        return HeicPicture()
    return SvgDrawing() if re.search(rb"<svg\b", data[:4096], re.IGNORECASE) else UnknownFormat()


def _jpeg(data: bytes) -> Outline:
    at, passes = 2, 0
    while marker := _MARKER.search(data, at):
        at = marker.end()
        if marker[1][0] == _END_OF_IMAGE:
            return Outline("JPEG", at, passes=passes)
        if marker[1][0] in _NO_LENGTH:
            continue
        passes += marker[1][0] == _START_OF_SCAN
        at += _number(data, at, 2, "big")
    raise Damaged


def _png(data: bytes) -> Outline:
    at, frames = 8, 1
    while True:
        length, kind = _number(data, at, 4, "big"), data[at + 4 : at + 8]
        if kind == b"acTL":
            frames = _number(data, at + 8, 4, "big")
        at += 12 + length
        if at > len(data):
            raise Damaged
        if kind == b"IEND":
            return Outline("PNG", at, frames)


def _gif(data: bytes) -> Outline:
    at, frames = 13 + _colours(data[10]), 0
    while True:
        block, at = data[at], at + 1
        if block == 0x3B:
            return Outline("GIF", at, frames)
        if block == 0x2C:
            frames += 1
            at += 9 + _colours(data[at + 8]) + 1
        elif block == 0x21:
            at += 1
        else:
            raise Damaged
        while length := data[at]:
            at += length + 1
        at += 1


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: bytes) -> Outline:
    end = 8 + _number(data, 4, 4, "little")
    end += end % 2
    if end > len(data) + 1:
        raise Damaged
    at, frames = 12, 0
    while at + 8 <= min(end, len(data)):
        frames += data[at : at + 4] == b"ANMF"
        length = _number(data, at + 4, 4, "little")
        at += 8 + length + length % 2
    return Outline("WEBP", end, max(frames, 1))


def _avif(data: bytes) -> Outline:
    """How many frames it has only its decoder can say."""
    at = 0
    while at + 8 <= len(data) and data[at + 4 : at + 8] in _BOXES:
        size = _number(data, at, 4, "big")
        if size == 1:
            size = _number(data, at + 8, 8, "big")
        size = size or len(data) - at
        at += max(size, 8)
        if at > len(data):
            raise Damaged
    return Outline("AVIF", at)


def _number(data: bytes, at: int, length: int, order: str) -> int:
    if at + length > len(data):
        raise Damaged
    return int.from_bytes(data[at : at + length], "big" if order == "big" else "little")


_BY_START: dict[str, Callable[[bytes], Outline]] = {
    "JPEG": _jpeg, "PNG": _png, "GIF": _gif, "WEBP": _webp, "AVIF": _avif,
}  # fmt: skip
