"""Verify an uploaded image and re-encode it for the library, or refuse it.

What is stored is always re-encoded: a JPEG, or a PNG if the image is transparent or was a PNG or GIF; upright, in sRGB,
at most `MAX_SIDE` pixels long, and without any metadata or other content of the file. A JPEG that is not scaled keeps
its quantisation tables, so that re-encoding it loses next to nothing.
"""

from __future__ import annotations

import hashlib
import io
import re
import threading
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from PIL import Image, ImageCms, JpegImagePlugin

from articles.text import romanise, single_line

from .errors import (
    Damaged,
    EmptyImageFile,
    ImageTooLarge,
    TooManyFrames,
    TooManyPixels,
    TooManyScans,
    WrongEnding,
    WrongType,
)
from .metadata import DECODING_ERRORS, METADATA_ERRORS, EmbeddedMetadata, read_metadata
from .signatures import check_hidden_content, identify, scan_count

# With these limits no image takes much more than 400 MB (docs/decisions/0009). A JPEG can be decoded at half its size.
# Of the others every pixel has to be held, and the decoders of WebP and AVIF hold each several times over.
MAX_PIXELS = {
    "JPEG": 60_000_000, "PNG": 40_000_000, "GIF": 40_000_000, "WEBP": 24_000_000, "AVIF": 24_000_000,
}  # fmt: skip
MAX_FRAMES = 500
MAX_SCANS = 100
# A JPEG with more pixels is decoded at half its size, in a quarter of the memory.
MAX_FULL_DECODE = 24_000_000
MAX_SIDE = 3840
QUALITY = 90
_EXTENSIONS = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"), "PNG": (".png", ".apng"), "WEBP": (".webp",), "GIF": (".gif",),
    "AVIF": (".avif",),
}  # fmt: skip
_TYPES = {"JPEG": {"image/jpeg", "image/jpg", "image/pjpeg"}, "PNG": {"image/png", "image/apng", "image/x-png"}}
# What programs send that do not know the type.
_UNKNOWN_TYPES = {"", "application/octet-stream", "binary/octet-stream", "text/plain"}
_TRANSPOSITIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_decoding = threading.Lock()  # However many upload at once, the process holds the memory of one decoded image.


@dataclass(frozen=True)
class Accepted:
    """`file` has its stored name, made from the uploaded name and a hash of the content."""

    file: ContentFile
    upload_name: str
    width: int
    height: int
    metadata: EmbeddedMetadata
    was_animated: bool  # Only the first frame is kept.


def accept(upload: File) -> Accepted:
    """Return the image verified and re-encoded. Raise the PictureRefused that says why not. Takes up to seconds."""
    data = _read(upload)
    format_ = identify(data)
    name = PurePosixPath((upload.name or "").replace("\\", "/")).name
    _check_name(name, str(getattr(upload, "content_type", None) or ""), format_)
    check_hidden_content(data, format_)
    if format_ == "JPEG" and scan_count(data) > MAX_SCANS:
        raise TooManyScans
    with _decoding:
        try:
            return _re_encoded(data, format_, name)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise TooManyPixels(limit=MAX_PIXELS[format_] // 1_000_000) from None
        except DECODING_ERRORS:
            raise Damaged from None


def _read(upload: File) -> bytes:
    limit = settings.UPLOAD_MAX_BYTES
    upload.seek(0)
    data = upload.read(limit + 1)
    if len(data) > limit:
        raise ImageTooLarge(limit=filesizeformat(limit))
    if not data:
        raise EmptyImageFile
    return data


def _check_name(name: str, content_type: str, format_: str) -> None:
    """Check the extension and the content type against the format. Either may be missing."""
    extension = PurePosixPath(name).suffix.lower()
    if extension and extension not in _EXTENSIONS[format_]:
        raise WrongEnding(ending=extension[:20], format=format_)
    content_type = content_type.partition(";")[0].strip().lower()
    if content_type not in _UNKNOWN_TYPES | _TYPES.get(format_, {f"image/{format_.lower()}"}):
        raise WrongType(type=content_type[:60], format=format_)


def _re_encoded(data: bytes, format_: str, name: str) -> Accepted:
    with Image.open(io.BytesIO(data), formats=[format_]) as picture:
        if picture.width * picture.height > MAX_PIXELS[format_]:
            raise TooManyPixels(limit=MAX_PIXELS[format_] // 1_000_000)
        # Pillow counts the second image that phones append to a JPEG as a frame.
        frames = 1 if format_ == "JPEG" else getattr(picture, "n_frames", 1)
        if frames > MAX_FRAMES:
            raise TooManyFrames(limit=MAX_FRAMES)
        if format_ == "JPEG" and picture.width * picture.height > MAX_FULL_DECODE:
            picture.draft(None, (picture.width // 2, picture.height // 2))
        picture.load()
        metadata, transposition = read_metadata(picture, settings.LANGUAGE_CODE), _transposition(picture)
        clean, options = _clean(picture, format_, transposition)
    as_png = clean.mode.endswith("A") or format_ in ("PNG", "GIF")
    encoded = io.BytesIO()
    if as_png:
        clean.save(encoded, "PNG")
    else:
        clean.save(encoded, "JPEG", progressive=True, **(options or {"quality": QUALITY}))
    content = encoded.getvalue()
    return Accepted(
        file=ContentFile(content, name=_stored_name(name, content, ".png" if as_png else ".jpg")),
        upload_name=single_line(name)[:200],
        width=clean.width,
        height=clean.height,
        metadata=metadata,
        was_animated=frames > 1,
    )


def _clean(
    picture: Image.Image, format_: str, transposition: Image.Transpose | None
) -> tuple[Image.Image, dict[str, Any]]:
    """Return the image without anything but pixels, and options with which a JPEG keeps its quality."""
    profile, size = picture.info.get("icc_profile"), picture.size
    is_scaled = max(size) > MAX_SIDE or getattr(picture, "decoderconfig", None)
    options = {} if is_scaled or format_ != "JPEG" else _jpeg_options(picture)
    clean = _plain_mode(picture)
    if max(size) > MAX_SIDE:
        clean.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    clean = _in_srgb(clean, profile)
    if transposition is not None:
        clean = clean.transpose(transposition)
    if clean.mode.endswith("A") and clean.getextrema()[-1] == (255, 255):
        clean = clean.convert(clean.mode[:-1])
    if clean is picture:
        clean = picture.copy()
    # Pillow would save what is in `info`: comments of a JPEG, texts of a PNG.
    clean.info = {}
    return clean, options


def _jpeg_options(picture: Image.Image) -> dict[str, Any]:
    """Return the quantisation tables and subsampling of a JPEG, or {} if they do not fit what is saved."""
    tables = getattr(picture, "quantization", None)
    sampling = JpegImagePlugin.get_sampling(picture) if isinstance(picture, JpegImagePlugin.JpegImageFile) else -1
    return {"qtables": tables, "subsampling": sampling} if tables and picture.mode in ("RGB", "L") else {}


def _transposition(picture: Image.Image) -> Image.Transpose | None:
    """Return what makes the image upright, by the EXIF orientation."""
    try:
        return _TRANSPOSITIONS.get(picture.getexif().get(0x0112, 1))
    except METADATA_ERRORS:
        return None


def _plain_mode(picture: Image.Image) -> Image.Image:
    """Return the image in the mode L, LA, RGB, RGBA, or CMYK (which `_in_srgb` converts)."""
    mode = picture.mode
    if mode.startswith("I"):
        return picture.point(lambda value: value / 256).convert("L")  # `convert` alone would clip
    if mode in ("P", "PA"):
        is_transparent = mode == "PA" or "transparency" in picture.info
        return picture.convert("RGBA" if is_transparent else "RGB")
    if mode in ("L", "RGB") and "transparency" in picture.info:
        return picture.convert("LA" if mode == "L" else "RGBA")
    if mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return picture
    return picture.convert("L" if mode == "1" else "RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the image in sRGB. A profile that cannot be read is ignored, as browsers do."""
    if picture.mode in ("RGB", "RGBA", "CMYK") and profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if re.match(r"sRGB\b", ImageCms.getProfileDescription(source)) is None:
                mode = "RGBA" if picture.mode == "RGBA" else "RGB"
                converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
                return converted or picture
        except (ImageCms.PyCMSError, *METADATA_ERRORS):
            pass
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _stored_name(name: str, content: bytes, extension: str) -> str:
    stem = romanise(PurePosixPath(name).stem, length=40) or "picture"
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{extension}"
