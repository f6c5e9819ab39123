"""The one analyser: words as they are written, folded and stemmed. The index, queries and highlights are made of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from articles.text import analyse

# With the joiners and other unseen characters that folding takes out.
_UNSEEN = "\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
_WRITTEN = regex.compile(rf"[\p{{L}}\p{{M}}\p{{Nd}}{_UNSEEN}]+(?:['’][\p{{L}}\p{{M}}{_UNSEEN}]+)*")
_LONGEST = 64


class Word(NamedTuple):
    """As it is written, folded (what the vocabulary counts) and its stem (what the index holds)."""

    written: str
    folded: str
    stem: str


def words(text: str) -> Iterator[Word]:
    for found in _WRITTEN.finditer(text):
        yield from analysed(found.group())


def written(text: str) -> Iterator[regex.Match[str]]:
    """Where the words of the text stand."""
    return _WRITTEN.finditer(text)


@lru_cache(maxsize=100_000)
def analysed(word: str) -> tuple[Word, ...]:
    """One written word: mostly one, several where a sign stands for some, none where nothing is left of it."""
    found = [(_plain(folded), _plain(stem)) for folded, stem in analyse(word[: 4 * _LONGEST])]
    kept = [(folded, stem) for folded, stem in found if folded and stem]
    shown = word[:_LONGEST] if len(kept) == 1 else ""
    return tuple(Word(shown or folded, folded, stem) for folded, stem in kept)


def _plain(word: str) -> str:
    """As an index holds it: no apostrophe, not endless."""
    return word.replace("'", "").replace("’", "")[:_LONGEST]
