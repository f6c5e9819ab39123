"""Sitemaps: the newest stories for news search, and every section, page and story, month by month.

Only live stories are listed, and none with a canonical address elsewhere. Entries are read from the database at each
request, so that a withdrawn story disappears at once.
"""

from __future__ import annotations

import datetime as dt

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
# The sitemap protocol allows no more addresses in a file; of a longer month the oldest are left out.
MAX_ENTRIES = 50_000
_CACHE_KEY = "sitemap-months"
_CACHE_SECONDS = 600


@public_page
def news(request: HttpRequest) -> HttpResponse:
    """Serve the stories of the last two days, without paid content. Two queries."""
    at = timezone.now()
    since = at - NEWS_AGE
    rows = _listed(at).not_paid_for().filter(publish_at__gt=since, first_published_at__gt=since)[:NEWS_LENGTH]
    fields = ("pk", "slug", "section__slug", "headline", "language", "first_published_at")
    entries = [
        {
            "url": _address(section, slug, pk), "title": headline, "language": language,
            "published_at": _iso(published_at),
        }
        for pk, slug, section, headline, language, published_at in rows.values_list(*fields)
    ]  # fmt: skip
    return _xml(request, "sitemaps/news.xml", entries=entries, site_name=Site.objects.display_name())


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Serve the list of sitemaps: sections and pages, and each month with stories. One query, or none if cached."""
    parts = [{"url": _absolute(reverse("articles:sitemap_places"))}]
    for month, changed_at in _months():
        path = reverse("articles:sitemap_month", args=[month.year, f"{month.month:02}"])
        parts.append({"url": _absolute(path), "changed_at": _iso(changed_at)})
    return _xml(request, "sitemaps/index.xml", entries=parts)


@public_page
def sections_and_pages(request: HttpRequest) -> HttpResponse:
    """Serve the front page, the sections and the editable pages. One query."""
    paths = [reverse("articles:front"), *(item.url for item in site_context().nav_items)]
    return _xml(request, "sitemaps/addresses.xml", entries=[{"url": _absolute(path)} for path in paths])


@public_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Serve the stories of one month in the newsroom's time zone. One query. Raises Http404 if there are none."""
    zone = timezone.get_default_timezone()
    if not 1 < year < dt.MAXYEAR:  # Their first and last days are of another year in UTC.
        raise Http404("no such month")
    try:
        start = dt.datetime(year, month, 1, tzinfo=zone)
        end = dt.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    except ValueError:
        raise Http404("no such month") from None
    at = timezone.now()
    rows = _listed(at, Cursor(end, 0)).filter(publish_at__gte=start)[:MAX_ENTRIES]
    fields = ("pk", "slug", "section__slug", "publish_at", "significant_update_at")
    entries = [
        {"url": _address(section, slug, pk), "changed_at": _iso(max(publish_at, updated_at or publish_at))}
        for pk, slug, section, publish_at, updated_at in rows.values_list(*fields)
    ]
    if not entries:
        raise Http404("no stories in that month")
    return _xml(request, "sitemaps/addresses.xml", entries=entries)


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Serve robots.txt, which disallows the admin only. No query."""
    lines = ["User-agent: *", f"Disallow: {reverse('admin:index')}", ""]
    lines += [f"Sitemap: {_absolute(reverse(f'articles:{name}'))}" for name in ("sitemap", "news_sitemap")]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _listed(at: dt.datetime, before: Cursor | None = None) -> VisibleQuerySet:
    """Return the live stories that belong into sitemaps."""
    return Article.objects.published(at, before).filter(canonical_url="", section__isnull=False)


def _months() -> list[tuple[dt.datetime, dt.datetime]]:
    """Return each month with its last change, the newest first. It reads every live story, so it is cached."""
    months: list[tuple[dt.datetime, dt.datetime]] | None = cache.get(_CACHE_KEY)
    if months is None:
        changed_at = Max(Greatest("publish_at", Coalesce("significant_update_at", "publish_at")))
        by_month = _listed(timezone.now()).order_by().annotate(month=TruncMonth("publish_at")).values_list("month")
        months = sorted(by_month.annotate(changed_at=changed_at), reverse=True)
        cache.set(_CACHE_KEY, months, _CACHE_SECONDS)
    return months


def _address(section: str, slug: str, story_id: int) -> str:
    return _absolute(reverse("articles:story", args=[section, slug or "-", story_id]))


def _iso(time: dt.datetime) -> str:
    """Django's date filter would do this too, but takes longer than all the rest of a large month."""
    return timezone.localtime(time).isoformat(timespec="seconds")


def _absolute(path: str) -> str:
    return settings.SITE_URL + path


def _xml(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")
