"""How well words become addresses, and how well search finds, measured on a file of examples.

    python -m tests.measures romaniser FILE     spelling TAB Hindi word
    python -m tests.measures search-pairs FILE  same|different TAB word TAB word
    python -m tests.measures hinglish FILE      spelling TAB Hindi word; --among FILES of further such words

`make romaniser`, `make search-pairs` and `make hinglish` call this. Search is measured end to end: stories are written,
indexed and looked for, in a database that is thrown away.
"""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import search  # noqa: E402
from articles.models import Article, SearchTerm, Status  # noqa: E402
from articles.publishing import search_sync  # noqa: E402
from articles.search.indexing import term, terms  # noqa: E402
from articles.search.vocabulary import Vocabulary  # noqa: E402
from articles.text import fold, romanise  # noqa: E402
from articles.text.spellings import SPELLINGS  # noqa: E402

_LENIENT = [("aa", "a"), ("ee", "i"), ("oo", "u"), ("w", "v"), ("z", "j"), ("ph", "f")]
_BATCH = 500


def rows(path: Path, least: int) -> Iterator[list[str]]:
    """Yield the fields of each line that has at least so many. A byte order mark and blank lines are skipped."""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) >= least and all(fields[:least]):
            yield fields


def lenient(word: str) -> str:
    """Return the spelling with letters that people write either way made equal."""
    for one, other in _LENIENT:
        word = word.replace(one, other)
    return re.sub(r"(.)\1", r"\1", word)


def distance(one: str, other: str) -> int:
    """Return the Levenshtein distance: letters to change, add or leave out to get from one word to the other."""
    previous = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (a != b)))
        previous = current
    return previous[-1]


def romaniser(examples: Iterable[list[str]]) -> str:
    """Return the report: how many spellings are attested, exactly and leniently, and the character error.

    Words of the table of spellings do not count: the rules are measured, not the table.
    """
    attested: dict[str, set[str]] = {}
    for spelling, word, *_rest in examples:
        attested.setdefault(word, set()).add(spelling.lower())
    tabled = {word for word in attested if fold(word) in SPELLINGS}
    words = {word: spellings for word, spellings in attested.items() if word not in tabled}
    if not words:
        return "no words to measure"
    made = {word: romanise(word) for word in words}
    exact = sum(made[word] in spellings for word, spellings in words.items())
    loose = sum(lenient(made[word]) in map(lenient, spellings) for word, spellings in words.items())
    nearest = {word: min(spellings, key=lambda s: distance(made[word], s)) for word, spellings in words.items()}
    wrong, letters = sum(distance(made[w], n) for w, n in nearest.items()), sum(map(len, nearest.values()))
    return (
        f"words {len(words)} (and {len(tabled)} of the table of spellings, not counted)\n"
        f"attested {exact / len(words):.1%}\nlenient {loose / len(words):.1%}\ncharacter error {wrong / letters:.1%}"
    )


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


def search_pairs(examples: Iterable[list[str]]) -> PairsReport:
    """Measure rows of "same" or "different" and two words: the same if each word finds the story with the other."""
    pairs = [row[:3] for row in examples if row[0] in ("same", "different")]
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


def hinglish(examples: Iterable[list[str]], among: Iterable[str] = ()) -> HinglishReport:
    """Measure rows of a Latin spelling and its Hindi word.

    Counted are the spellings whose word is the first candidate or among the five, out of the words of all rows and of
    the texts `among` which it has to stand out; and the spellings that find a story with the word.
    """
    pairs = [(spelling, word) for spelling, word, *_rest in examples]
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


def main(arguments: list[str]) -> str:
    parser = ArgumentParser(prog="python -m tests.measures")
    parser.add_argument("what", choices=["romaniser", "search-pairs", "hinglish"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--among", type=Path, nargs="*", default=[], help="hinglish: further files of such words")
    options = parser.parse_args(arguments)
    try:
        examples = list(rows(options.file, 3 if options.what == "search-pairs" else 2))
        among = [row[1] for file in options.among for row in rows(file, 2)]
    except (OSError, UnicodeDecodeError) as error:
        sys.exit(f"A file cannot be read: {error}")
    if not examples:
        sys.exit(f"{options.file} holds no examples.")
    if options.what == "romaniser":
        return romaniser(examples)
    with _temporary_database():
        return str(search_pairs(examples) if options.what == "search-pairs" else hinglish(examples, among))


@contextmanager
def _temporary_database() -> Iterator[None]:
    """Use a database of the same kind with empty tables, as tests do, and destroy it afterwards."""
    own = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)


if __name__ == "__main__":
    sys.stdout.write(f"{main(sys.argv[1:])}\n")
