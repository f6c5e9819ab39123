"""One legacy font's layout: what each character of the text shows."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from .syllables import in_order

_HAS_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_RUN = regex.compile(r"\S+(?:\s+\S+)*")


class Layout:
    """`glyphs` are pairs apart by white space; `in_context` are patterns that go before them, with what they show.

    None for what a pattern shows means: the characters themselves.
    """

    def __init__(self, glyphs: str, in_context: Sequence[tuple[str, str | None]]) -> None:
        words = glyphs.split()
        self.glyphs = dict(zip(words[::2], words[1::2], strict=True))
        self._shown = [shown for _pattern, shown in in_context]
        contexts = (f"({pattern})" for pattern, _shown in in_context)
        longest_first = sorted(self.glyphs, key=len, reverse=True)
        self._token = regex.compile("|".join([*contexts, *map(regex.escape, longest_first)]))

    def decoded(self, text: str) -> str:
        """The text in Unicode, each character taken for one of this layout. Linear time."""
        return in_order(self._token.sub(self._glyph, text))

    def _glyph(self, match: regex.Match[str]) -> str:
        if match.lastindex is None:
            return self.glyphs[match.group()]
        shown = self._shown[match.lastindex - 1]
        return match.group() if shown is None else shown
