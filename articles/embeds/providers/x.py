"""X, once Twitter, and the sites that mirror it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from articles.embeds.post_content import FetchedPost
from articles.models import CheckResult

from .markup import elements
from .provider import Identity, NotThisPost, ParsedUrl, Provider, fetched_post, last_segment, oembed_url

_OWN = frozenset({"x.com", "twitter.com", "mobile.twitter.com", "m.twitter.com", "mobile.x.com", "m.x.com"})
_WIDGETS = frozenset({"platform.twitter.com", "platform.x.com"})
# Sites that show X's posts under their own domain.
_MIRRORS = frozenset(
    "fxtwitter.com vxtwitter.com fixupx.com fixvx.com twittpr.com xcancel.com lightbrd.com nitter.net nitter.poast.org "
    "nitter.privacydev.net nitter.privacyredirect.com nitter.space nitter.tiekoetter.com".split()
)
_ID, _NAME = re.compile(r"[1-9][0-9]{0,18}"), re.compile(r"[A-Za-z0-9_]{1,15}")
# Ids are snowflakes since 4 November 2010; before, they were consecutive numbers.
_FIRST_SNOWFLAKE, _EPOCH_MS = 29_700_000_000, 1_288_834_974_657


class X(Provider):
    network = "x"
    mirrors = _MIRRORS
    oembed = "https://publish.x.com/oembed?omit_script=1&dnt=true&hide_thread=true"
    redirect_hosts = frozenset({"publish.twitter.com"})

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        if url.host in _WIDGETS and url.path == ("embed", "Tweet.html"):
            url = ParsedUrl("x.com", ("i", "status", url.query.get("id", "")), {})
        if url.host not in _OWN | _MIRRORS:
            return None
        path = tuple(part for part in url.path if part != "#!")
        if path[:2] == ("i", "web"):
            path = ("i", *path[2:])
        elif path[:1] == ("statuses",):
            path = ("i", *path)
        # An article has the id of the post that carries it; behind i/ it has another one, of its own.
        kinds = ("status", "statuses") if path[:1] == ("i",) else ("status", "statuses", "article")
        if len(path) < 3 or path[1] not in kinds or not _ID.fullmatch(path[2]):
            return None
        if not _NAME.fullmatch(path[0]) or int(path[2]) >= 2**63:
            return None
        return path[2], f"https://x.com/{path[0]}/status/{path[2]}"

    def account(self, identity: Identity) -> str:
        name = identity.url.split("/")[3]
        return name if name != "i" else ""

    def time_of_id(self, post_id: str) -> dt.datetime | None:
        return snowflake_time(post_id)

    def is_short_link(self, url: ParsedUrl) -> bool:
        return url.host == "t.co" and len(url.path) == 1

    def request_url(self, identity: Identity) -> str:
        # By its id: an account may have another name by now, and a name may have been misspelled.
        return oembed_url(self.oembed, f"https://x.com/i/status/{identity.id}")

    def own_address(self, identity: Identity, data: dict[str, Any]) -> str:
        return f"https://x.com/{last_segment(data.get('author_url'))}/status/{identity.id}"

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost | CheckResult:
        all_elements = elements(data["html"])
        quote = next((element for element in all_elements if element.tag == "blockquote"), None)
        paragraph = next((element for element in all_elements if element.tag == "p"), None)
        links = [element.attributes.get("href", "") for element in all_elements if element.tag == "a"]
        if quote is None or paragraph is None or not any(_is_link_to(link, identity.id) for link in links):
            raise NotThisPost
        return fetched_post(
            author=data.get("author_name"),
            handle=last_segment(data.get("author_url")),
            text=paragraph.text,
            language=paragraph.attributes.get("lang", ""),
            posted_at=snowflake_time(identity.id),
        )


def _is_link_to(link: str, post_id: str) -> bool:
    return re.search(rf"/status(?:es)?/{post_id}(?![0-9])", link) is not None


def snowflake_time(post_id: str) -> dt.datetime | None:
    """Return when the post was written, to the millisecond, from its id; None for ids that are no snowflakes."""
    # An id has 63 bits. Rows may have other ids, typed or imported.
    number = int(post_id) if post_id.isascii() and post_id.isdecimal() and len(post_id) < 20 else 0
    if number < _FIRST_SNOWFLAKE:
        return None
    return dt.datetime.fromtimestamp(((number >> 22) + _EPOCH_MS) / 1000, dt.UTC)
