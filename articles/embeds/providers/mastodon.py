"""Mastodon and compatible software, on any server. Its oEmbed has no text; its open API does."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from articles.body import is_host_of
from articles.embeds.post_content import FetchedPost
from articles.models import CaptureSource

from .markup import html_text
from .provider import Identity, NotThisPost, ParsedUrl, Provider, fetched_post, media_item, parse_time

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_NAME = re.compile(r"@[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,60}[A-Za-z0-9_])?(?:@[A-Za-z0-9.-]{3,200})?")
# A snowflake, as since 2017. Many other sites have shorter numbers after a name: a year, a day.
_ID = re.compile(r"[1-9][0-9]{14,19}")
_FIRST, _LATEST = dt.datetime(2017, 9, 1, tzinfo=dt.UTC), 10**10
_VIEWS = frozenset({"embed", "reblogs", "favourites", "quotes"})
# Other sites whose URLs look the same.
_LOOK_ALIKE = frozenset({"medium.com", "substack.com", "tumblr.com", "odysee.com", "rumble.com", "pinterest.com"})


class Mastodon(Provider):
    network = "mastodon"
    source = CaptureSource.API

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        path = url.path
        if not _HOST.fullmatch(url.host) or is_host_of(url.host, _LOOK_ALIKE):
            return None
        if len(path) == 5 and path[0] == "ap" and (path[1], path[3]) == ("users", "statuses"):
            # The account is a number: servers since Mastodon 4.5 give such ids. They lead on to the post's page.
            matched = _ID.fullmatch(path[2]) and _ID.fullmatch(path[4])
            return (f"{url.host}/{path[4]}", f"https://{url.host}/{'/'.join(path)}") if matched else None
        if len(path) == 3 and path[0] in ("web", "deck"):
            path = path[1:]
        if len(path) in (4, 5) and (path[0], path[2]) == ("users", "statuses") and path[4:] in ((), ("activity",)):
            path = (f"@{path[1]}", path[3])
        if len(path) == 3 and path[2] in _VIEWS:
            path = path[:2]
        if len(path) == 3 and path[1] == "posts":
            # Forks and other servers with the same open data.
            matched = _NAME.fullmatch(path[0]) and _ID.fullmatch(path[2])
            return (f"{url.host}/{path[2]}", f"https://{url.host}/{'/'.join(path)}") if matched else None
        if len(path) != 2 or not _NAME.fullmatch(path[0]) or not _ID.fullmatch(path[1]):
            return None
        return f"{url.host}/{path[1]}", f"https://{url.host}/{path[0]}/{path[1]}"

    def account(self, identity: Identity) -> str:
        part = identity.url.split("/")[3]
        return part.lstrip("@") if part.startswith("@") else ""

    def time_of_id(self, post_id: str) -> dt.datetime | None:
        # 48 bits of milliseconds and 16 bits of sequence. Numbers of other software give times before or long after.
        number = post_id.partition("/")[2]
        if not number.isascii() or not number.isdecimal() or len(number) >= 20:
            return None
        seconds = (int(number) >> 16) / 1000
        time = dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds < _LATEST else None
        return time if time and time >= _FIRST else None

    def request_url(self, identity: Identity) -> str:
        host, _, number = identity.id.partition("/")
        return f"https://{host}/api/v1/statuses/{number}"

    def own_address(self, identity: Identity, data: dict[str, Any]) -> str:
        # On another server than the post's own, the address on that one.
        return data.get("url") or ""

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost:
        account = data["account"]
        acct = str(account["acct"])
        if str(data["id"]) != identity.id.partition("/")[2]:
            raise NotThisPost
        if data.get("reblog"):
            # A boost: the text is somebody else's.
            raise NotThisPost
        server = identity.id.partition("/")[0]
        text = "\n\n".join(filter(None, [str(data.get("spoiler_text") or ""), html_text(data["content"])]))
        return fetched_post(
            author=account.get("display_name") or acct, handle=acct if "@" in acct else f"{acct}@{server}", text=text,
            language=data.get("language"), posted_at=parse_time(data.get("created_at")),
            media=tuple(_media(part) for part in (data.get("media_attachments") or [])[:10]),
        )  # fmt: skip


def _media(part: dict[str, Any]) -> dict[str, Any]:
    kind = "video" if part.get("type") in ("video", "gifv") else "photo"
    return media_item(kind, part.get("preview_url"), part.get("description"))
