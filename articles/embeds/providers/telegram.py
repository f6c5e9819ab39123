"""Telegram: a channel has a page for each post that is meant to be embedded; the text is read from it."""

from __future__ import annotations

import re
from typing import Any

from articles.embeds.post_content import FetchedPost
from articles.models import CaptureSource, CheckResult

from .markup import Element, elements
from .provider import Identity, NotThisPost, ParsedUrl, Provider, fetched_post, parse_time

_NAME, _ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}"), re.compile(r"[1-9][0-9]{0,9}")
_NOT_CHANNELS = frozenset("joinchat addstickers share proxy iv login socks setlanguage contact".split())


class Telegram(Provider):
    network = "telegram"
    source = CaptureSource.API

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        path = url.path[1:] if url.path[:1] == ("s",) else url.path
        if url.host not in self.domains:
            return None
        if len(path) == 3 and _ID.fullmatch(path[1]):
            # Between them is the topic of a group; messages are counted through all topics.
            path = (path[0], path[2])
        if len(path) != 2 or not _NAME.fullmatch(path[0]) or not _ID.fullmatch(path[1]):
            return None
        if path[0].lower() in _NOT_CHANNELS:
            return None
        return f"{path[0].lower()}/{path[1]}", f"https://t.me/{path[0].lower()}/{path[1]}"

    def account(self, identity: Identity) -> str:
        return identity.id.partition("/")[0]

    def request_url(self, identity: Identity) -> str:
        return f"{identity.url}?embed=1&mode=tme"

    def decode(self, body: bytes) -> dict[str, Any]:
        """Return the parts of the page by what their class names say; of two with one class, the first."""
        by_class: dict[str, Element] = {}
        for element in elements(body.decode("utf-8")):
            for name in element.classes:
                by_class.setdefault(name, element)
            if element.tag == "time" and "datetime" in element.attributes:
                by_class.setdefault("time", element)
        nothing = Element("", {})
        message, time = by_class.get("tgme_widget_message", nothing), by_class.get("time", nothing)
        return {
            "error": by_class.get("tgme_widget_message_error", nothing).text,
            "post": message.attributes.get("data-post", ""),
            "author": by_class.get("tgme_widget_message_owner_name", nothing).text,
            # Not that of the message it replies to, which comes before it.
            "text": by_class.get("js-message_text", nothing).text,
            "time": time.attributes.get("datetime", ""),
        }

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost | CheckResult:
        if data["error"]:
            return CheckResult.GONE if "not found" in data["error"].lower() else CheckResult.PRIVATE
        if data["post"].lower() != identity.id:
            raise NotThisPost
        return fetched_post(
            author=data["author"], handle=identity.id.partition("/")[0], text=data["text"],
            posted_at=parse_time(data["time"]),
        )  # fmt: skip
