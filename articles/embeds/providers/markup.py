"""The text in a network's HTML. Nothing else of it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

import nh3

_MAX_LENGTH, _MAX_TAGS = 100_000, 3_000  # characters, and "<" signs
_DEPTH = 50
_GAP = re.compile(r"\n{3,}")
_BLOCKS = frozenset("p div li blockquote h1 h2 h3 section article main".split())
_READ = _BLOCKS | frozenset("a br span b i em strong time iframe".split())
_UNREAD = frozenset("script style title svg template noscript".split())
_ATTRIBUTES = frozenset("class href src lang cite datetime".split())


@dataclass
class Element:
    """One element: its tag, its attributes and its text with line breaks."""

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
    """Return the elements in document order, the text of each with that of the elements inside it.

    Reads as much as takes a second at worst. Python's own parser alone takes minutes over some hostile markup, so nh3
    makes it well-formed first.
    """
    if not isinstance(html, str):
        return []
    reader = _ElementReader()
    reader.feed(_well_formed(html[:_MAX_LENGTH]))
    reader.close()
    return reader.elements


def first(html: object, tag: str) -> Element | None:
    return next((element for element in elements(html) if element.tag == tag), None)


def html_text(html: object) -> str:
    """Return all text of a piece of HTML, with a blank line between paragraphs and with line breaks."""
    return elements(f"<main>{html}</main>")[0].text if isinstance(html, str) else ""


def _well_formed(html: str) -> str:
    pieces = html.split("<", _MAX_TAGS)[:_MAX_TAGS]
    return nh3.clean(
        "<".join(pieces).encode("utf-8", "ignore").decode(), tags=set(_READ), attributes={"*": set(_ATTRIBUTES)},
        generic_attribute_prefixes={"data-"}, clean_content_tags=set(_UNREAD), link_rel=None,
    )  # fmt: skip


class _ElementReader(HTMLParser):
    """Parse well-formed HTML: every element is closed, and every character that isn't markup is escaped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element | None] = []  # None: too deep
        self.gap = False  # a block has begun or ended since the last text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add_text("\n")
            return
        self.gap |= tag in _BLOCKS
        element = None
        if len(self.open) < _DEPTH:
            element = Element(tag, {name: value or "" for name, value in attrs})
            self.elements.append(element)
        self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        self.gap |= tag in _BLOCKS
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        # Line breaks of the source are white space; those of the post are <br>.
        text = data.replace("\n", " ")
        if text.strip() or not self.gap:
            self._add_text(text)

    def _add_text(self, text: str) -> None:
        ancestors = [element for element in self.open if element]
        if any(element.tag == "iframe" for element in ancestors):
            return
        for element in ancestors:
            element.parts.append(f"\n\n{text}" if self.gap and element.parts else text)
        self.gap = False
