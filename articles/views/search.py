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

from articles import search as looking
from articles.body import plain_text
from articles.rendering import SiteContext, Story, site_context, stories
from articles.search import Marks, SearchResults
from articles.text import long_date

from .public import public_page, render_page
from .search_params import KINDS, ORDERS, SPANS, FilterError, ResolvedParams, SearchParams, resolve_params

_PARTS = ("bylines", "posts")
_NARROWER = 8
_DAYS = ("from", "to")


@dataclass(frozen=True)
class FoundStory:
    """A story that was found, with the words that were looked for marked in it."""

    story: Story
    headline: SafeString
    passage: SafeString


@dataclass(frozen=True)
class FilterLink:
    """A filter: what it is called, and the page with it, or without it where it is on. `about` says which person."""

    name: str
    url: str
    about: str = ""


@dataclass(frozen=True)
class FilterField:
    """One that is typed into: what stands in it, the address it `held` before, and what is wrong with it."""

    name: str
    label: str
    value: str
    held: str = ""
    fault: str = ""
    choices: Sequence[FilterLink] = ()

    @property
    def is_day(self) -> bool:
        return self.name in _DAYS


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Stories by their words. At most 8 queries, however large the newsroom is and whatever is asked."""
    told = resolve_params(request)
    if told.is_settled:
        return HttpResponseRedirect(told.asked.url(request.path))
    site = site_context()
    found = _found(request, told, site)
    return render_page(request, "articles/search.html", _context(request.path, told, found, site), site)


def _found(request: HttpRequest, told: ResolvedParams, site: SiteContext) -> SearchResults:
    """What is there by those words and filters: nothing by a section that is not there, or where something is wrong."""
    asked, keys = told.asked, {kind: one.key for kind, one in told.named.items()}
    section = site.by_slug(asked.section) if asked.section else None
    is_nowhere = bool(asked.section) and (section is None or section.is_page)
    if is_nowhere or told.faults:
        return SearchResults(looking.read(asked.q))
    try:
        return looking.find(
            asked.q, section=section.id if section else None, author=keys.get("author"), tag=keys.get("tag"),
            since=asked.since, until=asked.until, order=asked.order,
            before=request.GET.get("before", ""), after=request.GET.get("after", ""),
        )  # fmt: skip
    except looking.NoSuchPage:
        raise Http404("no such page of what was found") from None


def _context(path: str, told: ResolvedParams, found: SearchResults, site: SiteContext) -> dict[str, Any]:
    asked = told.asked
    marks = Marks(found.query.stems)
    by_name = asked.author or asked.tag
    shown = stories(found.articles, site.sections_by_id(), _PARTS if by_name else (*_PARTS, "tags"))
    return {
        "asked": asked, "found": found, "hits": [_hit(story, marks) for story in shown], **_fields(told, path),
        "orders": ORDERS, "spans": SPANS, "places": [nav_item for nav_item in site.nav_items if not nav_item.is_page],
        "narrowed": list(_narrowed(told, site, path)),
        "narrower": list(_narrower(shown, asked, path)) if not by_name else [],
        "older": asked.url(path, before=found.older) if found.older else "",
        "newer": asked.url(path, after=found.newer) if found.newer else "",
        "suggestions": [FilterLink(text, asked.url(path, q=text)) for text in found.suggestions],
        "everywhere": SearchParams(asked.q, asked.order).url(path), "no_index": bool(asked.q), "canonical_path": path,
        "heading": asked.q,
    }  # fmt: skip


def _fields(told: ResolvedParams, path: str) -> dict[str, Any]:
    """Those that are typed into, as they stand, and those of them with which something is wrong."""
    asked = told.asked
    labels = {"author": _("Author"), "tag": _("Topic"), "from": _("From this day"), "to": _("To this day")}
    values = {kind: told.named[kind].name if kind in told.named else getattr(asked, kind) for kind in KINDS}
    values |= {"from": _day(asked.first, asked.first_day), "to": _day(asked.last, asked.last_day)}
    fields = []
    for name, label in labels.items():
        held = told.named[name].slug if name in told.named else ""
        fault = told.faults.get(name, FilterError(""))
        choices = [FilterLink(one.name, asked.url(path, **{name: one.slug}), one.about) for one in fault.choices]
        fields.append(FilterField(name, str(label), values[name], held, fault.words, choices))
    return {"by_typing": any(values.values()), "typed": fields, "faulty": [field for field in fields if field.fault]}


def _day(typed: str, day: dt.date | None) -> str:
    """As a browser's own field for days wants it, or else as it was typed."""
    return day.isoformat() if day else typed


def _narrowed(told: ResolvedParams, site: SiteContext, path: str) -> Iterator[FilterLink]:
    """What it is narrowed by, each with the page without it."""
    asked = told.asked
    if section := site.by_slug(asked.section):
        yield FilterLink(section.name, asked.url(path, section=""))
    if asked.span:
        yield FilterLink(str(SPANS[asked.span]), asked.url(path, time=""))
    for text, name, day in ((_("from %(day)s"), "from", asked.first_day), (_("to %(day)s"), "to", asked.last_day)):
        if day:
            yield FilterLink(str(text) % {"day": long_date(day, settings.LANGUAGE_CODE)}, asked.url(path, **{name: ""}))
    for kind, one in told.named.items():
        yield FilterLink(one.name, asked.url(path, **{kind: ""}))


def _hit(story: Story, marks: Marks) -> FoundStory:
    quoted = (text for card in story.posts.values() if card.shows_text for text in (card.text, card.translation))
    text = looking.passage((story.standfirst, plain_text(story.body), *quoted), marks)
    return FoundStory(story, looking.marked(story.list_headline, marks), text)


def _narrower(shown: list[Story], asked: SearchParams, path: str) -> Iterator[FilterLink]:
    """The people and topics of the stories on the page, those of most of them first."""
    counted: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], str] = {}
    for story in shown:
        named = [("tag", tag.url, tag.name) for tag in story.tags]
        for kind, url, name in [
            *named,
            *(("author", person.url, person.name) for person in story.bylines if person.url),
        ]:
            counted[kind, url] += 1
            # A person may have a name in the letters of each language.
            if (kind, url) not in names or story.language == settings.LANGUAGE_CODE:
                names[kind, url] = name
    for (kind, url), count in counted.most_common(_NARROWER):
        if count < len(shown):
            yield FilterLink(names[kind, url], asked.url(path, **{kind: url.rstrip("/").rpartition("/")[2]}))
