"""The archive: years, months and days in the newsroom's time zone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Cursor, VisibleQuerySet
from articles.rendering import site_context

from .pages import show_list
from .paging import ListPage, Published, list_page
from .public import public_page, render_page


@dataclass(frozen=True)
class Period:
    """A month or a day, from `start` up to but not including `end`."""

    start: dt.datetime
    end: dt.datetime

    @property
    def year(self) -> int:
        return self.start.year

    def redirect(self, request: HttpRequest) -> HttpResponse | None:
        """Return a redirect to the period's address unless it was requested. Raises Http404 for a future period."""
        if self.start > timezone.now():
            raise Http404("in the future")
        return None if request.path == self.url else HttpResponsePermanentRedirect(self.url)

    @property
    def url(self) -> str:
        raise NotImplementedError


class Month(Period):
    @classmethod
    def of(cls, year: int, month: int) -> Self:
        """Raise Http404 if there is no such month."""
        return cls(_moment(year, month, 1), _moment(*_months_from(year, month, 1), 1))

    @property
    def url(self) -> str:
        return reverse("articles:month", args=[self.year, f"{self.start.month:02}"])

    @property
    def days(self) -> list[Day]:
        following = _months_from(self.year, self.start.month, 1)
        last = dt.date(*following, 1) - dt.timedelta(days=1)
        return [Day.of(self.year, self.start.month, day) for day in range(1, last.day + 1)]


class Day(Period):
    @classmethod
    def of(cls, year: int, month: int, day: int) -> Self:
        """Raise Http404 if there is no such day. A day on which clocks change is shorter or longer than others."""
        start = _moment(year, month, day)
        try:
            following = start.date() + dt.timedelta(days=1)
        except OverflowError:
            raise Http404("no such day") from None
        return cls(start, _moment(following.year, following.month, following.day))

    @classmethod
    def with_moment(cls, moment: dt.datetime | None) -> Self | None:
        local = timezone.localtime(moment) if moment else None
        return cls.of(local.year, local.month, local.day) if local else None

    @property
    def url(self) -> str:
        return reverse("articles:day", args=[self.year, f"{self.start.month:02}", f"{self.start.day:02}"])

    @property
    def month(self) -> Month:
        return Month.of(self.year, self.start.month)


@public_page
def archive(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show all months between the oldest and the newest story, or those of one year. Three queries.

    Two look-ups in an index replace a count of every story, so a listed month may turn out to be empty.
    """
    months = [month for month in _months(timezone.now()) if year in (None, month.year)]
    if year is not None and not months:
        raise Http404("no stories in that year")
    by_year: dict[int, list[Month]] = {}
    for month in months:
        by_year.setdefault(month.year, []).append(month)
    return render_page(request, "articles/archive.html", {"years": by_year, "year": year})


@public_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show a month's stories, and links to its days with stories. At most 5 queries."""
    period, at = Month.of(year, month), timezone.now()
    if moved := period.redirect(request):
        return moved
    rows = _rows(request, period, at)
    has_earlier = bool(Article.objects.published(at, Cursor(period.start, 0))[:1])
    spans = [(day.start, day.end) for day in period.days] if rows.articles else []
    days = Article.objects.published(at).spans_with_any(spans)
    return _show(
        request, "articles/month.html", rows, month=period, days=[Day(*span) for span in days],
        previous=Month.of(*_months_from(year, month, -1)) if has_earlier else None,
        following=Month.of(*_months_from(year, month, 1)) if period.end <= at else None,
    )  # fmt: skip


@public_page
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """Show a day's stories, and links to the nearest days with stories. At most 5 queries."""
    period, at = Day.of(year, month, day), timezone.now()
    if moved := period.redirect(request):
        return moved
    rows = _rows(request, period, at)
    earlier = Article.objects.published(at, Cursor(period.start, 0))
    later = Article.objects.published(at).newer_than(Cursor(period.end, 0))
    return _show(
        request, "articles/day.html", rows, day=period, month=period.month,
        previous=Day.with_moment(earlier.values_list("publish_at", flat=True).first()),
        following=Day.with_moment(later.values_list("publish_at", flat=True).first()),
    )  # fmt: skip


def _show(request: HttpRequest, template: str, rows: ListPage, **context: Any) -> HttpResponse:
    return show_list(request, template, rows, site_context(), no_index=not rows.articles, **context)


def _rows(request: HttpRequest, period: Period, at: dt.datetime) -> ListPage:
    if period.end > at:
        return list_page(request, Article.objects.published, at, publish_at__gte=period.start)
    # The period's end takes the place of the bound that `published` would set itself.
    return list_page(request, _published_before(Cursor(period.end, 0)), at, publish_at__gte=period.start)


def _published_before(end: Cursor) -> Published:
    def published(at: dt.datetime, before: Cursor | None) -> VisibleQuerySet:
        return Article.objects.published(at, min(before, end) if before else end)

    return published


def _months(at: dt.datetime) -> list[Month]:
    """Return every month between the oldest and the newest story, the newest first. Two queries."""
    published = Article.objects.published(at)
    newest, oldest = published.first(), published.last()
    if not (newest and oldest and newest.publish_at and oldest.publish_at):
        return []
    last, first = timezone.localtime(newest.publish_at), timezone.localtime(oldest.publish_at)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [Month.of(*_months_from(last.year, last.month, -back)) for back in range(count)]


def _months_from(year: int, month: int, count: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def _moment(year: int, month: int, day: int) -> dt.datetime:
    """Return the day's first moment in the newsroom's time zone. Raises Http404 if there is no such day."""
    if year < 2:
        # In UTC the first hours of year 1 would lie before it.
        raise Http404("no such time")
    try:
        return dt.datetime(year, month, day, tzinfo=timezone.get_default_timezone())
    except (ValueError, OverflowError):
        raise Http404("no such time") from None
