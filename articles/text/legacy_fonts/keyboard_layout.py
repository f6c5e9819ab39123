"""The layout of a legacy font: which Devanagari each character of the text shows."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from .syllables import in_order

# A pattern's result is moved to these code points, so that the table does not convert it again.
_DECIDED = 0xE100


class KeyboardLayout:
    """`glyphs` are pairs separated by white space: a character and what it shows.

    `in_context` are patterns that are applied first, with what they show; None means the characters themselves. Each
    begins with one of `signs`.
    """

    def __init__(self, glyphs: str, signs: str, in_context: Sequence[tuple[str, str | None]]) -> None:
        words = glyphs.split()
        self.glyphs = dict(zip(words[::2], words[1::2], strict=True))
        self._table = str.maketrans(self.glyphs)
        patterns = "|".join(f"({pattern})" for pattern, _shown in in_context)
        self._patterns = regex.compile(rf"(?=[{regex.escape(signs)}])(?:{patterns})")
        self._shown = [shown for _pattern, shown in in_context]
        literal = {*"".join(shown or "" for shown in self._shown), *map(chr, range(0x20, 0x7F)), *"‘’“”–—"}
        self._table |= {_DECIDED + number: sign for number, sign in enumerate(sorted(literal))}
        self._decided = str.maketrans({sign: chr(_DECIDED + number) for number, sign in enumerate(sorted(literal))})

    def decoded(self, text: str) -> str:
        """Return the text in Unicode, reading every character in this layout. Linear time."""
        return in_order(self._patterns.sub(self._decide, text).translate(self._table))

    def _decide(self, match: regex.Match[str]) -> str:
        shown = self._shown[(match.lastindex or 1) - 1]
        return (match.group() if shown is None else shown).translate(self._decided)
