"""Invented stories, written directly to the tables as publishing would leave them. `tests.bench.fill` calls this.

For measurements with thousands of stories, which `publishing` would take hours to save one by one. Revisions and the
audit log stay empty. `test_corpus.py` compares a story with one that was really published. Processes make the rows,
the one that began writes them, in short transactions; the same seed and count give the same rows.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import time
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.core.management.color import no_style
from django.db import connection, connections, models, transaction

from articles import body
from articles.management.progress import with_progress
from articles.models import (
    Article,
    Byline,
    Correction,
    PostSnapshot,
    QuotedPost,
    SearchDocument,
    SearchTerm,
    SectionListing,
    SectionTree,
    SocialPost,
    StoryImage,
    Tag,
    TaggedArticle,
)
from articles.publishing import addresses
from articles.search.analyzer import Word
from articles.search.indexing import document, term, terms
from articles.tasks.maintenance import forget_statistics
from articles.text import romanise
from tests.bench import shared, texts

END, SPAN = dt.datetime(2025, 10, 1, tzinfo=dt.UTC), dt.timedelta(days=5 * 365)
BATCH = 25  # stories in one transaction
# How many of all stories have it.
SHARES = {
    "post": 0.3, "picture": 0.5, "image": 0.05, "linked": 0.1, "correction": 0.02, "paid": 0.01, "two authors": 0.2,
    "kicker": 0.2,
}  # fmt: skip
# Rows are written in this order: what others point to comes first.
TABLES = [
    SocialPost, PostSnapshot, Article, Byline, TaggedArticle, SectionListing, StoryImage, QuotedPost, Correction,
    SearchDocument,
]  # fmt: skip


@dataclass
class Batch:
    """Rows by table, as the database takes them, and in how many of the stories each word is."""

    rows: dict[str, list[tuple]] = field(default_factory=dict)
    words: dict[str, Word] = field(default_factory=dict)
    frequencies: Counter = field(default_factory=Counter)


@dataclass
class Corpus:
    """`seed` decides every text; `count` how close together the times of publication are."""

    count: int
    seed: int
    shared: shared.Shared

    def random(self, number: int) -> Random:
        return Random(f"{self.seed}:{number}")

    def story(self, number: int) -> list[models.Model]:
        """Return the rows of the story with this number, which is its key too. One query, for its slug."""
        random = self.random(number)
        written = texts.text(random)
        at = END - SPAN * ((self.count - number + random.random()) / self.count)
        article = self._article(number, random, written, at)
        posts = self._posts(number, random, written, at) if _has(random, "post") else []
        article.body = self._body(number, random, written, posts)
        article.slug = addresses.proposed_slug(article)
        corrections = []
        if _has(random, "correction"):
            article.significant_update_at = article.saved_at = at + dt.timedelta(hours=3)
            article.version += 1
            corrections.append(
                Correction(article=article, text=written.correction, at=article.saved_at, by=self.shared.editor)
            )
        links = self._links(random, article, posts)
        return [*posts, article, *links, *corrections, _search_document(article, links)]

    def _article(self, number: int, random: Random, written: texts.Text, at: dt.datetime) -> Article:
        (section,) = random.choices(list(self.shared.sections.values()), [share for *_, share in shared.SECTIONS])
        is_opinion = section.slug == "rai"
        return Article(
            pk=number, feed_id=uuid.UUID(int=random.getrandbits(128), version=4), version=2, headline=written.headline,
            standfirst=written.standfirst, language=written.language, kind="opinion" if is_opinion else "news",
            kicker=written.place if _has(random, "kicker") else "", section=section,
            dateline_place="" if is_opinion else written.place,
            paid_by=written.place if _has(random, "paid") else "",
            lead_image=random.choice(self.shared.pictures) if _has(random, "picture") else None,
            status="published", publish_at=at, first_published_at=at, saved_at=at, created_at=at,
            created_by=self.shared.editor,
        )  # fmt: skip

    def _posts(self, number: int, random: Random, written: texts.Text, at: dt.datetime) -> list[models.Model]:
        """Return a post, as its network has sent it, and the snapshot."""
        name, network_id = (
            texts.person_name(random, written.language),
            str(10**18 + number * 1000 + random.randrange(999)),
        )
        handle = "".join(part.capitalize() for part in romanise(name).split("-"))[:15]
        post = SocialPost(
            pk=number, network="x", network_id=network_id, url=f"https://x.com/{handle}/status/{network_id}",
            status="live", confirmed_at=at, confirmed_by=self.shared.editor, added_at=at,
        )  # fmt: skip
        snapshot = PostSnapshot(
            pk=number, post=post, author_name=name, handle=handle, text=written.post, language=written.language,
            posted_at=at - dt.timedelta(hours=2), source="oembed", captured_at=at, captured_by=self.shared.editor,
        )  # fmt: skip
        snapshot.hash = snapshot.content_hash()
        return [post, snapshot]

    def _body(self, number: int, random: Random, written: texts.Text, posts: list[models.Model]) -> str:
        parts = [f"<p>{paragraph}</p>" for paragraph in written.paragraphs]
        parts.insert(5, f"<h2>{written.subheading}</h2>")
        if posts:
            parts.insert(3, body.social_post(posts[0].pk, posts[0].url))
        if _has(random, "image"):
            parts.insert(2, body.image(random.choice(self.shared.pictures).pk, written.place))
        if number > 1 and _has(random, "linked"):
            parts.append(body.story(random.randrange(1, number), "", written.subheading))
        return body.clean("".join(parts))

    def _links(self, random: Random, article: Article, posts: list[models.Model]) -> list[models.Model]:
        seen = {name: getattr(article, name) for name in ("status", "publish_at")}
        named = {**seen, "shown_from": article.publish_at}
        authors = random.sample(self.shared.authors, 2 if _has(random, "two authors") else 1)
        tree = SectionTree(self.shared.sections.values())
        rows: list[models.Model] = [
            Byline(article=article, author=author, order=order, **named) for order, author in enumerate(authors)
        ]
        rows += [TaggedArticle(content_object=article, tag=tag, **named) for tag in self._tags(random)]
        above = sorted(tree.with_ancestors(article.section_id), key=lambda section: section.pk)
        rows += [SectionListing(article=article, section=section, **seen) for section in above]
        rows += [StoryImage(article=article, image_id=key) for key in body.numbers(article.body, "image")]
        return rows + [QuotedPost(article=article, post=posts[0], snapshot=posts[1]) for _one in posts[:1]]

    def _tags(self, random: Random) -> list[Tag]:
        """Return three to six tags: few are common, most are rare."""
        shares = [1 / (rank + 5) ** 0.8 for rank in range(len(self.shared.tags))]
        return list(dict.fromkeys(random.choices(self.shared.tags, shares, k=random.randint(3, 6))))


def write(count: int, say: Any, *, seed: int = 7, processes: int = 0) -> float:
    """Fill the database with `count` stories. Return the seconds of the longest transaction.

    With no other processes (0) this one makes the rows too. Raise ValueError if there are stories already.
    """
    if Article.objects.exists():
        raise ValueError("the database has stories already")
    corpus = Corpus(count, seed, shared.rows(seed))
    batches = [range(first, min(first + BATCH, count + 1)) for first in range(1, count + 1, BATCH)]
    words: dict[str, Word] = {}
    frequencies: Counter = Counter()
    longest = 0.0
    for batch in with_progress(
        _made(corpus, batches, processes), f"batches of {BATCH} stories, of {len(batches)}", say
    ):
        began = time.monotonic()
        with transaction.atomic():
            _insert(batch.rows)
        longest = max(longest, time.monotonic() - began)
        words = batch.words | words
        frequencies.update(batch.frequencies)
    for first in range(0, len(words), 2000):
        some = list(words.items())[first : first + 2000]
        SearchTerm.objects.bulk_create(term(word, frequencies[folded]) for folded, word in some)
    _finish()
    return longest


def _made(corpus: Corpus, batches: list[range], processes: int) -> Iterator[Batch]:
    """Yield the rows of the batches in order, a few ahead of what is written."""
    global _corpus  # noqa: PLW0603 - what the processes that are forked here begin with
    _corpus = corpus
    if not processes:
        yield from map(_batch, batches)
        return
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # its threads would not be there after the fork
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        waiting = [pool.apply_async(_batch, (numbers,)) for numbers in batches[: 4 * processes]]
        for following in [*batches[len(waiting) :], *[None] * len(waiting)]:
            yield waiting.pop(0).get()
            if following:
                waiting.append(pool.apply_async(_batch, (following,)))


_corpus: Corpus | None = None


def _batch(numbers: Iterable[int]) -> Batch:
    batch = Batch()
    for number in numbers:
        for row in _corpus.story(number):
            batch.rows.setdefault(row._meta.label, []).append(_values(row))
            if isinstance(row, SearchDocument):
                found = terms(row.words)
                batch.words = found | batch.words
                batch.frequencies.update(found.keys())
    return batch


def _columns(model: type[models.Model]) -> list[models.Field]:
    own_key = model in (SocialPost, PostSnapshot, Article, SearchDocument)
    return [column for column in model._meta.concrete_fields if own_key or not column.primary_key]


def _values(row: models.Model) -> tuple:
    """Return the row's columns as `save()` would write them."""
    return tuple(
        column.get_db_prep_save(column.pre_save(row, add=True), connection=connection) for column in _columns(type(row))
    )


def _insert(rows: dict[str, list[tuple]]) -> None:
    with connection.cursor() as cursor:
        for model in TABLES:
            columns = ", ".join(connection.ops.quote_name(column.column) for column in _columns(model))
            places = ", ".join(["%s"] * len(_columns(model)))
            sql = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})"
            if rows.get(model._meta.label):
                cursor.executemany(sql, rows[model._meta.label])


def _finish() -> None:
    """Let keys go on after those that were given here, and bring the statistics up to date."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), TABLES):
            cursor.execute(sql)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
    forget_statistics()


def _has(random: Random, what: str) -> bool:
    return random.random() < SHARES[what]


def _search_document(article: Article, links: list[models.Model]) -> SearchDocument:
    kinds = {"bylines": Byline, "tag_rows": TaggedArticle, "listings": SectionListing, "quoted_posts": QuotedPost}
    article._prefetched_objects_cache = {
        name: [row for row in links if isinstance(row, kind)] for name, kind in kinds.items()
    }
    return SearchDocument(article=article, **document(article))
