"""Charts, maps and tables of Datawrapper. Each publication of a chart has a number in its URL; the newest is shown."""

from __future__ import annotations

import re

from .framed import FramedProvider
from .provider import ParsedUrl

_ID = re.compile(r"[A-Za-z0-9]{5}")


class Datawrapper(FramedProvider):
    network = "datawrapper"
    oembed = "https://api.datawrapper.de/v3/oembed?format=json"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        path = url.path
        if url.host == "datawrapper.de" and path[:1] == ("_",):
            path = path[1:]
        elif url.host != "datawrapper.dwcdn.net":
            return None
        if not path or not _ID.fullmatch(path[0]):
            return None
        return path[0], f"https://datawrapper.dwcdn.net/{path[0]}/"
