"""Which of the newsroom's languages a text is in, by its script."""

from __future__ import annotations

from typing import Literal

import regex

_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_LATIN = regex.compile(r"\p{Latin}")
_NAMES = regex.compile(r"(?:https?://|pic\.twitter\.com/|pic\.x\.com/|t\.co/)\S+|[@#＠＃][\p{L}\p{M}\p{N}_.]+")


def detect_language(s: str) -> Literal["hi", "en", ""]:
    """`hi` or `en` by the script most letters are in; empty where there are no letters of either.

    Mentions, hashtags and addresses do not count: they are Latin in every language. A Hindi letter with its marks says
    about as much as one Latin letter and a half: so a Hindi text full of English names stays Hindi.
    """
    spoken = _NAMES.sub(" ", s)
    hindi, english = len(_DEVANAGARI.findall(spoken)), len(_LATIN.findall(spoken))
    if not hindi and not english:
        hindi, english = len(_DEVANAGARI.findall(s)), len(_LATIN.findall(s))
    if not hindi and not english:
        return ""
    return "hi" if hindi * 1.5 >= english else "en"
