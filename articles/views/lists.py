"""Lists of stories: sections, tags, authors, months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from articles.models import (
    Arrangement,
    Article,
    Author,
    Byline,
    Cursor,
    Section,
    SectionListing,
    Tag,
    TaggedArticle,
    VisibleQuerySet,
)
from articles.rendering import FOR_LIST, Furniture, Place, furniture, picture, section_top, stories

from .pages import page_of
from .paging import ListPage, Published, list_page
from .public import public_page, render_page

Top = Sequence[Sequence[Article]]


@public_page
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """A section, or an editable page: both have a one-word address. At most 7 queries."""
    around = furniture()
    found = around.by_slug(slug)
    if found is None:
        raise Http404("neither section nor page")
    if found.is_page:
        return page_of(request, found, around)
    at = timezone.now()
    rows = list_page(request, SectionListing.objects.filter(section_id=found.id).published, at)
    top = section_top(Arrangement.objects.placings(found.id), rows.articles, at) if rows.is_first else None
    return show_list(
        request, "articles/section.html", rows, around, top,
        feed=reverse("articles:section_rss", args=[slug]), heading=found.name, section=found,
        description=Section.objects.values_list("description", flat=True).get(pk=found.id) if rows.is_first else "",
        sections=around.line(found.id)[:-1], parts=around.parts_of(found.id), page_language=found.language,
    )  # fmt: skip


@public_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    rows = list_page(request, TaggedArticle.objects.filter(tag=found).published, timezone.now())
    feed = reverse("articles:tag_rss", args=[slug])
    return show_list(request, "articles/tag.html", rows, furniture(), feed=feed, heading=found.name, tag=found)


@public_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    rows = list_page(request, Byline.objects.filter(author=found).published, timezone.now())
    portrait = picture(found.portrait) if found.portrait else None
    feed = reverse("articles:author_rss", args=[slug])
    return show_list(
        request, "articles/author.html", rows, furniture(), feed=feed, heading=found.name, author=found,
        portrait=portrait,
    )  # fmt: skip


@public_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The stories of one month, by the newsroom's clock. At most 4 queries."""
    start, end = _bounds(year, month)
    at = timezone.now()
    if start > at:
        raise Http404("a month to come")
    path = _month_url(start)
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    if end <= at:
        # The month's end goes where `published` puts its own bound, see there.
        rows = list_page(request, _published_before(Cursor(end, 0)), at, publish_at__gte=start)
    else:
        rows = list_page(request, Article.objects.published, at, publish_at__gte=start)
    has_earlier = bool(Article.objects.published(at, Cursor(start, 0))[:1])
    previous = _bounds(*_months_from(year, month, -1))[0] if has_earlier else None
    return show_list(
        request, "articles/month.html", rows, furniture(), feed="", heading="", month=start, no_index=not rows.articles,
        previous=_Month(previous) if previous else None, following=_Month(end) if end <= at else None,
    )  # fmt: skip


@dataclass(frozen=True)
class _Month:
    start: dt.datetime

    @property
    def url(self) -> str:
        return _month_url(self.start)


def _month_url(start: dt.datetime) -> str:
    return reverse("articles:month", args=[start.year, f"{start.month:02}"])


@public_page
def archive(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The months from the first story's to the newest's, or those of one year. Three queries.

    Two look-ups in an index instead of counting every story: a quiet month may turn out to have none.
    """
    months = _months(timezone.now())
    if year is not None:
        months = [month for month in months if month.start.year == year]
        if not months:
            raise Http404("no stories in that year")
    by_year: dict[int, list[_Month]] = {}
    for month in months:
        by_year.setdefault(month.start.year, []).append(month)
    return render_page(request, "articles/archive.html", {"years": by_year, "year": year})


def _months(at: dt.datetime) -> list[_Month]:
    """The newest first."""
    published = Article.objects.published(at)
    newest, oldest = published.first(), published.last()
    if not (newest and oldest and newest.publish_at and oldest.publish_at):
        return []
    last, first = timezone.localtime(newest.publish_at), timezone.localtime(oldest.publish_at)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [_Month(_bounds(*_months_from(last.year, last.month, -back))[0]) for back in range(count)]


def _published_before(end: Cursor) -> Published:
    def published(at: dt.datetime, before: Cursor | None) -> VisibleQuerySet:
        return Article.objects.published(at, min(before, end) if before else end)

    return published


def _bounds(year: int, month: int) -> tuple[dt.datetime, dt.datetime]:
    """First moment of the month and of the next one. Raises Http404 for a month no calendar has."""
    if year < 2:
        # The first year's first hours lie before the first year elsewhere.
        raise Http404("no such month")
    try:
        later = _months_from(year, month, 1)
        zone = timezone.get_default_timezone()
        return dt.datetime(year, month, 1, tzinfo=zone), dt.datetime(*later, 1, tzinfo=zone)
    except (ValueError, OverflowError):
        raise Http404("no such month") from None


def _months_from(year: int, month: int, count: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def show_list(
    request: HttpRequest, template: str, rows: ListPage, around: Furniture, top: Top | None = None, *,
    feed: str, heading: str, section: Place | None = None, **context: Any,
) -> HttpResponse:  # fmt: skip
    """`top`, where a page has one: lead story, second row, and what of the rows remains for the list below them."""
    if not rows.articles and not rows.is_first:
        raise Http404("beyond the end of the list")
    lead, second, rest = top or ((), (), rows.articles)
    shown = stories([*lead, *second, *rest], around.section_rows(), FOR_LIST)
    ends = len(lead), len(lead) + len(second)
    own = {
        "lead": shown[: ends[0]], "second": shown[ends[0] : ends[1]], "stories": shown[ends[1] :], "older": rows.older,
        "newer": rows.newer, "feed_url": feed, "heading": heading, "section": section,
    }  # fmt: skip
    # Of what was asked, only what the list was made from.
    path = request.path + rows.own
    return render_page(
        request, template, {**own, "canonical_path": path, "is_first": rows.is_first, **context}, around,
        section_id=section.id if section else None,
    )  # fmt: skip
