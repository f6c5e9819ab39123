"""What search engines are told of: the newest stories for news, and every story and place, month by month.

Only live stories that first stood here: of one first published elsewhere that place is to be found. Everything is asked
of the database when it is asked for, so that a withdrawn story is gone at once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest, TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Cursor, Site, VisibleQuerySet
from articles.rendering import site_context
from articles.views.public import public_page

NEWS_LENGTH = 1_000
NEWS_AGE = dt.timedelta(days=2)
# A sitemap may have so many addresses; a month with more is cut, the oldest first.
MOST = 50_000
_SECONDS_KEPT = 600
_KEPT = "sitemap-months"


@dataclass(frozen=True)
class Entry:
    """`url` is absolute, `changed_at` in ISO 8601 or empty, where it is not known: Django's filter for dates would take
    longer than all the rest of a large month."""

    url: str
    changed_at: str = ""


@dataclass(frozen=True)
class NewsEntry:
    url: str
    title: str
    language: str
    published_at: str


@public_page
def news(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days, each with its own language. Paid content is no news. Two queries."""
    at = timezone.now()
    since = at - NEWS_AGE
    rows = _own(at).not_paid_for().filter(publish_at__gt=since, first_published_at__gt=since)[:NEWS_LENGTH]
    fields = ("pk", "slug", "section__slug", "headline", "language", "first_published_at")
    entries = [
        NewsEntry(_address(section, slug, pk), headline, language, _iso(published_at))
        for pk, slug, section, headline, language, published_at in rows.values_list(*fields)
    ]
    return _xml(request, "sitemaps/news.xml", entries=entries, site_name=Site.objects.display_name())


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """The parts there are: the site's places, and each month that has stories. One query."""
    parts = [Entry(_absolute(reverse("articles:sitemap_places")))]
    for month, changed_at in _months():
        path = reverse("articles:sitemap_month", args=[month.year, f"{month.month:02}"])
        parts.append(Entry(_absolute(path), _iso(changed_at)))
    return _xml(request, "sitemaps/index.xml", entries=parts)


@public_page
def sections_and_pages(request: HttpRequest) -> HttpResponse:
    """The front page, the sections and the editable pages. One query."""
    paths = [
        reverse("articles:front"),
        *(reverse("articles:section_or_page", args=[one.slug]) for one in site_context().nav_items),
    ]
    return _xml(request, "sitemaps/addresses.xml", entries=[Entry(_absolute(path)) for path in paths])


@public_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The stories of one month, by the newsroom's clock. One query."""
    zone = timezone.get_default_timezone()
    try:
        start = dt.datetime(year, month, 1, tzinfo=zone)
        end = dt.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    except ValueError:
        raise Http404("no such month") from None
    at = timezone.now()
    rows = _own(at, Cursor(end, 0)).filter(publish_at__gte=start)[:MOST]
    fields = ("pk", "slug", "section__slug", "publish_at", "significant_update_at")
    entries = [
        Entry(_address(section, slug, pk), _iso(max(publish_at, updated_at or publish_at)))
        for pk, slug, section, publish_at, updated_at in rows.values_list(*fields)
    ]
    if not entries:
        raise Http404("no stories in that month")
    return _xml(request, "sitemaps/addresses.xml", entries=entries)


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing is forbidden but the desk. No query."""
    lines = ["User-agent: *", f"Disallow: {reverse('admin:index')}", ""]
    lines += [f"Sitemap: {_absolute(reverse(f'articles:{name}'))}" for name in ("sitemap", "news_sitemap")]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _own(at: dt.datetime, before: Cursor | None = None) -> VisibleQuerySet:
    return Article.objects.published(at, before).filter(canonical_url="", section__isnull=False)


def _months() -> list[tuple[dt.datetime, dt.datetime]]:
    """Each month with its last change, the newest first. Reads every live story, so the answer is kept for a while."""
    found: list[tuple[dt.datetime, dt.datetime]] | None = cache.get(_KEPT)
    if found is None:
        changed_at = Max(Greatest("publish_at", Coalesce("significant_update_at", "publish_at")))
        by_month = _own(timezone.now()).order_by().annotate(month=TruncMonth("publish_at")).values_list("month")
        found = sorted(by_month.annotate(changed_at=changed_at), reverse=True)
        cache.set(_KEPT, found, _SECONDS_KEPT)
    return found


def _address(section: str, slug: str, story_id: int) -> str:
    return _absolute(reverse("articles:story", args=[section, slug or "-", story_id]))


def _iso(time: dt.datetime) -> str:
    return timezone.localtime(time).isoformat(timespec="seconds")


def _absolute(path: str) -> str:
    return settings.SITE_URL + path


def _xml(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")
