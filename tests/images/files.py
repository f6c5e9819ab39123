"""Image files as they are uploaded: good ones, with the metadata of agencies and cameras, and bad ones."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

HINDI = "नर्मदा के घाट पर नाव"


def upload(data: bytes, name: str = "picture.jpg", content_type: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type)


def painted(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right: a test sees from it which way up it is."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    return picture.convert(mode)


def written(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> bytes:
    data = io.BytesIO()
    painted(size, mode).save(data, kind, **options)
    return data.getvalue()


def moving(kind: str, frames: int = 3) -> bytes:
    pictures = [Image.new("RGB", (16, 16), (n * 97 % 256, n * 57 % 256, 90)) for n in range(frames)]
    data = io.BytesIO()
    pictures[0].save(data, kind, save_all=True, append_images=pictures[1:], duration=50)
    return data.getvalue()


def iim(*fields: tuple[int, bytes], utf8: bool = True) -> bytes:
    """Return an IPTC-IIM record as a segment of a JPEG."""
    sets = [(1, 90, b"\x1b%G")] if utf8 else []
    sets += [(2, number, value) for number, value in fields]
    record = b"".join(struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in sets)
    padded = record + b"\x00" * (len(record) % 2)
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(record)) + padded
    return segment(0xED, b"Photoshop 3.0\x00" + block)


def xmp(inner: str, attributes: str = "") -> bytes:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
        'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" '
        f'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" {attributes}>{inner}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def alternatives(name: str, **texts: str) -> str:
    items = "".join(
        f'<rdf:li xml:lang="{language.replace("_", "-")}">{text}</rdf:li>' for language, text in texts.items()
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def with_segments(*segments: bytes, jpeg: bytes = b"") -> bytes:
    """Return a JPEG with these segments right after its start."""
    jpeg = jpeg or written()
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def xmp_segment(packet: bytes) -> bytes:
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + packet)


def exif(orientation: int = 1, **texts: str) -> bytes:
    tags = Image.Exif()
    tags[0x0112] = orientation
    for tag, name in ((0x010E, "description"), (0x013B, "artist"), (0x8298, "copyright")):
        if name in texts:
            tags[tag] = texts[name].encode()  # beyond ASCII too, as programs write it
    if "taken" in texts:
        tags.get_ifd(0x8769)[0x9003] = texts["taken"]
    tags.get_ifd(0x8825).update({1: "N", 2: (22.0, 43.0, 0.0), 3: "E", 4: (75.0, 50.0, 0.0)})
    return tags.tobytes()


def talkative_jpeg() -> bytes:
    """Return a JPEG with all kinds of metadata, none of which may reach readers."""
    jpeg = written(exif=exif(description="SECRET-description"), comment=b"SECRET-comment")
    packet = xmp("<dc:creator><rdf:Seq><rdf:li>SECRET-creator</rdf:li></rdf:Seq></dc:creator>")
    return with_segments(
        segment(0xEA, b"SECRET-app"), xmp_segment(packet), iim((80, b"SECRET-byline")), segment(0xFE, b"SECRET-com2"),
        jpeg=jpeg,
    )  # fmt: skip


def talkative_png() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "SECRET-text")
    texts.add_itxt("XML:com.adobe.xmp", xmp("<photoshop:Credit>SECRET-credit</photoshop:Credit>").decode())
    texts.add_text("Zipped", "SECRET-zipped" * 3, zip=True)
    return written("PNG", pnginfo=texts, exif=exif(description="SECRET-description"))


def png_of_size(width: int, height: int) -> bytes:
    """Return a PNG whose header claims that size, with hardly any data."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\x00" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def jpeg_of_size(width: int, height: int) -> bytes:
    jpeg = written()
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4 :]
