"""The second at which the video at an address is to begin: ?t=90, ?start=90, #t=1m30s, #t=1:30."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

_NAMES = ("t", "start", "time_continue")
_UNITS = re.compile(
    r"(?:(?P<hours>[0-9]{1,2})h)?(?:(?P<minutes>[0-9]{1,4})m)?(?:(?P<seconds>[0-9]{1,6})(?:\.[0-9]+)?s?)?"
)
_CLOCK = re.compile(r"(?:(?P<hours>[0-9]{1,2}):)?(?P<minutes>[0-9]{1,2}):(?P<seconds>[0-9]{2})")


def start_time(query: Mapping[str, str], fragment: str) -> int:
    """Return the seconds, or 0 if the address says nothing that can be read."""
    parts = dict(parse_qsl(fragment)) | dict(query)
    values = (parts[name].strip().lower() for name in _NAMES if name in parts)
    return next(filter(None, map(_seconds, values)), 0)


def _seconds(value: str) -> int:
    match = _UNITS.fullmatch(value) or _CLOCK.fullmatch(value)
    if match is None:
        return 0
    return int(match["hours"] or 0) * 3600 + int(match["minutes"] or 0) * 60 + int(match["seconds"] or 0)
