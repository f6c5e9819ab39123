"""The front page, stories, and the lists of a section, tag or author; editable pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from articles.body import clean_html
from articles.models import Arrangement, Article, Author, Byline, Page, Section, SectionListing, Tag, TaggedArticle
from articles.rendering import (
    FOR_LIST,
    NavItem,
    SiteContext,
    front_page,
    json_ld,
    picture,
    related_stories,
    section_context,
    section_top,
    site_context,
    site_data,
    stories,
    story_context,
    with_directions,
)

from .errors import gone, not_found
from .paging import ListPage, StoryList
from .public import public_page, render_page

_STORIES = StoryList(Article.objects.published)
_IN_SECTION = StoryList(
    lambda at, before, section: SectionListing.objects.filter(section_id=section).published(at, before)
)
_OF_TAG = StoryList(lambda at, before, tag: TaggedArticle.objects.filter(tag_id=tag).published(at, before))
_OF_AUTHOR = StoryList(lambda at, before, author: Byline.objects.filter(author_id=author).published(at, before))


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page. At most 8 queries.

    It shows all of the newest twenty stories; "older stories" goes on after them.
    """
    at, site = timezone.now(), site_context()
    latest = _STORIES.page(request, at)
    feed = reverse("articles:rss")
    if not latest.is_first:
        return show_list(request, "articles/list.html", latest, site, feed_url=feed)
    context = front_page(Arrangement.objects.assignments(None), latest.articles, site, at)
    own = {"older": latest.older, "feed_url": feed, "json_ld": json_ld(site_data(site))}
    return render_page(request, "articles/front.html", {**context, **own}, site)


@public_page
def story(request: HttpRequest, story_id: int, **slugs: str) -> HttpResponse:
    """Show a story by its id; redirect if the section or slug is not the story's own. At most 9 queries."""
    presence, article = Article.objects.at_address(int(story_id))
    if presence == "gone":
        return gone(request)
    if article is None:
        return not_found(request)
    site = site_context()
    (value,) = stories([article], site.sections_by_id())
    if request.path != value.url:
        return HttpResponsePermanentRedirect(value.url)
    context = story_context(value, site, article.section_id, related_stories(value))
    if "without_ads" in value.flags:
        context["ads"] = {}
    return render_page(request, "articles/story.html", context, site, section_id=article.section_id)


@public_page
def section_or_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a section or an editable page: both have a one-word address. At most 7 queries."""
    site = site_context()
    nav_item = site.by_slug(slug)
    if nav_item is None:
        raise Http404("neither section nor page")
    return _page(request, nav_item, site) if nav_item.is_page else _section(request, nav_item, site)


def _page(request: HttpRequest, nav_item: NavItem, site: SiteContext) -> HttpResponse:
    page = get_object_or_404(Page, pk=nav_item.id, is_public=True)
    context = {"page": page, "heading": page.title, "page_language": page.language}
    context["body"] = with_directions(clean_html(page.body, page.cleaned_with))
    return render_page(request, "articles/page.html", context, site)


def _section(request: HttpRequest, section: NavItem, site: SiteContext) -> HttpResponse:
    at = timezone.now()
    rows = _IN_SECTION.page(request, at, section=section.id)
    context = section_context(section.id, site)
    if rows.is_first:
        context |= section_top(Arrangement.objects.assignments(section.id), rows.articles, site, at)
        context["description"] = Section.objects.values_list("description", flat=True).get(pk=section.id)
    feed = reverse("articles:section_rss", args=[section.slug])
    return show_list(request, "articles/section.html", rows, site, feed_url=feed, **context)


@public_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a tag's stories; without any the page is not to be indexed. A tag of drafts alone has no page."""
    tag = get_object_or_404(Tag, slug=slug)
    rows = _OF_TAG.page(request, timezone.now(), tag=tag.pk)
    if not rows.articles and not TaggedArticle.objects.filter(tag=tag).was_public():
        raise Http404("no story of this tag has been public")
    feed = reverse("articles:tag_rss", args=[slug])
    return show_list(
        request, "articles/tag.html", rows, site_context(), feed_url=feed, heading=tag.name, tag=tag,
        no_index=not rows.articles,
    )  # fmt: skip


@public_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an author's portrait, biography and stories. An author of drafts alone has no page."""
    author = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    rows = _OF_AUTHOR.page(request, timezone.now(), author=author.pk)
    if not rows.articles and not Byline.objects.filter(author=author).was_public():
        raise Http404("no story of this author has been public")
    portrait = picture(author.portrait) if author.portrait else None
    feed = reverse("articles:author_rss", args=[slug])
    return show_list(
        request, "articles/author.html", rows, site_context(), feed_url=feed, heading=author.name, author=author,
        portrait=portrait,
    )  # fmt: skip


def show_list(
    request: HttpRequest, template: str, rows: ListPage, site: SiteContext, section: NavItem | None = None,
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show one page of a list: the context's "stories", or else those of the rows. Raises Http404 beyond its end."""
    if not rows.articles and not rows.is_first:
        raise Http404("beyond the end of the list")
    if "stories" not in context:
        context["stories"] = stories(rows.articles, site.sections_by_id(), FOR_LIST)
    # Without query parameters that the list does not depend on.
    canonical_path = request.path + rows.query
    own = {"older": rows.older, "newer": rows.newer, "section": section, "canonical_path": canonical_path}
    return render_page(request, template, {**own, **context}, site, section_id=section.id if section else None)
