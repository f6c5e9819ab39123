"""A newsroom of many cheap stories, written by a few statements: copies of four stories and of all that hangs on them.

Story number n was published n times 73 minutes ago, so a larger newsroom is an older one and no busier. Nearly all
stories stand in one section, under one tag and by one author; a few, the oldest, in a section, under a tag and by an
author of their own.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from articles import body
from articles.models import (
    Article,
    Author,
    Byline,
    Correction,
    Image,
    Page,
    PostSnapshot,
    QuotedPost,
    Redirect,
    SearchDocument,
    SearchTerm,
    SectionListing,
    Slot,
    SlotAssignment,
    SocialPost,
    StoryImage,
    Tag,
    TaggedArticle,
    TagName,
)
from articles.publishing import correct, front_desk
from articles.publishing.search_sync import with_indexed_parts
from articles.search.analyzer import Word
from articles.search.indexing import document, sort_key, term
from articles.text import tag_key
from tests import cast, factories

MINUTES = 73
FIRST_ID = 1_000_000
TOPICS = 1_500  # and as many pictures and posts
RARE = "जलकुंभी"
# Tables that grow with the newsroom's age: none of them may be read from one end to the other.
LARGE = frozenset(
    model._meta.db_table
    for model in (
        Article, Byline, Correction, QuotedPost, Redirect, SearchDocument, SearchTerm, SectionListing, StoryImage,
        TaggedArticle, Tag, TagName, Image, SocialPost, PostSnapshot,
    )
)  # fmt: skip
_LINKS = {Byline: "article", SectionListing: "article", StoryImage: "article", QuotedPost: "article",
          Correction: "article", TaggedArticle: "content_object"}  # fmt: skip

# Columns whose key grows with the story's number, so that stories show different pictures and posts.
_SPREAD = ("image_id", "lead_image_id", "post_id", "snapshot_id")


@dataclass(frozen=True)
class Newsroom:
    """`copied` are the stories that the others are copies of, each with the numbers it has in twenty."""

    now: dt.datetime
    copied: dict[Article, range]
    english: Article
    rare: Article
    withdrawn: Article

    def moment(self, number: int) -> dt.datetime:
        return self.now - dt.timedelta(minutes=MINUTES * number)


def open_newsroom() -> Newsroom:
    """Make the people, places and the stories that are copied."""
    now = timezone.now().replace(second=0, microsecond=0)
    old = [_rare(now - dt.timedelta(days=4000 + days)) for days in range(5)]
    news = factories.story(
        "पुल खुला", at=now, section=cast.madhya_pradesh(), lead_image=factories.image(),
        body="<p>शहर का नया पुल</p>" + body.image(factories.image().pk) + factories.quoting(factories.post()),
        tags=["पुल"], bylines=[cast.author_meera(), "अतिथि"],
    )  # fmt: skip
    opinion = factories.story(
        "पुल पर राय", at=now, kind="opinion", section=cast.duniya(), tags=["पुल"], bylines=[cast.author_meera()]
    )
    correct(opinion, "पुल की लंबाई गलत थी।", by=factories.editor())
    english = factories.story("The bridge", at=now, section=cast.english(), language="en", tags=["पुल"])
    withdrawn = factories.withdrawn(section=cast.desh(), tags=["पुल"])
    front_desk.arrange(None, [SlotAssignment(Slot.LEAD, old[0].pk)], by=cast.meera(), began_from=0)
    Page.objects.create(title="हमारे बारे में", slug="about", body="<p>x</p>")
    _surroundings()
    copied = {news: range(1, 20), opinion: range(1)}
    for article in with_indexed_parts(Article.objects.all()):
        SearchDocument.objects.update_or_create(article_id=article.pk, defaults=document(article))
    return Newsroom(now, copied, english, old[0], withdrawn)


def _rare(at: dt.datetime) -> Article:
    return factories.story(
        RARE, at=at, section=factories.section("vishesh", "विशेष"), tags=[RARE], bylines=[cast.author_ravi()]
    )


def _surroundings() -> None:
    """Many topics, authors, words and redirects."""
    topics = [Tag(name=f"विषय {n}", slug=f"vishay-{n}", key=tag_key(f"विषय {n}")) for n in range(TOPICS)]
    Tag.objects.bulk_create(topics)
    TagName.objects.bulk_create(TagName(key=tag.key, name=tag.name, tag=tag) for tag in topics)
    picture, post = Image.objects.latest("pk"), SocialPost.objects.latest("pk")
    snapshot = post.snapshots.get()
    Image.objects.bulk_create(Image(file=picture.file.name, alt=picture.alt, width=64, height=36) for _ in topics)
    posts = SocialPost.objects.bulk_create(SocialPost(network="x", network_id=f"{n}") for n in range(TOPICS))
    PostSnapshot.objects.bulk_create(PostSnapshot(post=one, text=snapshot.text, is_trusted=True) for one in posts)
    Author.objects.bulk_create(Author(name=f"लेखक {n}", slug=f"lekhak-{n}") for n in range(300))
    Redirect.objects.bulk_create(Redirect(old_path=f"/old/{n}/", new_path="/desh/") for n in range(TOPICS))
    words = (f"{one}{two}{three}" for one in "कखगघचछजझटठडढणतथदधन" for two in "पफबभमयरलवशसह" for three in "कगजदनब")
    SearchTerm.objects.bulk_create((term(Word(word, word, word), 1) for word in [*words, "पुल"]), ignore_conflicts=True)


def add_stories(newsroom: Newsroom, first: int, last: int, unpublished: int) -> None:
    """Add the stories of these numbers; of so many in a hundred none are published."""
    for copied, numbers in newsroom.copied.items():
        of = _Copies(newsroom, copied, numbers, first, last, unpublished)
        of.write(Article, "id", copied.pk)
        for model, link in _LINKS.items():
            for row in model._base_manager.filter(**{link: copied}).values_list("pk", flat=True):
                of.write(model, model._meta.get_field(link).column, row)
        of.write(SearchDocument, "article_id", SearchDocument.objects.get(article=copied).pk, "AND is_out = 0")
    _tag_with_topics(first, last)


@dataclass(frozen=True)
class _Copies:
    """Copies of one story, by numbers. `is_out` is 1 for those that are not published."""

    newsroom: Newsroom
    copied: Article
    numbers: range
    first: int
    last: int
    unpublished: int

    def write(self, model: type, key: str, row: int, only: str = "") -> None:
        """Copy a row for each story, with the story's id in the column `key`."""
        table, pk = model._meta.db_table, model._meta.pk.column
        values = self._values()
        columns = [field.column for field in model._meta.concrete_fields if key == "id" or field.column != "id"]
        own = {**values, key: f"{FIRST_ID} + n"}
        if model is SearchDocument:
            own["sort_key"] = f"{sort_key(self.newsroom.now, 0)} - (n * {MINUTES * 60 << 24}) + {FIRST_ID} + n"
        if model is Article:
            own["body"] = self._body()
        chosen = ", ".join(own.get(column, f'copied."{column}"') for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        sql = f"""
            INSERT INTO {table} ({names})
            WITH RECURSIVE numbers(n) AS (
                SELECT {self.first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {self.last}
            ), stories AS (
                SELECT n, CASE WHEN (n / 20) * 7 % 100 < {self.unpublished} THEN 1 ELSE 0 END AS is_out FROM numbers
            )
            SELECT {chosen} FROM stories, {table} AS copied
            WHERE copied.{pk} = {row} AND n % 20 BETWEEN {self.numbers[0]} AND {self.numbers[-1]} {only}
        """
        with connection.cursor() as cursor:
            cursor.execute(sql)

    def _body(self) -> str:
        """Return SQL for the body, in which each placeholder names the picture or post of the copy."""
        sql = 'copied."body"'
        for name, number in re.findall(r'(data-image|data-social-post)="([0-9]+)"', self.copied.body):
            sql = f"""replace({sql}, '{name}="{number}"', '{name}="' || ({number} + n % {TOPICS}) || '"')"""
        return sql

    def _values(self) -> dict[str, str]:
        """What differs between copies, as SQL. Of the unpublished ones half were withdrawn."""
        moment, uuid = _sql_moment(self.newsroom.now)
        since = f"CASE WHEN is_out = 1 AND n % 2 = 0 THEN NULL ELSE {moment} END"
        status = "CASE WHEN is_out = 0 THEN 'published' WHEN n % 2 = 0 THEN 'draft' ELSE 'withdrawn' END"
        return {
            "status": status, "publish_at": since, "first_published_at": since, "shown_from": since,
            "saved_at": moment, "created_at": moment, "feed_id": uuid, "import_ref": "NULL",
            **{column: f'copied."{column}" + n % {TOPICS}' for column in _SPREAD},
        }  # fmt: skip


def _sql_moment(now: dt.datetime) -> tuple[str, str]:
    """Return SQL for the time of story number n, and for a new UUID."""
    at = f"{now:%Y-%m-%d %H:%M:%S}"
    if connection.vendor == "sqlite":
        return f"datetime('{at}', '-' || (n * {MINUTES}) || ' minutes')", "lower(hex(randomblob(16)))"
    return f"timestamptz '{at}+00' - n * interval '{MINUTES} minutes'", "gen_random_uuid()"


def _tag_with_topics(first: int, last: int) -> None:
    """Give each story one of the topics beside the tag that all have."""
    topics = list(Tag.objects.filter(slug__startswith="vishay-").order_by("pk").values_list("pk", flat=True)[:1])
    columns = [field.column for field in TaggedArticle._meta.concrete_fields if field.column != "id"]
    chosen = ", ".join(f"{topics[0]} + content_object_id % {TOPICS}" if c == "tag_id" else f'"{c}"' for c in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {TaggedArticle._meta.db_table} ({", ".join(columns)}) SELECT {chosen}
            FROM {TaggedArticle._meta.db_table}
            WHERE content_object_id BETWEEN {FIRST_ID + first} AND {FIRST_ID + last}
            """
        )
