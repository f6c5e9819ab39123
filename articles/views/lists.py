"""Lists of stories: the front page, sections, tags, authors, months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Byline, Cursor, SectionListing, Tag, TaggedArticle, VisibleQuerySet
from articles.rendering import FOR_LIST, Furniture, Place, Story, furniture, picture, stories

from .pages import page_of
from .paging import ListPage, Published, list_page
from .public import public_page, render_page

FRONT_BLOCK_LENGTH = 4


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """The newest stories, then the newest of each section that are not among them. At most 5 queries."""
    at, around = timezone.now(), furniture()
    latest = list_page(request, Article.objects.published, at)
    if not latest.is_first:
        return _list(request, "articles/list.html", latest, around, feed=reverse("articles:rss"), heading="")
    by_section = _newest_by_section(around.sections, at) if around.sections else {}
    in_blocks = [article for block in by_section.values() for article in block]
    every = {article.pk: article for article in [*latest.articles, *in_blocks]}
    values = {story.id: story for story in stories(list(every.values()), around.section_rows(), FOR_LIST)}
    top = [values[article.pk] for article in latest.articles[:7]]
    blocks = [
        (section, _up_to([values[a.pk] for a in by_section[section.id]], without=top))
        for section in around.sections
        if section.id in by_section
    ]
    context = {
        "lead": top[:1],
        "top": top[1:],
        "blocks": [(section, shown) for section, shown in blocks if shown],
        "older": latest.older,
        "feed_url": reverse("articles:rss"),
    }
    return render_page(request, "articles/front.html", context, around)


def _newest_by_section(sections: list[Place], at: dt.datetime) -> dict[int, list[Article]]:
    """The newest stories of each section, some more than a block shows. One query."""
    wanted = Q()
    for section in sections:
        newest = SectionListing.objects.filter(section_id=section.id).published(at)
        wanted |= Q(pk__in=newest.values("pk")[: FRONT_BLOCK_LENGTH + 7])
    found: dict[int, list[Article]] = {}
    for row in SectionListing.objects.filter(wanted).published(at).with_stories("lead_image"):
        found.setdefault(row.section_id, []).append(row.article)
    return found


def _up_to(block: Iterable[Story], without: list[Story]) -> list[Story]:
    shown = {story.id for story in without}
    return [story for story in block if story.id not in shown][:FRONT_BLOCK_LENGTH]


@public_page
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """A section, or an editable page: both have a one-word address. At most 4 queries."""
    around = furniture()
    found = around.by_slug(slug)
    if found is None:
        raise Http404("neither section nor page")
    if found.is_page:
        return page_of(request, found, around)
    rows = list_page(request, SectionListing.objects.filter(section_id=found.id).published, timezone.now())
    return _list(
        request, "articles/section.html", rows, around, feed=reverse("articles:section_rss", args=[slug]),
        heading=found.name, section=found, sections=around.line(found.id)[:-1], parts=around.parts_of(found.id),
        page_language=found.language,
    )  # fmt: skip


@public_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    rows = list_page(request, TaggedArticle.objects.filter(tag=found).published, timezone.now())
    feed = reverse("articles:tag_rss", args=[slug])
    return _list(request, "articles/tag.html", rows, furniture(), feed=feed, heading=found.name, tag=found)


@public_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    rows = list_page(request, Byline.objects.filter(author=found).published, timezone.now())
    portrait = picture(found.portrait) if found.portrait else None
    feed = reverse("articles:author_rss", args=[slug])
    context = {"author": found, "portrait": portrait}
    return _list(request, "articles/author.html", rows, furniture(), feed=feed, heading=found.name, **context)


@public_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The stories of one month, by the newsroom's clock."""
    start, end = _bounds(year, month)
    at = timezone.now()
    if start > at:
        raise Http404("a month to come")
    if end <= at:
        # The month's end goes where `published` puts its own bound, see there.
        rows = list_page(request, _published_before(Cursor(end, 0)), at, publish_at__gte=start)
    else:
        rows = list_page(request, Article.objects.published, at, publish_at__gte=start)
    previous = _bounds(*_months_from(year, month, -1))[0]
    following = end if end <= at else None
    return _list(
        request, "articles/month.html", rows, furniture(), feed="", heading="", month=start, previous=previous,
        following=following,
    )  # fmt: skip


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    """All months from the first story's to the newest's: two index look-ups instead of counting every story."""
    published = Article.objects.published(timezone.now())
    newest, oldest = published.first(), published.last()
    months: list[dt.datetime] = []
    if newest and oldest and newest.publish_at and oldest.publish_at:
        local, first = timezone.localtime(newest.publish_at), timezone.localtime(oldest.publish_at)
        year, number = local.year, local.month
        while (year, number) >= (first.year, first.month):
            months.append(_bounds(year, number)[0])
            year, number = _months_from(year, number, -1)
    return render_page(request, "articles/archive.html", {"months": months})


def _published_before(end: Cursor) -> Published:
    def published(at: dt.datetime, before: Cursor | None) -> VisibleQuerySet:
        return Article.objects.published(at, min(before, end) if before else end)

    return published


def _bounds(year: int, month: int) -> tuple[dt.datetime, dt.datetime]:
    """First moment of the month and of the next one. Raises Http404 for a month no calendar has."""
    try:
        later = _months_from(year, month, 1)
        zone = timezone.get_default_timezone()
        return dt.datetime(year, month, 1, tzinfo=zone), dt.datetime(*later, 1, tzinfo=zone)
    except (ValueError, OverflowError):
        raise Http404("no such month") from None


def _months_from(year: int, month: int, count: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def _list(
    request: HttpRequest, template: str, rows: ListPage, around: Furniture, *, feed: str, heading: str, **context: Any
) -> HttpResponse:
    if not rows.articles and not rows.is_first:
        raise Http404("beyond the end of the list")
    shown = stories(rows.articles, around.section_rows(), FOR_LIST)
    path = request.path if rows.is_first else request.get_full_path()
    own = {"stories": shown, "older": rows.older, "newer": rows.newer, "feed_url": feed, "heading": heading}
    return render_page(request, template, {**own, "canonical_path": path, "is_first": rows.is_first, **context}, around)
