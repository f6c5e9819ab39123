"""The one analyzer: text becomes words as written, folded and stemmed. Index, queries and highlights all use it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from articles.text import analyse

# Joiners and other invisible characters that folding removes: they are part of a word as it is written.
_INVISIBLE = "\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
_WORD = regex.compile(rf"[\p{{L}}\p{{M}}\p{{Nd}}{_INVISIBLE}]+(?:['’][\p{{L}}\p{{M}}{_INVISIBLE}]+)*")
_MAX_LENGTH = 64


class Word(NamedTuple):
    """A word as written, folded (the vocabulary counts these) and stemmed (the index holds these)."""

    written: str
    folded: str
    stem: str


def words(text: str) -> Iterator[Word]:
    """Yield the words of the text in order."""
    for match in word_matches(text):
        yield from analyze(match.group())


def word_matches(text: str) -> Iterator[regex.Match[str]]:
    """Yield a match for each written word; its span says where in the text the word stands."""
    return _WORD.finditer(text)


@lru_cache(maxsize=100_000)
def analyze(written: str) -> tuple[Word, ...]:
    """Return the words in one written word: one as a rule, several for a sign that stands for words (ﷺ), or none."""
    pairs = [(_indexable(folded), _indexable(stem)) for folded, stem in analyse(written[: 4 * _MAX_LENGTH])]
    pairs = [(folded, stem) for folded, stem in pairs if folded and stem]
    shown = written[:_MAX_LENGTH] if len(pairs) == 1 else ""
    return tuple(Word(shown or folded, folded, stem) for folded, stem in pairs)


def _indexable(word: str) -> str:
    """Return the word without apostrophes, cut to what the columns hold."""
    return word.replace("'", "").replace("’", "")[:_MAX_LENGTH]
