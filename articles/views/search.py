"""The search page."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.rendering import SiteContext, Story, site_context, stories
from articles.search import Highlighter, NoSuchPage, SearchResults, find, parse
from articles.text import long_date

from .public import public_page, render_page
from .search_params import ORDERS, SPANS, FilterError, ResolvedParams, SearchParams, resolve

_PARTS = ("bylines", "posts")
_MAX_NARROWER = 8
_DAYS = ("from", "to")


@dataclass(frozen=True)
class FoundStory:
    """A story with the words that were looked for marked in its headline and in a passage of its text."""

    story: Story
    headline: SafeString
    passage: SafeString


@dataclass(frozen=True)
class FilterLink:
    """A link to the page with, or without, one more filter; `role` tells authors of one name apart."""

    name: str
    url: str
    role: str = ""


@dataclass(frozen=True)
class FilterField:
    """A text field of the form; `slug` is submitted along with `value`, and tells which of several was chosen."""

    name: str
    label: str
    value: str
    slug: str = ""
    error: str = ""
    choices: Sequence[FilterLink] = ()

    @property
    def is_day(self) -> bool:
        return self.name in _DAYS


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Stories by their words. At most 8 queries, however large the newsroom is and whatever is asked."""
    resolved = resolve(SearchParams.from_request(request))
    if resolved.needs_redirect:
        return HttpResponseRedirect(resolved.params.url(request.path))
    site = site_context()
    results = _results(resolved, site)
    return render_page(request, "articles/search.html", _context(request.path, resolved, results, site), site)


def _results(resolved: ResolvedParams, site: SiteContext) -> SearchResults:
    """Search, unless a filter is wrong or the section does not exist: then there are no results."""
    params, matches = resolved.params, resolved.matches
    section = site.by_slug(params.section) if params.section else None
    is_unknown_section = bool(params.section) and (section is None or section.is_page)
    if is_unknown_section or resolved.errors:
        return SearchResults(parse(params.text))
    try:
        return find(
            params.text,
            section=section.id if section else None,
            author=matches["author"].key if "author" in matches else None,
            tag=matches["tag"].key if "tag" in matches else None,
            since=params.since, until=params.until, order=params.order, before=params.before, after=params.after,
        )  # fmt: skip
    except NoSuchPage:
        raise Http404("no such page of search results") from None


def _context(path: str, resolved: ResolvedParams, results: SearchResults, site: SiteContext) -> dict[str, Any]:
    params = resolved.params
    highlighter = Highlighter(results.query.stems)
    by_name = params.author or params.tag
    shown = stories(results.articles, site.sections_by_id(), _PARTS if by_name else (*_PARTS, "tags"))
    fields = list(_fields(resolved, path))
    return {
        "params": params, "results": results, "hits": [_found_story(story, highlighter) for story in shown],
        "orders": ORDERS, "spans": SPANS, "sections": [item for item in site.nav_items if not item.is_page],
        "fields": fields, "invalid_fields": [field for field in fields if field.error],
        "shows_fields": any(field.value or field.error for field in fields),
        "active_filters": list(_active_filters(resolved, site, path)),
        "narrower": list(_narrower(shown, params, path)) if not by_name else [],
        "older": params.url(path, before=results.older) if results.older else "",
        "newer": params.url(path, after=results.newer) if results.newer else "",
        "suggestions": [FilterLink(text, params.url(path, q=text)) for text in results.suggestions],
        "unfiltered": SearchParams(params.text, params.order).url(path),
        "no_index": bool(params.text), "canonical_path": path, "heading": params.text,
    }  # fmt: skip


def _fields(resolved: ResolvedParams, path: str) -> Iterator[FilterField]:
    params = resolved.params
    for name, label, value in (
        ("author", _("Author"), params.author), ("tag", _("Topic"), params.tag),
        ("from", _("From this day"), _iso_day(params.first, params.first_day)),
        ("to", _("To this day"), _iso_day(params.last, params.last_day)),
    ):  # fmt: skip
        match = resolved.matches.get(name)
        error = resolved.errors.get(name, FilterError(""))
        choices = [
            FilterLink(choice.name, params.url(path, **{name: choice.slug}), choice.role) for choice in error.choices
        ]
        yield FilterField(
            name, str(label), match.name if match else value, match.slug if match else "", error.message, choices
        )


def _iso_day(typed: str, day: dt.date | None) -> str:
    """Return the day as a browser's date field wants it, or what was typed if it is no day."""
    return day.isoformat() if day else typed


def _active_filters(resolved: ResolvedParams, site: SiteContext, path: str) -> Iterator[FilterLink]:
    """Yield each filter that is on, with a link to the page without it."""
    params = resolved.params
    if section := site.by_slug(params.section):
        yield FilterLink(section.name, params.url(path, section=""))
    if params.span:
        yield FilterLink(str(SPANS[params.span]), params.url(path, time=""))
    for text, name, day in ((_("from %(day)s"), "from", params.first_day), (_("to %(day)s"), "to", params.last_day)):
        if day:
            label = str(text) % {"day": long_date(day, settings.LANGUAGE_CODE)}
            yield FilterLink(label, params.url(path, **{name: ""}))
    for kind, match in resolved.matches.items():
        yield FilterLink(match.name, params.url(path, **{kind: ""}))


def _found_story(story: Story, highlighter: Highlighter) -> FoundStory:
    quoted = (text for card in story.posts.values() if card.shows_text for text in (card.text, card.translation))
    passage = highlighter.passage((story.standfirst, story.plain_body, *quoted))
    return FoundStory(story, highlighter.mark(story.list_headline), passage)


def _narrower(shown: list[Story], params: SearchParams, path: str) -> Iterator[FilterLink]:
    """Yield the authors and tags of some stories on the page, those of most stories first."""
    counts: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], str] = {}
    for story in shown:
        links = [("tag", tag.url, tag.name) for tag in story.tags]
        links += [("author", contributor.url, contributor.name) for contributor in story.bylines if contributor.url]
        for kind, url, name in links:
            counts[kind, url] += 1
            # An author may have a name in each script: prefer the one in the site's language.
            if (kind, url) not in names or story.language == settings.LANGUAGE_CODE:
                names[kind, url] = name
    for (kind, url), count in counts.most_common(_MAX_NARROWER):
        if count < len(shown):
            yield FilterLink(names[kind, url], params.url(path, **{kind: url.rstrip("/").rpartition("/")[2]}))
