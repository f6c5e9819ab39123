"""The language of a text, by its script."""

from __future__ import annotations

from typing import Literal

import regex

_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_LATIN = regex.compile(r"\p{Latin}")
_NAMES = regex.compile(r"(?:https?://|pic\.twitter\.com/|pic\.x\.com/|t\.co/)\S+|[@#＠＃][\p{L}\p{M}\p{N}_.]+")
_LETTER = regex.compile(r"\p{L}")


def without_names(s: str) -> str:
    """Return the text without mentions, hashtags and addresses."""
    return _NAMES.sub(" ", s)


def detect_language(s: str) -> Literal["hi", "en", ""]:
    """Return `hi` or `en` by the script of most letters; "" for a text without letters of either script.

    Mentions, hashtags and addresses do not count unless there is nothing else: they are Latin in every language. A
    Devanagari letter counts one and a half, so a Hindi text full of English names stays Hindi.
    """
    spoken = without_names(s)
    hindi, english = len(_DEVANAGARI.findall(spoken)), len(_LATIN.findall(spoken))
    if not hindi and not english and not _LETTER.search(spoken):
        hindi, english = len(_DEVANAGARI.findall(s)), len(_LATIN.findall(s))
    if not hindi and not english:
        return ""
    return "hi" if hindi * 1.5 >= english else "en"
