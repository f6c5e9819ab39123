"""URLs of posts in a text, and the network that a URL or a handle belongs to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from articles.body import NETWORKS, network_of_host
from articles.embeds import account, identify, is_short_link

_WHOLE = re.compile(r"https?://[^\s<>\"]+")
# Short links that networks put in the place of any address.
_OF_ANYTHING = frozenset({"t.co", "lnkd.in"})


def is_address(text: str) -> bool:
    """Return whether the text is one URL and nothing else."""
    return bool(_WHOLE.fullmatch(text))


def is_address_of(text: str, handle: str) -> bool:
    """Return whether the text is the URL of a post by that account, as far as a URL shows it.

    A video below an attribution is rather one that the story shows.
    """
    if not is_address(text):
        return False
    names = {handle.lower(), handle.lower().partition("@")[0]}
    if identity := identify(text):
        named = account(identity).lower()
        return named in names if named else NETWORKS[identity.network].kind == "post"
    host, path = _host_and_path(text)
    if is_short_link(text):
        return host not in _OF_ANYTHING
    segments = [segment.lstrip("@").lower() for segment in path.split("/")]
    # The page of the account is not a post: something must follow its name.
    return any(segment in names and any(segments[at + 1 :]) for at, segment in enumerate(segments))


def network_of(address: str, handle: str, *, pictured: bool) -> str:
    """Return the key of the network, or "". `pictured` says that there is a picture link, which only X writes."""
    if address:
        identity = identify(address)
        network = network_of_host(_host_and_path(address)[0])
        return identity.network if identity else network.key if network else ""
    if pictured:
        return "x"
    if handle.endswith(".bsky.social"):
        return "bluesky"
    return "mastodon" if "@" in handle else ""


def _host_and_path(address: str) -> tuple[str, str]:
    """Return the host and the path, or empty strings for a malformed URL."""
    try:
        parts = urlsplit(address)
        return parts.hostname or "", parts.path
    except ValueError:
        return "", ""
