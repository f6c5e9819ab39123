"""URLs of posts in a text, and the network that a URL or a handle belongs to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from articles.body import network_of_host

_WHOLE = re.compile(r"https?://[^\s<>\"]+")
# URLs of posts that do not have the account in them, or have another name of it than the handle.
_WITHOUT_ACCOUNT = re.compile(
    r"instagram\.com/(?:p|reel|tv)/[\w-]+|facebook\.com/(?:reel|watch|share|permalink\.php|story\.php|[\w.]+/(?:posts|videos|photos))"
)


def is_address(text: str) -> bool:
    """Return whether the text is one URL and nothing else."""
    return bool(_WHOLE.fullmatch(text))


def is_address_of(text: str, handle: str) -> bool:
    """Return whether the text is the URL of a post by that account, as far as a URL shows it."""
    if not is_address(text):
        return False
    host, path = _host_and_path(text)
    if _WITHOUT_ACCOUNT.match(host + path):
        return True
    segments = [segment.lstrip("@").lower() for segment in path.split("/")]
    names = {handle.lower(), handle.lower().partition("@")[0]}
    # The page of the account is not a post: something must follow its name.
    return any(segment in names and any(segments[at + 1 :]) for at, segment in enumerate(segments))


def network_of(address: str, handle: str, *, pictured: bool) -> str:
    """Return the key of the network, or "". `pictured` says that there is a picture link, which only X writes."""
    if address:
        if network := network_of_host(_host_and_path(address)[0]):
            return network.key
        return "mastodon" if re.search(r"/@[^/]+/\d+", address) else ""
    if pictured:
        return "x"
    if handle.endswith(".bsky.social"):
        return "bluesky"
    return "mastodon" if "@" in handle else ""


def _host_and_path(address: str) -> tuple[str, str]:
    """Return the host without www or m and the path, or empty strings for a malformed URL."""
    try:
        parts = urlsplit(address)
        return re.sub(r"^(?:www|m|mobile)\.", "", parts.hostname or ""), parts.path
    except ValueError:
        return "", ""
