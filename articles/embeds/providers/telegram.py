"""Telegram: channels have a page for each post that is meant to be embedded; its words are read from there."""

from __future__ import annotations

import re
from typing import Any

from articles.models import CheckResult

from .base import Address, FetchedPost, Identity, NotThisPost, Provider, fetched_post, parse_time
from .markup import Element, elements

_NAME, _ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}"), re.compile(r"[1-9][0-9]{0,9}")
_NO_CHANNELS = frozenset("joinchat addstickers share proxy iv login socks setlanguage contact".split())


class Telegram(Provider):
    network = "telegram"
    sites = frozenset({"t.me", "telegram.me", "telegram.dog"})
    hosts = frozenset({"t.me"})
    source = "api"

    def match_url(self, address: Address) -> tuple[str, str] | None:
        path = address.path[1:] if address.path[:1] == ("s",) else address.path
        if address.host not in ("t.me", "telegram.me", "telegram.dog") or len(path) != 2:
            return None
        if not _NAME.fullmatch(path[0]) or path[0].lower() in _NO_CHANNELS or not _ID.fullmatch(path[1]):
            return None
        return f"{path[0].lower()}/{path[1]}", f"https://t.me/{path[0].lower()}/{path[1]}"

    def request(self, identity: Identity) -> str:
        return f"{identity.url}?embed=1&mode=tme"

    def decode(self, body: bytes) -> dict[str, Any]:
        """The page's elements by the class that names what they are; what is there twice counts once."""
        found: dict[str, Element] = {}
        for element in elements(body.decode("utf-8")):
            for name in element.classes:
                found.setdefault(name, element)
            if element.tag == "time" and "datetime" in element.attributes:
                found.setdefault("time", element)
        nothing = Element("", {})
        message, time = found.get("tgme_widget_message", nothing), found.get("time", nothing)
        return {
            "error": found.get("tgme_widget_message_error", nothing).text,
            "post": message.attributes.get("data-post", ""),
            "author": found.get("tgme_widget_message_owner_name", nothing).text,
            # Not that of a message it answers, which stands above it.
            "text": found.get("js-message_text", nothing).text,
            "time": time.attributes.get("datetime", ""),
        }

    def capture(self, identity: Identity, data: dict[str, Any]) -> FetchedPost | CheckResult:
        if data["error"]:
            return CheckResult.GONE if "not found" in data["error"].lower() else CheckResult.PRIVATE
        if data["post"].lower() != identity.id:
            raise NotThisPost
        return fetched_post(
            author=data["author"], handle=identity.id.partition("/")[0], text=data["text"],
            posted_at=parse_time(data["time"]),
        )  # fmt: skip
