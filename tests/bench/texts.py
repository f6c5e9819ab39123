"""Texts of invented stories: chains of the words of the sample newsroom, with invented people and places among them.

The same seed and number always give the same text. The chains keep which word follows which, so that words are as
frequent, and stand beside each other, as in real Hindi; names made of syllables give the vocabulary its long tail.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from random import Random

from articles.body import plain_text
from articles.importers.sample_newsroom import toml_reader
from articles.text import detect_language, sentences

SHARE_HINDI = 0.92
# Placeholders of days, and signs that come in pairs.
_LEFT_OUT = re.compile(r"\{[^}]*\}|[“”‘’\"'()\[\]]")
_ENDS = ".।?!"
_FEW, _MOST = 7, 24  # words of a sentence
_SYLLABLES = {
    "hi": ("रा सो का ना बे मा गो लो वि चं सु ही पी दु ता".split(), "म न ल र त ज ध व".split()),
    "en": ("Ra So Ka Na Be Ma Go Lo Vi Chan Su Hi Pi Du Ta".split(), "m n l r t j dh v".split()),
}
_PLACE_ENDS = {"hi": "पुर गढ़ नगर गाँव ाबाद खेड़ा".split(), "en": "pur garh nagar gaon abad kheda".split()}
_PERSON_ENDS = {"hi": "ा ी ेश िता ेंद्र".split(), "en": "a i esh ita endra".split()}
_SAYS = {"hi": ("{place} में", "{person} ने कहा कि", "{place} की {person} के अनुसार"),
         "en": ("In {place},", "{person} said that", "According to {person} of {place},")}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """What is written of a story. All of it is plain text; the paragraphs have some 700 words together."""

    language: str
    headline: str
    standfirst: str
    place: str
    paragraphs: list[str]
    subheading: str
    post: str
    correction: str


class Chain:
    """Sentences in which each word follows a word that it follows in the given ones."""

    def __init__(self, examples: Iterable[str]) -> None:
        self._first: list[str] = []
        self._next: dict[str, list[str]] = defaultdict(list)
        for example in examples:
            words = example.rstrip(_ENDS).split()
            self._first += words[:1]
            for word, following in pairwise(words):
                self._next[word].append(following)

    def words(self, random: Random, most: int) -> list[str]:
        """Return at least seven and at most `most` words."""
        found: list[str] = []
        following = self._first
        while len(found) < most and (following or len(found) < _FEW):
            following = following or self._first
            word = following[int(random.random() * len(following))]  # four times as fast as choice()
            found.append(word)
            following = self._next.get(word, [])
        return found


def headline(random: Random) -> tuple[str, str, str]:
    """Return the language, the place and the headline with which the story of this generator begins."""
    language = "hi" if random.random() < SHARE_HINDI else "en"
    place = place_name(random, language)
    words = " ".join(_chain(language).words(random, random.randint(8, 11))).strip(" ,;:–—")
    return language, place, f"{place}: {words}"


def text(random: Random) -> Text:
    """Return the story that begins with `headline` of the same generator."""
    language, place, title = headline(random)
    people = [person_name(random, language) for _ in range(2)]

    def prose(words: int) -> str:
        return " ".join(_prose(random, language, place, people, words))

    return Text(
        language=language, headline=title, standfirst=prose(28), place=place,
        paragraphs=[prose(random.randint(45, 75)) for _ in range(random.randint(9, 13))],
        subheading=" ".join(_chain(language).words(random, 8)), post=prose(24)[:270], correction=prose(14),
    )  # fmt: skip


def place_name(random: Random, language: str) -> str:
    return _name(random, language, _PLACE_ENDS)


def person_name(random: Random, language: str) -> str:
    return f"{_name(random, language, _PERSON_ENDS)} {_name(random, language, _PERSON_ENDS)}"


def _name(random: Random, language: str, ends: dict[str, list[str]]) -> str:
    syllables, consonants = _SYLLABLES[language]
    return random.choice(syllables) + random.choice(consonants) + random.choice(ends[language])


def _prose(random: Random, language: str, place: str, people: list[str], words: int) -> Iterator[str]:
    """Yield sentences of at least so many words together; some begin with who says it, or where."""
    stop = "।" if language == "hi" else "."
    while words > 0:
        sentence = _chain(language).words(random, _MOST)
        if random.random() < 0.3:
            beginning = random.choice(_SAYS[language]).format(place=place, person=random.choice(people))
            sentence = [*beginning.split(), *sentence]
        words -= len(sentence)
        yield " ".join(sentence) + stop


@cache
def _chain(language: str) -> Chain:
    examples: dict[str, list[str]] = {"hi": [], "en": []}
    for story in toml_reader.read().stories:
        for example in sentences(_LEFT_OUT.sub("", plain_text(story.body))):
            examples["en" if detect_language(example) == "en" else "hi"].append(example)
    return Chain(examples[language])
