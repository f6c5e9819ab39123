"""Words by how they sound: what a Hindi word and the ways people type it in Latin letters have in common."""

from __future__ import annotations

import re
from functools import lru_cache

from .romanise import romanise

# In this order; what stands on the left is written for what stands on the right.
_ALIKE = [
    (re.compile(pattern), instead)
    for pattern, instead in (
        ("[^a-z]", ""),
        ("x", "ks"),
        ("ph", "f"),
        ("sh", "s"),
        ("ch+", "C"),
        ("c(?=[eiy])", "s"),
        ("ck|c|q", "k"),
        ("z", "j"),
        ("dny|jny", "gy"),
        (r"(.)\1+", r"\1"),
        ("a[iy]|e[iy]", "e"),
        ("a[uo]|o[uw]", "o"),
        ("iya?|y$", "i"),
        ("ee|ii|ea|ie", "i"),
        ("oo|uu", "u"),
        ("w", "v"),
    )
]
_UNHEARD = re.compile("[aeiouhy]")


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """How the word sounds, in small Latin letters: jesankar for जयशंकर, jaishankar and jayshankar. "" for no letters."""
    latin = word.lower() if word.isascii() else romanise(word).replace("-", "")
    for pattern, instead in _ALIKE:
        latin = pattern.sub(instead, latin)
    return latin


def sound_key(word: str) -> str:
    """The consonants of its sound, by which words that may be meant are looked up; its vowel, where it has none."""
    heard = sound(word)
    return _UNHEARD.sub("", heard) or heard[:1]


def sound_distance(one: str, other: str) -> int:
    """How far two sounds are apart: a consonant counts three, a vowel two, an inherent a one."""
    previous = [0]
    for letter in other:
        previous.append(previous[-1] + _weight(letter))
    for a in one:
        current = [previous[0] + _weight(a)]
        for j, b in enumerate(other, 1):
            change = 0 if a == b else max(_weight(a), _weight(b))
            current.append(min(previous[j] + _weight(a), current[-1] + _weight(b), previous[j - 1] + change))
        previous = current
    return previous[-1]


def _weight(letter: str) -> int:
    return 1 if letter in "ah" else 2 if letter in "eiouy" else 3
