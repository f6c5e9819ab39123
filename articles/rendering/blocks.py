"""A body's HTML for readers: clean again, with each placeholder replaced by its template."""

from __future__ import annotations

import logging
import re
from html import escape, unescape
from typing import Any, Literal
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from articles import body

from .pictures import Picture
from .story import Story

logger = logging.getLogger("newsroom.rendering")

Medium = Literal["page", "feed"]
# One template a kind and medium. A new kind of placeholder is a line here and its templates.
TEMPLATES: dict[str, dict[Medium, str]] = {
    "social-post": {"page": "embeds/_post.html", "feed": "feeds/_post.html"},
    "image": {"page": "blocks/_image.html", "feed": "feeds/_image.html"},
}
_TABLE_OF_PARTS = {"social-post": "posts", "image": "images"}
_HREF = re.compile(r'(<a\b[^>]*\bhref=")([^"]*)"')


class UnknownKind(LookupError):
    """A placeholder of a kind without a template: it must never become a blank."""


def render_body(story: Story, medium: Medium = "page") -> str:
    """HTML that may go to readers as it is, all of it in the story's language but for what is marked otherwise.

    No queries: the story brings its posts and images along.
    """

    def shown(placeholder: body.Placeholder) -> str:
        if placeholder.kind not in TEMPLATES:
            raise UnknownKind(placeholder.kind)
        part = getattr(story, _TABLE_OF_PARTS[placeholder.kind]).get(placeholder.id)
        if part is None:
            logger.error("story %s shows %s %s, which it does not have", story.id, placeholder.kind, placeholder.id)
        return render_to_string(TEMPLATES[placeholder.kind][medium], _context(story, part, placeholder))

    with translation.override(story.language):
        html = body.replace(body.clean(story.body), shown).strip()
    return _absolute_links(html, story) if medium == "feed" else html


def _absolute_links(html: str, story: Story) -> str:
    """A feed is read elsewhere: an address that begins at this site, or at the story, is written out."""

    def absolute(link: re.Match[str]) -> str:
        try:
            address = urljoin(story.absolute_url, unescape(link.group(2)))
        except ValueError:
            return link.group()
        return f'{link.group(1)}{escape(address)}"'

    return _HREF.sub(absolute, html)


def _context(story: Story, part: Any, placeholder: body.Placeholder) -> dict[str, Any]:
    context = {"story": story, "part": part, "placeholder": placeholder, "site_url": settings.SITE_URL}
    if isinstance(part, Picture):
        context["caption"] = placeholder.caption
    return context
