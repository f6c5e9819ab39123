"""The direction of the blocks of a body: paragraphs, headings, cells and lists that run from right to left."""

from __future__ import annotations

import re

from articles.text import direction, has_rtl, written_language

# A block that holds no block of its own kind. Its words decide; blocks that say their direction themselves keep it.
_BLOCK = re.compile(
    r"<(p|li|h[2-4]|td|th|caption|figcaption|blockquote|ul|ol)((?: [^<>]*)?)>((?:(?!<\1[ >]).)*?)</\1>", re.S
)
_TAG = re.compile(r"<[^<>]*>")


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
