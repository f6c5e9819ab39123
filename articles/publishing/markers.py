"""Marks that the desk leaves in a text for what is still to be done: “[Desk: number to come]”, “TK”.

Which ones is a setting. A story is not published while one stands in a text that readers see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import regex
from django.conf import settings

from articles import body
from articles.models import PLAIN_FIELDS, Article, Byline, PostSnapshot

_NOT_PROSE = {"kind", "language", "canonical_url", "slug"}
_PROSE = [name for name in PLAIN_FIELDS if name not in _NOT_PROSE]


def first_marker(text: str, *, words: bool = True) -> str:
    """Return the first marker as it stands in the text, a bracket up to where it closes; "" if there is none.

    Without `words` only brackets count: somebody else's post may have such a word.
    """
    pattern = _pattern(tuple(marker for marker in settings.MARKERS if words or not _is_word(marker)))
    found = pattern.search(text) if pattern else None
    return found.group().strip() if found else ""


def markers_of(
    article: Article, bylines: Iterable[Byline], quotes: Iterable[PostSnapshot]
) -> Iterator[tuple[str, str, int | None]]:
    """Yield where each text with a marker stands, the first marker in it, and the post's id. No queries."""
    for name in _PROSE:
        value = str(getattr(article, name))
        if found := first_marker(body.plain_text(value) if name == "body" else value):
            yield name, found, None
    if found := first_marker("\n".join(f"{row.name}\n{row.role}" for row in bylines)):
        yield "bylines", found, None
    for quote in quotes:
        if found := first_marker(quote.translation) or first_marker(quote.text, words=False):
            yield "quotes", found, quote.post_id


def _is_word(marker: str) -> bool:
    return bool(regex.fullmatch(r"[\w\p{M} ]+", marker))


@cache
def _pattern(markers: tuple[str, ...]) -> regex.Pattern[str] | None:
    """A marker of letters is a word by itself; any other begins what runs to the closing bracket or the line's end."""
    parts = [
        rf"(?<![\w\p{{M}}]){regex.escape(marker)}(?![\w\p{{M}}])"
        if _is_word(marker)
        else rf"(?i:{regex.escape(marker)})[^\]\n]*\]?"
        for marker in markers
    ]
    return regex.compile("|".join(parts)) if parts else None
