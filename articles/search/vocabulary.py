"""The words of published stories by their sound: what a Latin spelling may stand for, and what a mistyped word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from articles.models import SearchTerm
from articles.text import sound, sound_distance, sound_key

from .query import Clause, SearchQuery

MAX_CANDIDATES = 5
# So many words of one sound key are compared, those of most stories first.
_MAX_COMPARED = 600
# A word may be meant up to this distance in sound for each letter of the sound.
_MAX_DISTANCE_PER_LETTER = 1.1
# A candidate may be so much further than the nearest: of 737 spellings whose word was among the nearest five, 736 were
# no further. Only the nearest are candidates if stories have the Latin word itself.
_MAX_BEHIND_NEAREST = 2


@dataclass(frozen=True)
class Term:
    """A row of `SearchTerm`; `frequency` is the number of published stories that have the word."""

    word: str
    written: str
    stem: str
    frequency: int


class Vocabulary:
    """The terms that sound like some folded words, read at once. One query, none for no words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._keys = {word: _keys(word) for word in words}
        self._by_key: dict[str, list[Term]] = {}
        self._distances: dict[str, dict[Term, int]] = {}
        if not self._keys:
            return
        keys = {key for of_word in self._keys.values() for key in of_word}
        rows = SearchTerm.objects.filter(Q(sound_key__in=keys) | Q(word__in=list(self._keys)))
        rows = rows.order_by("-frequency", "word")[: _MAX_COMPARED * len(keys)]
        columns = rows.values_list("sound_key", "word", "written", "stem", "frequency")
        for key, word, written, stem, frequency in columns:
            self._by_key.setdefault(key, []).append(Term(word, written, stem, frequency))

    def widen(self, query: SearchQuery) -> SearchQuery:
        """Return the query with each Latin word also standing for the Hindi words it may be."""
        return replace(query, clauses=tuple(map(self._widened, query.clauses)))

    def _widened(self, clause: Clause) -> Clause:
        if not clause.is_latin_word:
            return clause
        return clause.with_stems([term.stem for term in self.candidates(clause.folded)])

    def near(self, word: str) -> list[Term]:
        """Return the terms of the same or nearly the same sound, the nearest first."""
        return list(self._by_distance(word))

    def knows(self, word: str) -> bool:
        """Return whether a published story has just this word."""
        return any(term.word == word for term in self.near(word))

    def candidates(self, word: str) -> list[Term]:
        """Return the few Hindi words that a Latin word most likely stands for, the likeliest first."""
        hindi = {term: distance for term, distance in self._by_distance(word).items() if not term.word.isascii()}
        limit = min(hindi.values(), default=0) + (0 if self.knows(word) else _MAX_BEHIND_NEAREST)
        return [term for term, distance in hindi.items() if distance <= limit][:MAX_CANDIDATES]

    def _by_distance(self, word: str) -> dict[Term, int]:
        """Return the near terms with their distance, the nearest first. Computed once: suggestions ask again."""
        if word not in self._distances:
            typed = sound(word)
            terms = [term for key in self._keys.get(word, ()) for term in self._by_key.get(key, ())[:_MAX_COMPARED]]
            distances = {term: sound_distance(typed, sound(term.word)) for term in terms}
            near = (term for term in distances if distances[term] <= _MAX_DISTANCE_PER_LETTER * len(typed))
            nearest = sorted(near, key=lambda term: (distances[term], -term.frequency, term.word))
            self._distances[word] = {term: distances[term] for term in nearest}
        return self._distances[word]


def _keys(word: str) -> list[str]:
    """Return the word's sound key, and the key with one nasal more or less at its end: people omit and add it."""
    key = sound_key(word)[:63]
    if not key:
        return []
    return [key, key[:-1] if key.endswith("n") and len(key) > 2 else key + "n"]
