"""TikTok."""

from __future__ import annotations

import re
from typing import Any

from articles.embeds.post_content import FetchedPost

from .markup import first
from .provider import Identity, NotThisPost, ParsedUrl, Provider, fetched_post, media_item

_NAME, _ID = re.compile(r"@[A-Za-z0-9_.]{1,32}"), re.compile(r"[1-9][0-9]{15,19}")
# Paths before an id without a handle: iframes, the player, and what leads on to the video's own page.
_BY_ID = {("embed",), ("embed", "v2"), ("embed", "v3"), ("player", "v1"), ("v",), ("share", "video"), ("@", "video")}
_SHORT = frozenset({"vm.tiktok.com", "vt.tiktok.com"})


class TikTok(Provider):
    network = "tiktok"
    oembed = "https://www.tiktok.com/oembed"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        path = url.path
        if url.host not in ("tiktok.com", "m.tiktok.com"):
            return None
        if len(path) == 3 and _NAME.fullmatch(path[0]) and path[1] in ("video", "photo") and _ID.fullmatch(path[2]):
            return path[2], f"https://www.tiktok.com/{path[0]}/{path[1]}/{path[2]}"
        number = path[-1].removesuffix(".html") if path else ""
        if path[:-1] in _BY_ID and _ID.fullmatch(number):
            return number, f"https://www.tiktok.com/share/video/{number}"
        return None

    def account(self, identity: Identity) -> str:
        part = identity.url.split("/")[3]
        return part.lstrip("@") if part.startswith("@") else ""

    def is_short_link(self, url: ParsedUrl) -> bool:
        path = url.path
        return (url.host in _SHORT and len(path) == 1) or (
            url.host == "tiktok.com" and len(path) == 2 and path[0] == "t"
        )

    def own_address(self, identity: Identity, data: dict[str, Any]) -> str:
        handle, kind = data.get("author_unique_id"), "photo" if "/photo/" in identity.url else "video"
        return f"https://www.tiktok.com/@{handle}/{kind}/{identity.id}" if handle else ""

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost:
        handle = str(data.get("author_unique_id") or "")
        quote = first(data["html"], "blockquote")
        named = data.get("embed_product_id") or (quote.attributes.get("data-video-id") if quote else "")
        if named != identity.id:
            raise NotThisPost
        kind = "video" if data["type"] == "video" else "photo"
        return fetched_post(
            author=data["author_name"], handle=handle, text=data["title"],
            media=(media_item(kind, data.get("thumbnail_url")),),
        )  # fmt: skip
