"""The advertisements that are shown at a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet

from articles.models import AdSlot, origin_of

COLUMNS = ("place", "picture", "picture_width", "picture_height", "alt", "address", "frame_url", "frame_height")


@dataclass(frozen=True)
class Ad:
    """A linked picture, or an iframe. Sizes are in pixels; an iframe is as wide as its place on the page."""

    place: str
    url: str = ""
    picture_url: str = ""
    alt: str = ""
    frame_url: str = ""
    width: int = 0
    height: int = 0


def due_ad_slots(at: dt.datetime) -> QuerySet[AdSlot]:
    """Return the slots that are switched on and within their times."""
    has_started, has_not_ended = Q(starts=None) | Q(starts__lte=at), Q(ends=None) | Q(ends__gt=at)
    return AdSlot.objects.filter(has_started, has_not_ended, is_on=True)


def ad(row: Mapping[str, Any]) -> Ad | None:
    """Return the ad of a row with COLUMNS. Return None if it is empty or AD_ORIGINS does not allow its iframe."""
    if row["frame_url"]:
        is_allowed = origin_of(row["frame_url"]) in settings.AD_ORIGINS
        return Ad(row["place"], frame_url=row["frame_url"], height=row["frame_height"]) if is_allowed else None
    if not row["picture"]:
        return None
    return Ad(
        row["place"], url=row["address"], picture_url=default_storage.url(row["picture"]), alt=row["alt"],
        width=row["picture_width"], height=row["picture_height"],
    )  # fmt: skip
