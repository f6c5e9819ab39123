"""Threads, whose answers name the author of a post and have none of its text."""

from __future__ import annotations

import re

from .meta import CODE, Meta
from .provider import Identity, ParsedUrl, oembed_url

_NAME = re.compile(r"@[A-Za-z0-9_.]{1,40}")


class Threads(Meta):
    network = "threads"
    oembed = "https://graph.threads.net/oembed"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        path = url.path[:-1] if url.path[-1:] in (("embed",), ("media",)) else url.path
        if url.host not in self.domains:
            return None
        if len(path) == 3 and _NAME.fullmatch(path[0]) and path[1] == "post" and CODE.fullmatch(path[2]):
            return path[2], f"https://www.threads.com/{path[0]}/post/{path[2]}"
        if len(path) == 2 and path[0] == "t" and CODE.fullmatch(path[1]):
            return path[1], f"https://www.threads.com/t/{path[1]}"
        return None

    def request_url(self, identity: Identity) -> str:
        # By its code: an account may have another name by now, and a name may have been misspelled.
        return oembed_url(self.oembed, f"https://www.threads.com/t/{identity.id}")

    def account(self, identity: Identity) -> str:
        part = identity.url.split("/")[3]
        return part.lstrip("@") if part.startswith("@") else ""
