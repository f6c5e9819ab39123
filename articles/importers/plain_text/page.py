"""The text, line by line, with the script of each line and that of the story around the posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .attribution import Attribution
from .layout import Layout, Line
from .scripts import letters, most, script
from .structure import Span


@dataclass(frozen=True)
class Page:
    """`attributed` are the lines that have an attribution, or its form."""

    text: str
    lines: Sequence[Line]
    scripts: Sequence[str]
    story_script: str
    attributed: frozenset[int]

    def of(self, span: Span) -> str:
        return span.of(self.text)

    def trimmed(self, start: int, end: int) -> Span:
        """The span without white space at its ends; empty where nothing else is in it."""
        within = self.text[start : max(start, end)]
        start += len(within) - len(within.lstrip())
        return Span(start, start + len(within.strip()))


def read_page(layout: Layout, candidates: Sequence[Attribution]) -> Page:
    """Linear time."""
    counted = [letters(line.text) for line in layout.lines]
    scripts = [most(count) for count in counted]
    return Page(
        text=layout.text,
        lines=layout.lines,
        scripts=scripts,
        story_script=_story_script(layout, candidates, counted, scripts),
        attributed=frozenset(candidate.line for candidate in candidates),
    )


def _story_script(
    layout: Layout, candidates: Sequence[Attribution], counted: Sequence[Counter[str]], scripts: Sequence[str]
) -> str:
    """The script most of the text is in that can be no post's: what stands above an attribution in one script may be.

    Where nothing is left then, the lines without an attribution decide, and where there are none, the first line does.
    """
    attributed = {candidate.line for candidate in candidates}
    perhaps_quoted = set(attributed)
    for candidate in candidates:
        line = layout.lines[candidate.line]
        above = candidate.line - 1
        own = script(line.text[: candidate.span.start - line.span.start])
        while above >= 0 and above not in attributed and (not own or scripts[above] in ("", own)):
            own = own or scripts[above]
            perhaps_quoted.add(above)
            above -= 1
    for outside in (perhaps_quoted, attributed):
        total: Counter[str] = Counter()
        for number, count in enumerate(counted):
            if number not in outside:
                total.update(count)
        if total:
            return most(total)
    return next(filter(None, scripts), "")
