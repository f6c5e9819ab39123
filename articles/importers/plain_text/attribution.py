"""The line that says whose post it is: a dash, a name, the handle in brackets, mostly a date.

X's embed code reads like that when its markup is lost, and other networks' cards are similar; Instagram has words
instead of the dash.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.embeds import PICTURE_LINK
from articles.text import parse_date

from .lines import TextLine
from .structure import Span

_BLANK = "[\\s\u200c-\u200f\u202a-\u202e\u2066-\u2069]"
_HANDLE = re.compile(rf"\({_BLANK}{{0,3}}[@＠](?P<handle>[A-Za-z0-9_](?:[A-Za-z0-9_.@-]{{0,98}}[A-Za-z0-9_])?){_BLANK}{{0,3}}\)")  # fmt: skip  # noqa: E501
_DASH = re.compile(r"[—–―−]|--+|&(?:mdash|ndash|#821[12]);|A post shared by(?=\s)|(?:(?<=\s)|^)-(?=\s)")
# The longest name X allows is 50 characters; emoji count there as two.
_LONGEST_NAME = 80
_TIME = r"\d{1,2}:\d\d(?:\s*(?:[AaPp]\.?[Mm]\.?|बजे|IST|GMT|UTC))*"
_BEFORE_DATE = re.compile(rf"(?:{_BLANK}|[,·•|(])*(?:on\s+)?(?:{_TIME}[\s,·•|]*)?")
_AFTER_DATE = re.compile(rf"(?:[\s,·•|]*(?:at\s+)?(?:(?:सुबह|दोपहर|शाम|रात|तड़के)\s+)?{_TIME})?[.,;।)\]]*")
_LONGEST_DATE = 4  # words: the day of the week or a comma of its own among them
_OPENING = re.compile(r"[(\[]\s?\Z")
HTML_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
PICTURE = PICTURE_LINK


@dataclass(frozen=True)
class Attribution:
    """`line` and `last_line` are indexes, equal unless the date is on the next line. The span is from dash to date."""

    line: int
    last_line: int
    span: Span
    name: str
    handle: str
    posted_on: dt.date | None


def attributions(lines: Sequence[TextLine]) -> list[Attribution]:
    """Return everything that has the form of an attribution, in the order of the text. Takes linear time."""
    found = [each for number, line in enumerate(lines) for each in _attributions_in_line(number, line)]
    return [_with_date_below(each, lines) for each in found]


def _attributions_in_line(number: int, line: TextLine) -> Iterator[Attribution]:
    done = 0
    for handle in _HANDLE.finditer(line.text):
        dash = _dash_before(line.text, done, handle.start())
        if dash is None:
            continue
        opening = _OPENING.search(line.text, max(done, dash.start() - 3), dash.start())
        start = opening.start() if opening else dash.start()
        posted_on, done = _date_after(line.text, handle.end())
        yield Attribution(
            line=number,
            last_line=number,
            span=Span(line.span.start + start, line.span.start + done),
            name=_bare(line.text[dash.end() : handle.start()]),
            handle=handle["handle"],
            posted_on=posted_on,
        )


def _with_date_below(found: Attribution, lines: Sequence[TextLine]) -> Attribution:
    """Add the date from the next line: pages copied from a browser may have it, a link there, on a line of its own."""
    below = found.line + 1
    if found.posted_on or found.span.end != lines[found.line].span.end or below == len(lines):
        return found
    posted_on, end = _date_after(lines[below].text, 0)
    if posted_on is None or end != len(lines[below].text):
        return found
    span = Span(found.span.start, lines[below].span.end)
    return replace(found, last_line=below, span=span, posted_on=posted_on)


def _dash_before(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the dash of the attribution: one that starts the line or follows a picture link, else the last one."""
    start = max(start, end - _LONGEST_NAME - 10)
    dashes = [
        dash for dash in _DASH.finditer(text, start, end) if 0 < len(_bare(text[dash.end() : end])) <= _LONGEST_NAME
    ]
    for dash in dashes:
        before = text[max(0, dash.start() - 60) : dash.start()].rstrip(" (")
        if not before or any(link.end() == len(before) for link in PICTURE.finditer(before)):
            return dash
    return dashes[-1] if dashes else None


def _date_after(text: str, position: int) -> tuple[dt.date | None, int]:
    """Return the date at the position and its end, including a time of day; else None and the position."""
    before = _BEFORE_DATE.match(text, position, position + 40)
    start = before.end() if before else position
    ends = [word.end() for word in re.finditer(r"\S+", text[start : start + 60])][:_LONGEST_DATE]
    for end in reversed(ends):
        words = text[start : start + end].rstrip(".,;|।)")
        if found := parse_date(re.sub(r",\s*", ", ", words)):
            after = _AFTER_DATE.match(text, start + len(words))
            return found, after.end() if after else start + len(words)
    return None, position


def _bare(name: str) -> str:
    return re.sub(rf"^{_BLANK}+|{_BLANK}+$", "", name)
