"""Helpers for tests that read pages."""

from __future__ import annotations

from lxml.html import HtmlElement


def words(node: HtmlElement) -> str:
    """Return an element's text with white space collapsed, as a browser shows it."""
    return " ".join(node.text_content().split())
