"""X, once Twitter, and the sites that mirror it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from articles.models import CheckResult

from .base import Address, FetchedPost, Identity, NotThisPost, Provider, fetched_post, last_segment, oembed_url
from .markup import elements

_OWN = frozenset({"x.com", "twitter.com", "mobile.twitter.com", "m.twitter.com", "mobile.x.com", "m.x.com"})
_WIDGETS = frozenset({"platform.twitter.com", "platform.x.com"})
# Sites that show the same post under their own name; the address is theirs, the post is X's.
_MIRRORS = frozenset(
    "fxtwitter.com vxtwitter.com fixupx.com fixvx.com twittpr.com nitter.net nitter.poast.org xcancel.com".split()
)
_ID, _NAME = re.compile(r"[1-9][0-9]{0,18}"), re.compile(r"[A-Za-z0-9_]{1,15}")
# Ids are snowflakes since 4 November 2010; before, they were counted.
_FIRST_SNOWFLAKE, _EPOCH_MS = 29_700_000_000, 1_288_834_974_657


class X(Provider):
    network = "x"
    sites = frozenset({"x.com", "twitter.com", "t.co"}) | _MIRRORS
    hosts = frozenset({"publish.x.com", "publish.twitter.com"})

    def match_url(self, address: Address) -> tuple[str, str] | None:
        if address.host in _WIDGETS and address.path == ("embed", "Tweet.html"):
            address = Address("x.com", ("i", "status", address.query.get("id", "")), {})
        if address.host not in _OWN | _MIRRORS:
            return None
        path = tuple(part for part in address.path if part != "#!")
        if path[:2] == ("i", "web"):
            path = ("i", *path[2:])
        if len(path) < 3 or path[1] not in ("status", "statuses") or not _ID.fullmatch(path[2]):
            return None
        if not _NAME.fullmatch(path[0]) or int(path[2]) >= 2**63:
            return None
        return path[2], f"https://x.com/{path[0]}/status/{path[2]}"

    def is_short_link(self, address: Address) -> bool:
        return address.host == "t.co" and len(address.path) == 1

    def request(self, identity: Identity) -> str:
        return oembed_url("https://publish.x.com/oembed", identity.url, omit_script="1", dnt="true", hide_thread="true")

    def capture(self, identity: Identity, data: dict[str, Any]) -> FetchedPost | CheckResult:
        found = elements(data["html"])
        quote = next((element for element in found if element.tag == "blockquote"), None)
        words = next((element for element in found if element.tag == "p"), None)
        links = [element.attributes.get("href", "") for element in found if element.tag == "a"]
        if quote is None or words is None or not any(_leads_to(link, identity.id) for link in links):
            raise NotThisPost
        handle = last_segment(data.get("author_url"))
        asked_for = identity.url.split("/")[3]
        if asked_for != "i" and handle.lower() != asked_for.lower():
            raise NotThisPost
        return fetched_post(
            author=data.get("author_name"), handle=handle, text=words.text, language=words.attributes.get("lang", ""),
            posted_at=snowflake_time(identity.id),
        )  # fmt: skip


def _leads_to(link: str, post_id: str) -> bool:
    return re.search(rf"/status(?:es)?/{post_id}(?![0-9])", link) is not None


def snowflake_time(post_id: str) -> dt.datetime | None:
    """When the post was written, to the millisecond: X's ids hold it. None for those older than that."""
    number = int(post_id)
    if number < _FIRST_SNOWFLAKE:
        return None
    return dt.datetime.fromtimestamp(((number >> 22) + _EPOCH_MS) / 1000, dt.UTC)
