"""Verify an uploaded PDF, audio or video file by its content, or refuse it. The file's own name decides nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat

from articles.models import MediaKind
from articles.text import romanise, single_line

from .errors import EmptyUpload, FileRefused, FileTooLarge, NotPlayable, NotWhole
from .iso_boxes import read_movie

# Of the files that are accepted, by their ending on disk.
CONTENT_TYPES = {
    ".pdf": "application/pdf", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".weba": "audio/webm",
    ".mp4": "video/mp4", ".webm": "video/webm",
}  # fmt: skip
_HEAD = 65_536
_EBML = b"\x1a\x45\xdf\xa3"


@dataclass(frozen=True)
class Accepted:
    """`name` is the stored one, made from the uploaded name and a hash of the content; `duration` is in seconds."""

    kind: MediaKind
    name: str
    upload_name: str
    size: int
    duration: int | None


def accept(upload: File) -> Accepted:
    """Return what the upload is. Raise the FileRefused that says why not. Reads the file once, in pieces."""
    size = upload.size or 0
    if not size:
        raise EmptyUpload
    if size > settings.FILE_MAX_BYTES:
        raise FileTooLarge(limit=filesizeformat(settings.FILE_MAX_BYTES))
    kind, extension, duration = _identify(upload, size)
    name = PurePosixPath((upload.name or "").replace("\\", "/")).name
    stem = romanise(PurePosixPath(name).stem, length=40) or kind.value
    return Accepted(kind, f"{stem}-{_digest(upload)}{extension}", single_line(name)[:200], size, duration)


def _identify(upload: File, size: int) -> tuple[MediaKind, str, int | None]:
    head = _read(upload, 0, _HEAD)
    if head.startswith(b"%PDF-"):
        if b"%%EOF" not in _read(upload, max(size - 2048, 0), 2048):
            raise NotWhole
        return MediaKind.PDF, ".pdf", None
    if head[4:8] == b"ftyp":
        return _movie(upload, size, head)
    if head.startswith(_EBML) and b"webm" in head[:64]:
        is_video = b"V_VP" in head or b"V_AV1" in head
        return (MediaKind.VIDEO, ".webm", None) if is_video else (MediaKind.AUDIO, ".weba", None)
    if head.startswith(b"OggS"):
        if not any(codec in head[:256] for codec in (b"OpusHead", b"\x01vorbis")):
            raise NotPlayable(what="Ogg")
        return MediaKind.AUDIO, ".ogg", None
    if head.startswith(b"ID3") or _is_mpeg_audio(head):
        return MediaKind.AUDIO, ".mp3", None
    raise FileRefused


def _movie(upload: File, size: int, head: bytes) -> tuple[MediaKind, str, int | None]:
    """Return what a file in ISO boxes is: MP4 or M4A."""
    if head[8:12] == b"qt  ":
        raise NotPlayable(what="QuickTime")
    movie = read_movie(upload, size)
    if movie is None:
        raise NotWhole
    if movie.is_hevc:
        raise NotPlayable(what="HEVC")
    if "vide" in movie.handlers:
        return MediaKind.VIDEO, ".mp4", movie.duration
    if "soun" in movie.handlers:
        return MediaKind.AUDIO, ".m4a", movie.duration
    raise FileRefused


def _is_mpeg_audio(head: bytes) -> bool:
    """Return whether the file begins with a frame of MPEG audio, layer III, with a bit rate and a sample rate."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def _read(upload: File, at: int, length: int) -> bytes:
    upload.seek(at)
    return bytes(upload.read(length))


def _digest(upload: File) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    while piece := upload.read(1 << 20):
        digest.update(piece)
    upload.seek(0)
    return digest.hexdigest()[:12]
