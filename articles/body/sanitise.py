"""Clean any HTML: what is left is on the allow-list and in its stored form."""

from __future__ import annotations

import bisect
import re
import threading
from html import unescape

import nh3
import regex

from articles.text import normalise

from .allow_list import ATTRIBUTES, SCHEMES, TAGS, attribute_value
from .canonical_form import canonical
from .foreign_html import BLOCKS, EMOJI, RENAMED, Styles
from .limits import LIMITS, STORED, TooMuch, check_size
from .plain import plain_text

_CELL = re.compile(r"(?=<t[dhr]\b)", re.IGNORECASE)
_AUTO = ' dir="auto"'
_LEFT_TO_BROWSER = re.compile(r'(<bdi(?![^>]*\bdir="[rl])|<[a-z0-9]+(?=[^>]* dir="auto"))([^>]*)>')
_FIRST_LETTER = regex.compile(r"(?:^|>)[^<>\p{L}]*+(?P<letter>\p{L})")
_RIGHT_TO_LEFT = regex.compile(r"[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}]")
_ANY_TAG = re.compile(r"<[^<>]*>")
_TAG_ENDS = re.compile(r"[<>]")
_IMAGE = re.compile(r'<img(?: alt="([^"]*)")?>')


def _read(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img":
        return value if attribute == "alt" and EMOJI.match(value) else None
    if attribute in ("class", "style"):
        return _TAG_ENDS.sub(" ", value)
    if attribute == "dir" and value.strip().lower() == "auto":
        return "auto"
    return attribute_value(tag, attribute, value)


# First everything that says something of the words stays; what is not in the allow-list goes after it was understood.
_READ = frozenset({"class", "style", "dir", "lang"})
_reader = nh3.Cleaner(
    tags=set(TAGS | BLOCKS | RENAMED.keys() | {"font", "img"}) - {"body"},
    attributes=ATTRIBUTES | {"img": {"alt"}, "*": set(_READ)},
    url_schemes=set(SCHEMES),
    attribute_filter=_read,
    link_rel=None,
    strip_comments=True,
)
_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    url_schemes=set(SCHEMES),
    attribute_filter=attribute_value,
    link_rel=None,
    strip_comments=True,
)


# Raise it when cleaning gives another result than before: stored HTML of an older number is cleaned where it is shown.
CLEANED_WITH = 1


def clean(html: str) -> str:
    """Return the HTML reduced to the allow-list, in NFC, without control characters. Cleaning twice changes nothing.

    Raises TooMuch for what far exceeds a limit; what is typed is measured by `check_size` before.
    """
    known = _recent.get(html)
    if known is None:
        known = cleaned_anew(html)
        _recent.keep(html, known)
    return known


def cleaned_anew(html: str) -> str:
    """Return the HTML as `clean` does, without looking at what has been cleaned before.

    Tags that are not allowed are removed and their text stays, in paragraphs of its own where they were blocks; marks
    that styles say become elements, and pictures of emoji these emoji. Scripts and styles are removed with their
    content. So are empty paragraphs at the end, which the editor adds after a card.
    """
    if len(html) > STORED * LIMITS["length"]:
        raise TooMuch("length", len(html))
    before, html = None, _with_apart_cells(normalise(html))
    check_size(html, times=STORED)
    styles = Styles(html)
    # A character reference can hide what normalise() removes, and a removed tag can leave a figure empty. So repeat
    # until nothing changes. Three rounds suffice for all known input; the limit is for unknown input.
    for _ in range(8):
        if html == before:
            break
        before = html
        read = _with_directions(normalise(_with_emoji(_reader.clean(html))))
        html = _without_empty_end(_cleaner.clean(canonical(read, styles)))
    return html


def clean_html(html: str, cleaned_with: int) -> str:
    """Return stored HTML, cleaned again unless the present version has cleaned it."""
    return html if cleaned_with == CLEANED_WITH else clean(html)


class _Recent:
    """What was cleaned last, with the result: one save asks for the same text six times. Forgets the oldest."""

    def __init__(self, max_characters: int) -> None:
        self._results: dict[str, str] = {}
        self._max_characters, self._characters = max_characters, 0
        self._lock = threading.Lock()

    def get(self, html: str) -> str | None:
        return self._results.get(html)

    def keep(self, html: str, result: str) -> None:
        with self._lock:
            for each in (html, result):
                if each not in self._results:
                    self._results[each] = result
                    self._characters += len(each) + _ENTRY
            while self._characters > self._max_characters:
                self._characters -= len(oldest := next(iter(self._results))) + _ENTRY
                del self._results[oldest]


_ENTRY = 200  # What the table itself takes for one.
_recent = _Recent(max_characters=2_000_000)


def readable(html: str) -> str:
    """Return the text of any HTML, as `plain_text` does; of what exceeds a limit without its paragraphs."""
    try:
        return plain_text(clean(html))
    except TooMuch:
        return unescape(_ANY_TAG.sub(" ", html))


def _with_emoji(html: str) -> str:
    """Return HTML of nh3 with the text of each picture that stands for an emoji, and without other pictures."""
    return _IMAGE.sub(lambda image: image[1] or "", html)


def _with_apart_cells(html: str) -> str:
    """Return the HTML with spaces before cells that are in no table: the parser drops their tags."""
    return html if "<table" in html.lower() else _CELL.sub(" ", html)


def _with_directions(html: str) -> str:
    """Return HTML of nh3 with the direction of what leaves it to its first letter, where that is written leftwards."""
    if 'dir="auto"' not in html and "<bdi" not in html:
        return html
    letters = [(match.start("letter"), match["letter"]) for match in _FIRST_LETTER.finditer(html)]

    def tag(match: re.Match[str]) -> str:
        at = bisect.bisect(letters, (match.end(),))
        is_rtl = at < len(letters) and _RIGHT_TO_LEFT.match(letters[at][1])
        direction = ' dir="rtl"' if is_rtl else ""
        return f"{match[1]}{match[2].replace(_AUTO, '')}{direction}>"

    return _LEFT_TO_BROWSER.sub(tag, html)


def _without_empty_end(html: str) -> str:
    """Remove empty paragraphs and white space at the end. It reads from the end, to take linear time."""
    end = len(html)
    while True:
        trimmed = _skip_space_before(html, end)
        if not html.endswith("</p>", 0, trimmed):
            return html[:trimmed]
        inside = _skip_space_before(html, trimmed - len("</p>"))
        while html.endswith("<br>", 0, inside):
            inside = _skip_space_before(html, inside - len("<br>"))
        if not html.endswith("<p>", 0, inside):
            return html[:trimmed]
        end = inside - len("<p>")


def _skip_space_before(html: str, end: int) -> int:
    while end and html[end - 1].isspace():
        end -= 1
    return end
