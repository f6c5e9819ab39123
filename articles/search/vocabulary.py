"""The words of what is published, by their sound: what a Latin spelling may stand for, and what a mistyped word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from articles.models import SearchTerm
from articles.text import sound, sound_distance, sound_key

TAKEN_FOR = 5
# So many words of a sound are compared, those in most stories first.
_COMPARED = 600
# The difference in sound up to which a word may be meant, for each letter heard.
_TOO_FAR = 1.1
# So much further than the nearest a word may be and still be meant: of 737 spellings whose word stood among the nearest
# five, 736 were no further. Nothing is meant beside the nearest where stories have the Latin word just so.
_BESIDE = 2


@dataclass(frozen=True)
class Term:
    word: str
    written: str
    stem: str
    frequency: int


class Vocabulary:
    """The terms that have to do with some words, read at once. One query, none for no words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._keys = {word: _keys(word) for word in words}
        self._by_key: dict[str, list[Term]] = {}
        self._far: dict[str, dict[Term, int]] = {}
        if not self._keys:
            return
        keys = {key for of_word in self._keys.values() for key in of_word}
        rows = SearchTerm.objects.filter(Q(sound_key__in=keys) | Q(word__in=list(self._keys)))
        rows = rows.order_by("-frequency", "word")[: _COMPARED * len(keys)]
        for key, word, written, stem, count in rows.values_list("sound_key", "word", "written", "stem", "frequency"):
            self._by_key.setdefault(key, []).append(Term(word, written, stem, count))

    def near(self, word: str) -> list[Term]:
        """The terms that sound like it or nearly so, the nearest first."""
        return list(self._differences(word))

    def knows(self, word: str) -> bool:
        """Whether it stands in a published story just so."""
        return any(term.word == word for term in self.near(word))

    def meant(self, word: str) -> list[Term]:
        """The few Hindi words that a word in Latin letters most likely stands for, the likeliest first."""
        far = {term: how_far for term, how_far in self._differences(word).items() if not term.word.isascii()}
        farthest = min(far.values(), default=0) + (0 if self.knows(word) else _BESIDE)
        return [term for term, how_far in far.items() if how_far <= farthest][:TAKEN_FOR]

    def taken_for(self, word: str) -> list[str]:
        """The stems of the words that are meant."""
        return list(dict.fromkeys(term.stem for term in self.meant(word)))

    def _differences(self, word: str) -> dict[Term, int]:
        """How far the sound of each is from the word's, the nearest first. Compared once: suggestions ask again."""
        if word not in self._far:
            heard = sound(word)
            terms = [term for key in self._keys.get(word, ()) for term in self._by_key.get(key, ())[:_COMPARED]]
            far = {term: sound_distance(heard, sound(term.word)) for term in terms}
            close = (term for term in far if far[term] <= _TOO_FAR * len(heard))
            nearest = sorted(close, key=lambda term: (far[term], -term.frequency, term.word))
            self._far[word] = {term: far[term] for term in nearest}
        return self._far[word]


def _keys(word: str) -> list[str]:
    """Its own key, and that with the last nasal more or less: people leave it out, and put it in."""
    key = sound_key(word)[:63]
    if not key:
        return []
    return [key, key[:-1] if key.endswith("n") and len(key) > 2 else key + "n"]
