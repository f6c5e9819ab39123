"""How well search finds, measured end to end: stories are written, indexed and looked for.

Call these only where what they write is thrown away: in a test, or in a database made for the purpose.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from articles import search
from articles.models import Article, SearchTerm, Status
from articles.publishing import search_sync
from articles.search.indexing import term, terms
from articles.search.vocabulary import Vocabulary
from articles.text import fold

_BATCH = 500


@dataclass
class PairsReport:
    same: int = 0
    of_same: int = 0
    wrong: int = 0
    of_different: int = 0
    misses: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = (
            f"found as the same {self.same} of {self.of_same}",
            f"wrong matches {self.wrong} of {self.of_different}",
        )
        return "\n".join((*counts, *self.misses))


@dataclass
class HinglishReport:
    spellings: int = 0
    top1: int = 0
    top5: int = 0
    found: int = 0
    misses: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        shares = {"taken for first": self.top1, "among the first five": self.top5, "story found": self.found}
        lines = (f"{name} {count / self.spellings:.1%}" for name, count in shares.items())
        return "\n".join([f"spellings {self.spellings}", *lines, *self.misses])


def search_pairs(rows: Iterable[list[str]]) -> PairsReport:
    """Measure rows of "same" or "different" and two words: the same if each word finds the story with the other."""
    pairs = [row[:3] for row in rows if row[0] in ("same", "different")]
    stories = _write_stories(word for _kind, *words in pairs for word in words)
    report = PairsReport()
    for kind, one, other in pairs:
        forth, back = stories[other] in _found(one), stories[one] in _found(other)
        if kind == "same":
            report.of_same += 1
            report.same += forth and back
        else:
            report.of_different += 1
            report.wrong += forth or back
        if (forth and back) != (kind == "same"):
            report.misses.append(f"  {kind}: {one} {other}")
    return report


def hinglish(rows: Iterable[list[str]], among: Iterable[str] = ()) -> HinglishReport:
    """Measure rows of a Latin spelling and its Hindi word.

    Counted are the spellings whose word is the first candidate or among the five, out of the words of all rows and of
    the texts `among` which it has to stand out; and the spellings that find a story with the word.
    """
    pairs = [(spelling, word) for spelling, word, *_rest in rows]
    stories = _write_stories(word for _spelling, word in pairs)
    others = [term(word, 1) for word in terms(" ".join(among)).values()]
    known = set(SearchTerm.objects.values_list("word", flat=True))
    SearchTerm.objects.bulk_create((other for other in others if other.word not in known), batch_size=_BATCH)
    report = HinglishReport(spellings=len(pairs))
    for spelling, word in pairs:
        candidates = [candidate.word for candidate in Vocabulary([spelling]).candidates(spelling)]
        folded = fold(word)
        report.top1 += candidates[:1] == [folded]
        report.top5 += folded in candidates
        report.found += stories[word] in _found(spelling)
        if folded not in candidates:
            report.misses.append(f"  {spelling}: {word}, taken for {' '.join(candidates[:3])}")
    return report


def _write_stories(words: Iterable[str]) -> dict[str, int]:
    """Publish a story for each word, with no other word in it; return their ids by word."""
    now, distinct = timezone.now(), list(dict.fromkeys(words))
    articles = Article.objects.bulk_create(
        [Article(headline=word, status=Status.PUBLISHED, publish_at=now, first_published_at=now) for word in distinct],
        batch_size=_BATCH,
    )
    ids = {word: article.pk for word, article in zip(distinct, articles, strict=True)}
    for article in search_sync.with_indexed_parts(Article.objects.filter(pk__in=list(ids.values()))):
        search.index(article)
    return ids


def _found(text: str) -> set[int]:
    return {article.pk for article in search.find(text).articles}
