"""From any HTML to HTML of the allow-list."""

from __future__ import annotations

import re

import nh3

from articles.text import normalise

from .allow_list import ATTRIBUTES, SCHEMES, TAGS, UNDERSTOOD, attribute_value
from .forms import in_form

_cleaner = nh3.Cleaner(
    tags=set(TAGS | UNDERSTOOD),
    attributes=ATTRIBUTES,
    url_schemes=set(SCHEMES),
    attribute_filter=attribute_value,
    link_rel=None,
    strip_comments=True,
)
_SPAN = re.compile(r"<(/?)span\b([^>]*)>")


def clean(html: str) -> str:
    """The HTML with nothing beyond the allow-list, NFC, without control characters; cleaning twice changes nothing.

    What is not allowed goes, its text stays (scripts and styles go whole). An empty paragraph at the end, which the
    editor adds after a card, goes too.
    """
    before, html = None, normalise(html)
    # A character reference can smuggle in what normalise drops, and a dropped tag can leave a figure empty: so until
    # it is stable. Three rounds suffice for all known input, the bound is for the unknown.
    for _ in range(8):
        if html == before:
            break
        before = html
        html = _tidy(normalise(_cleaner.clean(html)))
    return html


def _tidy(html: str) -> str:
    return _without_empty_end(_without_bare_spans(in_form(html)))


def _without_empty_end(html: str) -> str:
    """Without the empty paragraphs and white space at the end. From the end, so that it takes linear time."""
    end = len(html)
    while True:
        trimmed = _space_before(html, end)
        if not html.endswith("</p>", 0, trimmed):
            return html[:trimmed]
        inside = _space_before(html, trimmed - len("</p>"))
        while html.endswith("<br>", 0, inside):
            inside = _space_before(html, inside - len("<br>"))
        if not html.endswith("<p>", 0, inside):
            return html[:trimmed]
        end = inside - len("<p>")


def _space_before(html: str, end: int) -> int:
    while end and html[end - 1].isspace():
        end -= 1
    return end


def _without_bare_spans(html: str) -> str:
    """A span that says nothing loses its tags, its text stays."""
    says: list[bool] = []

    def tag(found: re.Match[str]) -> str:
        if not found.group(1):
            says.append(bool(found.group(2)))
            return found.group() if says[-1] else ""
        return found.group() if not says or says.pop() else ""

    return _SPAN.sub(tag, html)
