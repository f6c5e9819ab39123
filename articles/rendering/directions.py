"""The direction of what stands on a page: of the blocks of a body, and of single texts."""

from __future__ import annotations

import re
from functools import partial

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.text import direction, has_rtl, language_direction, written_language

# A block that holds no block of its own kind. Its words decide; blocks that say their direction themselves keep it.
_BLOCK = re.compile(
    r"<(p|li|h[2-4]|td|th|caption|figcaption|blockquote|ul|ol)((?:\s[^<>]*)?)>((?:(?!<\1[\s>]).)*?)</\1>", re.S
)
_TAG = re.compile(r"<[^<>]*>")
_DIRECTION = re.compile(r' dir="(rtl|ltr)"')
_LETTER = re.compile(r"[^\W\d_]")


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


def with_directions(html: str, around: str = "ltr") -> str:
    """Return clean HTML in which every block of right-to-left words has `dir`, and any other one among such words.

    They have `lang`, too, unless they say their own. `around` is the direction of the HTML's place, "" if not known.
    """
    return _BLOCK.sub(partial(_marked, around=around), html) if has_rtl(html) else html


def _marked(block: re.Match[str], around: str) -> str:
    tag, attributes, inner = block.groups()
    words = _TAG.sub(" ", inner)
    said = _DIRECTION.search(attributes)
    way = said[1] if said else direction(words) if _LETTER.search(words) else around
    if not said and (way == "rtl" or way != around):
        language = written_language(words)
        named = f' lang="{language}"' if language and " lang=" not in attributes else ""
        attributes += f'{named} dir="{way}"'
    return f"<{tag}{attributes}>{_BLOCK.sub(partial(_marked, around=way), inner)}</{tag}>"
