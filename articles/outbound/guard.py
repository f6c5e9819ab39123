"""Which URLs may be requested, and which IP addresses connected to.

`ipaddress.is_global` alone allows several ranges that reach private networks through a translator or a tunnel: NAT64,
6to4, Teredo, IPv4-mapped IPv6. They are listed below, from IANA's special-purpose address registries.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

_MAX_LENGTH = 2_000
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{2,59}")
# Top-level names of local networks, and reserved ones (RFC 2606, 6761, 6762, 7686, 8375, 9476).
_NOT_PUBLIC = frozenset("localhost local localdomain internal intranet private lan home corp test example invalid onion alt arpa".split())  # fmt: skip  # noqa: E501
# The characters of a URL. A space, a backslash, another script or a control character is a trick or a mistake.
_URL = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_REFUSED = [
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
        "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
]  # fmt: skip


class OutboundError(Exception):
    """No response. The message is for the log, in English."""


class Forbidden(OutboundError):
    """The URL, or the address it resolves to, is not allowed."""


@dataclass(frozen=True)
class Target:
    """A URL that may be requested. `path` is what follows the host, including the query."""

    host: str
    path: str

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"


def target(url: str, hosts: Collection[str] | None = None) -> Target:
    """Return the parsed URL. Raises Forbidden unless it is https to a public host name on port 443, and to one of
    `hosts` if they are given.
    """
    if len(url) > _MAX_LENGTH or not _URL.fullmatch(url):
        raise Forbidden("the address is too long or holds characters that no address holds")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Forbidden("the address cannot be read") from None
    if parts.scheme != "https":
        raise Forbidden("the address does not begin with https")
    if "@" in parts.netloc or port not in (None, 443):
        raise Forbidden("the address names a user or a port")
    host = _public_name(parts.netloc.removesuffix(":443").lower())
    if hosts is not None and host not in hosts:
        raise Forbidden(f"{host} is not among the hosts that may be asked")
    return Target(host, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _public_name(host: str) -> str:
    """Return the host if it is a public host name. IP addresses, in any notation, are none."""
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        raise Forbidden("the host is not a name of the public internet")
    if not _TOP.fullmatch(labels[-1]) or labels[-1] in _NOT_PUBLIC:
        raise Forbidden("the host is not a name of the public internet")
    return host


def check_addresses(addresses: Collection[str]) -> None:
    """Raise Forbidden unless all IP addresses that a name resolves to are public: a single private one is an attack, or
    a mistake that could be used for one."""
    for address in addresses:
        if not is_public(address):
            raise Forbidden(f"the name leads to {address}, which is not a public machine")


def is_public(address: str) -> bool:
    """Return whether an IP address, as the resolver writes it, is public."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if getattr(ip, "scope_id", None) or not ip.is_global or ip.is_multicast:
        return False
    return not any(ip in block for block in _REFUSED if block.version == ip.version)
