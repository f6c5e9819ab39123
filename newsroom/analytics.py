"""The analytics script: NEWSROOM_ANALYTICS holds its address, then its attributes.

It is a program of others in readers' pages, so it is set where the site is run and not at the desk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from articles.text import is_web_address

_EXAMPLE = "https://stats.example/script.js data-domain=news.example"
# Without quotes, brackets and letters beyond ASCII: the address is put into pages unescaped.
_ADDRESS = re.compile(r"https://[A-Za-z0-9._~!$&()*+,;=:@%/?-]+")
# The hosts that a Content-Security-Policy can name: no underscore, no IPv6 address.
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_ATTRIBUTE = re.compile(r"(data-[a-z0-9]+(?:-[a-z0-9]+)*)=(.+)")


@dataclass(frozen=True)
class Analytics:
    """`origin` is the only origin that the script may come from and report to."""

    src: str
    origin: str
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def policy(self) -> dict[str, list[str]]:
        """Return the sources to add to the Content-Security-Policy of pages that load the script."""
        return {directive: [self.origin] for directive in ("script-src", "connect-src", "img-src")}


def read(value: str) -> Analytics | None:
    """Return the script that the setting names, None if it is empty. Raise ValueError saying what to write instead."""
    if not value:
        return None
    src, *rest = value.split()
    return Analytics(src, _origin(src), tuple(_attributes(rest)))


def _origin(src: str) -> str:
    parts = urlsplit(src) if is_web_address(src) and _ADDRESS.fullmatch(src) else None
    if parts is None or not _HOST.fullmatch(parts.hostname or "") or parts.port == 0 or parts.path in ("", "/"):
        raise ValueError(f"use the https address of a script, then its attributes, for example {_EXAMPLE}")
    return f"https://{parts.hostname}" + (f":{parts.port}" if parts.port else "")


def _attributes(words: list[str]) -> list[tuple[str, str]]:
    attributes: dict[str, str] = {}
    for word in words:
        match = _ATTRIBUTE.fullmatch(word)
        if match is None or match[1] in attributes:
            raise ValueError(f"use data-name=value after the address, each name once, for example {_EXAMPLE}")
        attributes[match[1]] = match[2]
    return list(attributes.items())
