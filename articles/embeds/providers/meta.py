"""What Facebook, Instagram and Threads have in common. Their oEmbed needs no token since June 2026 and names neither
author nor picture since November 2025, so everything is read from the markup.

The terms of all three forbid keeping what they send for anything but showing it, so it is not stored as received.
"""

from __future__ import annotations

import json
import re
from typing import Any

from articles.embeds.post_content import FetchedPost
from articles.models import CheckResult

from .markup import elements
from .provider import Identity, NotThisPost, Provider, fetched_post, parse_time

GRAPH = "https://graph.facebook.com/v25.0"
CODE = re.compile(r"[A-Za-z0-9_-]{5,40}")
_BY = re.compile(
    r"^(?:A post shared by|Posted by|Post by)\s+(?P<name>.{1,100}?)(?:\s+\(@(?P<handle>[A-Za-z0-9_.]{1,40})\))?"
    r"(?:\s+on\b.*)?$",
    re.MULTILINE,
)
_LINK_TEXT = re.compile(r"View (?:this post|more) on (?:Instagram|Threads|Facebook)|View on Threads", re.IGNORECASE)
# Error codes of the Graph API, whatever the status of the answer.
_NOT_FOUND, _RATE_LIMITED, _NOT_ALLOWED = {24}, {4, 17, 32, 613}, {10, 200}


class Meta(Provider):
    """The text of a post is in the paragraphs of the markup, if anywhere."""

    stores_raw = False

    def result_of_error(self, status: int, body: bytes) -> CheckResult:
        try:
            code = json.loads(body)["error"]["code"]
        except (ValueError, LookupError, TypeError, RecursionError):
            code = None
        if not isinstance(code, int) or status >= 500:
            return super().result_of_error(status, body)
        if code in _RATE_LIMITED:
            return CheckResult.RATE_LIMITED
        if code in _NOT_ALLOWED:
            return CheckResult.PRIVATE
        return CheckResult.GONE if code in _NOT_FOUND else CheckResult.UNUSABLE

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost | CheckResult:
        all_elements = elements(data["html"])
        whole = re.compile(rf"(?<![A-Za-z0-9_-]){re.escape(identity.id)}(?![A-Za-z0-9_-])")
        if not any(whole.search(value) for element in all_elements for value in element.attributes.values()):
            raise NotThisPost
        by = next((match for element in all_elements if (match := _BY.search(element.text))), None)
        name, handle = (by["name"], by["handle"] or "") if by else ("", "")
        if name.startswith("@"):
            name, handle = "", name[1:]
        handle = handle or self.account(identity)
        paragraphs = [element.text for element in all_elements if element.tag == "p"]
        texts = [text for text in paragraphs if text and not _BY.search(text) and not _LINK_TEXT.search(text)]
        times = (parse_time(element.attributes.get("datetime")) for element in all_elements if element.tag == "time")
        return fetched_post(
            author=name or handle, handle=handle, text="\n\n".join(texts), posted_at=next(filter(None, times), None)
        )
