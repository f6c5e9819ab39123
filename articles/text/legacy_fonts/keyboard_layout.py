"""One legacy font's layout: what each character of the text shows."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from .syllables import in_order

# What a pattern has decided about is put by here, out of the table's reach.
_DECIDED = 0xE100


class KeyboardLayout:
    """`glyphs` are pairs apart by white space: a character, what it shows.

    `in_context` are patterns that go before them, with what they show; None means the characters themselves. They all
    begin with one of `signs`.
    """

    def __init__(self, name: str, glyphs: str, signs: str, in_context: Sequence[tuple[str, str | None]]) -> None:
        self.name = name
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
        """The text in Unicode, each character taken for one of this layout. Linear time."""
        return in_order(self._patterns.sub(self._decide, text).translate(self._table))

    def _decide(self, match: regex.Match[str]) -> str:
        shown = self._shown[(match.lastindex or 1) - 1]
        return (match.group() if shown is None else shown).translate(self._decided)

    def __repr__(self) -> str:
        return f"<Layout {self.name}>"
