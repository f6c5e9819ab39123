"""Small files of each kind, made here byte by byte."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from articles import files
from articles.models import MediaFile
from articles.publishing import media_library

# One page, A5, with nothing on it but a line of text.
_PDF_OBJECTS = [
    b"<</Type/Catalog/Pages 2 0 R/Lang(hi)>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    b"<</Length 46>>stream\nBT /F 18 Tf 40 500 Td (Naya pul: samay) Tj ET  \nendstream",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
]


def pdf() -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(_PDF_OBJECTS, 1):
        places.append(len(data))
        data += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    return data + b"xref\n0 6\n0000000000 65535 f \n" + table + (
        b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    )  # fmt: skip


def mp3(frames: int = 40) -> bytes:
    """Silence: frames of MPEG 1, layer III, 128 kbit/s, 44.1 kHz, 26 milliseconds each."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def iso(
    *handlers: bytes, brand: bytes = b"isom", seconds: int = 75, index_last: bool = False, more: bytes = b""
) -> bytes:
    """The boxes of an MP4 or M4A file: which tracks, how long; without any picture or sound."""
    mvhd = box(b"mvhd", bytes(12) + (1000).to_bytes(4, "big") + (seconds * 1000).to_bytes(4, "big") + bytes(80))
    tracks = b"".join(
        box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(13)) + more)) for handler in handlers
    )
    index, data = box(b"moov", mvhd + tracks), box(b"mdat", bytes(200))
    return box(b"ftyp", brand + bytes(4) + brand) + (data + index if index_last else index + data)


def webm(codec: bytes = b"V_VP9") -> bytes:
    return b"\x1a\x45\xdf\xa3\x8b\x42\x82\x84webm" + bytes(20) + codec + bytes(100)


def ogg(codec: bytes = b"OpusHead") -> bytes:
    return b"OggS\x00\x02" + bytes(20) + b"\x01\x13" + codec + bytes(100)


MADE = {"pdf": pdf, "mp3": mp3, "mp4": lambda: iso(b"vide", b"soun")}


def media_file(kind: str = "mp4", title: str = "पुल पर पहली बस", **fields: Any) -> MediaFile:
    """A file of the desk, as if it had been uploaded in the admin."""
    upload = ContentFile(MADE[kind](), name=f"pul.{kind}")
    row = MediaFile(title=title, **fields)
    accepted = files.accept(upload)
    media_library.fill(row, accepted)
    upload.name = accepted.name
    row.file = upload
    row.save()
    return row
