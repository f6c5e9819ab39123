"""From the address of a post, however it is spelled, to the one post it means. Nothing is fetched here."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from articles.body import NETWORKS
from articles.text import is_web_address

from .providers import PROVIDERS, Identity, ParsedUrl
from .start_time import start_time

_MAX_LENGTH = 2_000
_MAX_ID, _MAX_STORED_URL = 200, 500  # lengths of the columns
_NOT_IN_URL = re.compile(r"[\s\x00-\x20\x7f-\xa0\\<>\"`{}|^]")
_WITHOUT_SCHEME = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/", re.IGNORECASE)
_AT_URI = re.compile(r"at://([^/]+)/app\.bsky\.feed\.post/([^/?#]+)")
_HOST_PREFIXES = ("", "www.", "m.", "mobile.", "vm.", "vt.")
# Addresses that hold the post's own in a parameter: iframes, and what networks and search engines put before a link.
_WRAPPERS = (
    (re.compile(r"(?:www\.|m\.)?facebook\.com/(?:v[0-9.]+/)?plugins/(?:post|video)\.php"), ("href",)),
    (re.compile(r"(?:lm?\.facebook\.com|l\.(?:instagram|threads)\.(?:com|net))/(?:l\.php)?"), ("u",)),
    (re.compile(r"(?:www\.)?facebook\.com/(?:l\.php|flx/warn/)"), ("u",)),
    (re.compile(r"(?:www\.|m\.)?youtube\.com/(?:redirect|attribution_link)"), ("q", "u")),
    (re.compile(r"(?:www\.)?google\.(?:com|co\.in)/url"), ("q", "url")),
)
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]{2,63}")


def identify(address: str) -> Identity | None:
    """Return which post this is, or None if it is not the address of a post of a known network.

    Look-alike hosts, user names and ports in the address, and schemes other than http(s) and at give None.
    """
    url = _parse(address)
    if url is None:
        return None
    for network, provider in PROVIDERS.items():
        if match := provider.match_url(url):
            start = start_time(url.query, url.fragment) if NETWORKS[network].link_start else 0
            identity = Identity(network, *match, start)
            return identity if len(identity.id) <= _MAX_ID and len(identity.url) <= _MAX_STORED_URL else None
        if provider.has_host(url.host):
            return None
    return None


def account(identity: Identity) -> str:
    """Return the handle that the post's canonical URL names, or "" if it names none."""
    return PROVIDERS[identity.network].account(identity)


def is_short_link(address: str) -> bool:
    """Return whether this is a network's own short link, whose post only asking the network tells."""
    return bool(short_link_hosts(address))


def short_link_hosts(address: str) -> frozenset[str]:
    """Return the hosts that a network's short link may lead through; none if it isn't one."""
    url = _parse(address)
    if url is None:
        return frozenset()
    domains = next((provider.domains for provider in PROVIDERS.values() if provider.is_short_link(url)), ())
    return frozenset(prefix + domain for domain in domains for prefix in _HOST_PREFIXES)


def _parse(address: str, *, wrapped: bool = False) -> ParsedUrl | None:
    address = address.strip()
    if len(address) > _MAX_LENGTH or _NOT_IN_URL.search(address):
        return None
    if at_uri := _AT_URI.fullmatch(address):
        address = f"https://bsky.app/profile/{at_uri[1]}/post/{at_uri[2]}"
    elif _WITHOUT_SCHEME.match(address):
        address = f"https://{address}"
    if not is_web_address(address):
        return None
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.port not in (None, 80, 443) or not _HOST.fullmatch(host) or not parts.netloc.isascii():
        return None
    query = dict(parse_qsl(parts.query))
    names = next((names for wrapper, names in _WRAPPERS if wrapper.fullmatch(host + parts.path)), None)
    if names is not None:
        inner = urljoin(address, next((query[name] for name in names if name in query), ""))
        return _parse(inner, wrapped=True) if not wrapped and inner != address else None
    return ParsedUrl(host.removeprefix("www."), _segments(parts.path, parts.fragment), query, parts.fragment)


def _segments(path: str, fragment: str) -> tuple[str, ...]:
    """Return the path's segments; those of the fragment for old Twitter addresses, which had them behind #!."""
    if path in ("", "/") and fragment.startswith("!/"):
        path = fragment[1:]
    return tuple(unquote(part) for part in path.split("/") if part)
