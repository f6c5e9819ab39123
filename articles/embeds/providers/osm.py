"""Maps of OpenStreetMap, which has no requests for them: their titles are typed by hand."""

from __future__ import annotations

import math
import re
from typing import Any

from articles.embeds.post_content import FetchedPost

from .provider import Identity, NotThisPost, ParsedUrl, Provider

_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?")
_VIEW = re.compile(r"(?:.*&)?map=([0-9]{1,2})/([^/&]+)/([^/&]+)(?:&.*)?")
_ZOOM, _MAX_ZOOM = "15", 19
# The part of the map that is framed, as a share of one tile of 256 pixels: 720 by 480 pixels.
_WIDTH, _HEIGHT = 720 / 256, 480 / 256
_MAX_LATITUDE = 85.05  # where the map ends


class OpenStreetMap(Provider):
    """A map is a part of the world, west, south, east and north, and perhaps a marker: latitude and longitude."""

    network = "osm"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        if url.host not in ("openstreetmap.org", "osm.org") or url.path not in ((), ("export", "embed.html")):
            return None
        lat_lon = _degrees(f"{url.query.get('mlat', '')},{url.query.get('mlon', '')}", 2)
        marker = _degrees(url.query.get("marker", ""), 2) or lat_lon
        box = _framed(url, marker)
        if box is None or not (-180 <= box[0] < box[2] <= 180 and -90 <= box[1] < box[3] <= 90):
            return None
        part, pin = _written(box), _written(marker or [])
        address = f"https://www.openstreetmap.org/?bbox={part}"
        if not pin:
            return part, address
        lat, _comma, lon = pin.partition(",")
        return f"{part}/{pin}", f"{address}&mlat={lat}&mlon={lon}"

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost:
        raise NotThisPost


def _framed(url: ParsedUrl, marker: list[float] | None) -> list[float] | None:
    """Return the part of the world that a URL shows, or None."""
    if view := _VIEW.fullmatch(url.fragment):
        return _around(view[1], _degrees(f"{view[2]},{view[3]}", 2))
    return _degrees(url.query.get("bbox", ""), 4) or _around(url.query.get("zoom", _ZOOM), marker)


def _around(zoom: str, center: list[float] | None) -> list[float] | None:
    """Return what a window of the usual size shows around a place (latitude, longitude), by the map's projection."""
    if center is None or not zoom.isascii() or not zoom.isdecimal() or int(zoom) > _MAX_ZOOM:
        return None
    lat, lon = center
    if abs(lat) > _MAX_LATITUDE:
        return None
    tile, middle = 1 / 2 ** int(zoom), math.asinh(math.tan(math.radians(lat)))
    across, up = 180 * tile * _WIDTH, math.pi * tile * _HEIGHT
    south, north = (math.degrees(math.atan(math.sinh(middle + way))) for way in (-up, up))
    box = max(lon - across, -180), max(south, -_MAX_LATITUDE), min(lon + across, 180), min(north, _MAX_LATITUDE)
    return list(map(_rounded, box))


def _degrees(text: str, count: int) -> list[float] | None:
    """Return so many numbers with commas between, or None."""
    parts = text.split(",")
    return list(map(_rounded, parts)) if len(parts) == count and all(map(_DEGREES.fullmatch, parts)) else None


def _rounded(number: float | str) -> float:
    """Return it to five decimals, which is a metre; never -0."""
    return round(float(number), 5) + 0.0


def _written(numbers: list[float]) -> str:
    return ",".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in numbers)
