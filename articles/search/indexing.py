"""Keeping the index true: a story's document, and the vocabulary of all published stories."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import F

from articles.body import plain_text
from articles.models import Article, Lock, Policy, SearchDocument, SearchTerm, Status, lock_until_commit
from articles.text import sound_key

from .analyzer import Word, analyze, words

# Characters of each column; PostgreSQL takes at most a megabyte of lexemes and 16383 positions.
_MAX_LENGTHS = {"headline": 3_000, "names": 12_000, "standfirst": 12_000, "body": 200_000}
_READABLE = (Policy.KEEP, Policy.TEXT_ONLY)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# The rest of 64 bits holds the seconds of every year a calendar here can have.
_ID_BITS = 24
PUBLISHED = "p_"
_BATCH = 400
_MIN_LETTERS = 2


def document(article: Article) -> dict[str, Any]:
    """Return the columns of the story's `SearchDocument`.

    No queries if bylines, tags with names, posts and listings are prefetched.
    """
    written: dict[str, None] = {}
    columns = {name: _stems(texts, written, _MAX_LENGTHS[name]) for name, texts in _texts(article).items()}
    is_public = article.status == Status.PUBLISHED and article.deleted_at is None
    return {
        "sort_key": sort_key(article.publish_at or article.created_at, article.pk),
        "version": article.version,
        **columns,
        "filter_tokens": " ".join(_filter_tokens(article, is_public)),
        "words": " ".join(written) if is_public else "",
    }


def sort_key(at: dt.datetime, article_id: int) -> int:
    """Return a number that grows with time and, within one second, with the id."""
    return (int((at - _EPOCH).total_seconds() // 1) << _ID_BITS) | (article_id & ((1 << _ID_BITS) - 1))


def filter_token(kind: str, key: int) -> str:
    """Return the token of a section, author or tag. No word equals one: an underscore is not a letter."""
    return f"{kind[0]}_{key}"


def _texts(article: Article) -> dict[str, Iterable[str]]:
    return {
        "headline": [article.headline, article.short_headline],
        "names": _names(article),
        "standfirst": [article.kicker, article.standfirst],
        "body": [plain_text(article.body), *_post_texts(article), article.dateline_place, article.lead_caption],
    }


def _names(article: Article) -> Iterator[str]:
    for byline in article.bylines.all():
        yield from (byline.author.name, byline.author.latin_name) if byline.author else (byline.name,)
    yield from (article.source_credit, article.paid_by)
    for row in article.tag_rows.all():
        yield row.tag.name
        yield from sorted(alias.name for alias in row.tag.names.all() if alias.name != row.tag.name)


def _post_texts(article: Article) -> Iterator[str]:
    """Yield the texts of the posts as this story pins them, where readers may see the text."""
    for row in article.quoted_posts.all():
        if row.post.policy in _READABLE:
            snapshot = row.snapshot
            yield from (snapshot.author_name, snapshot.handle, snapshot.text, snapshot.translation)


def _filter_tokens(article: Article, is_public: bool) -> Iterator[str]:
    if is_public:
        yield PUBLISHED
    yield from sorted(filter_token("section", row.section_id) for row in article.listings.all())
    yield from sorted(filter_token("author", row.author_id) for row in article.bylines.all() if row.author_id)
    yield from sorted(filter_token("tag", row.tag_id) for row in article.tag_rows.all())


def _stems(texts: Iterable[str], written: dict[str, None], max_length: int) -> str:
    """Return the stems of the texts, up to so many characters; add their words to `written`."""
    stems: list[str] = []
    length = 0
    for text in texts:
        for word in words(text[:max_length]):
            length += len(word.stem) + 1
            if length > max_length:
                return " ".join(stems)
            stems.append(word.stem)
            written[word.written] = None
    return " ".join(stems)


def index(article: Article) -> bool:
    """Write the story's document in a transaction of its own. Return False if the index has this version or a later."""
    wanted = document(article)
    with transaction.atomic():
        lock_until_commit(Lock.SEARCH_INDEX)  # Two stories share most of their words.
        rows = SearchDocument.objects.filter(article_id=article.pk)
        row = rows.first()
        # Another process may have indexed a later version.
        if row is not None and (row.version > article.version or not _differences(row, wanted)):
            return False
        if row is None:
            SearchDocument.objects.create(article_id=article.pk, **wanted)
        else:
            rows.update(**wanted)
        _count(wanted["words"], row.words if row else "")
    return True


def forget(article_id: int) -> None:
    """Delete the story's document, if there is one."""
    with transaction.atomic():
        lock_until_commit(Lock.SEARCH_INDEX)  # Two stories share most of their words.
        row = SearchDocument.objects.filter(article_id=article_id).first()
        if row is not None:
            row.delete()
            _count("", row.words)


def outdated_columns(article: Article) -> list[str]:
    """Return the names of the index columns that are out of date; all of them if the story is not indexed."""
    return _differences(SearchDocument.objects.filter(article_id=article.pk).first(), document(article))


def _differences(row: SearchDocument | None, wanted: dict[str, Any]) -> list[str]:
    return [name for name, value in wanted.items() if row is None or getattr(row, name) != value]


def recount(*, repair: bool) -> int:
    """Return how many words of the vocabulary differ from the documents; `repair` writes them. Reads all documents."""
    counts: Counter[str] = Counter()
    # By folded word and stem: two ways to write a word may have two stems, and the row holds one of them.
    examples: dict[str, dict[str, Word]] = defaultdict(dict)
    for written in SearchDocument.objects.exclude(words="").values_list("words", flat=True).iterator(2000):
        document_terms = terms(written)
        counts.update(document_terms.keys())
        for folded, word in document_terms.items():
            examples[folded].setdefault(word.stem, word)
    wrong = []
    for row in SearchTerm.objects.iterator(2000):
        example = examples[row.word].get(row.stem) if row.word in counts else None
        right = example and term(example, counts[row.word])
        if right is None or (row.frequency, row.sound_key) != (right.frequency, right.sound_key):
            wrong.append(row.word)
        else:
            del counts[row.word]
    if repair:
        for batch in _batches(wrong):
            SearchTerm.objects.filter(word__in=batch).delete()
        for batch in _batches(list(counts)):
            SearchTerm.objects.bulk_create(
                (term(next(iter(examples[word].values())), counts[word]) for word in batch), ignore_conflicts=True
            )
    return len(set(wrong) | set(counts))


def terms(written: str) -> dict[str, Word]:
    """Return the words that can be suggested, by folded word: no numbers and no single letters."""
    found = (word for text in written.split() for word in analyze(text))
    return {w.folded: w for w in found if len(w.folded) >= _MIN_LETTERS and not any(c.isdecimal() for c in w.folded)}


def term(word: Word, frequency: int) -> SearchTerm:
    return SearchTerm(
        word=word.folded,
        written=word.written,
        stem=word.stem,
        sound_key=sound_key(word.folded)[:64],
        frequency=frequency,
    )


def _count(now: str, before: str) -> None:
    """Update the number of stories that have each word, after one story's words have changed."""
    now_terms, before_terms = terms(now), terms(before)
    for batch in _batches(sorted(before_terms.keys() - now_terms.keys())):
        SearchTerm.objects.filter(word__in=batch).update(frequency=F("frequency") - 1)
        SearchTerm.objects.filter(word__in=batch, frequency__lte=0).delete()
    for batch in _batches(sorted(now_terms.keys() - before_terms.keys())):
        known = set(SearchTerm.objects.filter(word__in=batch).values_list("word", flat=True))
        SearchTerm.objects.filter(word__in=batch).update(frequency=F("frequency") + 1)
        SearchTerm.objects.bulk_create(term(now_terms[word], 1) for word in batch if word not in known)


def _batches(items: list[str]) -> list[list[str]]:
    return [items[start : start + _BATCH] for start in range(0, len(items), _BATCH)]
