"""What a reader is looking for: clauses that must all be found, filters, a span of time, an order.

Nothing typed is ever an operator; quotation marks make a phrase.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypedDict, Unpack

import regex
from django.utils import timezone

from articles.text import single_line

from .analyzer import Word, words
from .indexing import PUBLISHED, filter_token, sort_key

Order = Literal["newest", "best"]
Phrase = tuple[str, ...]  # of stems

MAX_LENGTH = 300  # characters
MAX_CLAUSES = 10
MAX_PHRASE_LENGTH = 8  # words
MAX_KEY = 2**63 - 1
_QUOTED = regex.compile('["“”„«]([^"“”„«»]*)["“”»]')
_LATIN_WORD = regex.compile("[a-z]{2,40}")
# These stand in nearly every story, so they tell none apart; they are left out if the query has any other word.
_COMMON = frozenset(
    "के की का में है हैं ने से को और पर भी कि यह वह इस उस हो था थी थे एक तो ही तक या "
    "ke ki ka mein me hai hain ne se ko aur par bhi yah vah ye wo is us ho tha thi the ek to hi tak ya "
    "a an and of in on at for by with".split()
)


@dataclass(frozen=True)
class Clause:
    """One word or quoted phrase, folded and as written, with its alternatives: the story must have one of them."""

    folded: str
    written: str
    alternatives: tuple[Phrase, ...]

    @property
    def is_word(self) -> bool:
        return len(self.alternatives[0]) == 1

    @property
    def is_latin_word(self) -> bool:
        """Whether this may be a Hindi word typed in Latin letters."""
        return self.is_word and bool(_LATIN_WORD.fullmatch(self.folded))

    def with_stems(self, stems: Sequence[str]) -> Clause:
        """Return the clause with these stems as further alternatives."""
        return replace(self, alternatives=tuple(dict.fromkeys((*self.alternatives, *((stem,) for stem in stems)))))


@dataclass(frozen=True)
class IndexQuery:
    """One question to a database's index.

    It matches stories that contain at least one phrase of every clause and all filter tokens, and whose sort key lies
    between `first_key` and `last_key`, both included.
    """

    clauses: Sequence[Sequence[Phrase]]
    filter_tokens: Sequence[str]
    first_key: int
    last_key: int
    oldest_first: bool = False


@dataclass(frozen=True)
class SearchQuery:
    """What is looked for, as stories were published at the time `at`. `text` is the query as it can be shown again."""

    text: str
    clauses: tuple[Clause, ...]
    at: dt.datetime
    filter_tokens: tuple[str, ...] = ()
    first_key: int = -MAX_KEY
    last_key: int = MAX_KEY
    order: Order = "newest"

    @property
    def stems(self) -> frozenset[str]:
        """The stems to highlight."""
        return frozenset(stem for clause in self.clauses for phrase in clause.alternatives for stem in phrase)

    def index_query(self) -> IndexQuery:
        phrases = [clause.alternatives for clause in self.clauses]
        return IndexQuery(phrases, self.filter_tokens, self.first_key, self.last_key)


class Filters(TypedDict, total=False):
    """Keys of a section, an author and a tag; the first moment and the one after the last; the order; the time `at`
    which stories must be published (by default now)."""

    section: int | None
    author: int | None
    tag: int | None
    since: dt.datetime | None
    until: dt.datetime | None
    order: Order
    at: dt.datetime | None


def parse(text: str, **filters: Unpack[Filters]) -> SearchQuery:
    """Return the query for published stories; without clauses if the text has no words. Any text is accepted."""
    at = filters.get("at") or timezone.now()
    since, until = filters.get("since"), filters.get("until")
    keys = {"section": filters.get("section"), "author": filters.get("author"), "tag": filters.get("tag")}
    text = clean_text(text)
    return SearchQuery(
        text, parse_clauses(text), at,
        filter_tokens=(PUBLISHED, *(filter_token(kind, key) for kind, key in keys.items() if key is not None)),
        first_key=sort_key(since, 0) if since else -MAX_KEY,
        last_key=min(last_key_of(at), sort_key(until, 0) - 1) if until else last_key_of(at),
        order=filters.get("order", "newest"),
    )  # fmt: skip


def clean_text(text: str) -> str:
    """Return the text as one line of at most 300 characters; only the beginning of a longer text is read."""
    return single_line(text[: 4 * MAX_LENGTH])[:MAX_LENGTH].strip()


def last_key_of(moment: dt.datetime) -> int:
    """Return the greatest sort key of that second."""
    return sort_key(moment + dt.timedelta(seconds=1), 0) - 1


def parse_clauses(text: str) -> tuple[Clause, ...]:
    """Return the words and quoted phrases of a cleaned text, in order and each once. Linear time."""
    clauses: list[Clause] = []
    end = 0
    for quoted in _QUOTED.finditer(text):
        clauses += _word_clauses(text[end : quoted.start()])
        clauses += _phrase_clause(quoted.group(1))
        end = quoted.end()
    clauses += _word_clauses(text[end:])
    distinct = list({clause.alternatives: clause for clause in clauses}.values())
    telling = [clause for clause in distinct if clause.folded not in _COMMON]
    return tuple((telling or distinct)[:MAX_CLAUSES])


def _word_clauses(text: str) -> list[Clause]:
    return [_clause([word]) for word in words(text)]


def _phrase_clause(text: str) -> list[Clause]:
    phrase = list(words(text))[:MAX_PHRASE_LENGTH]
    return [_clause(phrase)] if phrase else []


def _clause(phrase: Sequence[Word]) -> Clause:
    folded, written = " ".join(word.folded for word in phrase), " ".join(word.written for word in phrase)
    return Clause(folded, written, (tuple(word.stem for word in phrase),))
