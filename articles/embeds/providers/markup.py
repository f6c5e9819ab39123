"""The words in a network's HTML. Nothing else of it is kept."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser

_LONGEST = 100_000
_MOST = 5_000
_GAP = re.compile(r"\n{3,}")
_BLOCKS = frozenset("p div li blockquote h1 h2 h3 section".split())
_SILENT = frozenset("script style template noscript iframe svg".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass
class Element:
    """One element: its tag, attributes and words, lines kept."""

    tag: str
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self.parts).split("\n"))
        return _GAP.sub("\n\n", "\n".join(lines)).strip("\n")

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


def elements(html: object) -> list[Element]:
    """All elements in the order in which they begin, the words of each with those inside it. Bounded, and never deep:
    markup that is not closed only makes elements longer."""
    if not isinstance(html, str):
        return []
    reader = _Reader()
    with suppress(AssertionError):  # which the library raises at a "<![" that nothing has ever heard of
        reader.feed(html[:_LONGEST])
        reader.close()
    return reader.found


def first(html: object, tag: str) -> Element | None:
    return next((element for element in elements(html) if element.tag == tag), None)


def words(html: object) -> str:
    """All words of a piece of HTML: paragraphs apart, lines kept."""
    return elements(f"<main>{html}</main>")[0].text if isinstance(html, str) else ""


class _Reader(HTMLParser):
    _OPEN_AT_MOST = 100

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []
        self.open: list[Element] = []
        self.silent = 0
        self.gap = False  # a block has ended or begun since the last word

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        self.gap |= tag in _BLOCKS
        if tag == "br":
            self._say("\n")
        if len(self.found) >= _MOST:
            return
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.found.append(element)
        if tag not in _VOID and len(self.open) < self._OPEN_AT_MOST:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        self.gap |= tag in _BLOCKS
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                break

    def handle_data(self, data: str) -> None:
        # Line ends of the source are white space; those of the post are <br>.
        words = data.replace("\n", " ")
        if not self.silent and (words.strip() or not self.gap):
            self._say(words)

    def _say(self, words: str) -> None:
        if self.silent:
            return
        for element in self.open:
            element.parts.append(f"\n\n{words}" if self.gap and element.parts else words)
        self.gap = False
