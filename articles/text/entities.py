"""Entities in the text of a post: mentions, hashtags, cashtags and addresses.

The rules follow twitter-text's conformance cases; `make entities` measures how many of them pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from . import data

Kind = Literal["mention", "hashtag", "cashtag", "address"]


@dataclass(frozen=True)
class Entity:
    """`text` includes the sign; `start` and `end` count code points."""

    kind: Kind
    text: str
    start: int
    end: int


def _part(letter: str, inner: str) -> str:
    """Return a pattern for one label of a host name; it begins and ends with a letter."""
    return rf"[{letter}](?:[{letter}{inner}]{{0,61}}[{letter}])?"


def _longest_first(words: str) -> str:
    """Return a pattern for any of the words."""
    return "|".join(sorted(set(words.split()), key=len, reverse=True))


_LETTER = r"\p{L}\p{M}\p{N}\p{So}"
_ASCII, _LATIN = "a-z0-9", r"\p{Latin}0-9"
# A label that begins with xn-- is ASCII.
_NOT_PUNYCODE = r"(?!xn--[a-z0-9-]*[^\x00-\x7f])"
_DOMAINS = data.read("top_level_domains")
_KNOWN = rf"(?:{_longest_first(_DOMAINS['countries'] + _DOMAINS['general'])}|xn--[a-z0-9-]{{2,59}})"
_IN_SCRIPT = rf"(?:{_longest_first(_DOMAINS['other_scripts'])})"
_END = r"(?![\p{Latin}0-9@_+-])"
# Underscores are allowed before the last two labels. After https:// any ASCII ending will do, as in news.example.
_HOST = (
    rf"(?:(?:{_NOT_PUNYCODE}{_part(_LETTER, '_-')}\.){{0,20}}{_NOT_PUNYCODE}{_part(_LETTER, '-')}\."
    rf"(?:{_KNOWN}{_END}|{_IN_SCRIPT})"
    rf"|(?:{_part(_ASCII, '_-')}\.){{0,20}}{_part(_ASCII, '-')}\.[a-z]{{2,24}}{_END})"
)
# Without https:// a host is Latin and ends in lower case: in "end.In" only a space is missing.
_BARE_HOST = rf"(?:{_part(_LATIN, '_-')}\.){{0,20}}{_part(_LATIN, '-')}\.(?:(?-i:{_KNOWN}){_END}|{_IN_SCRIPT})"
# A part of the path may be Hindi if it begins so: /wiki/हिन्दी, but not page.htmlपर.
_HINDI = r"(?<=[/=_#&\-(])[\u0900-\u0963\u0966-\u097f\u200c\u200d]++"
_PATH = rf"(?:/(?:[\p{{Latin}}\p{{Cyrillic}}0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&()]|{_HINDI})*+)?"
_QUERY = rf"(?:\?(?:[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]|{_HINDI})*+)?"
_ADDRESS = regex.compile(
    r"(?<![\p{Latin}0-9@＠$#＃])(?:"
    # Short addresses of X are letters and digits; what follows is not part of them.
    rf"(?:https?://|(?<![._/+-]))(?<host>t\.co/(?<slug>[a-z0-9]++)){_QUERY}"
    rf"|(?<host>https?://{_HOST}|(?<![._/+-]){_BARE_HOST})(?::[0-9]+)?{_PATH}{_QUERY})",
    regex.IGNORECASE,
)
_LONGEST_SLUG = 40
# An address may end with these; with a bracket only if it closes one of its own.
_LAST = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Devanagari}\u200c\u200d0-9=_#/+&)-]")

_MENTION = regex.compile(
    r"(?:(?<![\p{Latin}0-9_!#$%&*@＠])|(?<=(?<![\p{Latin}0-9_])rt))"
    r"(?<text>[@＠](?i:[a-z0-9_]{1,30}(?:\.[a-z0-9_-]+)*))(?![@＠\p{Latin}]|://)",
    regex.IGNORECASE,
)
# Some scripts join letters in a tag by signs of their own: Hebrew, Tibetan, Japanese, Catalan.
_IN_TAG = r"_\u200c\u200d\u05be\u05f3\u05f4\u0f0b\u0f0c\u3003\u301c\uff5e\u30a0\u00b7\ua67e"
_HASHTAG = regex.compile(
    # A variation selector before the tag ends an emoji.
    r"(?<![\p{L}\p{N}_&])(?<!(?![\ufe0e\ufe0f])\p{M})"
    rf"(?<text>[#＃](?>[\p{{Nd}}{_IN_TAG}]*[\p{{L}}\p{{M}}][\p{{L}}\p{{M}}\p{{Nd}}{_IN_TAG}]*))(?![#＃]|://)"
)
_CASHTAG = regex.compile(
    r"(?<![^\s(\[“‘\"'।\u2066-\u2069\u202a-\u202e])(?<text>\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?![\p{L}\p{M}\p{N}])"
)
_PATTERNS: tuple[tuple[Kind, regex.Pattern[str]], ...] = (
    ("mention", _MENTION),
    ("hashtag", _HASHTAG),
    ("cashtag", _CASHTAG),
)


def entities(s: str) -> list[Entity]:
    """Return all entities in order; no two overlap. Addresses are found first, so a # inside one is not a hashtag."""
    found = list(_addresses(s))
    taken = bytearray(len(s))
    for entity in found:
        taken[entity.start : entity.end] = b"\x01" * (entity.end - entity.start)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(s):
            start, end = match.span("text")
            if not any(taken[start:end]):
                found.append(Entity(kind, match["text"], start, end))
                taken[start:end] = b"\x01" * (end - start)
    return sorted(found, key=lambda entity: entity.start)


def _addresses(s: str) -> Iterator[Entity]:
    for match in _ADDRESS.finditer(s):
        if len(match["slug"] or "") <= _LONGEST_SLUG:
            end = _without_signs(match)
            yield Entity("address", s[match.start() : end], match.start(), end)


def _without_signs(match: regex.Match[str]) -> int:
    """Return the end of the address, without the punctuation of the sentence that follows it."""
    text, end, least = match.string, match.end(), match.end("host")
    closed = text.count(")", least, end) - text.count("(", least, end)
    while end > least and (not _LAST.match(text, end - 1) or (text[end - 1] == ")" and closed > 0)):
        closed -= (text[end - 1] == ")") - (text[end - 1] == "(")
        end -= 1
    return end
