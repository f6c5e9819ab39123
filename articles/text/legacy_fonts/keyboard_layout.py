"""The layout of a legacy font: which Devanagari each character of the text shows, and in which order.

Glyphs stand as they are drawn: ि is typed before the letters it is spoken after, and the र above a letter (ʳ) after the
syllable it begins; a half letter with a stem (ा) is a whole one, and ो is typed as ा and े.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import regex

REPH, HOOK = "ʳ", "ʠ"
_CONSONANT, _VOWEL = "[क-ह]", "[अ-औॠ]"
_MARK = rf"[ा-ौॢॣँंः़{REPH}{HOOK}]"
# Other marks and the र below may be typed between a half letter and its stem.
_HALF_AND_STEM = regex.compile(rf"्(्र)?((?:(?![ाि]){_MARK})*+)ा")
_HALF_WITH_MATRA = regex.compile(r"्+(?=[ा-ौ]|्)")
_HOOKED = {"प": "फ", "फ्": "फ", "व": "क", "त्त": "क्त", "उ": "ऊ"}
_WITH_HOOK = regex.compile(rf"(त्त|फ्|[पवउ])((?:(?!{HOOK}){_MARK}|्र)*+){HOOK}")
# Syllables that are not in order yet. A match begins only at a letter that is not joined to the one before, so a long
# chain of letters is read once.
_LETTERS = rf"(?<!्)(?<letters>{_CONSONANT}़?(?:्{_CONSONANT}़?)*+|{_VOWEL})"
_MARKS = rf"(?:(?!ि){_MARK}|्र)"
_SYLLABLE = regex.compile(
    rf"(?<front>ि{REPH}?[ंँ]?){_LETTERS}(?<marks>{_MARKS}*+)"
    rf"|{_LETTERS}(?<marks>(?=[{REPH}़]|्र|(?<={_VOWEL})){_MARKS}++|{_MARKS}{{2,}}+)"
)
_VOWELS = {"अा": "आ", "अाे": "ओ", "अाै": "औ", "अाॅ": "ऑ", "अो": "ओ", "अौ": "औ", "एे": "ऐ", "एॅ": "ऍ"}
_MATRAS = {"ाे": "ो", "ाै": "ौ", "ाॅ": "ॉ"}
_NASALS = "ँंः"
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
        return _in_order(self._patterns.sub(self._decide, text).translate(self._table))

    def _decide(self, match: regex.Match[str]) -> str:
        shown = self._shown[(match.lastindex or 1) - 1]
        return (match.group() if shown is None else shown).translate(self._decided)


def _in_order(glyphs: str) -> str:
    """Return the text with its syllables in Unicode order, in NFC; other text is unchanged. Linear time."""
    text = unicodedata.normalize("NFC", glyphs)
    text = _HALF_AND_STEM.sub(r"\1\2", text)
    text = _HALF_WITH_MATRA.sub("", text)
    text = _WITH_HOOK.sub(lambda match: _HOOKED[match[1]] + match[2], text)
    return unicodedata.normalize("NFC", _SYLLABLE.sub(_syllable, text))


def _syllable(match: regex.Match[str]) -> str:
    letters, marks = match["letters"], (match["front"] or "") + match["marks"]
    if "्र" in marks:
        letters, marks = letters + "्र", marks.replace("्र", "")
    if "़" in marks:
        letters, marks = letters + "़", marks.replace("़", "")
    matras = "".join(sorted({mark for mark in marks if mark not in _NASALS + REPH}))
    nasals = "".join(sorted({mark for mark in marks if mark in _NASALS}))
    if REPH in marks and letters == "इ":
        letters = "ई"
    elif REPH in marks:
        letters = "र्" + letters
    if nasals == "ं" and matras == "ॅ":
        matras, nasals = "", "ँ"
    if letters in "अए" and letters + matras in _VOWELS:
        return _VOWELS[letters + matras] + nasals
    return letters + _MATRAS.get(matras, matras) + nasals
