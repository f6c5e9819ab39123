"""Days in the newsroom's time zone."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone


def local_midnight(day: dt.date) -> dt.datetime:
    """Return the first moment of the day in the newsroom's time zone."""
    return dt.datetime.combine(day, dt.time(), timezone.get_default_timezone())
