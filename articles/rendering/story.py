"""A story as readers meet it: plain values, made from rows. Pages, lists and feeds are all made of these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import OuterRef, Subquery, prefetch_related_objects
from django.urls import reverse
from django.utils import translation

from articles.body import numbers, plain_text
from articles.models import (
    STORY_PARTS,
    Article,
    Author,
    Byline,
    Correction,
    Kind,
    Language,
    Section,
    TaggedArticle,
    VisibleQuerySet,
)
from articles.text import detect_language, summary

from .paid import Paid, paid
from .pictures import Picture, picture
from .post_card import PostCard, card, web_address
from .related import Related, own_kicker, related

SUMMARY_LENGTH = 280


@dataclass(frozen=True)
class Contributor:
    """One byline: a name, its role, and the path of the person's page, if there is one.

    The languages are those of the words, by their script: many a Hindi story has an agency's Latin name over it.
    """

    name: str
    role: str = ""
    url: str = ""
    portrait: Picture | None = None

    @property
    def language(self) -> str:
        return detect_language(self.name)

    @property
    def role_language(self) -> str:
        return detect_language(self.role)


@dataclass(frozen=True)
class TermLink:
    """A section or tag: what it is called and the path of its page."""

    name: str
    url: str
    language: str


@dataclass(frozen=True)
class CorrectionNotice:
    """A correction: what it says and since when."""

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
    kind: str
    kind_name: str
    language: str
    dateline_place: str
    source_credit: str
    paid: Paid | None
    without_ads: bool
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
    images: dict[int, Picture | None] = field(default_factory=dict)  # None: not to be shown, its rights have ended
    related: dict[int, Related] = field(default_factory=dict)  # only those that are live

    @property
    def absolute_url(self) -> str:
        return settings.SITE_URL + self.url

    @property
    def own_kicker(self) -> str:
        """The kicker where it says more than the kind, which stands before it."""
        return own_kicker(self.kicker, self.kind_name)

    @property
    def page_kicker(self) -> str:
        """The kicker where it says more than the kind and the section, which stand before it on the story's page."""
        return own_kicker(self.own_kicker, self.section.name if self.section else "")

    def named(self, title: str) -> str:
        """The title as it stands by itself, where no label can stand beside it: paid content says what it is."""
        return f"{self.paid.label}: {title}" if self.paid else title

    @property
    def shared_title(self) -> str:
        return self.named(self.list_headline)

    @property
    def face(self) -> Picture | None:
        """Of an opinion, the face of whom it is: the first of its writers with a portrait."""
        faces = (
            (contributor.portrait for contributor in self.bylines if contributor.portrait)
            if self.kind == Kind.OPINION
            else ()
        )
        return next(iter(faces), None)

    @property
    def picture_count(self) -> int:
        """How many pictures a photo story's text shows; 0 for any other story."""
        return len(numbers(self.body, "gallery", "image")) if self.kind == Kind.GALLERY else 0

    @property
    def description(self) -> str:
        """One or two sentences on the story: what the desk wrote, or else the first of its body, or of its posts."""
        return self.standfirst or summary(plain_text(self.body) or self._quoted(), SUMMARY_LENGTH)

    def _quoted(self) -> str:
        """For a story that is nothing but a post: what it says, as far as readers may see it."""
        shown = (card for card in self.posts.values() if card.shows_text and card.text)
        return next((f"{card.link_name}: {card.text}" for card in shown), "")


# What each surface needs to know beyond the story's own row: one query for each name, however many stories; for
# "related" only where a body points to other stories.
FOR_PAGE = ("bylines", "tags", "corrections", "posts", "images", "related")
FOR_FEED = ("bylines", "tags", "posts", "images", "related")
FOR_LIST = ("bylines",)


def with_newest_correction(rows: VisibleQuerySet) -> VisibleQuerySet:
    """For feeds, where a query for all corrections would be one too many: the newest, along with the story's row."""
    newest = Correction.objects.filter(article=OuterRef(rows.story_key)).order_by("-at", "-id")
    return rows.annotate(
        newest_correction=Subquery(newest.values("text")[:1]), newest_correction_at=Subquery(newest.values("at")[:1])
    )


def stories(articles: Sequence[Article], sections: dict[int, Section], parts: Iterable[str] = FOR_PAGE) -> list[Story]:
    """Story values of these rows, in their order; a query for each part. `lead_image` must have been fetched along."""
    wanted = set(parts)
    prefetch_related_objects(list(articles), *(STORY_PARTS[name] for name in wanted - {"related"}))
    pointed_at = related(article.body for article in articles) if "related" in wanted else {}
    if "posts" not in wanted and (bare := [article for article in articles if _says_nothing_itself(article)]):
        prefetch_related_objects(bare, STORY_PARTS["posts"])
    values = []
    for article in articles:
        # What is named in it, its kind for one, is named in its own language.
        with translation.override(article.language):
            section = sections.get(article.section_id or 0)
            values.append(replace(_story(article, section, wanted), related=pointed_at))
    return values


def _says_nothing_itself(article: Article) -> bool:
    """A story that is a quoted post and nothing else: in lists too, what it says is what the post says."""
    return not article.standfirst and "data-social-post" in article.body and not plain_text(article.body)


def _story(article: Article, section: Section | None, parts: set[str]) -> Story:
    return Story(
        id=article.pk,
        feed_id=str(article.feed_id),
        url=reverse("articles:story", args=[section.slug, article.slug or "-", article.pk]) if section else "",
        headline=article.headline,
        list_headline=article.list_headline,
        kicker=article.kicker,
        standfirst=article.standfirst,
        body=article.body,
        kind=article.kind,
        kind_name=str(article.get_kind_display()),
        language=article.language,
        dateline_place=article.dateline_place,
        source_credit=article.source_credit,
        without_ads=article.without_ads,
        paid=paid(article),
        section=section_link(section) if section else None,
        published_at=article.first_published_at,
        updated_at=article.significant_update_at,
        canonical_url=web_address(article.canonical_url),
        seo_title=article.seo_title,
        seo_description=article.seo_description,
        lead=picture(article.lead_image, article.lead_caption, article.language) if article.lead_image else None,
        bylines=[contributor(row, article.language) for row in article.bylines.all()] if "bylines" in parts else (),
        tags=[tag_link(row) for row in article.tag_rows.all()] if "tags" in parts else (),
        corrections=_corrections(article, parts),
        posts=_posts(article, parts),
        images={row.image_id: picture(row.image) for row in article.image_rows.all()} if "images" in parts else {},
    )


def _posts(article: Article, parts: set[str]) -> dict[int, PostCard]:
    fetched = "posts" in parts or "quoted_posts" in getattr(article, "_prefetched_objects_cache", {})
    return {row.post_id: card(row) for row in article.quoted_posts.all()} if fetched else {}


def _corrections(article: Article, parts: set[str]) -> list[CorrectionNotice]:
    if "corrections" in parts:
        return [CorrectionNotice(row.text, row.at) for row in article.corrections.all()]
    text, at = getattr(article, "newest_correction", None), getattr(article, "newest_correction_at", None)
    return [CorrectionNotice(text, at)] if text and at else []


def contributor(row: Byline, language: str) -> Contributor:
    """As readers of a story in this language can read the name."""
    author = row.author
    if author is None:
        return Contributor(row.name, row.role)
    name = author.latin_name if language == Language.ENGLISH and author.latin_name else author.name
    return Contributor(name, row.role, author_url(author), picture(author.portrait) if author.portrait else None)


def author_url(author: Author) -> str:
    return reverse("articles:author", args=[author.slug])


def section_link(section: Section) -> TermLink:
    return TermLink(section.name, reverse("articles:section_or_page", args=[section.slug]), section.language)


def tag_link(row: TaggedArticle) -> TermLink:
    return TermLink(row.tag.name, reverse("articles:tag", args=[row.tag.slug]), row.tag.language)
