"""The direction of a text, and of a language."""

from __future__ import annotations

from typing import Literal

import regex

from .languages import detect_language, without_names

Direction = Literal["rtl", "ltr"]

_RTL = regex.compile(r"[\p{bidi_class=R}\p{bidi_class=AL}]")
_STRONG = regex.compile(r"[\p{bidi_class=R}\p{bidi_class=AL}\p{bidi_class=L}]")
# Letters, their marks and white space: such a text looks the same whatever its surroundings.
_RTL_ALONE = regex.compile(r"[\p{bidi_class=R}\p{bidi_class=AL}\p{bidi_class=NSM}\s]*")
_ISOLATE, _END_OF_ISOLATE = "\u2067", "\u2069"
_HEBREW = regex.compile(r"\p{Hebrew}")
# Whose usual script runs from right to left, by CLDR.
_RTL_LANGUAGES = frozenset("ar arc ckb dv fa he ks nqo ps sd syr ug ur yi".split())


def has_rtl(s: str) -> bool:
    """Return whether there is any letter of a right-to-left script."""
    return _RTL.search(s) is not None


def direction(s: str) -> Direction:
    """Return the direction of most letters, or of the first one if there are as many of both; "ltr" without letters.

    The first letter alone, as in rules P2 and P3 of Unicode's bidirectional algorithm, would turn an Urdu post that
    begins with a name in Latin letters. Mentions, hashtags and addresses count only if there is nothing else.
    """
    letters = _STRONG.findall(without_names(s)) or _STRONG.findall(s)
    rtl = sum(1 for letter in letters if _RTL.match(letter))
    if 2 * rtl == len(letters):
        return "rtl" if rtl and _RTL.match(letters[0]) else "ltr"
    return "rtl" if 2 * rtl > len(letters) else "ltr"


def isolated_plain(s: str) -> str:
    """Return a text for a place without markup, as a page's title or a feed's.

    Right-to-left words among which anything else stands (marks, numbers, Latin letters) are put between U+2067 and
    U+2069: so they keep their order, whichever direction a program gives the line and whatever follows in it. Any other
    text is returned as it is.
    """
    if not has_rtl(s) or _RTL_ALONE.fullmatch(s) or direction(s) == "ltr":
        return s
    return f"{_ISOLATE}{s}{_END_OF_ISOLATE}"


def language_direction(language: str) -> Direction:
    """Return the direction in which a language is usually written, by its BCP 47 tag."""
    return "rtl" if language.partition("-")[0].lower() in _RTL_LANGUAGES else "ltr"


def written_language(s: str) -> str:
    """Return `detect_language`, or for right-to-left text `ur`, `he`: what such letters mean in an Indian newsroom."""
    if has_rtl(s) and direction(s) == "rtl":
        return "he" if _HEBREW.search(s) else "ur"
    return detect_language(s)
