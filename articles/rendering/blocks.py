"""A body's HTML for readers: clean again, with each placeholder and each inset replaced by its template."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any, Literal
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles import body

from .paid import with_sponsored_links
from .story import Story

logger = logging.getLogger("newsroom.rendering")

Medium = Literal["page", "feed"]
# One template a kind and medium. A new kind is a line here and its templates.
TEMPLATES: dict[str, dict[Medium, str]] = {
    "social-post": {"page": "embeds/_post.html", "feed": "feeds/_post.html"},
    "image": {"page": "blocks/_image.html", "feed": "feeds/_image.html"},
    "gallery": {"page": "blocks/_gallery.html", "feed": "feeds/_gallery.html"},
    "story": {"page": "blocks/_story.html", "feed": "feeds/_story.html"},
    "pull-quote": {"page": "blocks/_pull_quote.html", "feed": "feeds/_pull_quote.html"},
    "fact-box": {"page": "blocks/_fact_box.html", "feed": "feeds/_fact_box.html"},
    "table": {"page": "blocks/_table.html", "feed": "feeds/_table.html"},
}
_TABLE_OF_PARTS = {"social-post": "posts", "image": "images", "gallery": "images", "story": "related"}
_BY = re.compile(r'<p( lang="[^"]*")?>(\s*[—–-])')
_HREF = re.compile(r'(<a\b[^>]*\bhref=")([^"]*)"')


class UnknownKind(LookupError):
    """A kind without a template: it must never become a blank."""


def render_body(story: Story, medium: Medium = "page") -> str:
    """HTML that may go to readers as it is, all of it in the story's language but for what is marked otherwise.

    No queries: the story brings its posts, images and related stories along.
    """

    def shown(place: body.Placeholder) -> str:
        return _rendered(place.kind, medium, _of_placeholder(story, place))

    def set_apart(inset: body.Inset) -> str:
        if inset.kind not in _OF_INSETS:
            raise UnknownKind(inset.kind)
        return _rendered(inset.kind, medium, {"story": story, "inset": inset, **_OF_INSETS[inset.kind](inset)})

    with translation.override(story.language):
        html = body.replace(body.clean(story.body), shown, set_apart).strip()
    html = with_sponsored_links(html, story.absolute_url) if story.paid else html
    return _absolute_links(html, story) if medium == "feed" else html


def _rendered(kind: str, medium: Medium, context: dict[str, Any]) -> str:
    if kind not in TEMPLATES:
        raise UnknownKind(kind)
    return render_to_string(TEMPLATES[kind][medium], context | {"site_url": settings.SITE_URL}).strip()


def _absolute_links(html: str, story: Story) -> str:
    """A feed is read elsewhere: an address that begins at this site, or at the story, is written out."""

    def absolute(link: re.Match[str]) -> str:
        try:
            address = urljoin(story.absolute_url, unescape(link.group(2)))
        except ValueError:
            return link.group()
        return f'{link.group(1)}{escape(address)}"'

    return _HREF.sub(absolute, html)


def _of_placeholder(story: Story, place: body.Placeholder) -> dict[str, Any]:
    """`parts` are what the library has of it, without what it has but may not show: `withheld`, if that is all. Of the
    caption, which is HTML, `caption_text` is for attributes."""
    if place.kind not in _TABLE_OF_PARTS:
        raise UnknownKind(place.kind)
    known = getattr(story, _TABLE_OF_PARTS[place.kind])
    missing = [number for number in place.ids if number not in known]
    if missing and place.kind != "story":  # a related story that is not live is not known, and that is no fault
        logger.error("story %s shows %s %s, which it does not have", story.id, place.kind, missing)
    parts = [known[number] for number in place.ids if known.get(number)]
    return {
        "story": story,
        "placeholder": place,
        "parts": parts,
        "part": parts[0] if parts else None,
        "withheld": not parts and not missing,
        "caption": _caption(place.caption, place.caption_language, story),
        "caption_text": body.plain_text(place.caption),
    }


def _caption(html: str, language: str, story: Story) -> str:
    """The body's own caption, which is clean HTML, marked where it is in another language than the story."""
    if not html or language in ("", story.language):
        return mark_safe(html)
    return format_html('<span lang="{}">{}</span>', language, mark_safe(html))


def _of_table(inset: body.Inset) -> dict[str, Any]:
    table = body.table(inset.html)
    return {"table": table, "row_groups": [("thead", table.head), ("tbody", table.rows)]}


def _of_fact_box(inset: body.Inset) -> dict[str, Any]:
    """Its headings are of the level that follows the heading above; the first can be pointed at, to name the box."""
    level = "h3" if inset.below_heading else "h2"
    html = re.sub(r"(</?)h3\b", rf"\1{level}", inset.html)
    named = f'<{level} id="box-{inset.number}"'
    return {"html": html.replace(f"<{level}", named, 1), "plain_html": html, "has_name": f"<{level}" in html}


def _of_pull_quote(inset: body.Inset) -> dict[str, Any]:
    """A paragraph that begins with a dash says whose words they are."""
    return {"html": _BY.sub(r'<p class="pull-quote-by"\1>\2', inset.html)}


_OF_INSETS: dict[str, Callable[[body.Inset], dict[str, Any]]] = {
    "pull-quote": _of_pull_quote,
    "fact-box": _of_fact_box,
    "table": _of_table,
}
