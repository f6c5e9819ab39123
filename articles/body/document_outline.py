"""Read the headings of a body, and what is wrong with it for readers."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Literal

BodyError = Literal["empty-heading", "link-without-text"]
_HEADINGS = ("h2", "h3")


class _OutlineParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[tuple[int, str]] = []
        self.errors: list[BodyError] = []
        self.in_aside = False
        self.texts: dict[str, list[str]] = {}  # of the open heading and the open link, by tag

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in (*_HEADINGS, "a"):
            self.texts[tag] = []
        elif tag == "aside":
            self.in_aside = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "aside":
            self.in_aside = False
        if tag not in self.texts:
            return
        text = " ".join("".join(self.texts.pop(tag)).split())
        if not text:
            self.errors.append("empty-heading" if tag in _HEADINGS else "link-without-text")
        elif tag in _HEADINGS and not self.in_aside:
            self.headings.append((int(tag[1]), text))

    def handle_data(self, data: str) -> None:
        for text in self.texts.values():
            text.append(data)


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
