"""Instagram: posts and reels."""

from __future__ import annotations

from .base import Address, Identity, oembed_url
from .meta import CODE, GRAPH, Meta

_HOSTS = frozenset({"instagram.com", "m.instagram.com", "instagr.am", "ddinstagram.com", "kkinstagram.com"})


class Instagram(Meta):
    network = "instagram"
    sites = frozenset({"instagram.com", "instagr.am", "ddinstagram.com", "kkinstagram.com"})
    hosts = frozenset({"graph.facebook.com"})

    def match_url(self, address: Address) -> tuple[str, str] | None:
        if address.host not in _HOSTS or self.is_short_link(address):
            return None
        path = address.path
        if len(path) >= 3 and path[1] in ("p", "reel", "tv"):
            path = path[1:]
        if path[2:] in (("embed",), ("embed", "captioned")):
            path = path[:2]
        if len(path) != 2 or path[0] not in ("p", "reel", "reels", "tv") or not CODE.fullmatch(path[1]):
            return None
        # A reel, too, answers under /p/: one record for both spellings.
        return path[1], f"https://www.instagram.com/p/{path[1]}/"

    def is_short_link(self, address: Address) -> bool:
        """What its app shares today: instagram.com/share/p/… and /share/reel/…"""
        return address.host == "instagram.com" and len(address.path) in (2, 3) and address.path[0] == "share"

    def request(self, identity: Identity) -> str:
        return oembed_url(f"{GRAPH}/instagram_oembed", identity.url, omitscript="true")
