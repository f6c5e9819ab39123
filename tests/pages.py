"""Helpers for tests that read pages."""

from __future__ import annotations

import re

from lxml.html import HtmlElement


def words(node: HtmlElement) -> str:
    """Return an element's text with white space collapsed, as a browser shows it."""
    return " ".join(node.text_content().split())


def with_tight_links(source: str) -> str:
    """Return HTML without white space at the edges of links, so that `>text</a>` can be looked for."""
    return re.sub(r"\s+</a>", "</a>", re.sub(r"(<a\b[^>]*>)\s+", r"\1", source))
