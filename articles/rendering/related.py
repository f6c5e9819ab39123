"""Teasers: short links to other stories, as readers may see them now."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerField, QuerySet, Value
from django.utils import timezone, translation

from articles.body import numbers
from articles.models import KEPT_ROWS, Article, CompiledQuery, Kind, SectionListing, TaggedArticle, VisibleQuerySet
from articles.text import fold

from .paid import PaidContent, paid_content
from .paths import story_path
from .pictures import Picture, picture

if TYPE_CHECKING:
    from .story import Story

BY_TAGS_LENGTH = 5
IN_SECTION_LENGTH = 4
LATEST_LENGTH = 5
# Only the newest stories of a story's first tags are candidates.
_CANDIDATES_PER_TAG = 8
_TAGS = 6
_VIA_SECTION = 0
_STEP = 8


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
    return {
        row.pk: Teaser(_path(row), row.list_headline, row.kicker, row.language, paid=paid_content(row))
        for row in _TEASERS(keys=sorted(wanted), at=timezone.now())
    }


def related_stories(story: Story) -> RelatedStories:
    """Return what follows the story: by the most tags in common, then the newest.

    Only stories in the story's language count as sharing tags. The story itself, stories its body links to, duplicates
    and paid content are left out. At most two queries, whatever the number of tags.
    """
    at, linked = timezone.now(), numbers(story.body, "story")
    candidates = _candidates(story, at, BY_TAGS_LENGTH + IN_SECTION_LENGTH + 1 + len(linked))
    newest_first = {key: (publish_at, key) for key, publish_at, _via in candidates if key not in {story.id, *linked}}
    shared = Counter(key for key, _at, via in candidates if via != _VIA_SECTION and key in newest_first)
    by_tags = sorted(shared, key=lambda key: (shared[key], newest_first[key]), reverse=True)[:BY_TAGS_LENGTH]
    in_section = {key for key, _at, via in candidates if via == _VIA_SECTION} & (newest_first.keys() - set(by_tags))
    newest = sorted(in_section, key=newest_first.__getitem__, reverse=True)[:IN_SECTION_LENGTH]
    rows = {row.pk: teaser(row) for row in _TEASERS(keys=[*by_tags, *newest], at=at)}
    return RelatedStories(*([rows[key] for key in keys if key in rows] for keys in (by_tags, newest)))


def _candidates(story: Story, at: dt.datetime, enough: int) -> list[tuple[int, dt.datetime, int]]:
    """Return key and time of the newest stories of each tag and of the section, each with the place of the tag from 1,
    or _VIA_SECTION; a story that belongs to several is repeated."""
    tags: dict[str, int | str] = {f"tag_{place}": tag.id for place, tag in enumerate(story.tags[:_TAGS], 1)}
    if tags:
        tags["language"] = story.language
    section = {"section": story.section.id} if story.section else {}
    # In steps, so that there are few queries to compile.
    values = {**tags, **section}
    return _candidate_query(-(-enough // _STEP) * _STEP)(**values, at=at) if values else []


@cache
def _candidate_query(in_section: int) -> CompiledQuery:
    def build(at: dt.datetime, section: int = 0, language: str = "", **tags: int) -> QuerySet[Any, Any]:
        parts = []
        for place, tag in enumerate(tags.values(), 1):
            rows = TaggedArticle.objects.filter(tag_id=tag, content_object__language=language).published(at)
            keys = rows.not_paid_for().values("content_object_id")[:_CANDIDATES_PER_TAG]
            parts.append(_keys(keys, at, place))
        if section:
            listed = SectionListing.objects.filter(section_id=section).published(at).not_paid_for()
            parts.append(_keys(listed.values("article_id")[:in_section], at, _VIA_SECTION))
        # UNION, not OR: each part reads one index, in order, and stops.
        return parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]

    return CompiledQuery(build)


def _keys(keys: QuerySet[Any, Any], at: dt.datetime, via: int) -> QuerySet[Any, Any]:
    rows = Article.objects.filter(pk__in=keys).published(at).order_by()
    return rows.annotate(via=Value(via, output_field=IntegerField())).values_list("pk", "publish_at", "via")


def _teaser_rows(rows: VisibleQuerySet) -> VisibleQuerySet:
    return rows.with_stories("section", "lead_image").defer("body")


_TEASERS = CompiledQuery(lambda keys, at: _teaser_rows(Article.objects.filter(pk__in=keys).published(at)), KEPT_ROWS)
_LATEST = CompiledQuery(
    lambda at: _teaser_rows(Article.objects.not_paid_for().published(at))[:LATEST_LENGTH], KEPT_ROWS
)


def latest() -> list[Teaser]:
    """Return teasers of the newest stories, for error pages. One query."""
    return [teaser(row) for row in _LATEST(at=timezone.now())]


def _path(row: Article) -> str:
    return story_path(row.section.slug, row.slug, row.pk) if row.section else ""


@cache
def kind_name(kind: str, language: str) -> str:
    """Return the name of a kind of story in that language."""
    with translation.override(language):
        return str(Kind(kind).label)


def teaser(row: Article) -> Teaser:
    """Return the article's teaser, for one row the same object all day. `section` and `lead_image` must be fetched."""
    today, kept = timezone.localdate(), vars(row).get("teaser")
    if kept and kept[0] == today:
        return kept[1]
    vars(row)["teaser"] = (today, made := _teaser(row))
    return made


def _teaser(row: Article) -> Teaser:
    return Teaser(
        url=_path(row),
        headline=row.list_headline,
        kicker=row.kicker,
        language=row.language,
        kind=row.kind,
        kind_name=kind_name(row.kind, row.language),
        published_at=row.first_published_at,
        lead=picture(row.lead_image) if row.lead_image else None,
        paid=paid_content(row),
    )
