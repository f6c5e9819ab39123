"""Mastodon and what speaks its language, on any server. Its oEmbed holds no words; its open API does."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from .base import Address, FetchedPost, Identity, NotThisPost, Provider, fetched_post, media_item, parse_time
from .markup import words

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_NAME = re.compile(r"@[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,60}[A-Za-z0-9_])?(?:@[A-Za-z0-9.-]{3,200})?")
# A snowflake, as since 2017. Shorter numbers stand after a name on many a site that is none of these: a year, a day.
_ID = re.compile(r"[1-9][0-9]{14,19}")
# Sites whose addresses look the same.
_OTHERS = frozenset({"medium.com", "substack.com", "tumblr.com", "odysee.com", "rumble.com", "pinterest.com"})


class Mastodon(Provider):
    network = "mastodon"
    sites = _OTHERS
    hosts = None
    source = "api"

    def match_url(self, address: Address) -> tuple[str, str] | None:
        path = address.path
        if not _HOST.fullmatch(address.host) or self.owns(address.host):
            return None
        if len(path) == 3 and path[0] in ("web", "deck"):
            path = path[1:]
        if len(path) == 4 and (path[0], path[2]) == ("users", "statuses"):
            path = (f"@{path[1]}", path[3])
        if len(path) == 3 and path[2] == "embed":
            path = path[:2]
        if len(path) != 2 or not _NAME.fullmatch(path[0]) or not _ID.fullmatch(path[1]):
            return None
        return f"{address.host}/{path[1]}", f"https://{address.host}/{path[0]}/{path[1]}"

    def request(self, identity: Identity) -> str:
        host, _, number = identity.id.partition("/")
        return f"https://{host}/api/v1/statuses/{number}"

    def capture(self, identity: Identity, data: dict[str, Any]) -> FetchedPost:
        account = data["account"]
        asked_for = urlsplit(identity.url).path.split("/")[1].lstrip("@").lower()
        acct = str(account["acct"])
        if str(data["id"]) != identity.id.partition("/")[2] or acct.lower().split("@")[0] != asked_for.split("@")[0]:
            raise NotThisPost
        if data.get("reblog"):
            # Somebody else's words, passed on.
            raise NotThisPost
        server = identity.id.partition("/")[0]
        text = "\n\n".join(filter(None, [str(data.get("spoiler_text") or ""), words(data["content"])]))
        return fetched_post(
            author=account.get("display_name") or acct, handle=acct if "@" in acct else f"{acct}@{server}", text=text,
            language=data.get("language"), posted_at=parse_time(data.get("created_at")),
            media=tuple(_media(part) for part in (data.get("media_attachments") or [])[:10]),
        )  # fmt: skip


def _media(part: dict[str, Any]) -> dict[str, Any]:
    kind = "video" if part.get("type") in ("video", "gifv") else "photo"
    return media_item(kind, part.get("preview_url"), part.get("description"))
