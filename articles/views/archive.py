"""The archive: years, months and days in the newsroom's time zone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Cursor, local_midnight
from articles.rendering import site_context

from .pages import show_list
from .paging import ListPage, StoryList
from .public import public_page, render_page

_DAY = dt.timedelta(days=1)
_SINCE = StoryList(lambda at, before, start: Article.objects.published(at, before).filter(publish_at__gte=start))


@dataclass(frozen=True)
class Period:
    """A month or a day, from `start` up to but not including `end`."""

    start: dt.datetime
    end: dt.datetime
    url: str

    @property
    def year(self) -> int:
        return self.start.year

    def redirect(self, request: HttpRequest) -> HttpResponse | None:
        """Return a redirect to the period's address unless it was requested. Raises Http404 for a future period."""
        if self.start > timezone.now():
            raise Http404("in the future")
        return None if request.path == self.url else HttpResponsePermanentRedirect(self.url)


def _month(year: int, month: int) -> Period:
    """Raise Http404 if there is no such month."""
    start, end = _moment(year, month, 1), _moment(year + month // 12, month % 12 + 1, 1)
    return Period(start, end, reverse("articles:month", args=[year, f"{month:02}"]))


def _month_of(moment: dt.datetime) -> Period:
    local = timezone.localtime(moment)
    return _month(local.year, local.month)


def _day(year: int, month: int, day: int) -> Period:
    """Raise Http404 if there is no such day."""
    start = _moment(year, month, day)
    return Period(start, start + _DAY, reverse("articles:day", args=[year, f"{month:02}", f"{day:02}"]))


def _day_of(moment: dt.datetime) -> Period:
    local = timezone.localtime(moment)
    return _day(local.year, local.month, local.day)


def _moment(year: int, month: int, day: int) -> dt.datetime:
    """Return the day's first moment in the newsroom's time zone. Raises Http404 if there is no such day."""
    # The days before and after these years are in the calendar too, and so are their moments in UTC.
    if not 1 < year < dt.MAXYEAR:
        raise Http404("no such time")
    try:
        return local_midnight(dt.date(year, month, day))
    except (ValueError, OverflowError):
        raise Http404("no such time") from None


@public_page
def archive(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show all months between the oldest and the newest story, or those of one year. Three queries.

    Two look-ups in an index replace a count of every story, so a listed month may turn out to be empty.
    """
    months = [month for month in _months(timezone.now()) if year in (None, month.year)]
    if year is not None and not months:
        raise Http404("no stories in that year")
    by_year = {number: list(of_year) for number, of_year in groupby(months, attrgetter("year"))}
    return render_page(request, "articles/archive.html", {"years": by_year, "year": year})


@public_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show a month's stories, and links to its days with stories. At most 5 queries."""
    period, at = _month(year, month), timezone.now()
    if moved := period.redirect(request):
        return moved
    rows = _rows(request, period, at)
    has_earlier = bool(Article.objects.published(at, Cursor(period.start, 0))[:1])
    starts = [period.start + number * _DAY for number in range((period.end - period.start).days)]
    spans = [(start, start + _DAY) for start in starts] if rows.articles else []
    days = [_day_of(start) for start, _end in Article.objects.published(at).spans_with_any(spans)]
    return _show(
        request, "articles/month.html", rows, month=period, days=days,
        previous=_month_of(period.start - _DAY) if has_earlier else None,
        following=_month_of(period.end) if period.end <= at else None,
    )  # fmt: skip


@public_page
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """Show a day's stories, and links to the nearest days with stories. At most 5 queries."""
    period, at = _day(year, month, day), timezone.now()
    if moved := period.redirect(request):
        return moved
    rows = _rows(request, period, at)
    earlier = Article.objects.published(at, Cursor(period.start, 0)).values_list("publish_at", flat=True).first()
    later = Article.objects.published(at).newer_than(Cursor(period.end, 0)).values_list("publish_at", flat=True).first()
    return _show(
        request, "articles/day.html", rows, day=period, month=_month(year, month),
        previous=_day_of(earlier) if earlier else None,
        following=_day_of(later) if later else None,
    )  # fmt: skip


def _show(request: HttpRequest, template: str, rows: ListPage, **context: Any) -> HttpResponse:
    return show_list(request, template, rows, site_context(), no_index=not rows.articles, **context)


def _rows(request: HttpRequest, period: Period, at: dt.datetime) -> ListPage:
    return _SINCE.page(request, at, end=Cursor(period.end, 0), start=period.start)


def _months(at: dt.datetime) -> list[Period]:
    """Return every month between the oldest and the newest story, the newest first. Two queries."""
    times = Article.objects.published(at).values_list("publish_at", flat=True)
    newest, oldest = times.first(), times.last()
    if newest is None or oldest is None:
        return []
    months = [_month_of(newest)]
    while months[-1].start > oldest:
        months.append(_month_of(months[-1].start - _DAY))
    return months
