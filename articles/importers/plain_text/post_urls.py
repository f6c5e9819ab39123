"""The address of a post, where the text gives one beside it, and the network that address or handle is of."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_WHOLE = re.compile(r"https?://[^\s<>\"]+")
_NETWORKS = {
    "x.com": "x",
    "twitter.com": "x",
    "instagram.com": "instagram",
    "threads.net": "threads",
    "threads.com": "threads",
    "bsky.app": "bluesky",
    "facebook.com": "facebook",
    "t.me": "telegram",
    "tiktok.com": "tiktok",
    "youtube.com": "youtube",
    "linkedin.com": "linkedin",
    "reddit.com": "reddit",
}
# These name no account in the addresses of their posts, or another name than the handle.
_WITHOUT_ACCOUNT = re.compile(
    r"instagram\.com/(?:p|reel|tv)/[\w-]+|facebook\.com/(?:reel|watch|share|permalink\.php|story\.php|[\w.]+/(?:posts|videos|photos))"
)


def is_address(text: str) -> bool:
    """Whether it is one address and nothing else."""
    return bool(_WHOLE.fullmatch(text))


def is_address_of(text: str, handle: str) -> bool:
    """Whether it is the address of a post by that account, as far as an address shows it."""
    if not is_address(text):
        return False
    host, path = _host(text), _split(text)[1]
    if _WITHOUT_ACCOUNT.match(host + path):
        return True
    segments = [segment.lstrip("@").lower() for segment in path.split("/")]
    names = {handle.lower(), handle.lower().partition("@")[0]}
    # A page of the account alone is no post: something must follow its name.
    return any(segment in names and any(segments[at + 1 :]) for at, segment in enumerate(segments))


def network_of(address: str, handle: str, *, pictured: bool) -> str:
    """The network's short name, or nothing. `pictured`: there is a picture link, which only X writes."""
    if address:
        return _NETWORKS.get(_host(address), "mastodon" if re.search(r"/@[^/]+/\d+", address) else "")
    if pictured:
        return "x"
    if handle.endswith(".bsky.social"):
        return "bluesky"
    return "mastodon" if "@" in handle else ""


def _host(address: str) -> str:
    return re.sub(r"^(?:www|m|mobile)\.", "", _split(address)[0])


def _split(address: str) -> tuple[str, str]:
    """Host and path; empty where the address cannot be read."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").lower(), parts.path
    except ValueError:
        return "", ""
