"""A PDF, audio or video file as it is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.template.defaultfilters import filesizeformat

from articles.files import CONTENT_TYPES
from articles.models import MediaFile

from .pictures import Picture, picture


@dataclass(frozen=True)
class MediaCard:
    """A file with its texts. `url` is a path on this site, `duration` is in seconds."""

    kind: str
    kind_name: str
    url: str
    title: str
    description: str
    credit: str
    licence: str
    language: str
    bytes: int
    duration: int | None
    added_at: dt.datetime
    still: Picture | None

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[PurePosixPath(self.url).suffix]

    @property
    def size(self) -> str:
        """The size as people read it, in the active language."""
        return filesizeformat(self.bytes)

    @property
    def length(self) -> str:
        """The duration as 1:05 or 1:02:05, or ""."""
        if not self.duration:
            return ""
        minutes, seconds = divmod(self.duration, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    @property
    def iso_duration(self) -> str:
        return f"PT{self.duration}S" if self.duration else ""


def media_card(row: MediaFile) -> MediaCard:
    """Return the file as it is shown. No query if its still was fetched along."""
    return MediaCard(
        kind=row.kind,
        kind_name=str(row.get_kind_display()),
        url=row.file.url,
        title=row.title,
        description=row.description,
        credit=row.credit,
        licence=row.licence,
        language=row.language,
        bytes=row.size,
        duration=row.duration,
        added_at=row.added_at,
        still=picture(row.still) if row.still else None,
    )
