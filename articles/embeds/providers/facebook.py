"""Facebook: posts, photos, videos and reels, whose URLs it spells in many ways."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .meta import GRAPH, Meta
from .provider import Identity, ParsedUrl, oembed_url

_SITE = "https://www.facebook.com"
_HOST = re.compile(r"(?:(?:m|mobile|web|mbasic|touch|[a-z]{2}-[a-z]{2})\.)?(?:facebook|fb)\.com")
_ID = re.compile(r"[1-9][0-9]{4,19}|pfbid[A-Za-z0-9]{20,90}")
_PAGE = re.compile(r"[A-Za-z0-9.\-]{2,80}")
_NO_PAGES = frozenset("watch groups events hashtag search pages help policies marketplace gaming".split())


class Facebook(Meta):
    network = "facebook"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        if not _HOST.fullmatch(url.host):
            return None
        match = _by_query(url.path, url.query) or _by_path(url.path)
        return match if match and _ID.fullmatch(match[0]) else None

    def is_short_link(self, url: ParsedUrl) -> bool:
        if url.host in ("fb.watch", "fb.me"):
            return len(url.path) == 1
        shared = url.path[:1] == ("share",) and len(url.path) in (2, 3)
        return shared and _HOST.fullmatch(url.host) is not None

    def request_url(self, identity: Identity) -> str:
        video = any(part in identity.url for part in ("/videos/", "/watch/", "/reel/"))
        endpoint = f"{GRAPH}/{'oembed_video' if video else 'oembed_post'}?omitscript=true"
        return oembed_url(endpoint, identity.url)


def _by_query(path: tuple[str, ...], query: Mapping[str, str]) -> tuple[str, str] | None:
    story, page = query.get("story_fbid", ""), query.get("id", "")
    if path in (("permalink.php",), ("story.php",)) and page.isdecimal() and page.isascii():
        return story, f"{_SITE}/permalink.php?story_fbid={story}&id={page}"
    if len(path) == 2 and path[0] == "groups" and "multi_permalinks" in query and _PAGE.fullmatch(path[1]):
        story = query["multi_permalinks"].partition(",")[0]
        return story, f"{_SITE}/groups/{path[1]}/posts/{story}/"
    if path in (("watch",), ("watch", "live"), ("video.php",), ("video", "embed")):
        video = query.get("v") or query.get("video_id", "")
        return video, f"{_SITE}/watch/?v={video}"
    if path in (("photo",), ("photo.php",)):
        return query.get("fbid", ""), f"{_SITE}/photo/?fbid={query.get('fbid', '')}"
    return None


def _by_path(path: tuple[str, ...]) -> tuple[str, str] | None:
    if len(path) in (2, 3) and path[-2] in ("reel", "reels"):
        return path[-1], f"{_SITE}/reel/{path[-1]}"
    if len(path) == 4 and path[0] == "groups" and path[2] in ("posts", "permalink") and _PAGE.fullmatch(path[1]):
        return path[3], f"{_SITE}/groups/{path[1]}/posts/{path[3]}/"
    if len(path) in (3, 4) and path[1] in ("posts", "videos", "photos") and _PAGE.fullmatch(path[0]):
        # Between them may be the text of the post, or the album of the photo.
        return None if path[0] in _NO_PAGES else (path[-1], f"{_SITE}/{path[0]}/{path[1]}/{path[-1]}/")
    return None
