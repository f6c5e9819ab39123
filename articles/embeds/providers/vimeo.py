"""Vimeo."""

from __future__ import annotations

import re
from typing import Any

from articles.embeds.post_content import FetchedPost
from articles.models import CheckResult

from .provider import (
    Identity,
    NotThisPost,
    ParsedUrl,
    Provider,
    fetched_post,
    last_segment,
    media_item,
)

_ID, _KEY = re.compile(r"[1-9][0-9]{4,11}"), re.compile(r"[0-9a-f]{6,16}")

_COLLECTIONS = {("groups", "videos"), ("showcase", "video"), ("album", "video")}


class Vimeo(Provider):
    network = "vimeo"
    oembed = "https://vimeo.com/api/oembed.json?dnt=1"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        path, key = url.path, url.query.get("h", "")
        if url.host == "player.vimeo.com" and path[:1] == ("video",):
            path = path[1:]
        elif url.host != "vimeo.com":
            return None
        elif len(path) == 3 and path[0] in ("channels", "ondemand"):
            path = path[2:]
        elif len(path) == 4 and (path[0], path[2]) in _COLLECTIONS:
            path = path[3:]
        elif len(path) == 4 and path[1] == "review":
            # A review page's key is not the one that opens the player.
            path = path[2:3]
        elif len(path) == 2 and path[0] == "video":
            path = path[1:]
        if not 1 <= len(path) <= 2 or not _ID.fullmatch(path[0]):
            return None
        key = path[1] if len(path) == 2 else key
        if key and not _KEY.fullmatch(key):
            return None
        video_id = f"{path[0]}/{key}" if key else path[0]
        return video_id, f"https://vimeo.com/{video_id}"

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost | CheckResult:
        if data.get("domain_status_code") == 403:
            # The video may only be shown on certain sites, and ours is not one of them.
            return CheckResult.PRIVATE
        if data["type"] != "video" or str(data["video_id"]) != identity.id.partition("/")[0]:
            raise NotThisPost
        return fetched_post(
            author=data.get("author_name"), handle=last_segment(data.get("author_url")), text=data["title"],
            media=(media_item("video", data.get("thumbnail_url")),),
        )  # fmt: skip
