"""Meta's three: Instagram, Facebook, Threads. Since June 2026 their oEmbed asks for no token; since November 2025 it
names neither author nor picture, so what can be had is what stands in the markup."""

from __future__ import annotations

import re
from typing import Any

from .base import Address, Captured, Identity, NotThisPost, Provider, asked, captured
from .markup import elements

_GRAPH = "https://graph.facebook.com/v25.0"
_SHARED_BY = re.compile(
    r"(?:A post shared by|Post by)\s+(?P<name>.{1,100}?)(?:\s+\(@(?P<handle>[A-Za-z0-9_.]{1,40})\))?(?:\s+on\b.*)?$"
)
_FURNITURE = re.compile(r"View (?:this post|more) on (?:Instagram|Threads|Facebook)|View on Threads", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z0-9_-]{5,40}")
_NUMBER = re.compile(r"[1-9][0-9]{4,19}|pfbid[A-Za-z0-9]{20,90}")
_FACEBOOK = re.compile(r"(?:(?:m|web|mbasic|touch|[a-z]{2}-[a-z]{2})\.)?facebook\.com")


class _Meta(Provider):
    """What the three share: the words of a post stand in the paragraphs of the markup, if anywhere."""

    def capture(self, identity: Identity, data: dict[str, Any]) -> Captured:
        found = elements(data["html"])
        code = identity.id
        if not any(code in value for element in found for value in element.attributes.values()):
            raise NotThisPost
        by = next((match for element in found if (match := _SHARED_BY.match(element.text))), None)
        paragraphs = [element.text for element in found if element.tag == "p"]
        said = [text for text in paragraphs if text and not _SHARED_BY.match(text) and not _FURNITURE.search(text)]
        handle = (by["handle"] if by else "") or self.handle(identity)
        return captured(
            author=(by["name"] if by else "") or data.get("author_name") or handle, handle=handle,
            text="\n\n".join(said),
        )  # fmt: skip

    def handle(self, identity: Identity) -> str:
        return ""


class Instagram(_Meta):
    network = "instagram"
    hosts = frozenset({"graph.facebook.com"})

    def recognise(self, address: Address) -> tuple[str, str] | None:
        if address.host not in ("instagram.com", "m.instagram.com", "instagr.am", "ddinstagram.com"):
            return None
        path = address.path
        if len(path) >= 3 and path[1] in ("p", "reel", "tv"):
            path = path[1:]
        if path[-1:] in (("embed",), ("captioned",)):
            path = path[:2]
        if len(path) != 2 or path[0] not in ("p", "reel", "reels", "tv") or not _CODE.fullmatch(path[1]):
            return None
        # A reel, too, answers under /p/: one record for both spellings.
        return path[1], f"https://www.instagram.com/p/{path[1]}/"

    def request(self, identity: Identity) -> str:
        return asked(f"{_GRAPH}/instagram_oembed", identity.url, omitscript="true")


class Facebook(_Meta):
    network = "facebook"
    hosts = frozenset({"graph.facebook.com"})

    def recognise(self, address: Address) -> tuple[str, str] | None:
        if not _FACEBOOK.fullmatch(address.host):
            return None
        path, query = address.path, address.query
        found = _by_query(path, query) or _by_path(path)
        return found if found and _NUMBER.fullmatch(found[0]) else None

    def is_short(self, address: Address) -> bool:
        if address.host in ("fb.watch", "fb.me"):
            return len(address.path) == 1
        shared = address.path[:1] == ("share",) and len(address.path) in (2, 3)
        return shared and _FACEBOOK.fullmatch(address.host) is not None

    def request(self, identity: Identity) -> str:
        video = any(part in identity.url for part in ("/videos/", "/watch/", "/reel/"))
        return asked(f"{_GRAPH}/{'oembed_video' if video else 'oembed_post'}", identity.url, omitscript="true")


def _by_query(path: tuple[str, ...], query: Any) -> tuple[str, str] | None:
    story, page, site = query.get("story_fbid", ""), query.get("id", ""), "https://www.facebook.com"
    if path in (("permalink.php",), ("story.php",)) and page.isdecimal() and page.isascii():
        return story, f"{site}/permalink.php?story_fbid={story}&id={page}"
    if path in (("watch",), ("video.php",)):
        return query.get("v", ""), f"{site}/watch/?v={query.get('v', '')}"
    if path in (("photo",), ("photo.php",)):
        return query.get("fbid", ""), f"{site}/photo/?fbid={query.get('fbid', '')}"
    return None


def _by_path(path: tuple[str, ...]) -> tuple[str, str] | None:
    site = "https://www.facebook.com"
    if len(path) == 2 and path[0] == "reel":
        return path[1], f"{site}/reel/{path[1]}"
    if len(path) == 4 and path[0] == "groups" and path[2] in ("posts", "permalink"):
        return path[3], f"{site}/groups/{path[1]}/posts/{path[3]}/"
    if (
        len(path) in (3, 4)
        and path[1] in ("posts", "videos", "photos")
        and re.fullmatch(r"[A-Za-z0-9.\-]{2,80}", path[0])
    ):
        return path[-1], f"{site}/{path[0]}/{path[1]}/{path[-1]}/"
    return None


class Threads(_Meta):
    network = "threads"
    hosts = frozenset({"graph.threads.net"})

    def recognise(self, address: Address) -> tuple[str, str] | None:
        path = address.path[:-1] if address.path[-1:] == ("embed",) else address.path
        if address.host not in ("threads.net", "threads.com"):
            return None
        if len(path) == 3 and re.fullmatch(r"@[A-Za-z0-9_.]{1,40}", path[0]) and path[1] == "post":
            return (path[2], f"https://www.threads.com/{path[0]}/post/{path[2]}") if _CODE.fullmatch(path[2]) else None
        if len(path) == 2 and path[0] == "t" and _CODE.fullmatch(path[1]):
            return path[1], f"https://www.threads.com/t/{path[1]}"
        return None

    def request(self, identity: Identity) -> str:
        return asked("https://graph.threads.net/oembed", identity.url)

    def handle(self, identity: Identity) -> str:
        part = identity.url.split("/")[3]
        return part.lstrip("@") if part.startswith("@") else ""
