"""The words that were found, marked in the story's own text: whole words, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .analyzer import analyze, word_matches

_SENTENCE_END = regex.compile(r"[।॥?!.]\s+|\n+")
_SPACES = regex.compile(r"\s+")
# Characters of a passage and before its first found word; both ends are moved to the border of a word.
_LENGTH, _BEFORE = 240, 80
_MAX_SEARCHED = 60_000  # characters


class Highlighter:
    """Marks the words that have one of these stems."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._stems = frozenset(stems)

    def mark(self, text: str) -> SafeString:
        """Return the text as HTML with the found words in `<mark>`."""
        pieces, end = [], 0
        for start, stop in self._spans(text):
            pieces += [escape(text[end:start]), f"<mark>{escape(text[start:stop])}</mark>"]
            end = stop
        return mark_safe("".join([*pieces, escape(text[end:])]))  # every piece is escaped

    def passage(self, texts: Iterable[str]) -> SafeString:
        """Return a few lines around the first found word of the first text that has one, as HTML; "" if none has."""
        for text in texts:
            text = text[:_MAX_SEARCHED]
            if found := next(self._spans(text), None):
                return self.mark(_excerpt(text, found[0]))
        return mark_safe("")

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the found words begin and end."""
        for match in word_matches(text):
            if any(word.stem in self._stems for word in analyze(match.group())):
                yield match.span()


def _excerpt(text: str, at: int) -> str:
    """Return the text around `at`: from the beginning of its sentence, if near, or of a word; to the end of a word."""
    start = 0
    if at > _BEFORE:
        near = text[at - _BEFORE : at]
        ends = [end.end() for end in _SENTENCE_END.finditer(near)]
        start = at - _BEFORE + (ends[-1] if ends else near.find(" ") + 1)
    stop = len(text)
    if stop > start + _LENGTH:
        # A word is never cut unless it is very long.
        space = _SPACES.search(text, start + _LENGTH)
        stop = min(space.start() if space else stop, start + 2 * _LENGTH)
        stop = stop if stop == len(text) or text[stop : stop + 1].isspace() else text.rfind(" ", start, stop)
    excerpt = _SPACES.sub(" ", text[start : max(stop, at)]).strip()
    is_begun = start > 0 and text[start - 1 : start] == " " and text[max(0, start - 2) : start - 1] not in "।॥?!."
    return f"{'… ' if is_begun else ''}{excerpt}{' …' if stop < len(text) else ''}"
