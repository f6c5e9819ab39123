"""Keeping the index true: a story's document, and the vocabulary of what is published."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

from django.db import transaction
from django.db.models import F

from articles.models import Article, Lock, SearchDocument, SearchTerm, lock_until_commit
from articles.text import sound_key

from .analyzer import Word, analysed
from .documents import Document, document

_AT_ONCE = 400
_LETTERS = 2


def index(article: Article) -> bool:
    """Brings the index in step with the story as it is; whether there was anything to do. Its own transaction."""
    wanted = document(article)
    with transaction.atomic():
        lock_until_commit(Lock.SEARCH_INDEX)  # Two stories share most of their words.
        held = SearchDocument.objects.filter(article_id=article.pk).first()
        if held is not None and columns(held) == wanted:
            return False
        if held is not None and held.version > wanted.version:
            return False  # Somebody later was quicker.
        if held is None:
            SearchDocument.objects.create(article_id=article.pk, **asdict(wanted))
        else:
            SearchDocument.objects.filter(article_id=article.pk).update(**asdict(wanted))
        _count(wanted.words, held.words if held else "")
    return True


def forget(article_id: int) -> None:
    """Takes the story out of the index."""
    with transaction.atomic():
        lock_until_commit(Lock.SEARCH_INDEX)  # Two stories share most of their words.
        held = SearchDocument.objects.filter(article_id=article_id).first()
        if held is not None:
            SearchDocument.objects.filter(article_id=article_id).delete()
            _count("", held.words)


def differs(article: Article) -> list[str]:
    """In which columns what is held of the story is not what it should be; all of them, where nothing is held."""
    wanted = document(article)
    held = SearchDocument.objects.filter(article_id=article.pk).first()
    names = list(Document.__dataclass_fields__)
    return names if held is None else [name for name in names if getattr(held, name) != getattr(wanted, name)]


def recount(*, mend: bool) -> int:
    """How many words of the vocabulary were not as the documents have them. Reads every document."""
    counted: Counter[str] = Counter()
    sample: dict[str, Word] = {}
    for written in SearchDocument.objects.exclude(words="").values_list("words", flat=True).iterator(2000):
        found = terms(written)
        counted.update(found.keys())
        for word, one in found.items():
            sample.setdefault(word, one)
    wrong = []
    for held in SearchTerm.objects.iterator(2000):
        right = term(sample[held.word], counted[held.word]) if held.word in counted else None
        if right is None or (held.frequency, held.stem, held.sound_key) != (
            right.frequency,
            right.stem,
            right.sound_key,
        ):
            wrong.append(held.word)
        else:
            del counted[held.word]
    if mend:
        for batch in _batches(wrong):
            SearchTerm.objects.filter(word__in=batch).delete()
        for batch in _batches(list(counted)):
            SearchTerm.objects.bulk_create((term(sample[word], counted[word]) for word in batch), ignore_conflicts=True)
    return len(set(wrong) | set(counted))


def columns(held: SearchDocument) -> Document:
    return Document(**{name: getattr(held, name) for name in Document.__dataclass_fields__})


def _count(now: str, before: str) -> None:
    """In how many stories each word stands, after one story has changed from the words before to those now."""
    now_terms, before_terms = terms(now), terms(before)
    for batch in _batches(sorted(before_terms.keys() - now_terms.keys())):
        SearchTerm.objects.filter(word__in=batch).update(frequency=F("frequency") - 1)
        SearchTerm.objects.filter(word__in=batch, frequency__lte=0).delete()
    for batch in _batches(sorted(now_terms.keys() - before_terms.keys())):
        known = set(SearchTerm.objects.filter(word__in=batch).values_list("word", flat=True))
        SearchTerm.objects.filter(word__in=batch).update(frequency=F("frequency") + 1)
        SearchTerm.objects.bulk_create(term(now_terms[word], 1) for word in batch if word not in known)


def terms(written: str) -> dict[str, Word]:
    """The words that people can be led to, by folded word: numbers and single letters are found, but not offered."""
    found = (word for text in written.split() for word in analysed(text))
    return {w.folded: w for w in found if len(w.folded) >= _LETTERS and not any(c.isdecimal() for c in w.folded)}


def term(word: Word, frequency: int) -> SearchTerm:
    return SearchTerm(
        word=word.folded,
        written=word.written,
        stem=word.stem,
        sound_key=sound_key(word.folded)[:64],
        frequency=frequency,
    )


def _batches(folded: list[str]) -> list[list[str]]:
    return [folded[start : start + _AT_ONCE] for start in range(0, len(folded), _AT_ONCE)]
