"""Posts that were copied from a page of X: what marking one in the browser puts on the clipboard, line by line.

    Rama Sahu                               the name, alone in its line
    @rsahu_eg                               the account; in lists a point and a date follow: · Mar 1
    Four hundred of you came.               the words
    7:30 PM · Mar 1, 2025 · 12.3K Views     time and date; in lists counts instead
    34 Reposts                              what the page says of it

Each line has a form of its own, which prose does not have, and a post has all of them: so where its words begin and end
is certain. A post that quotes another one is left as it is, because its words are two people's.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.text import fold, parse_date

from .attribution import HTML_TAG, PICTURE
from .lines import TextLayout, TextLine
from .post_urls import is_address, is_address_of, network_of
from .scripts import language
from .structure import ParsedPost, Part, Role, Span

_HANDLE = re.compile(
    r"[\u2066-\u2069\u200e\u200f]*[@＠](?P<handle>[A-Za-z0-9_]{1,15})[\u2066-\u2069\u200e\u200f]*(?P<rest>\s*[·•].*)?"
)
_LONGEST_NAME, _LONGEST_LABEL = 80, 120
_MOST_LINES, _MOST_LABELS = 80, 24
_NO_NAME = re.compile(r"[।:;,?!]\Z|\A[@＠]")
_DOT = re.compile(r"\s*[·•|]\s*")
_PERIOD = "am|pm|a.m.|p.m.|पूर्वाह्न|अपराह्न|तड़के|सुबह|दोपहर|शाम|रात|बजे"
_TIME = re.compile(fold(rf"(?:(?:{_PERIOD})\s*)?\d{{1,2}}[:.]\d\d(?:\s*(?:{_PERIOD}))*"))
_AGO = re.compile(fold(r"\d{1,2}\s*(?:s|m|h|d|min|मि|मिनट|घं|घंटे|दिन|से)\.?(?: पहले)?"))
_DAY = re.compile(r"[^\W\d]{2,12}[.॰]? \d{1,2}|\d{1,2} [^\W\d]{2,12}[.॰]?")
_COUNT = r"\d++(?:[.,]\d++)*+(?:\s?(?:k|m|b|हजार|लाख|करोड|ह\.?|ला\.?|lakh|crore))?"
_TABLE = tomllib.loads((Path(__file__).parent / "data/x_page.toml").read_text(encoding="utf-8"))
_REPLYING = re.compile(
    fold(r"replying to(?:\s+@\w+(?:,? and|,)?)*|(?:@\w+[, ]*(?:और )?)+को जवाब(?: दे रहे हैं)?|\d+:\d\d(?: / \d+:\d\d)?")
)

_MENTIONS = re.compile(r"(?:@\w{1,15}|and|और|\d+ others|[,\s])+")


def _one_of(labels: str) -> str:
    words = {fold(label.strip()) for label in labels.replace("\n", ";").split(";")} - {""}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_COUNTS = re.compile(rf"{_COUNT}(?:[\s·]+{_COUNT})*")
_LABELLED = re.compile(rf"(?:{_COUNT}|{_one_of(_TABLE['below'])}|[·•|]|\s)+")
_AROUND = re.compile(rf"(?:{_one_of(_TABLE['around_words'])}|[·•])(?: @?\w{{1,15}})?")


@dataclass(frozen=True)
class PageCopy:
    """A copied post. `line` and `last_line` are indexes of its lines."""

    line: int
    last_line: int
    post: ParsedPost

    @property
    def span(self) -> Span:
        return self.post.span


@dataclass(frozen=True)
class _Head:
    """The lines above the words, which begin in line `words`. `is_listed`: a date stands beside the account."""

    line: int
    words: int
    name: str
    handle: str
    is_listed: bool
    posted_on: dt.date | None


def page_copies(layout: TextLayout) -> list[PageCopy]:
    """Return the posts in the order of the text. Takes linear time."""
    lines, copies, number = layout.lines, [], 0
    while number < len(lines) - 1:
        head = _head(lines, number)
        copy = _copy(layout, head) if head else None
        if copy:
            copies.append(copy)
        number = copy.last_line + 1 if copy else number + 1
    return copies


def marked_copy(layout: TextLayout) -> ParsedPost | None:
    """Return the whole text as one copied post, which may end with its words: a person has marked it. Else None."""
    lines, last = layout.lines, len(layout.lines) - 1
    head = _head(lines, 0) if lines else None
    if head is None or any(_head(lines, number) for number in range(head.words, last)):
        return None
    for number in range(head.words, last + 1):
        posted_on, end = _time_and_date(lines, number)
        if posted_on or (head.is_listed and _ends_list_item(lines, number)):
            copy = _copy_until(layout, head, number, end, posted_on or head.posted_on)
            return copy.post if copy and copy.last_line == last else None
    return _post(layout, head, last + 1, last, head.posted_on)


# The account


def _head(lines: Sequence[TextLine], number: int) -> _Head | None:
    name, below = lines[number].text, lines[number + 1 : number + 4]
    found = ((at, _HANDLE.fullmatch(line.text)) for at, line in enumerate(below, number + 1))
    at, account = next(((at, match) for at, match in found if match), (0, None))
    if account is None or not all(_is_around(line.text) for line in lines[number + 1 : at]) or not _is_name(name):
        return None
    is_listed, posted_on = _date_in_list((account["rest"] or "").strip(" ·•\t"))
    if account["rest"] and not is_listed:
        return None
    if at + 2 < len(lines) and _DOT.fullmatch(lines[at + 1].text):
        is_listed, posted_on = _date_in_list(lines[at + 2].text)
        at += 2 if is_listed else 0
    words = at + 1
    while words < min(len(lines), at + _MOST_LABELS) and (_is_around(lines[words].text) or _is_answered(lines, words)):
        words += 1
    return _Head(number, words, name, account["handle"], is_listed, posted_on)


def _is_name(text: str) -> bool:
    return not (len(text) > _LONGEST_NAME or _NO_NAME.search(text) or is_address(text) or HTML_TAG.search(text))


def _date_in_list(text: str) -> tuple[bool, dt.date | None]:
    """Return whether a list of posts writes dates like that, and the date if it has a year."""
    if posted_on := parse_date(text):
        return True, posted_on
    return len(text) < _LONGEST_LABEL and bool(
        _AGO.fullmatch(fold(text)) or (_DAY.fullmatch(text) and parse_date(f"{text} 2024"))
    ), None


def _is_around(text: str) -> bool:
    folded = fold(text) if len(text) < _LONGEST_LABEL else ""
    return bool(_AROUND.fullmatch(folded) or _REPLYING.fullmatch(folded))


def _is_answered(lines: Sequence[TextLine], number: int) -> bool:
    """Return whether the line names those whom the post answers, below the words for that."""
    return bool(_REPLYING.fullmatch(fold(lines[number - 1].text)) and _MENTIONS.fullmatch(lines[number].text))


# The end


def _copy(layout: TextLayout, head: _Head) -> PageCopy | None:
    lines = layout.lines
    for number in range(head.words, min(head.words + _MOST_LINES, len(lines))):
        posted_on, end = _time_and_date(lines, number)
        if posted_on and not head.is_listed:
            return _copy_until(layout, head, number, end, posted_on)
        if head.is_listed and _ends_list_item(lines, number):
            return _copy_until(layout, head, number, number, head.posted_on)
        if posted_on or _head(lines, number):
            return None
    return None


def _ends_list_item(lines: Sequence[TextLine], number: int) -> bool:
    """Return whether counts begin there. One number alone may be words of the post."""
    counts = [_is_of_page(line.text) and line.text[:1].isdigit() for line in lines[number : number + 2]]
    return counts == [True, True] or (counts[0] and not _COUNTS.fullmatch(fold(lines[number].text)))


def _is_of_page(text: str) -> bool:
    return len(text) < _LONGEST_LABEL and bool(_LABELLED.fullmatch(fold(text)))


def _time_and_date(lines: Sequence[TextLine], number: int) -> tuple[dt.date | None, int]:
    """Return the date of the line 7:30 PM · Mar 1, 2025 (or of three lines), with the index of its last line."""
    for end in (number, number + 2):
        text = " ".join(line.text for line in lines[number : end + 1])
        time_and_day = _DOT.split(text, maxsplit=2) if len(text) < _LONGEST_LABEL and end < len(lines) else []
        for time, day in itertools.permutations(time_and_day[:2], 2):
            rest = fold("".join(time_and_day[2:]))
            is_end = _TIME.fullmatch(fold(time)) and (not rest or _LABELLED.fullmatch(rest))
            if is_end and (posted_on := parse_date(day)):
                return posted_on, end
    return None, number


def _copy_until(
    layout: TextLayout, head: _Head, words_end: int, end: int, posted_on: dt.date | None
) -> PageCopy | None:
    lines, last = layout.lines, end
    while last + 1 < min(len(lines), end + _MOST_LABELS) and _is_of_page(lines[last + 1].text):
        last += 1
    if last + 1 < len(lines) and is_address_of(lines[last + 1].text, head.handle):
        last += 1
    post = _post(layout, head, words_end, last, posted_on)
    return PageCopy(head.line, last, post) if post else None


def _post(layout: TextLayout, head: _Head, end: int, last: int, posted_on: dt.date | None) -> ParsedPost | None:
    """Return the post with the words up to line `end`, which says the time, and all lines up to `last`."""
    lines = layout.lines
    while end > head.words and _is_around(lines[end - 1].text):
        end -= 1
    address = lines[last].span if last >= end and is_address_of(lines[last].text, head.handle) else None
    around = [range(head.line, head.words), range(end, last if address else last + 1)]
    parts = [
        Part(Role.ATTRIBUTION, Span(lines[part[0]].span.start, lines[part[-1]].span.end)) for part in around if part
    ]
    words = list(_words_and_pictures(layout, range(head.words, end)))
    parts += [*words, *([Part(Role.ADDRESS, address)] if address else [])]
    text = _joined(layout, [part.span for part in words if part.role == Role.WORDS])
    whole = Span(lines[head.line].span.start, lines[last].span.end)
    pictures = tuple(link.group() for part in words for link in PICTURE.finditer(part.span.of(layout.text)))
    if not (text or pictures) or HTML_TAG.search(layout.text, *whole):
        return None
    url = address.of(layout.text) if address else ""
    return ParsedPost(
        author_name=head.name,
        handle=head.handle,
        text=text,
        language=language(text),
        posted_on=posted_on,
        pictures=pictures,
        address=url,
        network=network_of(url, head.handle, pictured=True),
        score=0.8,
        certain=True,
        span=whole,
        parts=tuple(sorted(parts, key=lambda part: part.span)),
    )


def _words_and_pictures(layout: TextLayout, numbers: range) -> Iterator[Part]:
    """Yield the lines; picture links that stand alone at the end are no words."""
    spans = [layout.lines[number].span for number in numbers]
    last = len(spans)
    while last and not PICTURE.sub("", spans[last - 1].of(layout.text)).strip():
        last -= 1
    yield from (Part(Role.WORDS, span) for span in spans[:last])
    for span in spans[last:]:
        yield from (Part(Role.PICTURE, Span(*link.span())) for link in PICTURE.finditer(layout.text, *span))


def _joined(layout: TextLayout, spans: Sequence[Span]) -> str:
    text = ""
    for at, span in enumerate(spans):
        if at:
            text += "\n\n" if layout.text.count("\n", spans[at - 1].end, span.start) > 1 else "\n"
        text += span.of(layout.text)
    return text
