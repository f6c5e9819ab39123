"""The words in a network's HTML. Nothing else of it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

import nh3

_LONGEST, _TAGS = 100_000, 3_000  # characters, and signs that may begin a tag
_DEPTH = 50
_GAP = re.compile(r"\n{3,}")
_BLOCKS = frozenset("p div li blockquote h1 h2 h3 section article main".split())
_READ = _BLOCKS | frozenset("a br span b i em strong time iframe".split())
_UNREAD = frozenset("script style title svg template noscript".split())
_ATTRIBUTES = frozenset("class href src lang cite datetime".split())


@dataclass
class Element:
    """One element: its tag, attributes and words, lines kept."""

    tag: str
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self.parts).split("\n"))
        return _GAP.sub("\n\n", "\n".join(lines)).strip("\n")

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


def elements(html: object) -> list[Element]:
    """The elements in the order in which they begin, the words of each with those inside it.

    So much is read as takes a second at the worst. Python's own reader alone takes minutes over some of what could be
    sent: it reads what another has set in order.
    """
    if not isinstance(html, str):
        return []
    reader = _Reader()
    reader.feed(_in_order(html[:_LONGEST]))
    reader.close()
    return reader.found


def first(html: object, tag: str) -> Element | None:
    return next((element for element in elements(html) if element.tag == tag), None)


def words(html: object) -> str:
    """All words of a piece of HTML: paragraphs apart, lines kept."""
    return elements(f"<main>{html}</main>")[0].text if isinstance(html, str) else ""


def _in_order(html: str) -> str:
    begun = html.split("<", _TAGS)[:_TAGS]
    return nh3.clean(
        "<".join(begun).encode("utf-8", "ignore").decode(), tags=set(_READ), attributes={"*": set(_ATTRIBUTES)},
        generic_attribute_prefixes={"data-"}, clean_content_tags=set(_UNREAD), link_rel=None,
    )  # fmt: skip


class _Reader(HTMLParser):
    """For HTML in order: each element that begins ends, and each sign that is none of markup is written as one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []
        self.open: list[Element | None] = []  # None: too deep
        self.gap = False  # a block has begun or ended since the last word

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._say("\n")
            return
        self.gap |= tag in _BLOCKS
        element = None
        if len(self.open) < _DEPTH:
            element = Element(tag, {name: value or "" for name, value in attrs})
            self.found.append(element)
        self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        self.gap |= tag in _BLOCKS
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        # Line ends of the source are white space; those of the post are <br>.
        words = data.replace("\n", " ")
        if words.strip() or not self.gap:
            self._say(words)

    def _say(self, words: str) -> None:
        around = [element for element in self.open if element]
        if any(element.tag == "iframe" for element in around):
            return
        for element in around:
            element.parts.append(f"\n\n{words}" if self.gap and element.parts else words)
        self.gap = False
