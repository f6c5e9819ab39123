"""Recognise image files by their bytes, without decoding: the format, JPEG scans, other files hidden in them."""

from __future__ import annotations

import io
import re
import zipfile

from .errors import Damaged, Disguised, HeicPicture, SvgDrawing, UnknownFormat

_HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis"}
_AVIF = {b"avif", b"avis"}
# The marker of a scan and the header that a decoder accepts after it, with 1 to 4 components. In compressed data
# 0xFF is always followed by 0x00 or a restart marker, so this finds nothing else.
_SCAN = re.compile(rb"\xff\xda\x00(?:\x08\x01|\x0a\x02|\x0c\x03|\x0e\x04)")
_END_MARKERS = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82", "GIF": b"\x00;"}
# Short signatures only count right behind the image: somewhere in the film of a motion photo they occur by chance.
_FOREIGN = [
    (re.compile(rb"\ARar!\x1a\x07"), "RAR"),
    (re.compile(rb"\A7z\xbc\xaf\x27\x1c"), "7z"),
    (re.compile(rb"\A(?:\x7fELF|MZ\x90\x00|\xca\xfe\xba\xbe|#!/)"), "EXE"),
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"<(?:\?php|!doctype|html|head|body|script|svg|iframe|object|embed)\b", re.IGNORECASE), "HTML"),
]


def identify(data: bytes) -> str:
    """Return Pillow's name of the format. Raise HeicPicture, SvgDrawing or UnknownFormat for any other file."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    brands = _brands(data)
    if brands & _AVIF:
        return "AVIF"
    if brands & _HEIC:
        raise HeicPicture
    raise SvgDrawing if re.search(rb"<svg\b", data[:4096], re.IGNORECASE) else UnknownFormat


def scan_count(jpeg: bytes) -> int:
    """Return how many scans the decoder would read."""
    return len(_SCAN.findall(jpeg))


def check_hidden_content(data: bytes, format_: str) -> None:
    """Raise Disguised if the file can be opened as something else, too, and Damaged if it has no end.

    A ZIP is found wherever it begins. Other files are looked for behind the last end marker of the image, so that the
    image's own metadata, which may contain HTML, is never taken for one. The second image or the film that phones
    append is no reason to refuse a file: like everything behind the image it is gone from what is stored.
    """
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise Disguised(what="ZIP")
    tail = data[_end(data, format_) :]
    for signature, name in _FOREIGN:
        if signature.search(tail):
            raise Disguised(what=name)


def _brands(data: bytes) -> set[bytes]:
    """Return the main and compatible brands of a file in ISO boxes (AVIF, HEIC); the bytes 12 to 16 are a version."""
    length = min(int.from_bytes(data[:4], "big"), 256) if data[4:8] == b"ftyp" else 0
    return {data[at : at + 4] for at in range(8, length, 4)}


def _end(data: bytes, format_: str) -> int:
    if format_ == "WEBP":
        return 8 + int.from_bytes(data[4:8], "little")
    if format_ == "AVIF":
        return _boxes_end(data)
    marker = _END_MARKERS[format_]
    at = data.rfind(marker)
    if at < 0:
        raise Damaged
    return at + len(marker)


def _boxes_end(data: bytes) -> int:
    """Return the end of the last box. A box is its size in 4 bytes, its type in 4, and, for a size of 1, 8 of size."""
    at = 0
    while data[at + 4 : at + 8].isalnum():
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        at += max(size, 8) if size else len(data)
    return at
