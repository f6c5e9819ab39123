"""Which addresses may become links. Every check of an address in the product goes through these functions.

Browsers do not read addresses as `urlsplit` does (WHATWG URL Standard): they drop tabs and line ends, trim control
characters, and read a backslash as a slash. An address that holds one of these is therefore refused, never repaired.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

_REWRITTEN = re.compile(r"[\x00-\x20\x7f-\x9f\\\s]")
_DROPPED = re.compile(r"^[\x00-\x20]+|[\t\n\r]+")
_SLASHES = re.compile(r"^(https?:)/*|^/{2,}", re.IGNORECASE)


def is_web_address(url: str) -> bool:
    """Return True for an absolute http or https address with a host, without a user name."""
    if _REWRITTEN.search(url):
        return False
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  (raises ValueError where it is no port)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def is_site_path(path: str) -> bool:
    """Return True for an absolute path of this site: "/desh/", but neither "//host" nor "/\\host"."""
    return path.startswith("/") and not path.startswith("//") and not _REWRITTEN.search(path)


def safe_link(url: str, *, site_paths: bool = False) -> str:
    """Return the address if it may be the href of a link, else "". Paths of this site only with `site_paths`."""
    return url if is_web_address(url) or (site_paths and is_site_path(url)) else ""


def link_host(url: str, page_url: str) -> str | None:
    """Return the host that a browser goes to from a link on a page: "" for other schemes, None if it is unreadable.

    For any href, also of an address that `safe_link` refuses.
    """
    url = _DROPPED.sub("", url).replace("\\", "/")
    try:
        parts = urlsplit(urljoin(page_url, _SLASHES.sub(lambda start: (start[1] or "") + "//", url)))
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return None
