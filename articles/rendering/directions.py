"""The direction of what stands on a page: of the blocks of a body, and of single texts."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.text import direction, has_rtl, language_direction, written_language

# A block that holds no block of its own kind. Its words decide; blocks that say their direction themselves keep it.
_BLOCK = re.compile(
    r"<(p|li|h[2-4]|td|th|caption|figcaption|blockquote|ul|ol)((?:\s[^<>]*)?)>((?:(?!<\1[\s>]).)*?)</\1>", re.S
)
_TAG = re.compile(r"<[^<>]*>")


def language_attributes(language: str, surrounding: str, words: str = "") -> SafeString:
    """Return a `lang` attribute if the language differs from that of the surrounding text; it begins with a space.

    A `dir` attribute follows if the language is written in the other direction. If `words` are, they decide, whatever
    language was chosen: the desk has no Urdu to choose.
    """
    if has_rtl(words) and direction(words) == "rtl" and language_direction(language) == "ltr":
        language = written_language(words)
    if not language or language == surrounding:
        return SafeString("")
    way = language_direction(language)
    turned = format_html(' dir="{}"', way) if way != language_direction(surrounding) else ""
    return format_html(' lang="{}"{}', language, turned)


def with_directions(html: str) -> str:
    """Return clean HTML in which every block of right-to-left words has `dir`, and `lang` unless it has one."""
    if not has_rtl(html):
        return html
    return _BLOCK.sub(_marked, html)


def _marked(block: re.Match[str]) -> str:
    tag, attributes, inner = block.groups()
    words = _TAG.sub(" ", inner)
    inner = _BLOCK.sub(_marked, inner)
    if " dir=" not in attributes and has_rtl(words) and direction(words) == "rtl":
        language = "" if " lang=" in attributes else f' lang="{written_language(words)}"'
        attributes += f'{language} dir="rtl"'
    return f"<{tag}{attributes}>{inner}</{tag}>"
