"""The script of a service that counts readers, as the environment names it: its address, then its attributes.

Such a script is another's program in readers' pages. So whoever runs the site names it; nobody at the desk can.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

_EXAMPLE = "https://stats.example/script.js data-domain=news.example"
# No quotes, brackets or letters beyond ASCII: the address stands in a page as it is.
_ADDRESS = re.compile(r"https://[A-Za-z0-9._~!$&()*+,;=:@%/?-]+")
# What a Content-Security-Policy can name: no underscore, no bare address of an IPv6 machine.
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_ATTRIBUTE = re.compile(r"(data-[a-z0-9]+(?:-[a-z0-9]+)*)=(.+)")


@dataclass(frozen=True)
class Analytics:
    """`origin` is the one place that the script may come from and report to."""

    src: str
    origin: str
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def policy(self) -> dict[str, list[str]]:
        """What a page's Content-Security-Policy lets it do beyond the site's own."""
        return {directive: [self.origin] for directive in ("script-src", "connect-src", "img-src")}


def read(value: str) -> Analytics | None:
    """None for nothing. Raises ValueError saying what to write instead."""
    if not value:
        return None
    src, *rest = value.split()
    return Analytics(src, _origin(src), tuple(_attributes(rest)))


def _origin(src: str) -> str:
    parts = _parts(src)
    if parts is None or not _HOST.fullmatch(parts.hostname or "") or "@" in parts.netloc or parts.path in ("", "/"):
        raise ValueError(f"use the https address of a script, then its attributes, for example {_EXAMPLE}")
    return f"https://{parts.hostname}" + (f":{parts.port}" if parts.port else "")


def _parts(src: str) -> SplitResult | None:
    """A strange port shows only when it is asked for."""
    try:
        parts = urlsplit(src)
        return parts if _ADDRESS.fullmatch(src) and parts.port != 0 else None
    except ValueError:
        return None


def _attributes(words: list[str]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for word in words:
        said = _ATTRIBUTE.fullmatch(word)
        if said is None or said[1] in found:
            raise ValueError(f"use data-name=value after the address, each name once, for example {_EXAMPLE}")
        found[said[1]] = said[2]
    return list(found.items())
