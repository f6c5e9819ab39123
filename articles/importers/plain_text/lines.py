"""Split a text into lines, and decide two things that plain text does not say.

Line breaks inside a paragraph. Text that was wrapped at a fixed width (e-mail) has lines that end only where the next
word would not have fit. If a whole text is like that, such lines are joined. In every other text a line is a
paragraph, blank line or not, because that is what word processors and chat programs produce.

Paragraphs. If a text uses blank lines, the lines between two of them belong together (`TextLine.group`); if it has
none, each line stands for itself. This matters only for the text of a quoted post.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .structure import Span

# Columns at which mail programs and editors wrap.
_NARROWEST, _WIDEST = 40, 100
# People who break lines by hand in the middle of a sentence do so up to this many columns early.
_BY_HAND = 10
_NEARLY_FULL = 0.7
# A text counts as wrapped if at least this many breaks within sentences, and this share of them, are at the width.
_FEWEST, _MOST_OF = 2, 0.6
_SENTENCE_END = re.compile("[.।॥?!…:][\"'”’»)\\]]*$")


@dataclass(frozen=True)
class TextLine:
    """A line that is not blank, without white space at its ends. `gap` says that a blank line precedes it."""

    span: Span
    text: str
    group: int
    gap: bool


@dataclass(frozen=True)
class TextLayout:
    """`text` is as long as the original: where lines were joined, a space replaces the line break."""

    text: str
    lines: list[TextLine]
    wrapped: bool


def text_layout(text: str) -> TextLayout:
    """Return the lines of a normalised text, soft breaks joined. Takes linear time."""
    breaks = _soft_breaks(text)
    if breaks:
        at = 0
        parts: list[str] = []
        for position in breaks:
            parts += (text[at:position], " ")
            at = position + 1
        text = "".join((*parts, text[at:]))
    return TextLayout(text, list(_lines(text)), bool(breaks))


def line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def line_number(starts: Sequence[int], position: int) -> int:
    """Return the number of the line at a position, counted from 1."""
    return bisect_right(starts, position)


def line_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the lines of that part of the text which are not blank, without white space at their ends."""
    for line in text[start:end].split("\n"):
        if words := line.strip():
            begin = start + line.index(words[0])
            yield Span(begin, begin + len(words))
        start += len(line) + 1


def _lines(text: str) -> Iterator[TextLine]:
    spans = list(line_spans(text, 0, len(text)))
    gaps = [True] + [text.count("\n", before.end, after.start) > 1 for before, after in pairwise(spans)]
    by_line = not any(gaps[1:])
    group = 0
    for span, gap in zip(spans, gaps, strict=False):
        group += gap or by_line
        yield TextLine(span, span.of(text), group, gap)


def _soft_breaks(text: str) -> list[int]:
    """Return the positions of line breaks made only for the width; none unless the whole text is wrapped like that."""
    spans = list(line_spans(text, 0, len(text)))
    for columns in (len, _columns):
        lines = [columns(span.of(text)) for span in spans]
        width = max(lines, default=0)
        if not _NARROWEST <= width <= _WIDEST:
            continue
        soft, open_ended, open_and_soft = [], 0, 0
        for number, (before, after) in enumerate(pairwise(spans)):
            if text.count("\n", before.end, after.start) > 1:
                continue
            unfinished = not _SENTENCE_END.search(text, before.end - 4, before.end)
            filled = lines[number] + 1 + columns(after.of(text).split(None, 1)[0])
            full = filled > width - _BY_HAND * unfinished and lines[number] >= _NEARLY_FULL * width
            open_ended += unfinished
            open_and_soft += unfinished and full
            if full:
                soft.append(text.index("\n", before.end))
        if open_and_soft >= max(_FEWEST, _MOST_OF * open_ended):
            return soft
    return []


def _columns(line: str) -> int:
    """Return how many columns a terminal needs for the line: marks have no width of their own."""
    return sum(1 for character in line if unicodedata.category(character) not in ("Mn", "Mc", "Me", "Cf"))
