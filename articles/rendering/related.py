"""Other stories that a page points to, as readers may see them now."""

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

from .paid import Paid, paid
from .pictures import Picture, picture

RELATED_LENGTH = 5
MORE_LENGTH = 4
LATEST_LENGTH = 5
# Of each tag so many of its newest stories are looked at, and so many tags of a story, the first named: what it costs
# is making the query and its rows, a few milliseconds for each tag.
_LOOKED_AT = 8
_TAGS = 6
_OF_SECTION = 0


@dataclass(frozen=True)
class Related:
    """`url` is a path on this site; `kind_name` is in the story's language."""

    url: str
    headline: str
    kicker: str
    language: str
    kind: str = ""
    kind_name: str = ""
    published_at: dt.datetime | None = None
    lead: Picture | None = None
    paid: Paid | None = None

    @property
    def own_kicker(self) -> str:
        return own_kicker(self.kicker, self.kind_name)


def own_kicker(kicker: str, beside: str) -> str:
    """The kicker, but for one that says what stands beside it anyhow."""
    return "" if fold(kicker) == fold(beside) else kicker


@dataclass(frozen=True)
class RelatedStories:
    """What follows a story: `related` by what they are about, `more` the newest others of its section."""

    related: list[Related]
    more: list[Related]


def related(bodies: Iterable[str]) -> dict[int, Related]:
    """Those that bodies point to and that are live, by number: of the others nothing may be told. One query for all
    bodies, or none."""
    wanted = {number for html in bodies if "data-story" in html for number in numbers(html, "story")}
    if not wanted:
        return {}
    rows = Article.objects.filter(pk__in=wanted).published().with_stories("section")
    return {
        row.pk: Related(row.get_absolute_url(), row.list_headline, row.kicker, row.language, paid=paid(row))
        for row in rows
    }


def related_stories(article: Article) -> RelatedStories:
    """By the most tags in common, then the newest, in the story's language; never itself, one its body points to, one
    twice, or paid content. One query, whatever the number of tags; `tag_rows` must have been fetched."""
    at = timezone.now()
    found = _candidates(article, at)
    left_out = {article.pk, *numbers(article.body, "story")}
    rows = {row.pk: row for row in found if row.pk not in left_out}
    shared = Counter(row.pk for row in found if row.via != _OF_SECTION and row.pk in rows)
    by_tags = sorted(shared, key=lambda pk: (shared[pk], rows[pk].publish_at, pk), reverse=True)[:RELATED_LENGTH]
    of_section = {row.pk for row in found if row.via == _OF_SECTION} & (rows.keys() - set(by_tags))
    newest = sorted(of_section, key=lambda pk: (rows[pk].publish_at, pk), reverse=True)[:MORE_LENGTH]
    return RelatedStories([pointer(rows[pk]) for pk in by_tags], [pointer(rows[pk]) for pk in newest])


def _candidates(article: Article, at: dt.datetime) -> list[Any]:
    """The newest stories of each tag and of the section, each as often as it is found: `via` says by what."""
    enough = MORE_LENGTH + RELATED_LENGTH + 1 + len(numbers(article.body, "story"))
    tags = [row.tag_id for row in article.tag_rows.all()][:_TAGS]
    parts = [
        _rows(
            TaggedArticle.objects.filter(tag_id=tag, content_object__language=article.language)
            .not_paid_for()
            .published(at)
            .values("content_object_id")[:_LOOKED_AT],
            at,
            via=tag,
        )
        for tag in tags
    ]
    if article.section_id:
        listed = SectionListing.objects.filter(section_id=article.section_id).not_paid_for().published(at)
        parts.append(_rows(listed.values("article_id")[:enough], at, via=_OF_SECTION))
    if not parts:
        return []
    # One after the other and not one condition with ORs: each part reads one index, in order, and stops.
    return list(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])


def _rows(keys: QuerySet[Any, Any], at: dt.datetime, via: int) -> VisibleQuerySet:
    found = Article.objects.filter(pk__in=keys).published(at).with_stories("section", "lead_image").order_by()
    return found.defer("body").annotate(via=Value(via, output_field=IntegerField()))


def latest() -> list[Related]:
    """For readers who found nothing where they looked. One query."""
    rows = Article.objects.not_paid_for().published().with_stories("section", "lead_image").defer("body")
    return [pointer(row) for row in rows[:LATEST_LENGTH]]


def pointer(row: Article) -> Related:
    """Its section and lead image must have been fetched along."""
    with translation.override(row.language):
        kind_name = str(row.get_kind_display())
    return Related(
        url=row.get_absolute_url(),
        headline=row.list_headline,
        kicker=row.kicker,
        language=row.language,
        kind=row.kind,
        kind_name=kind_name,
        published_at=row.first_published_at,
        lead=picture(row.lead_image) if row.lead_image else None,
        paid=paid(row),
    )
