"""What somebody asks for, as groups of words of which each must be found. Nothing typed is ever an operator."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from articles.text import single_line

from .analyzer import words

LONGEST = 300  # characters
MOST_GROUPS = 10
MOST_IN_A_PHRASE = 8
Phrase = tuple[str, ...]
_QUOTED = regex.compile('["“”„«]([^"“”„«»]*)["“”»]')
_LATIN = regex.compile("[a-z]{2,40}")
# In nearly every story, so that they tell none from another; left out where something else is asked for.
_COMMON = frozenset(
    "के की का में है हैं ने से को और पर भी कि यह वह इस उस हो था थी थे एक तो ही तक या "
    "ke ki ka mein me hai hain ne se ko aur par bhi yah vah ye wo is us ho tha thi the ek to hi tak ya "
    "a an and of in on at for by with".split()
)


@dataclass(frozen=True)
class Clause:
    """One word or phrase as it was typed, folded and as written, and all phrases of stems that are taken for it."""

    typed: str
    written: str
    phrases: tuple[Phrase, ...]

    @property
    def is_latin(self) -> bool:
        """Whether it may be a Hindi word typed in Latin letters."""
        return len(self.phrases) == 1 and len(self.phrases[0]) == 1 and bool(_LATIN.fullmatch(self.typed))


@dataclass(frozen=True)
class SearchQuery:
    """`text` is what was asked for, fit to be shown again."""

    text: str
    groups: tuple[Clause, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(stem for group in self.groups for phrase in group.phrases for stem in phrase)

    def with_also(self, also: dict[str, list[str]]) -> SearchQuery:
        """With these stems taken for the words as well."""
        widened = (
            replace(group, phrases=tuple(dict.fromkeys((*group.phrases, *((s,) for s in also.get(group.typed, ()))))))
            for group in self.groups
        )
        return replace(self, groups=tuple(widened))


def read(text: str) -> SearchQuery:
    """The query in what was typed, whatever that is: linear in its length, of which only the beginning is read."""
    text = single_line(text[: 4 * LONGEST])[:LONGEST].strip()
    groups, end = [], 0
    for quoted in _QUOTED.finditer(text):
        groups += _words(text[end : quoted.start()])
        groups += _phrase(quoted.group(1))
        end = quoted.end()
    groups += _words(text[end:])
    distinct = {group.phrases: group for group in groups}
    telling = [group for group in distinct.values() if group.typed not in _COMMON] or list(distinct.values())
    return SearchQuery(text, tuple(telling[:MOST_GROUPS]))


def _words(text: str) -> list[Clause]:
    return [Clause(word.folded, word.written, ((word.stem,),)) for word in words(text)]


def _phrase(text: str) -> list[Clause]:
    found = list(words(text))[:MOST_IN_A_PHRASE]
    if not found:
        return []
    typed, written = " ".join(word.folded for word in found), " ".join(word.written for word in found)
    return [Clause(typed, written, (tuple(word.stem for word in found),))]
