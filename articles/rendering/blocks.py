"""Turn a story's body into HTML for readers: sanitise it and render each placeholder and inset by its template."""

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

from .directions import language_attributes, with_directions
from .paid import with_sponsored_links
from .story import Story

logger = logging.getLogger("newsroom.rendering")

Medium = Literal["page", "feed"]
# A new kind is an entry here, its templates, and an entry in _STORY_FIELDS or _INSET_CONTEXTS.
TEMPLATES: dict[str, dict[Medium, str]] = {
    "social-post": {"page": "embeds/_post.html", "feed": "feeds/_post.html"},
    "image": {"page": "blocks/_image.html", "feed": "feeds/_image.html"},
    "gallery": {"page": "blocks/_gallery.html", "feed": "feeds/_gallery.html"},
    "story": {"page": "blocks/_story.html", "feed": "feeds/_story.html"},
    "file": {"page": "blocks/_file.html", "feed": "feeds/_file.html"},
    "pull-quote": {"page": "blocks/_pull_quote.html", "feed": "feeds/_pull_quote.html"},
    "fact-box": {"page": "blocks/_fact_box.html", "feed": "feeds/_fact_box.html"},
    "table": {"page": "blocks/_table.html", "feed": "feeds/_table.html"},
}
# The field of Story that holds what a kind of placeholder refers to.
_STORY_FIELDS = {
    "social-post": "posts", "image": "images", "gallery": "images", "story": "linked_stories", "file": "files",
}  # fmt: skip
# A paragraph that begins with a dash: the source of a pull quote.
_ATTRIBUTION = re.compile(r'<p( lang="[^"]*")?>(\s*[—–-])')
_LOGGED = 20
_HREF = re.compile(r'(<a\b[^>]*\bhref=")([^"]*)"')


class UnknownKind(LookupError):
    """A kind of placeholder or inset has no template. Raised so that it never shows as a blank."""


def render_body(story: Story, medium: Medium = "page") -> str:
    """Return safe HTML in the story's language; parts in other languages have a `lang` attribute. No queries.

    Posts, images and linked stories come with the story. Raises UnknownKind.
    """

    def render_placeholder(placeholder: body.Placeholder) -> str:
        return _render(placeholder.kind, medium, _placeholder_context(story, placeholder))

    def render_inset(inset: body.Inset) -> str:
        if inset.kind not in _INSET_CONTEXTS:
            raise UnknownKind(inset.kind)
        return _render(inset.kind, medium, {"story": story, "inset": inset, **_INSET_CONTEXTS[inset.kind](inset)})

    _log_missing(story)
    with translation.override(story.language):
        html = body.replace(story.clean_body, render_placeholder, render_inset).strip()
    html = with_directions(html)
    html = with_sponsored_links(html, story.absolute_url) if story.paid else html
    return _absolute_links(html, story) if medium == "feed" else html


def _log_missing(story: Story) -> None:
    """Log once what the body shows and the story does not have. Linked stories are live ones: one may be absent."""
    missing = [
        f"{placeholder.kind} {number}"
        for placeholder in body.placeholders(story.clean_body)
        if placeholder.kind != "story" and placeholder.kind in _STORY_FIELDS
        for number in placeholder.ids
        if number not in getattr(story, _STORY_FIELDS[placeholder.kind])
    ]
    if missing:
        logger.error("story %s shows what it does not have: %s", story.id, ", ".join(missing[:_LOGGED]))


def _render(kind: str, medium: Medium, context: dict[str, Any]) -> str:
    if kind not in TEMPLATES:
        raise UnknownKind(kind)
    return render_to_string(TEMPLATES[kind][medium], context | {"site_url": settings.SITE_URL}).strip()


def _absolute_links(html: str, story: Story) -> str:
    """Make relative links absolute, because a feed is read elsewhere. A malformed address stays as it is."""

    def absolute(link: re.Match[str]) -> str:
        try:
            address = urljoin(story.absolute_url, unescape(link.group(2)))
        except ValueError:
            return link.group()
        return f'{link.group(1)}{escape(address)}"'

    return _HREF.sub(absolute, html)


def _placeholder_context(story: Story, placeholder: body.Placeholder) -> dict[str, Any]:
    """Return the template variables of a placeholder. Raises UnknownKind.

    `parts` are the posts, images or stories it refers to that may be shown. `withheld` is true if all of them exist but
    none may be shown. `caption` is HTML; `caption_text` is the same without markup, for attributes.
    """
    if placeholder.kind not in _STORY_FIELDS:
        raise UnknownKind(placeholder.kind)
    known = getattr(story, _STORY_FIELDS[placeholder.kind])
    missing = [number for number in placeholder.ids if number not in known]
    parts = [known[number] for number in placeholder.ids if known.get(number)]
    if placeholder.kind == "social-post":
        parts = [card.placed_at(placeholder.url) for card in parts]
    return {
        "story": story,
        "placeholder": placeholder,
        "parts": parts,
        "part": parts[0] if parts else None,
        "withheld": not parts and not missing,
        "caption": _caption(placeholder.caption, placeholder.caption_language, story),
        "caption_text": body.plain_text(placeholder.caption),
    }


def _caption(html: str, language: str, story: Story) -> str:
    """Return the caption, which is sanitised HTML, with its language and direction if they aren't the story's."""
    attributes = language_attributes(language or story.language, story.language, body.plain_text(html))
    return format_html("<span{}>{}</span>", attributes, mark_safe(html)) if attributes else mark_safe(html)


def _table_context(inset: body.Inset) -> dict[str, Any]:
    table = body.table(inset.html)
    return {"table": table, "row_groups": [("thead", table.head), ("tbody", table.rows)]}


def _fact_box_context(inset: body.Inset) -> dict[str, Any]:
    """Set the level of the box's headings by the heading above it, and give the first an id that names the box."""
    level = "h3" if inset.below_heading else "h2"
    html = re.sub(r"(</?)h3\b", rf"\1{level}", inset.html)
    named = f'<{level} id="box-{inset.number}"'
    return {"html": html.replace(f"<{level}", named, 1), "plain_html": html, "has_name": f"<{level}" in html}


def _pull_quote_context(inset: body.Inset) -> dict[str, Any]:
    """Mark the paragraph that begins with a dash: it says whose words they are."""
    return {"html": _ATTRIBUTION.sub(r'<p class="pull-quote-by"\1>\2', inset.html)}


_INSET_CONTEXTS: dict[str, Callable[[body.Inset], dict[str, Any]]] = {
    "pull-quote": _pull_quote_context,
    "fact-box": _fact_box_context,
    "table": _table_context,
}
