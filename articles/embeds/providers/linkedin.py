"""LinkedIn, which answers no requests for posts: they are typed by hand."""

from __future__ import annotations

import re
from typing import Any

from articles.embeds.post_content import FetchedPost

from .provider import Identity, NotThisPost, ParsedUrl, Provider

_HOST = re.compile(r"(?:[a-z]{2}\.)?linkedin\.com")
_URN = re.compile(r"urn:li:(activity|share|ugcPost):([1-9][0-9]{15,19})")
_POST = re.compile(r"[^/]{1,300}[-_](activity|share|ugcPost)-([1-9][0-9]{15,19})(?:-[A-Za-z0-9_-]{2,10})?")


class LinkedIn(Provider):
    network = "linkedin"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        path = url.path[1:] if url.path[:1] == ("embed",) else url.path
        if not _HOST.fullmatch(url.host):
            return None
        match = None
        if len(path) == 3 and path[:2] in (("feed", "update"), ("video", "live")):
            match = _URN.fullmatch(path[2])
        elif len(path) == 2 and path[0] == "posts":
            match = _POST.fullmatch(path[1])
        if match is None:
            return None
        urn = f"urn:li:{match[1]}:{match[2]}"
        return urn, f"https://www.linkedin.com/feed/update/{urn}/"

    def is_short_link(self, url: ParsedUrl) -> bool:
        return url.host == "lnkd.in" and len(url.path) in (1, 2)

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost:
        raise NotThisPost
