"""What stands in the text of a post beside words: mentions, hashtags, cashtags, addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

Kind = Literal["mention", "hashtag", "cashtag", "address"]


@dataclass(frozen=True)
class Entity:
    """`text` is what stands there, sign included; `start` and `end` count characters (code points)."""

    kind: Kind
    text: str
    start: int
    end: int


_ADDRESS = regex.compile(
    r"(?<![@#$\p{L}\p{M}\p{N}_/])(?:https?://[^\s<>\"“”]+|(?:pic\.twitter\.com|pic\.x\.com|t\.co|youtu\.be)/[\w\-/]+)",
    regex.IGNORECASE,
)
_TAIL = regex.compile(r"[.,;:!?।॥'\"”’…)\]}]+\Z")
_MENTION = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}_!#$%&*@＠/.])[@＠]([A-Za-z0-9_]{1,30}(?:\.[A-Za-z0-9_-]+)*)(?![@＠\p{Latin}]|://)"
)
_HASHTAG = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}_&])[#＃]"
    "((?>[\\p{L}\\p{M}\\p{Nd}_\u200c\u200d\u00b7]*[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Nd}_\u200c\u200d\u00b7]*))(?![#＃]|://)"
)
_CASHTAG = regex.compile(r"(?<![\p{L}\p{M}\p{N}_$])\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?![\p{L}\p{M}\p{N}])")
_PATTERNS: tuple[tuple[Kind, regex.Pattern[str]], ...] = (
    ("mention", _MENTION),
    ("hashtag", _HASHTAG),
    ("cashtag", _CASHTAG),
)


def entities(s: str) -> list[Entity]:
    """All entities in their order; no two overlap. Addresses are found first: a # inside one is no hashtag."""
    found = []
    for match in _ADDRESS.finditer(s):
        text = _TAIL.sub("", match.group())
        found.append(Entity("address", text, match.start(), match.start() + len(text)))
    taken = bytearray(len(s))
    for entity in found:
        taken[entity.start : entity.end] = b"\x01" * (entity.end - entity.start)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(s):
            if not any(taken[match.start() : match.end()]):
                found.append(Entity(kind, match.group(), match.start(), match.end()))
                taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return sorted(found, key=lambda entity: entity.start)
