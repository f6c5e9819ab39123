"""From an address, however it is spelled, to the one post it means."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from articles.text import is_web_address

from .providers import PROVIDERS, Address, Identity

_LONGEST = 2_000
_LONGEST_ID, _LONGEST_KEPT = 200, 500  # what the columns hold
_NO_ADDRESS = re.compile(r"[\s\x00-\x20\x7f-\xa0\\<>\"`{}|^]")
_BARE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/", re.IGNORECASE)
_AT = re.compile(r"at://([^/]+)/app\.bsky\.feed\.post/([^/?#]+)")
_BEFORE = ("", "www.", "m.", "mobile.", "vm.", "vt.")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]{2,63}")


def identify(url: str) -> Identity | None:
    """Which post it is, or None where it is the address of no post of a network that we know.

    Look-alike hosts, user names and ports in the address, other schemes: None. Nothing is asked of anybody.
    """
    address = _taken_apart(url)
    if address is None:
        return None
    for network, provider in PROVIDERS.items():
        if found := provider.match_url(address):
            identity = Identity(network, *found)
            return identity if len(identity.id) <= _LONGEST_ID and len(identity.url) <= _LONGEST_KEPT else None
        if provider.owns(address.host):
            return None
    return None


def is_short_link(url: str) -> bool:
    """Whether it is a network's own short link: whose post it leads to, only asking tells."""
    return bool(short_link_hosts(url))


def short_link_hosts(url: str) -> frozenset[str]:
    """The hosts by way of which a network's short link leads to its post; none where it is no short link."""
    address = _taken_apart(url)
    if address is None:
        return frozenset()
    sites = next((provider.sites for provider in PROVIDERS.values() if provider.is_short_link(address)), frozenset())
    return frozenset(prefix + site for site in sites for prefix in _BEFORE)


def _taken_apart(url: str) -> Address | None:
    url = url.strip()
    if len(url) > _LONGEST or _NO_ADDRESS.search(url):
        return None
    if at := _AT.fullmatch(url):
        url = f"https://bsky.app/profile/{at[1]}/post/{at[2]}"
    elif _BARE.match(url):
        url = f"https://{url}"
    if not is_web_address(url):
        return None
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.port not in (None, 80, 443) or not _HOST.fullmatch(host) or not parts.netloc.isascii():
        return None
    return Address(host.removeprefix("www."), _segments(parts.path, parts.fragment), dict(parse_qsl(parts.query)))


def _segments(path: str, fragment: str) -> tuple[str, ...]:
    """Of an address of the time when X's stood behind #!, those too."""
    if path in ("", "/") and fragment.startswith("!/"):
        path = fragment[1:]
    return tuple(unquote(part) for part in path.split("/") if part)
