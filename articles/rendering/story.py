"""`Story`: the read-only value of which pages, lists and feeds are made, built from rows of `Article`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from operator import is_
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone, translation

from articles.body import clean_html, numbers, plain_text
from articles.models import (
    FLAG_FIELDS,
    PLAIN_FIELDS,
    Article,
    Byline,
    Correction,
    CorrectionRows,
    Kind,
    Language,
    Section,
    TaggedArticle,
    VisibleQuerySet,
)
from articles.text import has_rtl, safe_link, summary, written_language

from .media_card import MediaCard, media_card
from .paid import PaidContent, paid_content
from .paths import author_path, section_path, story_path, tag_path
from .pictures import Picture, picture
from .post_card import PostCard, post_card
from .related import Teaser, kind_name, linked_stories, own_kicker
from .site_context import NavItem
from .story_parts import StoryParts

SUMMARY_LENGTH = 280


@dataclass(frozen=True)
class Contributor:
    """One byline as it is shown; `url` is the path of the person's page, or empty.

    Languages are guessed from the script, because many Hindi stories carry an agency's name in Latin letters.
    """

    name: str
    role: str = ""
    url: str = ""
    portrait: Picture | None = None

    @property
    def language(self) -> str:
        return written_language(self.name)

    @property
    def role_language(self) -> str:
        return written_language(self.role)


@dataclass(frozen=True)
class TermLink:
    """A link to a section or tag; `url` is a path on this site, `id` the key of its row."""

    id: int
    name: str
    url: str
    language: str


@dataclass(frozen=True)
class CorrectionNotice:
    """A correction as it is shown under the story; `at` is when it was made."""

    text: str
    at: dt.datetime


@dataclass(frozen=True)
class Story:
    """`url` is a path on this site; `body` is HTML with placeholders, not yet rendered; times are aware."""

    id: int
    feed_id: str
    url: str
    headline: str
    list_headline: str
    kicker: str
    standfirst: str
    body: str
    cleaned_with: int  # see `CleanedWithField`
    kind: str
    kind_name: str
    language: str
    dateline_place: str
    source_credit: str
    paid: PaidContent | None
    flags: frozenset[str]  # the names of the yes/no fields that are set: "without_ads" …
    section: TermLink | None
    published_at: dt.datetime | None
    updated_at: dt.datetime | None
    canonical_url: str
    seo_title: str
    seo_description: str
    lead: Picture | None
    bylines: Sequence[Contributor] = ()
    tags: Sequence[TermLink] = ()
    corrections: Sequence[CorrectionNotice] = ()
    posts: dict[int, PostCard] = field(default_factory=dict)
    images: dict[int, Picture | None] = field(default_factory=dict)  # None: its rights have ended
    linked_stories: dict[int, Teaser] = field(default_factory=dict)  # the live stories that the body links to
    files: dict[int, MediaCard] = field(default_factory=dict)
    lead_video_id: int | None = None

    @property
    def clean_body(self) -> str:
        """The body within the allow-list. What was cleaned by the present sanitiser when it was saved is so already."""
        return clean_html(self.body, self.cleaned_with)

    @cached_property
    def plain_body(self) -> str:
        """The text of the body, with a blank line between blocks."""
        return plain_text(self.body)

    @property
    def absolute_url(self) -> str:
        return settings.SITE_URL + self.url

    @property
    def own_kicker(self) -> str:
        """The kicker, or "" if it repeats the name of the kind, which is shown before it."""
        return own_kicker(self.kicker, self.kind_name)

    @property
    def page_kicker(self) -> str:
        """The kicker, or "" if it repeats the kind or the section, which the story's page shows before it."""
        return own_kicker(self.own_kicker, self.section.name if self.section else "")

    def labelled(self, title: str) -> str:
        """Return the title for places that show no label of their own; that of paid content begins with one."""
        return f"{self.paid.label}: {title}" if self.paid else title

    @property
    def shared_title(self) -> str:
        return self.labelled(self.list_headline)

    @property
    def face(self) -> Picture | None:
        """The first portrait among an opinion's contributors; None for other kinds."""
        if self.kind != Kind.OPINION:
            return None
        return next((contributor.portrait for contributor in self.bylines if contributor.portrait), None)

    @property
    def lead_video(self) -> MediaCard | None:
        """The video that plays in the place of the lead image; None if there is none, or in lists."""
        video = self.files.get(self.lead_video_id or 0)
        return replace(video, still=video.still or self.lead) if video else None

    @property
    def picture_count(self) -> int:
        """The number of pictures in a photo story's body; 0 for other kinds."""
        return len(numbers(self.body, "gallery", "image")) if self.kind == Kind.GALLERY else 0

    @property
    def description(self) -> str:
        """The standfirst, or else the first sentences of the body, or else of the first quoted post."""
        return self.standfirst or summary(self.plain_body or self._quoted_text(), SUMMARY_LENGTH)

    def _quoted_text(self) -> str:
        """Return the first quoted text that readers may see, with its source."""
        visible = (card for card in self.posts.values() if card.shows_text and card.text)
        return next((f"{card.source_name}: {card.text}" for card in visible), "")


# The fields that hold the article's own text as it is.
_COPIED = {field.name for field in fields(Story)} & {*PLAIN_FIELDS, "list_headline", "cleaned_with"} - {"canonical_url"}
# The parts that pages, feeds and lists need beyond the article's own row. Each costs one query, however many stories,
# and none if no story has any. "corrections" come with an article `at_address`.
FOR_PAGE = ("bylines", "tags", "corrections", "posts", "images", "files", "linked_stories")
FOR_FEED = ("bylines", "tags", "posts", "images", "files", "linked_stories")
FOR_LIST = ("bylines",)


def with_newest_correction(rows: VisibleQuerySet) -> VisibleQuerySet:
    """Add the newest correction to each row. Feeds use it, because "corrections" would cost one more query."""
    newest = Correction.objects.shown().filter(article=OuterRef(rows.story_key)).order_by("-at", "-id")
    return rows.annotate(
        newest_correction=Subquery(newest.values("text")[:1]), newest_correction_at=Subquery(newest.values("at")[:1])
    )


def stories(
    articles: Sequence[Article], sections: Mapping[int, Section | NavItem], parts: Iterable[str] = FOR_PAGE
) -> list[Story]:
    """Return the articles as stories, in the same order. A query for each part; `lead_image` must be fetched.

    A story that consists of quoted posts alone gets its posts even without "posts", because they are its description;
    that is one more query if there are any.
    """
    wanted = set(parts)
    rows = StoryParts()
    rows.read(articles, *sorted(wanted - {"linked_stories"}))
    linked = linked_stories(article.body for article in articles) if "linked_stories" in wanted else {}
    posts_only = [article for article in articles if _consists_of_posts(article)] if "posts" not in wanted else []
    rows.read(posts_only, "posts")
    today = timezone.localdate()
    return [_kept_story(article, sections.get(article.section_id or 0), rows, linked, today) for article in articles]


def _kept_story(
    article: Article, section: Section | NavItem | None, rows: StoryParts, linked: dict[int, Teaser], today: dt.date
) -> Story:
    """Return the same story as last time if it is made of the same rows on the same day.

    Queries that keep their rows give the same objects as long as nothing has changed.
    """
    made_of = rows.all_of(article)
    if kept := vars(article).get("kept_story"):
        (kept_of, *beside), story = kept
        if beside == [section, linked, today] and len(kept_of) == len(made_of) and all(map(is_, kept_of, made_of)):
            return story
    story = _story(article, section, rows, linked)
    vars(article)["kept_story"] = ((made_of, section, linked, today), story)
    return story


def _consists_of_posts(article: Article) -> bool:
    return not article.standfirst and "data-social-post" in article.body and not plain_text(article.body)


def _story(article: Article, section: Section | NavItem | None, rows: StoryParts, linked: dict[int, Teaser]) -> Story:
    # Names such as that of the kind are in the story's own language.
    with translation.override(article.language):
        copied: dict[str, Any] = {name: getattr(article, name) for name in _COPIED}
        return Story(
            **copied,
            id=article.pk,
            feed_id=str(article.feed_id),
            url=story_path(section.slug, article.slug, article.pk) if section else "",
            kind_name=kind_name(article.kind, article.language),
            flags=frozenset(name for name in FLAG_FIELDS if getattr(article, name)),
            paid=paid_content(article),
            section=section_link(section) if section else None,
            published_at=article.first_published_at,
            updated_at=article.significant_update_at,
            canonical_url=safe_link(article.canonical_url),
            lead=picture(article.lead_image, article.lead_caption, article.language) if article.lead_image else None,
            bylines=[contributor(row, article.language) for row in rows.of(article, "bylines")],
            tags=[tag_link(row) for row in rows.of(article, "tags")],
            corrections=_corrections(article, rows),
            posts={row.post_id: post_card(row) for row in rows.of(article, "posts")},
            images={row.image_id: picture(row.image) for row in rows.of(article, "images")},
            files={row.file_id: media_card(row.file) for row in rows.of(article, "files")},
            linked_stories=linked,
            lead_video_id=article.lead_video_id,
        )


def _corrections(article: Article, rows: StoryParts) -> list[CorrectionNotice]:
    """Return what the article or the rows bring: all that are shown, or the newest one alone, or none."""
    if "correction_rows" in vars(article):
        return [CorrectionNotice(text, at) for text, at in CorrectionRows.read(vars(article)["correction_rows"])]
    text, at = getattr(article, "newest_correction", None), getattr(article, "newest_correction_at", None)
    if text and at:
        return [CorrectionNotice(text, at)]
    return [CorrectionNotice(row.text, row.at) for row in rows.of(article, "corrections")]


def contributor(row: Byline, language: str) -> Contributor:
    """Return the byline for a story in `language`: an English story shows the author's name in Latin letters."""
    author = row.author
    if author is None:
        return Contributor(row.name, row.role)
    name = author.latin_name if language == Language.ENGLISH and author.latin_name else author.name
    return Contributor(name, row.role, author_path(author.slug), picture(author.portrait) if author.portrait else None)


def section_link(section: Section | NavItem) -> TermLink:
    return TermLink(section.id, section.name, section_path(section.slug), section.language)


def tag_link(row: TaggedArticle) -> TermLink:
    # A tag is Hindi or English at the desk; a name in Urdu letters is Urdu whatever was chosen.
    language = written_language(row.tag.name) if has_rtl(row.tag.name) else row.tag.language
    return TermLink(row.tag_id, row.tag.name, tag_path(row.tag.slug), language)
