"""Lists of stories: sections, tags, authors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from articles.models import Arrangement, Article, Author, Byline, Section, SectionListing, Tag, TaggedArticle
from articles.rendering import FOR_LIST, NavItem, SiteContext, picture, section_top, site_context, stories

from .pages import page_of
from .paging import ListPage, list_page
from .public import public_page, render_page

Top = Sequence[Sequence[Article]]


@public_page
def section_or_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A section, or an editable page: both have a one-word address. At most 7 queries."""
    site = site_context()
    found = site.by_slug(slug)
    if found is None:
        raise Http404("neither section nor page")
    if found.is_page:
        return page_of(request, found, site)
    at = timezone.now()
    rows = list_page(request, SectionListing.objects.filter(section_id=found.id).published, at)
    top = section_top(Arrangement.objects.assignments(found.id), rows.articles, at) if rows.is_first else None
    return show_list(
        request, "articles/section.html", rows, site, top,
        feed=reverse("articles:section_rss", args=[slug]), heading=found.name, section=found,
        description=Section.objects.values_list("description", flat=True).get(pk=found.id) if rows.is_first else "",
        sections=site.line(found.id)[:-1], parts=site.parts_of(found.id), page_language=found.language,
    )  # fmt: skip


@public_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    rows = list_page(request, TaggedArticle.objects.filter(tag=found).published, timezone.now())
    feed = reverse("articles:tag_rss", args=[slug])
    return show_list(
        request, "articles/tag.html", rows, site_context(), feed=feed, heading=found.name, tag=found,
        no_index=not rows.articles,
    )  # fmt: skip


@public_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    rows = list_page(request, Byline.objects.filter(author=found).published, timezone.now())
    portrait = picture(found.portrait) if found.portrait else None
    feed = reverse("articles:author_rss", args=[slug])
    return show_list(
        request, "articles/author.html", rows, site_context(), feed=feed, heading=found.name, author=found,
        portrait=portrait,
    )  # fmt: skip


def show_list(
    request: HttpRequest, template: str, rows: ListPage, site: SiteContext, top: Top | None = None, *,
    feed: str, heading: str, section: NavItem | None = None, **context: Any,
) -> HttpResponse:  # fmt: skip
    """`top`, where a page has one: lead story, second row, and what of the rows remains for the list below them."""
    if not rows.articles and not rows.is_first:
        raise Http404("beyond the end of the list")
    lead, second, rest = top or ((), (), rows.articles)
    shown = stories([*lead, *second, *rest], site.section_rows(), FOR_LIST)
    ends = len(lead), len(lead) + len(second)
    own = {
        "lead": shown[: ends[0]], "second": shown[ends[0] : ends[1]], "stories": shown[ends[1] :], "older": rows.older,
        "newer": rows.newer, "feed_url": feed, "heading": heading, "section": section,
    }  # fmt: skip
    # Of what was asked, only what the list was made from.
    path = request.path + rows.own
    return render_page(
        request, template, {**own, "canonical_path": path, "is_first": rows.is_first, **context}, site,
        section_id=section.id if section else None,
    )  # fmt: skip
