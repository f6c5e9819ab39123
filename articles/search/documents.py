"""From a story to the words it is found by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.body import plain_text
from articles.models import Article, Policy, Status

from .analyzer import words

# So much of one part is looked in; PostgreSQL takes at most a megabyte of words and 16383 positions.
_LONGEST = {"headline": 3_000, "names": 12_000, "standfirst": 12_000, "body": 200_000}
_SHOWN = (Policy.KEEP, Policy.TEXT_ONLY)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# The rest of 64 bits holds the seconds of every year a calendar here can have.
_ID_BITS = 24
PUBLISHED = "p_"


@dataclass(frozen=True)
class Document:
    """The columns of a `SearchDocument` but its story."""

    sort_key: int
    version: int
    headline: str
    names: str
    standfirst: str
    body: str
    filter_tokens: str
    words: str


def document(article: Article) -> Document:
    """What the story is found by. Its bylines, tags with names, posts and listings should have been fetched along."""
    written: dict[str, None] = {}
    columns = {name: _stems(texts, written, _LONGEST[name]) for name, texts in _texts(article).items()}
    is_public = article.status == Status.PUBLISHED and article.deleted_at is None
    return Document(
        sort_key=sort_key(article.publish_at or article.created_at, article.pk),
        version=article.version,
        filter_tokens=" ".join(_marks(article, is_public)),
        words=" ".join(written) if is_public else "",
        **columns,
    )


def sort_key(at: dt.datetime, story_id: int) -> int:
    """A number that grows with time, and with the story's number among those of one second."""
    return (int((at - _EPOCH).total_seconds() // 1) << _ID_BITS) | (story_id & ((1 << _ID_BITS) - 1))


def _texts(article: Article) -> dict[str, Iterable[str]]:
    return {
        "headline": [article.headline, article.short_headline],
        "names": _names(article),
        "standfirst": [article.kicker, article.standfirst],
        "body": [plain_text(article.body), *_quoted(article), article.dateline_place, article.lead_caption],
    }


def _names(article: Article) -> Iterator[str]:
    for line in article.bylines.all():
        yield from (line.author.name, line.author.latin_name) if line.author else (line.name,)
    yield from (article.source_credit, article.paid_by)
    for row in article.tag_rows.all():
        yield row.tag.name
        yield from sorted(other.name for other in row.tag.names.all() if other.name != row.tag.name)


def _quoted(article: Article) -> Iterator[str]:
    """The posts as this story quotes them, as far as readers may see their words."""
    for row in article.quoted_posts.all():
        if row.post.policy in _SHOWN:
            said = row.snapshot
            yield from (said.author_name, said.handle, said.text, said.translation)


def _marks(article: Article, is_public: bool) -> Iterator[str]:
    """By what a search can be narrowed. No word has such a mark in it: an underscore is no letter."""
    if is_public:
        yield PUBLISHED
    yield from sorted(f"s_{row.section_id}" for row in article.listings.all())
    yield from sorted(f"a_{row.author_id}" for row in article.bylines.all() if row.author_id)
    yield from sorted(f"t_{row.tag_id}" for row in article.tag_rows.all())


def _stems(texts: Iterable[str], written: dict[str, None], longest: int) -> str:
    """The stems of the texts, up to so many characters; the words they are of are added to `written`."""
    stems: list[str] = []
    length = 0
    for text in texts:
        for word in words(text[:longest]):
            length += len(word.stem) + 1
            if length > longest:
                return " ".join(stems)
            stems.append(word.stem)
            written[word.written] = None
    return " ".join(stems)
