"""Podcasts on Spotify: one episode or a whole show."""

from __future__ import annotations

import re

from .framed import FramedProvider
from .provider import ParsedUrl

_ID = re.compile(r"[A-Za-z0-9]{22}")


class Spotify(FramedProvider):
    network = "spotify"
    oembed = "https://open.spotify.com/oembed"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        path = url.path[1:] if url.path and (url.path[0] == "embed" or url.path[0].startswith("intl-")) else url.path
        if url.host != "open.spotify.com" or len(path) < 2:
            return None
        kind, post_id = path[:2]
        if kind not in ("episode", "show") or not _ID.fullmatch(post_id):
            return None
        return f"{kind}/{post_id}", f"https://open.spotify.com/{kind}/{post_id}"
