"""Teasers: short links to other stories, as readers may see them now."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Value
from django.utils import timezone, translation

from articles.body import numbers
from articles.models import Article, SectionListing, TaggedArticle, VisibleQuerySet
from articles.text import fold

from .paid import PaidContent, paid_content
from .pictures import Picture, picture

BY_TAGS_LENGTH = 5
IN_SECTION_LENGTH = 4
LATEST_LENGTH = 5
# Only the newest stories of a story's first tags are candidates. Each tag costs a few milliseconds, mostly to build the
# query and its rows.
_CANDIDATES_PER_TAG = 8
_TAGS = 6
_VIA_SECTION = 0  # no tag has this key


@dataclass(frozen=True)
class Teaser:
    """A short link to a story. `url` is a path on this site; `kind_name` is in the story's language."""

    url: str
    headline: str
    kicker: str
    language: str
    kind: str = ""
    kind_name: str = ""
    published_at: dt.datetime | None = None
    lead: Picture | None = None
    paid: PaidContent | None = None

    @property
    def own_kicker(self) -> str:
        return own_kicker(self.kicker, self.kind_name)


def own_kicker(kicker: str, beside: str) -> str:
    """Return the kicker, or "" if it only repeats the label beside it."""
    return "" if fold(kicker) == fold(beside) else kicker


@dataclass(frozen=True)
class RelatedStories:
    """What follows a story: stories with the same tags, and the newest others of its section."""

    by_tags: list[Teaser]
    in_section: list[Teaser]


def linked_stories(bodies: Iterable[str]) -> dict[int, Teaser]:
    """Return teasers of the live stories that these bodies link to, by id. At most one query."""
    wanted = {number for html in bodies if "data-story" in html for number in numbers(html, "story")}
    if not wanted:
        return {}
    rows = Article.objects.filter(pk__in=wanted).published().with_stories("section")
    return {
        row.pk: Teaser(row.get_absolute_url(), row.list_headline, row.kicker, row.language, paid=paid_content(row))
        for row in rows
    }


def related_stories(article: Article) -> RelatedStories:
    """Return what follows the article: by the most tags in common, then the newest.

    Only stories in the article's language count as sharing tags. The article itself, stories its body links to,
    duplicates and paid content are left out. One query, whatever the number of tags; `tag_rows` must be prefetched.
    """
    candidates = _candidates(article, timezone.now())
    excluded = {article.pk, *numbers(article.body, "story")}
    rows = {row.pk: row for row in candidates if row.pk not in excluded}
    shared = Counter(row.pk for row in candidates if row.via != _VIA_SECTION and row.pk in rows)
    by_tags = sorted(shared, key=lambda pk: (shared[pk], rows[pk].publish_at, pk), reverse=True)[:BY_TAGS_LENGTH]
    in_section = {row.pk for row in candidates if row.via == _VIA_SECTION} & (rows.keys() - set(by_tags))
    newest = sorted(in_section, key=lambda pk: (rows[pk].publish_at, pk), reverse=True)[:IN_SECTION_LENGTH]
    return RelatedStories([teaser(rows[pk]) for pk in by_tags], [teaser(rows[pk]) for pk in newest])


def _candidates(article: Article, at: dt.datetime) -> list[Any]:
    """Return the newest articles of each tag and of the section; one that belongs to several is repeated.

    `via` is the tag's key, or _VIA_SECTION.
    """
    enough = IN_SECTION_LENGTH + BY_TAGS_LENGTH + 1 + len(numbers(article.body, "story"))
    tags = [row.tag_id for row in article.tag_rows.all()][:_TAGS]
    parts = [
        _rows(
            TaggedArticle.objects.filter(tag_id=tag, content_object__language=article.language)
            .not_paid_for()
            .published(at)
            .values("content_object_id")[:_CANDIDATES_PER_TAG],
            at,
            via=tag,
        )
        for tag in tags
    ]
    if article.section_id:
        listed = SectionListing.objects.filter(section_id=article.section_id).not_paid_for().published(at)
        parts.append(_rows(listed.values("article_id")[:enough], at, via=_VIA_SECTION))
    if not parts:
        return []
    # UNION, not OR: each part reads one index, in order, and stops.
    return list(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])


def _rows(keys: QuerySet[Any, Any], at: dt.datetime, via: int) -> VisibleQuerySet:
    rows = Article.objects.filter(pk__in=keys).published(at).with_stories("section", "lead_image").order_by()
    return rows.defer("body").annotate(via=Value(via, output_field=IntegerField()))


def latest() -> list[Teaser]:
    """Return teasers of the newest stories, for error pages. One query."""
    rows = Article.objects.not_paid_for().published().with_stories("section", "lead_image").defer("body")
    return [teaser(row) for row in rows[:LATEST_LENGTH]]


def teaser(row: Article) -> Teaser:
    """Return the article's teaser. No query if `section` and `lead_image` are fetched."""
    with translation.override(row.language):
        kind_name = str(row.get_kind_display())
    return Teaser(
        url=row.get_absolute_url(),
        headline=row.list_headline,
        kicker=row.kicker,
        language=row.language,
        kind=row.kind,
        kind_name=kind_name,
        published_at=row.first_published_at,
        lead=picture(row.lead_image) if row.lead_image else None,
        paid=paid_content(row),
    )
