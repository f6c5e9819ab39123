"""Which of the newsroom's languages a text is in, by its script."""

from __future__ import annotations

from typing import Literal

import regex

_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_LATIN = regex.compile(r"\p{Latin}")


def detect_language(s: str) -> Literal["hi", "en", ""]:
    """`hi` or `en` by the script most letters are in; empty where there are no letters of either.

    A Hindi letter with its marks says about as much as one Latin letter and a half: so a Hindi text full of English
    names stays Hindi.
    """
    hindi, english = len(_DEVANAGARI.findall(s)), len(_LATIN.findall(s))
    if not hindi and not english:
        return ""
    return "hi" if hindi * 1.5 >= english else "en"
