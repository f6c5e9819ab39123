"""What is too much for a body: its length, its depth, its elements, its pictures and cards."""

from __future__ import annotations

import re
from typing import Literal

from .nesting import nesting

Limit = Literal["length", "depth", "elements", "parts"]
LIMITS: dict[Limit, int] = {
    "length": 300_000,  # characters, with the tags
    "depth": 100,  # elements within each other
    "elements": 20_000,
    "parts": 1_000,  # pictures, posts, related stories, files
}
# What is stored may be longer than what was typed: "<" becomes "&lt;", and a missing end tag is written.
STORED = 4

_PLACED = re.compile(r"\bdata-(?:social-post|image|story|file)\b", re.IGNORECASE)
_GALLERY = re.compile(r"""\bdata-gallery\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


class TooMuch(ValueError):
    """HTML beyond a limit. `limit` names it; `found` is what there is of it, or more than it where counting ended."""

    def __init__(self, limit: Limit, found: int) -> None:
        super().__init__(f"{limit}: {found}, at most {LIMITS[limit]}")
        self.limit, self.found = limit, found


def check_size(html: str, *, times: int = 1) -> None:
    """Raise TooMuch if the HTML exceeds a limit; `times` is how often all but the depth. Takes linear time."""
    if len(html) > times * LIMITS["length"]:
        raise TooMuch("length", len(html))
    if html.count("<") <= LIMITS["depth"]:
        return
    depth, elements = nesting(html, max_depth=LIMITS["depth"], max_elements=times * LIMITS["elements"])
    if depth > LIMITS["depth"]:
        raise TooMuch("depth", depth)
    if elements > times * LIMITS["elements"]:
        raise TooMuch("elements", elements)
    parts = len(_PLACED.findall(html)) + sum(len("".join(ids).split()) for ids in _GALLERY.findall(html))
    if parts > times * LIMITS["parts"]:
        raise TooMuch("parts", parts)
