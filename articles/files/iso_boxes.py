"""Read from an MP4 or M4A file which tracks it has and how long it plays, without decoding it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.base import File

_MAX_INDEX, _MAX_BOXES = 64_000_000, 1_000


@dataclass(frozen=True)
class Movie:
    """`handlers` are the kinds of its tracks: "vide", "soun"; `duration` is in seconds, or None. `is_hevc` says that a
    track is coded as phones do it, which many browsers cannot play.
    """

    handlers: frozenset[str]
    duration: int | None
    is_hevc: bool


def read_movie(file: File, size: int) -> Movie | None:
    """Return what the file's index says, or None if it has none or one that reaches beyond the end of the file."""
    at = 0
    for _box in range(_MAX_BOXES):
        file.seek(at)
        head = bytes(file.read(16))
        if len(head) < 8:
            return None
        length, start = int.from_bytes(head[:4], "big"), 8
        if length == 1:
            length, start = int.from_bytes(head[8:16], "big"), 16
        length = length or size - at  # 0: up to the end of the file
        if length < start or at + length > size:
            return None
        if head[4:8] == b"moov":
            if length > _MAX_INDEX:
                return None
            file.seek(at + start)
            return _parsed(bytes(file.read(length - start)))
        at += length
    return None


def _parsed(index: bytes) -> Movie:
    handlers, at = set(), 0
    while (at := index.find(b"hdlr", at) + 4) > 3:
        handlers.add(index[at + 8 : at + 12].decode("latin-1"))
    return Movie(frozenset(handlers), _duration(index), b"hvc1" in index or b"hev1" in index)


def _duration(index: bytes) -> int | None:
    """Return the seconds in the header of the movie; its numbers have 4 or, in version 1, 8 bytes."""
    at = index.find(b"mvhd") + 4
    if at < 4 or len(index) < at + 32:
        return None
    if index[at] == 1:
        scale, length = int.from_bytes(index[at + 20 : at + 24], "big"), int.from_bytes(index[at + 24 : at + 32], "big")
    else:
        scale, length = int.from_bytes(index[at + 12 : at + 16], "big"), int.from_bytes(index[at + 16 : at + 20], "big")
    seconds = round(length / scale) if scale else 0
    return seconds if 0 < seconds < 1_000_000 else None
