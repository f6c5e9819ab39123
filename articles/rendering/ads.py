"""What stands in the slots for advertising at a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from articles.models import origin_of

COLUMNS = (
    "place", "is_on", "picture", "picture_width", "picture_height", "alt", "address", "frame_url", "frame_height",
    "starts", "ends",
)  # fmt: skip


@dataclass(frozen=True)
class Ad:
    """A picture with its link, or a frame. Sizes are in pixels; the width of a frame is that of its place."""

    place: str
    url: str = ""
    picture_url: str = ""
    alt: str = ""
    frame_url: str = ""
    width: int = 0
    height: int = 0


def ads(rows: Iterable[Mapping[str, Any]], at: dt.datetime) -> dict[str, Ad]:
    """By place, the ones that are on at that moment. A frame whose server is no longer let in is not shown."""
    made = (_ad(row) for row in rows if row["is_on"] and _is_due(row, at))
    return {ad.place: ad for ad in made if ad}


def _ad(row: Mapping[str, Any]) -> Ad | None:
    if row["frame_url"]:
        is_let_in = origin_of(row["frame_url"]) in settings.AD_ORIGINS
        return Ad(row["place"], frame_url=row["frame_url"], height=row["frame_height"]) if is_let_in else None
    if not row["picture"]:
        return None
    return Ad(
        row["place"], url=row["address"], picture_url=default_storage.url(row["picture"]), alt=row["alt"],
        width=row["picture_width"], height=row["picture_height"],
    )  # fmt: skip


def _is_due(row: Mapping[str, Any], at: dt.datetime) -> bool:
    starts, ends = _time(row["starts"]), _time(row["ends"])
    return (starts is None or starts <= at) and (ends is None or at < ends)


def _time(text: str | None) -> dt.datetime | None:
    """As a database writes it in JSON; SQLite leaves out that it is UTC."""
    time = dt.datetime.fromisoformat(text) if text else None
    return time.replace(tzinfo=dt.UTC) if time and time.tzinfo is None else time
