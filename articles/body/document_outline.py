"""Read the headings of a body, and what is wrong with it for readers."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Literal

BodyError = Literal["empty-heading", "link-without-text"]
_LEVELS = {"h2": 2, "h3": 3}


class _OutlineParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[tuple[int, str]] = []
        self.errors: list[BodyError] = []
        self.in_aside = False
        self.heading: list[str] | None = None
        self.link: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEVELS:
            self.heading = []
        elif tag == "a":
            self.link = []
        elif tag == "aside":
            self.in_aside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEVELS and self.heading is not None:
            self._end_heading(_LEVELS[tag], " ".join("".join(self.heading).split()))
        elif tag == "a" and self.link is not None:
            if not "".join(self.link).strip():
                self.errors.append("link-without-text")
            self.link = None
        elif tag == "aside":
            self.in_aside = False

    def handle_data(self, data: str) -> None:
        for texts in (self.heading, self.link):
            if texts is not None:
                texts.append(data)

    def _end_heading(self, level: int, text: str) -> None:
        self.heading = None
        if not text:
            self.errors.append("empty-heading")
        elif not self.in_aside:
            self.headings.append((level, text))


def headings(html: str) -> list[tuple[int, str]]:
    """Return level (2 or 3) and text of each heading of the running text, without those of fact boxes."""
    return _parse(html).headings


def errors(html: str) -> list[BodyError]:
    """Return the errors in the order in which they occur. Broken HTML is read as far as possible."""
    return _parse(html).errors


def _parse(html: str) -> _OutlineParser:
    parser = _OutlineParser()
    parser.feed(html)
    parser.close()
    return parser
