"""LinkedIn, which tells nobody anything: its posts are typed by hand."""

from __future__ import annotations

import re
from typing import Any

from .base import Address, FetchedPost, Identity, NotThisPost, Provider

_HOST = re.compile(r"(?:[a-z]{2}\.)?linkedin\.com")
_URN = re.compile(r"urn:li:(activity|share|ugcPost):([1-9][0-9]{15,19})")
_POST = re.compile(r"[^/]{1,300}-(activity|share|ugcPost)-([1-9][0-9]{15,19})-[A-Za-z0-9_-]{2,10}")


class LinkedIn(Provider):
    network = "linkedin"
    sites = frozenset({"linkedin.com", "lnkd.in"})
    hosts = frozenset[str]()

    def match_url(self, address: Address) -> tuple[str, str] | None:
        path = address.path[1:] if address.path[:1] == ("embed",) else address.path
        if not _HOST.fullmatch(address.host):
            return None
        found = None
        if len(path) == 3 and path[:2] == ("feed", "update"):
            found = _URN.fullmatch(path[2])
        elif len(path) == 2 and path[0] == "posts":
            found = _POST.fullmatch(path[1])
        if found is None:
            return None
        urn = f"urn:li:{found[1]}:{found[2]}"
        return urn, f"https://www.linkedin.com/feed/update/{urn}/"

    def is_short_link(self, address: Address) -> bool:
        return address.host == "lnkd.in" and len(address.path) in (1, 2)

    def request(self, identity: Identity) -> None:
        return None

    def capture(self, identity: Identity, data: dict[str, Any]) -> FetchedPost:
        raise NotThisPost
