"""Instagram: posts and reels."""

from __future__ import annotations

from .meta import CODE, GRAPH, Meta
from .provider import ParsedUrl

_MIRRORS = frozenset({"ddinstagram.com", "kkinstagram.com"})
_HOSTS = frozenset({"instagram.com", "m.instagram.com", "instagr.am"}) | _MIRRORS

_KINDS = frozenset({"p", "reel", "reels", "tv"})
_VIEWS = {("embed",), ("embed", "captioned"), ("media",), ("comments",), ("liked_by",)}


class Instagram(Meta):
    network = "instagram"
    mirrors = _MIRRORS
    oembed = f"{GRAPH}/instagram_oembed?omitscript=true"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        if url.host not in _HOSTS or self.is_short_link(url):
            return None
        path = url.path
        if len(path) >= 3 and path[1] in _KINDS:
            path = path[1:]
        if path[2:] in _VIEWS:
            path = path[:2]
        if len(path) != 2 or path[0] not in _KINDS or not CODE.fullmatch(path[1]):
            return None
        # A reel answers under /p/ too: one record for both spellings.
        return path[1], f"https://www.instagram.com/p/{path[1]}/"

    def is_short_link(self, url: ParsedUrl) -> bool:
        """Return whether it is what the app shares: instagram.com/share/p/… or /share/reel/…"""
        return url.host == "instagram.com" and len(url.path) in (2, 3) and url.path[0] == "share"
