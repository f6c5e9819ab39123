"""The words that were found, shown in the story's own words: whole words, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable

import regex
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .analyzer import analysed, written

_SENTENCE_END = regex.compile(r"[।॥?!.]\s+|\n+")
_LENGTH, _BEFORE = 240, 80  # characters; the ends are moved to the borders of words
_SEARCHED = 60_000
_SPACES = regex.compile(r"\s+")


class Marks:
    """Which words are to be marked: those with one of these stems."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._stems = frozenset(stems)

    def spans(self, text: str) -> list[tuple[int, int]]:
        return [word.span() for word in written(text) if any(w.stem in self._stems for w in analysed(word.group()))]


def marked(text: str, marks: Marks) -> SafeString:
    """The text as HTML with the found words in `<mark>`."""
    pieces, end = [], 0
    for start, stop in marks.spans(text):
        pieces += [escape(text[end:start]), f"<mark>{escape(text[start:stop])}</mark>"]
        end = stop
    return mark_safe("".join([*pieces, escape(text[end:])]))  # every piece is escaped


def passage(texts: Iterable[str], marks: Marks) -> SafeString:
    """A few lines around the first found word of the first text that has one, as HTML; empty where none has."""
    for text in texts:
        text = text[:_SEARCHED]
        if spans := marks.spans(text):
            return marked(_around(text, spans[0][0]), marks)
    return mark_safe("")


def _around(text: str, at: int) -> str:
    """From the beginning of the sentence, if that is near, or else of a word; to the end of a word."""
    start = 0
    if at > _BEFORE:
        near = text[at - _BEFORE : at]
        ends = [end.end() for end in _SENTENCE_END.finditer(near)]
        start = at - _BEFORE + (ends[-1] if ends else near.find(" ") + 1)
    stop = len(text)
    if stop > start + _LENGTH:
        # A word is never cut, be it as long as it likes.
        found = _SPACES.search(text, start + _LENGTH)
        stop = min(found.start() if found else stop, start + 2 * _LENGTH)
        stop = stop if stop == len(text) or text[stop : stop + 1].isspace() else text.rfind(" ", start, stop)
    cut = _SPACES.sub(" ", text[start : max(stop, at)]).strip()
    is_begun = start > 0 and text[start - 1 : start] == " " and text[max(0, start - 2) : start - 1] not in "।॥?!."
    return f"{'… ' if is_begun else ''}{cut}{' …' if stop < len(text) else ''}"
