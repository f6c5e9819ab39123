"""The search page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import search as looking
from articles.body import plain_text
from articles.models import Author, Tag
from articles.rendering import Furniture, Story, furniture, stories
from articles.search import Found, Marks, Order

from .public import public_page, render_page

_SPANS = {"day": 1, "week": 7, "month": 31, "year": 366}
SPANS = [("", _("any time")), ("day", _("last 24 hours")), ("week", _("last 7 days")), ("month", _("last month")),
         ("year", _("last year"))]  # fmt: skip
ORDERS = [("newest", _("Newest first")), ("best", _("Best first"))]
_PARTS = ("bylines", "posts")
_NARROWER = 8


@dataclass(frozen=True)
class Hit:
    """A story that was found, with the words that were looked for marked in it."""

    story: Story
    headline: SafeString
    passage: SafeString


@dataclass(frozen=True)
class Narrowing:
    """A filter by a person or a topic: what it is called, and the page with it, or without it where it is on."""

    name: str
    url: str
    kind: str = ""


@dataclass(frozen=True)
class Asked:
    """What the address asks for; whatever else stands in it says nothing."""

    q: str
    order: Order
    span: str
    section: str
    author: str
    tag: str

    def url(self, path: str, **other: str) -> str:
        told = {"q": self.q, "order": self.order if self.order != "newest" else "", "time": self.span,
                "section": self.section, "author": self.author, "tag": self.tag, **other}  # fmt: skip
        return f"{path}?{urlencode({name: value for name, value in told.items() if value})}"


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Stories by their words. At most 8 queries, however large the newsroom is and whatever is asked."""
    asked, around = _asked(request), furniture()
    named = _named(asked)
    found = _found(request, asked, around, {kind: key for kind, (_name, key) in named.items()})
    return render_page(request, "articles/search.html", _context(request, asked, found, around, named), around)


def _found(request: HttpRequest, asked: Asked, around: Furniture, keys: dict[str, int]) -> Found:
    """What is there by those words and filters: nothing, by a section, author or tag that is not there."""
    section = around.by_slug(asked.section) if asked.section else None
    is_nowhere = bool(asked.section) and (section is None or section.is_page)
    if is_nowhere or any(getattr(asked, kind) and kind not in keys for kind in ("author", "tag")):
        return Found(looking.read(asked.q))
    try:
        return looking.find(
            asked.q, section=section.id if section else None, author=keys.get("author"), tag=keys.get("tag"),
            since=_since(asked.span), order=asked.order,
            before=request.GET.get("before", ""), after=request.GET.get("after", ""),
        )  # fmt: skip
    except looking.NoSuchPage:
        raise Http404("no such page of what was found") from None


def _asked(request: HttpRequest) -> Asked:
    given = {name: request.GET.get(name, "").replace("\x00", "")[:100] for name in ("section", "author", "tag")}
    order, span = request.GET.get("order", ""), request.GET.get("time", "")
    return Asked(
        looking.read(request.GET.get("q", "")).text, "best" if order == "best" else "newest",
        span if span in _SPANS else "", **given,
    )  # fmt: skip


def _since(span: str) -> dt.datetime | None:
    return timezone.now() - dt.timedelta(days=_SPANS[span]) if span else None


def _named(asked: Asked) -> dict[str, tuple[str, int]]:
    """The author and the tag that are asked for: name and key, by kind. One query, none where neither is."""
    wanted = []
    for kind, model, slug in (("author", Author, asked.author), ("tag", Tag, asked.tag)):
        if slug:
            rows: Any = model.objects.filter(slug=slug).order_by()
            wanted.append(rows.annotate(kind=Value(kind, output_field=CharField())).values_list("kind", "name", "pk"))
    if not wanted:
        return {}
    rows = wanted[0].union(*wanted[1:], all=True) if len(wanted) > 1 else wanted[0]
    return {kind: (name, key) for kind, name, key in rows}


def _context(
    request: HttpRequest, asked: Asked, found: Found, around: Furniture, named: dict[str, tuple[str, int]]
) -> dict[str, Any]:
    marks = Marks(found.query.stems)
    parts = _PARTS if asked.author or asked.tag else (*_PARTS, "tags")
    shown = stories(found.articles, around.section_rows(), parts)
    path = request.path
    return {
        "asked": asked, "found": found, "hits": [_hit(story, marks) for story in shown],
        "orders": ORDERS, "spans": SPANS, "places": [place for place in around.places if not place.is_page],
        "narrowed": [Narrowing(name, asked.url(path, **{kind: ""}), kind) for kind, (name, _key) in named.items()],
        "narrower": list(_narrower(shown, asked, path)) if not (asked.author or asked.tag) else [],
        "older": asked.url(path, before=found.older) if found.older else "",
        "newer": asked.url(path, after=found.newer) if found.newer else "",
        "suggestions": [Narrowing(text, asked.url(path, q=text)) for text in found.suggestions],
        "is_narrowed": bool(asked.section or asked.author or asked.tag or asked.span),
        "everywhere": asked.url(path, section="", author="", tag="", time=""),
        "no_index": bool(asked.q), "canonical_path": path, "heading": asked.q,
    }  # fmt: skip


def _hit(story: Story, marks: Marks) -> Hit:
    quoted = (text for card in story.posts.values() if card.shows_text for text in (card.text, card.translation))
    around = looking.passage((story.standfirst, plain_text(story.body), *quoted), marks)
    return Hit(story, looking.marked(story.list_headline, marks), around)


def _narrower(shown: list[Story], asked: Asked, path: str) -> Iterator[Narrowing]:
    """The people and topics of the stories on the page, those of most of them first."""
    counted: dict[tuple[str, str, str], int] = {}
    for story in shown:
        labels = [("tag", tag.url, tag.name) for tag in story.tags]
        for label in [*labels, *(("author", maker.url, maker.name) for maker in story.bylines if maker.url)]:
            counted[label] = counted.get(label, 0) + 1
    for kind, url, name in sorted(counted, key=lambda label: -counted[label])[:_NARROWER]:
        if counted[kind, url, name] < len(shown):
            yield Narrowing(name, asked.url(path, **{kind: url.rstrip("/").rpartition("/")[2]}), kind)
