"""Counting words, and what follows from it."""

from __future__ import annotations

import math

import regex

# A word is letters with their marks and joiners; numbers count, as they are read.
_WORD = regex.compile("[\\p{L}\\p{M}\\p{N}\u200c\u200d]+(?:['’.,\\-][\\p{L}\\p{M}\\p{N}\u200c\u200d]+)*")
# Between 184, the mean of 17 languages read aloud (IReST), and 200; for Hindi nobody has published a figure.
WORDS_A_MINUTE = 190


def word_count(s: str) -> int:
    """Words in any script."""
    return sum(1 for _ in _WORD.finditer(s))


def reading_minutes(s: str) -> int:
    """Whole minutes at 190 words a minute, rounded up or down, at least 1; 0 for a text without words."""
    words = word_count(s)
    return max(1, math.floor(words / WORDS_A_MINUTE + 0.5)) if words else 0
