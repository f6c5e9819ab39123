"""TikTok."""

from __future__ import annotations

import re
from typing import Any

from articles.embeds.post_content import FetchedPost

from .markup import first
from .provider import Identity, NotThisPost, ParsedUrl, Provider, fetched_post, media_item

_NAME, _ID = re.compile(r"@[A-Za-z0-9_.]{1,32}"), re.compile(r"[1-9][0-9]{15,19}")
_SHORT = frozenset({"vm.tiktok.com", "vt.tiktok.com"})


class TikTok(Provider):
    network = "tiktok"
    oembed = "https://www.tiktok.com/oembed"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        path = url.path
        if url.host not in ("tiktok.com", "m.tiktok.com") or len(path) != 3:
            return None
        if not _NAME.fullmatch(path[0]) or path[1] not in ("video", "photo") or not _ID.fullmatch(path[2]):
            return None
        return path[2], f"https://www.tiktok.com/{path[0]}/{path[1]}/{path[2]}"

    def is_short_link(self, url: ParsedUrl) -> bool:
        path = url.path
        return (url.host in _SHORT and len(path) == 1) or (
            url.host == "tiktok.com" and len(path) == 2 and path[0] == "t"
        )

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost:
        handle = str(data.get("author_unique_id") or "")
        quote = first(data["html"], "blockquote")
        named = data.get("embed_product_id") or (quote.attributes.get("data-video-id") if quote else "")
        if named != identity.id:
            raise NotThisPost
        if handle and handle.lower() != identity.url.split("/")[3].lstrip("@").lower():
            raise NotThisPost
        kind = "video" if data["type"] == "video" else "photo"
        return fetched_post(
            author=data["author_name"], handle=handle, text=data["title"],
            media=(media_item(kind, data.get("thumbnail_url")),),
        )  # fmt: skip
