"""An uploaded file becomes a picture of the library, or is refused.

What is stored is painted anew: a JPEG or a PNG (where something shines through, or lines are sharp), upright, in sRGB,
at most `LONGEST_SIDE` pixels long, and nothing but pixels in it: no place, no comment, no maker's notes, no second file
behind the first. A JPEG that is not scaled keeps its own quantisation, so that painting it anew costs next to nothing.
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
from .outline import check_behind, outline

# So that none takes much more than 400 MB. A JPEG can be unpacked at half its size; of the others every pixel has to be
# held, and the decoders of the newest kinds hold each several times over.
PIXELS_AT_MOST = {
    "JPEG": 60_000_000, "PNG": 40_000_000, "GIF": 40_000_000, "WEBP": 24_000_000, "AVIF": 24_000_000,
}  # fmt: skip
FRAMES_AT_MOST = 500
PASSES_AT_MOST = 100
# Beyond this a JPEG is: a quarter of the memory.
UNPACKED_WHOLE = 24_000_000
LONGEST_SIDE = 3840
QUALITY = 90
_ENDINGS = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"), "PNG": (".png", ".apng"), "WEBP": (".webp",), "GIF": (".gif",),
    "AVIF": (".avif",),
}  # fmt: skip
_TYPES = {"JPEG": {"image/jpeg", "image/jpg", "image/pjpeg"}, "PNG": {"image/png", "image/apng", "image/x-png"}}
# What programs say that do not know.
_UNSAID = {"", "application/octet-stream", "binary/octet-stream", "text/plain"}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_one_at_a_time = threading.Lock()  # However many upload at once: the memory of one picture.


@dataclass(frozen=True)
class Accepted:
    """`file` has its stored name, made of the picture's own name and its content: never another content under it."""

    file: ContentFile
    upload_name: str
    width: int
    height: int
    metadata: EmbeddedMetadata
    was_animated: bool  # It was a moving picture; its first frame is kept.


def accept(upload: File) -> Accepted:
    """Verified and cleaned, or refused: raises a PictureRefused that says why. Costs up to seconds, one at a time."""
    data = _read(upload)
    found = outline(data)
    name = PurePosixPath((upload.name or "").replace("\\", "/")).name
    _check_name(name, str(getattr(upload, "content_type", None) or ""), found.format)
    check_behind(data, found.end)
    if found.frames > FRAMES_AT_MOST:
        raise TooManyFrames(limit=FRAMES_AT_MOST)
    if found.passes > PASSES_AT_MOST:
        raise TooManyScans
    with _one_at_a_time:
        try:
            return _painted(data[: found.end], found.format, found.frames, name)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise TooManyPixels(limit=PIXELS_AT_MOST[found.format] // 1_000_000) from None
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


def _check_name(name: str, content_type: str, kind: str) -> None:
    """A file without an ending lies about nothing, nor does one whose type the browser did not know."""
    ending = PurePosixPath(name).suffix.lower()
    if ending and ending not in _ENDINGS[kind]:
        raise WrongEnding(ending=ending[:20], format=kind)
    content_type = content_type.partition(";")[0].strip().lower()
    if content_type not in _UNSAID | _TYPES.get(kind, {f"image/{kind.lower()}"}):
        raise WrongType(type=content_type[:60], format=kind)


def _painted(data: bytes, kind: str, frames: int, name: str) -> Accepted:
    with Image.open(io.BytesIO(data), formats=[kind]) as picture:
        if picture.width * picture.height > PIXELS_AT_MOST[kind]:
            raise TooManyPixels(limit=PIXELS_AT_MOST[kind] // 1_000_000)
        frames = max(frames, getattr(picture, "n_frames", 1) if kind == "AVIF" else 1)
        if frames > FRAMES_AT_MOST:
            raise TooManyFrames(limit=FRAMES_AT_MOST)
        if kind == "JPEG" and picture.width * picture.height > UNPACKED_WHOLE:
            picture.draft(None, (picture.width // 2, picture.height // 2))
        picture.load()
        metadata, turn = read_metadata(picture, settings.LANGUAGE_CODE), _turn(picture)
        painted, options = _clean(picture, kind, turn)
    as_png = painted.mode.endswith("A") or kind in ("PNG", "GIF")
    written = io.BytesIO()
    if as_png:
        painted.save(written, "PNG")
    else:
        painted.save(written, "JPEG", progressive=True, **(options or {"quality": QUALITY}))
    content = written.getvalue()
    return Accepted(
        file=ContentFile(content, name=_stored_name(name, content, ".png" if as_png else ".jpg")),
        upload_name=single_line(name)[:200],
        width=painted.width,
        height=painted.height,
        metadata=metadata,
        was_animated=frames > 1,
    )


def _clean(picture: Image.Image, kind: str, turn: Image.Transpose | None) -> tuple[Image.Image, dict[str, Any]]:
    """The pixels alone, and what a JPEG of them needs to be as good as it was."""
    profile, whole = picture.info.get("icc_profile"), picture.size
    is_scaled = max(whole) > LONGEST_SIDE or getattr(picture, "decoderconfig", None)
    options = {} if is_scaled or kind != "JPEG" else _as_it_was(picture)
    clean = _plain_mode(picture)
    if max(whole) > LONGEST_SIDE:
        clean.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    clean = _in_srgb(clean, profile)
    if turn is not None:
        clean = clean.transpose(turn)
    if clean.mode.endswith("A") and clean.getextrema()[-1] == (255, 255):
        clean = clean.convert(clean.mode[:-1])
    if clean is picture:
        clean = picture.copy()
    # Pillow hands on what stands here: old comments of a JPEG, texts of a PNG.
    clean.info = {}
    return clean, options


def _as_it_was(picture: Image.Image) -> dict[str, Any]:
    tables = getattr(picture, "quantization", None)
    sampling = JpegImagePlugin.get_sampling(picture) if isinstance(picture, JpegImagePlugin.JpegImageFile) else -1
    return {"qtables": tables, "subsampling": sampling} if tables and picture.mode in ("RGB", "L") else {}


def _turn(picture: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(picture.getexif().get(0x0112, 1))
    except METADATA_ERRORS:
        return None


def _plain_mode(picture: Image.Image) -> Image.Image:
    """L, LA, RGB, RGBA, or CMYK, which its profile makes RGB."""
    mode = picture.mode
    if mode.startswith("I"):
        return picture.point(lambda value: value / 256).convert("L")  # `convert` alone would cut off what is light
    if mode in ("P", "PA"):
        seen_through = mode == "PA" or "transparency" in picture.info
        return picture.convert("RGBA" if seen_through else "RGB")
    if mode in ("L", "RGB") and "transparency" in picture.info:
        return picture.convert("LA" if mode == "L" else "RGBA")
    if mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return picture
    return picture.convert("L" if mode == "1" else "RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """A profile that cannot be understood is left out, as a browser would."""
    if picture.mode in ("RGB", "RGBA", "CMYK") and profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if re.match(r"sRGB\b", ImageCms.getProfileDescription(source)) is None:
                mode = "RGBA" if picture.mode == "RGBA" else "RGB"
                turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
                return turned or picture
        except (ImageCms.PyCMSError, *METADATA_ERRORS):
            pass
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _stored_name(name: str, content: bytes, ending: str) -> str:
    stem = romanise(PurePosixPath(name).stem, length=40) or "picture"
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{ending}"
