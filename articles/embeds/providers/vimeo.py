"""Vimeo."""

from __future__ import annotations

import re
from typing import Any

from articles.models import CheckResult

from .base import (
    Address,
    FetchedPost,
    Identity,
    NotThisPost,
    Provider,
    fetched_post,
    last_segment,
    media_item,
    oembed_url,
)

_ID, _KEY = re.compile(r"[1-9][0-9]{4,11}"), re.compile(r"[0-9a-f]{6,16}")


class Vimeo(Provider):
    network = "vimeo"
    sites = frozenset({"vimeo.com"})
    hosts = frozenset({"vimeo.com"})

    def match_url(self, address: Address) -> tuple[str, str] | None:
        path, key = address.path, address.query.get("h", "")
        if address.host == "player.vimeo.com" and path[:1] == ("video",):
            path = path[1:]
        elif address.host != "vimeo.com":
            return None
        elif len(path) == 3 and path[0] == "channels":
            path = path[2:]
        elif len(path) == 4 and (path[0], path[2]) == ("groups", "videos"):
            path = path[3:]
        if not 1 <= len(path) <= 2 or not _ID.fullmatch(path[0]):
            return None
        key = path[1] if len(path) == 2 else key
        if key and not _KEY.fullmatch(key):
            return None
        found = f"{path[0]}/{key}" if key else path[0]
        return found, f"https://vimeo.com/{found}"

    def request(self, identity: Identity) -> str:
        return oembed_url("https://vimeo.com/api/oembed.json", identity.url, dnt="1")

    def capture(self, identity: Identity, data: dict[str, Any]) -> FetchedPost | CheckResult:
        if data.get("domain_status_code") == 403:
            # The video may be shown on some sites alone, and ours is none of them.
            return CheckResult.PRIVATE
        if data["type"] != "video" or str(data["video_id"]) != identity.id.partition("/")[0]:
            raise NotThisPost
        return fetched_post(
            author=data.get("author_name"), handle=last_segment(data.get("author_url")), text=data["title"],
            media=(media_item("video", data.get("thumbnail_url")),),
        )  # fmt: skip
