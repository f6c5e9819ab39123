"""YouTube."""

from __future__ import annotations

import re
from typing import Any

from articles.embeds.post_content import FetchedPost
from articles.models import CheckResult

from .markup import first
from .provider import (
    Identity,
    NotThisPost,
    ParsedUrl,
    Provider,
    fetched_post,
    last_segment,
    media_item,
)

_MIRRORS = frozenset({"yewtu.be", "piped.video", "inv.nadeko.net"})
_HOSTS = _MIRRORS | frozenset(
    "youtube.com m.youtube.com music.youtube.com gaming.youtube.com youtube-nocookie.com youtube.googleapis.com".split()
)
_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_FOLDERS = frozenset({"shorts", "live", "embed", "v", "e", "vi", "watch"})


class YouTube(Provider):
    network = "youtube"
    mirrors = _MIRRORS
    oembed = "https://www.youtube.com/oembed?format=json"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        video = ""
        if url.host == "youtu.be" and len(url.path) == 1:
            video = url.path[0]
        elif url.host in _HOSTS and url.path == ("watch",):
            video = url.query.get("v", "")
        elif url.host in _HOSTS and len(url.path) == 2 and url.path[0] in _FOLDERS:
            video = url.path[1]
        if not _ID.fullmatch(video) or video == "videoseries":
            return None
        return video, f"https://www.youtube.com/watch?v={video}"

    def result_of_error(self, status: int, body: bytes) -> CheckResult:
        # 401: the video may not be embedded; it may still exist.
        return CheckResult.REFUSED if status == 401 else super().result_of_error(status, body)

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost:
        player = first(data["html"], "iframe")
        if data["type"] != "video" or player is None or f"/embed/{identity.id}" not in player.attributes.get("src", ""):
            raise NotThisPost
        handle = last_segment(data.get("author_url")) if "/@" in str(data.get("author_url")) else ""
        return fetched_post(
            author=data.get("author_name"), handle=handle, text=data["title"],
            media=(media_item("video", data.get("thumbnail_url")),),
        )  # fmt: skip
