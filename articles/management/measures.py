"""How well search finds, measured on the whole of it: stories are written, indexed and looked for.

To be called where what it writes can be thrown away: in a test, or inside a transaction that is undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from articles import search
from articles.models import Article, SearchTerm, Status
from articles.publishing import search_sync
from articles.search import vocabulary
from articles.search.indexing import term, terms
from articles.text import fold

_BATCH = 500


@dataclass
class Pairs:
    same: int = 0
    of_same: int = 0
    wrong: int = 0
    of_different: int = 0
    misses: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = (
            f"found as the same {self.same} of {self.of_same}\nwrong matches {self.wrong} of {self.of_different}",
            *self.misses,
        )
        return "\n".join(told)


@dataclass
class Hinglish:
    asked: int = 0
    top1: int = 0
    top5: int = 0
    found: int = 0
    misses: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        shares = {
            "taken for first": self.top1, "among the first five": self.top5, "story found": self.found
        }  # fmt: skip
        told = [f"spellings {self.asked}", *(f"{name} {count / self.asked:.1%}" for name, count in shares.items())]
        return "\n".join([*told, *self.misses])


def search_pairs(rows: Iterable[list[str]]) -> Pairs:
    """Pairs count as the same where each word finds the story with the other."""
    pairs = [row[:3] for row in rows if row[0] in ("same", "different")]
    stories = _written(word for _kind, *words in pairs for word in words)
    measured = Pairs()
    for kind, one, other in pairs:
        forth, back = stories[other] in _found(one), stories[one] in _found(other)
        if kind == "same":
            measured.of_same += 1
            measured.same += forth and back
        else:
            measured.of_different += 1
            measured.wrong += forth or back
        if (forth and back) != (kind == "same"):
            measured.misses.append(f"  {kind}: {one} {other}")
    return measured


def hinglish(rows: Iterable[list[str]], among: Iterable[str] = ()) -> Hinglish:
    """Spelling and Hindi word: whether the word is among the five that the spelling is taken for, out of all words
    given and those `among` which it has to stand out; and whether a story with it is found."""
    asked = [(spelling, word) for spelling, word, *_rest in rows]
    stories = _written(word for _spelling, word in asked)
    others = [term(word, 1) for word in terms(" ".join(among)).values()]
    held = set(SearchTerm.objects.values_list("word", flat=True))
    SearchTerm.objects.bulk_create((one for one in others if one.word not in held), batch_size=_BATCH)
    measured = Hinglish(asked=len(asked))
    for spelling, word in asked:
        meant = [one.word for one in vocabulary.Vocabulary([spelling]).meant(spelling)]
        folded = fold(word)
        measured.top1 += meant[:1] == [folded]
        measured.top5 += folded in meant
        measured.found += stories[word] in _found(spelling)
        if folded not in meant:
            measured.misses.append(f"  {spelling}: {word}, taken for {' '.join(meant[:3])}")
    return measured


def _written(words: Iterable[str]) -> dict[str, int]:
    """A published story for each word, with no other word in it: its number by the word."""
    now, distinct = timezone.now(), list(dict.fromkeys(words))
    stories = [
        Article(headline=word, status=Status.PUBLISHED, publish_at=now, first_published_at=now) for word in distinct
    ]
    numbers = {}
    for word, story in zip(distinct, Article.objects.bulk_create(stories, batch_size=_BATCH), strict=True):
        numbers[word] = story.pk
    for story in search_sync.with_indexed_parts(Article.objects.filter(pk__in=list(numbers.values()))):
        search.index(story)
    return numbers


def _found(query: str) -> set[int]:
    return {story.pk for story in search.find(query).articles}
