"""From any HTML to HTML of the allow-list."""

from __future__ import annotations

import re

import nh3

from articles.text import normalise

from .allow_list import ATTRIBUTES, SCHEMES, TAGS, attribute_value

_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    url_schemes=set(SCHEMES),
    attribute_filter=attribute_value,
    link_rel=None,
    strip_comments=True,
)
_FIGURE = re.compile(r"<(/?)figure\b[^>]*>")
_EMPTY_FIGURE = re.compile(r"<figure>\s*</figure>")
_BARE_SPAN = re.compile(r"<span>([^<]*)</span>")
_EMPTY_END = re.compile(r"(?:\s|<p>(?:\s|<br>)*</p>)+\Z")


def clean(html: str) -> str:
    """The HTML with nothing beyond the allow-list, NFC, without control characters; cleaning twice changes nothing.

    What is not allowed goes, its text stays (scripts and styles go whole). An empty paragraph at the end, which the
    editor adds after a card, goes too.
    """
    before, html = None, normalise(html)
    # A character reference can smuggle in what normalise drops, and a dropped tag can leave a figure empty: so until
    # it is stable. Each round only shortens; three suffice for all known input, the bound is for the unknown.
    for _ in range(8):
        if html == before:
            break
        before = html
        html = _tidy(normalise(_cleaner.clean(html)))
    return html


def _tidy(html: str) -> str:
    html = _unnest_figures(html)
    html = _EMPTY_FIGURE.sub("", html)
    html = _BARE_SPAN.sub(r"\1", html)
    end = _EMPTY_END.search(html)
    return html[: end.start()] if end else html


def _unnest_figures(html: str) -> str:
    """A figure inside a figure loses its own tags: a placeholder holds no other."""
    depth = 0
    parts: list[str] = []
    at = 0
    for tag in _FIGURE.finditer(html):
        closing = bool(tag.group(1))
        depth -= closing
        if depth > 0:
            parts.append(html[at : tag.start()])
            at = tag.end()
        depth += not closing
    parts.append(html[at:])
    return "".join(parts)
