"""Clean any HTML: what is left is on the allow-list and in its stored form."""

from __future__ import annotations

import re

import nh3

from articles.text import normalise

from .allow_list import ATTRIBUTES, INPUT_TAGS, SCHEMES, TAGS, attribute_value
from .canonical_form import canonical

_cleaner = nh3.Cleaner(
    tags=set(TAGS | INPUT_TAGS),
    attributes=ATTRIBUTES,
    url_schemes=set(SCHEMES),
    attribute_filter=attribute_value,
    link_rel=None,
    strip_comments=True,
)
_SPAN = re.compile(r"<(/?)span\b([^>]*)>")


def clean(html: str) -> str:
    """Return the HTML reduced to the allow-list, in NFC, without control characters. Cleaning twice changes nothing.

    Tags that are not allowed are removed and their text stays; scripts and styles are removed with their content. So
    are empty paragraphs at the end, which the editor adds after a card.
    """
    before, html = None, normalise(html)
    # A character reference can hide what normalise() removes, and a removed tag can leave a figure empty. So repeat
    # until nothing changes. Three rounds suffice for all known input; the limit is for unknown input.
    for _ in range(8):
        if html == before:
            break
        before = html
        html = _tidied(normalise(_cleaner.clean(html)))
    return html


def _tidied(html: str) -> str:
    return _without_empty_end(_without_bare_spans(canonical(html)))


def _without_empty_end(html: str) -> str:
    """Remove empty paragraphs and white space at the end. It reads from the end, to take linear time."""
    end = len(html)
    while True:
        trimmed = _skip_space_before(html, end)
        if not html.endswith("</p>", 0, trimmed):
            return html[:trimmed]
        inside = _skip_space_before(html, trimmed - len("</p>"))
        while html.endswith("<br>", 0, inside):
            inside = _skip_space_before(html, inside - len("<br>"))
        if not html.endswith("<p>", 0, inside):
            return html[:trimmed]
        end = inside - len("<p>")


def _skip_space_before(html: str, end: int) -> int:
    while end and html[end - 1].isspace():
        end -= 1
    return end


def _without_bare_spans(html: str) -> str:
    """Remove the tags of spans without attributes and keep their text."""
    kept: list[bool] = []  # of each open span

    def replacement(tag: re.Match[str]) -> str:
        if not tag.group(1):
            kept.append(bool(tag.group(2)))
            return tag.group() if kept[-1] else ""
        return tag.group() if not kept or kept.pop() else ""

    return _SPAN.sub(replacement, html)
