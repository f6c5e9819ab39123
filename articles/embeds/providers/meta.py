"""What Meta's three have in common. Their oEmbed asks for no token since June 2026 and names neither author nor picture
since November 2025, so what can be had is what stands in the markup.

The terms of all three forbid keeping what they send for anything but showing it, so it is not kept as received.
"""

from __future__ import annotations

import json
import re
from typing import Any

from articles.models import CheckResult

from .base import FetchedPost, Identity, NotThisPost, Provider, fetched_post, parse_time
from .markup import elements

GRAPH = "https://graph.facebook.com/v25.0"
CODE = re.compile(r"[A-Za-z0-9_-]{5,40}")
_BY = re.compile(
    r"^(?:A post shared by|Posted by|Post by)\s+(?P<name>.{1,100}?)(?:\s+\(@(?P<handle>[A-Za-z0-9_.]{1,40})\))?"
    r"(?:\s+on\b.*)?$",
    re.MULTILINE,
)
_FURNITURE = re.compile(r"View (?:this post|more) on (?:Instagram|Threads|Facebook)|View on Threads", re.IGNORECASE)
# Numbers of the Graph API's errors, whatever the status of the answer.
_NO_SUCH_THING, _TOO_OFTEN, _NOT_ALLOWED = {24}, {4, 17, 32, 613}, {10, 200}


class Meta(Provider):
    """The words of a post stand in the paragraphs of the markup, if anywhere."""

    keeps_raw = False

    def refusal(self, status: int, body: bytes) -> CheckResult:
        try:
            code = json.loads(body)["error"]["code"]
        except (ValueError, LookupError, TypeError, RecursionError):
            return super().refusal(status, body)
        if not isinstance(code, int) or status >= 500:
            return super().refusal(status, body)
        if code in _TOO_OFTEN:
            return CheckResult.RATE_LIMITED
        if code in _NOT_ALLOWED:
            return CheckResult.PRIVATE
        return CheckResult.GONE if code in _NO_SUCH_THING else CheckResult.UNUSABLE

    def capture(self, identity: Identity, data: dict[str, Any]) -> FetchedPost | CheckResult:
        found = elements(data["html"])
        whole = re.compile(rf"(?<![A-Za-z0-9_-]){re.escape(identity.id)}(?![A-Za-z0-9_-])")
        if not any(whole.search(value) for element in found for value in element.attributes.values()):
            raise NotThisPost
        by = next((match for element in found if (match := _BY.search(element.text))), None)
        name, handle = (by["name"], by["handle"] or "") if by else ("", "")
        if name.startswith("@"):
            name, handle = "", name[1:]
        handle = handle or self.handle(identity)
        paragraphs = [element.text for element in found if element.tag == "p"]
        said = [text for text in paragraphs if text and not _BY.search(text) and not _FURNITURE.search(text)]
        times = (parse_time(element.attributes.get("datetime")) for element in found if element.tag == "time")
        return fetched_post(
            author=name or handle, handle=handle, text="\n\n".join(said), posted_at=next(filter(None, times), None)
        )

    def handle(self, identity: Identity) -> str:
        return ""
