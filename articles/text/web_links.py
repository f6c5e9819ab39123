"""The addresses in a story's text that become links: one rule for what is pasted, typed and imported.

`data/web_links.json` holds the patterns; the editor reads the same from its options. `tests/text/web_links.json` has
the cases. (Addresses in posts are another matter: `entities` follows the rules of X.)
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import regex

PATTERNS: dict[str, str] = json.loads((Path(__file__).parent / "data/web_links.json").read_text(encoding="utf-8"))
_ADDRESS = regex.compile(PATTERNS["address"], regex.IGNORECASE)
_AFTER = regex.compile(PATTERNS["after"])
_OPENING = {")": "(", "]": "["}


class WebLink(NamedTuple):
    """`start` and `end` are offsets into the text; `href` has a scheme even where the text has none."""

    start: int
    end: int
    href: str


def web_links(text: str) -> Iterator[WebLink]:
    """Yield the addresses in order, without the signs of the sentence around them. Takes linear time."""
    for match in _ADDRESS.finditer(text):
        start, end = match.start(), _end(match.group()) + match.start()
        address = text[start:end]
        if "." in address:
            yield WebLink(start, end, address if "://" in address[:8] else f"https://{address}")


def _end(address: str) -> int:
    """Return where an address ends before the signs that follow it; a bracket ends it only if it is closed in it."""
    unclosed = {closing: address.count(closing) - address.count(opening) for closing, opening in _OPENING.items()}
    end = len(address)
    while end and (_AFTER.match(address, end - 1) or unclosed.get(address[end - 1], 0) > 0):
        end -= 1
        for closing, opening in _OPENING.items():
            unclosed[closing] -= (address[end] == closing) - (address[end] == opening)
    return end
