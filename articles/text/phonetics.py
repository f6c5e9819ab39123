"""The sound of a word: what a Hindi word and its spellings in Latin letters have in common."""

from __future__ import annotations

import re
from functools import lru_cache

from .romanise import romanise

# Applied in this order: a Latin spelling, and the sound it is written for.
_SPELLINGS = [
    (re.compile(pattern), sound_of)
    for pattern, sound_of in (
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
_VOWELS = re.compile("[aeiouhy]")


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Return the sound in Latin letters: jesankar for जयशंकर, jaishankar and jayshankar; "" without letters."""
    latin = word.lower() if word.isascii() else romanise(word).replace("-", "")
    for pattern, sound_of in _SPELLINGS:
        latin = pattern.sub(sound_of, latin)
    return latin


def sound_key(word: str) -> str:
    """Return the consonants of the sound, by which similar words are looked up; without consonants, the first vowel."""
    whole = sound(word)
    return _VOWELS.sub("", whole) or whole[:1]


def sound_distance(one: str, other: str) -> int:
    """Return the weighted edit distance of two sounds: a consonant counts three, a vowel two, a and h one."""
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
