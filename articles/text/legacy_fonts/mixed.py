"""Telling legacy-font words from English ones: each word is judged together with its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from operator import itemgetter

import regex

from .keyboard_layout import KeyboardLayout
from .layouts import CHANAKYA, KRUTI_DEV, WALKMAN
from .word_lists import ENGLISH, FREQUENT_HINDI, letters_lean

LAYOUTS = (KRUTI_DEV, WALKMAN, CHANAKYA)

_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_LETTER = regex.compile(r"\p{L}")
_WORD = regex.compile(r"\S+")
# It must end in a domain that newspapers print: in Kruti Dev a full stop is half a ण.
_DOMAIN = r"[\w-]+(?:\.[\w-]+)*+(?<=\.(?:com|in|org|net|edu|gov|info|news|example))"
_ADDRESS = regex.compile(rf"(?:https?://|www\.)\S+|(?:[\w.+-]++@)?{_DOMAIN}(?:/\S*+)?", regex.IGNORECASE)
_NAME = regex.compile(r"[@#$]([A-Za-z]\w+)")
# Punctuation around an English word, typed with the keys of the legacy font.
_AROUND = "¼½Þß^*]&ÐÒÓÑ"
_DANDA = regex.compile(r"(?<=[½Þß*])A{1,2}$")
_OUTSIDE_OF_WORDS = _AROUND + "()[]\"'‘’“”,;:!?.-–—…"
_NO_SIGNS = str.maketrans(_OUTSIDE_OF_WORDS + "।", " " * (len(_OUTSIDE_OF_WORDS) + 1))
# A stem (k) after a sign that is not an English letter, or a letter that English does not use.
_FOREIGN = regex.compile(r"[\[?'\"/.’”]k|[^\x00-\x7f‘’“”–—…]")
_POSSESSIVE = regex.compile(r"(?<=[A-Z][a-z]+)['’]s$")
_CAPITALS = regex.compile(r"[A-Z][A-Z0-9&.-]*[A-Z]s?")
_MALFORMED = regex.compile(r"(?<![क-ह़])[ा-ौ़्]|(?<!\p{Devanagari})[ंँः]|[ʳʠA-Za-z]|्(?!\p{Devanagari})")
# The limits of a word's own leaning and of a neighbour's, and the bias if the font's name is known.
_OWN, _NEIGHBOUR, _BY_FONT = 20, 8, 12
# An address, a @name or a word in Unicode is never legacy, and says nothing about its neighbours.
_FIXED = -1000
# A text looks legacy if so many of its words stand together, so many of them frequent; so many characters are read.
_FEW, _FREQUENT, _LOOKED_AT = 4, 2, 100_000
# A longer run of characters is not a word and is judged by its neighbours alone.
_LONGEST = 100
# Replaces an English word while the words around it are converted; a private-use character.
_KEPT = "\ue000"


@lru_cache(20_000)
def leaning(word: str, layout: KeyboardLayout) -> int:
    """Return a number above 0 for a legacy word, below 0 for English, 0 for numbers and signs."""
    core = _POSSESSIVE.sub("", word.strip(_OUTSIDE_OF_WORDS))
    if _fixed(word):
        return _FIXED
    if not _LETTER.search(core):
        return 0
    shown = layout.decoded(word).strip(_OUTSIDE_OF_WORDS + "।")
    if shown in FREQUENT_HINDI:
        return 1 if core.lower() in ENGLISH else _OWN
    if not _LETTER.search(shown) and (layout is CHANAKYA or not core.isascii()):
        # A number: Chanakya's vwxyz are 12345.
        return _NEIGHBOUR
    return _letters(word, core, layout) - _NEIGHBOUR * ((core.lower() in ENGLISH) + bool(_MALFORMED.search(shown)))


def _fixed(word: str) -> bool:
    """Return whether this is an address, a @name or #tag that is not Hindi, or already in Unicode."""
    core = word.strip(_OUTSIDE_OF_WORDS)
    name = _NAME.fullmatch(core)
    named = name is not None and letters_lean(name[1]) < 0
    return named or bool(_DEVANAGARI.search(word) or _ADDRESS.fullmatch(core))


def _letters(word: str, core: str, layout: KeyboardLayout) -> int:
    if layout is CHANAKYA:
        return -_OWN if core.isascii() else _NEIGHBOUR
    if _CAPITALS.fullmatch(core):
        return -_OWN
    return letters_lean(core if len(core) > 1 else word) + _NEIGHBOUR * bool(_FOREIGN.search(word))


def _legacy(words: Sequence[str], layout: KeyboardLayout, bias: int = 0) -> list[bool]:
    """Return for each word if it is legacy: its own leaning counts twice, the nearest on either side once each."""
    leanings = [leaning(word, layout) if len(word) <= _LONGEST else 0 for word in words]
    near = [max(-_NEIGHBOUR, min(_NEIGHBOUR, lean)) if lean != _FIXED else 0 for lean in leanings]
    before = [0, *accumulate(near, _latest)]
    after = [0, *accumulate(reversed(near), _latest)][-2::-1]
    own = (min(_OWN, lean) if lean == _FIXED else max(-_OWN, min(_OWN, lean)) for lean in leanings)
    return [2 * lean + one + other + bias > 0 for lean, one, other in zip(own, before, after, strict=False)]


def _latest(last: int, lean: int) -> int:
    return lean or last


def convert(text: str, layout: KeyboardLayout, *, by_font: bool = False) -> str:
    """Return the text with its legacy words in Unicode; English words, addresses, @handles and #hashtags stay.

    With `by_font` the font is known to be this one, and only plainly English words stay.
    """
    lines = text.replace(_KEPT, "").split("\n")
    return "\n".join(_converted(line, layout, _BY_FONT * by_font) for line in lines)


def _converted(line: str, layout: KeyboardLayout, bias: int) -> str:
    words = list(_WORD.finditer(line))
    kept: list[str] = []
    pieces: list[str] = []
    at = opened = 0
    for match, legacy in zip(words, _legacy([word.group() for word in words], layout, bias), strict=True):
        if legacy:
            continue
        word = match.group()
        opened += word.count("[")
        # ] is the legacy comma, unless it closes a bracket.
        around = _AROUND.replace("]", "") if opened else _AROUND
        core = _DANDA.sub("", word).strip(around)
        opened = max(0, opened - core.count("]"))
        start = match.start() + word.index(core)
        pieces += [line[at:start], _KEPT]
        kept.append(core)
        at = start + len(core)
    shown = layout.decoded("".join([*pieces, line[at:]]))
    first, *others = shown.split(_KEPT)
    return first + "".join(core + rest for core, rest in zip(kept, others, strict=True))


def looks_legacy(text: str) -> KeyboardLayout | None:
    """Return the layout that the text looks like: a line has four words of it together, two of them frequent.

    None for English, romanised Hindi and code.
    """
    lines = [_foreign_words(line) for line in text[:_LOOKED_AT].split("\n")]
    votes = {layout: sum(_votes(words, layout) for words in lines) for layout in LAYOUTS}
    best = max(LAYOUTS, key=lambda layout: votes[layout])
    return best if votes[best] > 0 else None


def _foreign_words(line: str) -> list[str]:
    return [word for word in line.split() if len(word) <= _LONGEST and not _fixed(word)]


def _votes(words: Sequence[str], layout: KeyboardLayout) -> int:
    """Count the frequent Hindi words, less malformed ones, in the parts of the line that look like this layout."""
    if len(FREQUENT_HINDI.intersection(layout.decoded(" ".join(words)).translate(_NO_SIGNS).split())) < _FREQUENT:
        return 0
    votes = 0
    for legacy, stretch in groupby(zip(_legacy(words, layout), words, strict=True), key=itemgetter(0)):
        shown = [layout.decoded(word).strip(_OUTSIDE_OF_WORDS + "।") for _, word in stretch if _LETTER.search(word)]
        frequent = [word for word in shown if word in FREQUENT_HINDI]
        malformed = sum(bool(_MALFORMED.search(word)) for word in shown)
        if legacy and len(shown) >= _FEW and len({*frequent}) >= _FREQUENT and malformed * 5 <= len(shown):
            votes += len(frequent) - malformed
    return votes
