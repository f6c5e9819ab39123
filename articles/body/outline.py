"""What a body is built of, for the desk: its headings, and what is not yet right with it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Literal

Fault = Literal["empty-heading", "skipped-level", "link-without-text", "without-number"]
_HEADINGS = {"h2": 2, "h3": 3}
_NUMBERED = frozenset({"data-social-post", "data-image", "data-gallery", "data-story"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[tuple[int, str]] = []
        self.faults: list[Fault] = []
        self.in_aside = False
        self.heading: list[str] | None = None
        self.link: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self.heading = []
        elif tag == "a":
            self.link = []
        elif tag == "aside":
            self.in_aside = True
        elif tag == "figure" and any(name in _NUMBERED and not (value or "").strip() for name, value in attrs):
            self.faults.append("without-number")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS and self.heading is not None:
            self._end_heading(_HEADINGS[tag], " ".join("".join(self.heading).split()))
        elif tag == "a" and self.link is not None:
            if not "".join(self.link).strip():
                self.faults.append("link-without-text")
            self.link = None
        elif tag == "aside":
            self.in_aside = False

    def handle_data(self, data: str) -> None:
        for open_one in (self.heading, self.link):
            if open_one is not None:
                open_one.append(data)

    def _end_heading(self, level: int, text: str) -> None:
        self.heading = None
        if not text:
            self.faults.append("empty-heading")
        elif not self.in_aside:
            if level > (self.headings[-1][0] if self.headings else 1) + 1:
                self.faults.append("skipped-level")
            self.headings.append((level, text))


def outline(html: str) -> list[tuple[int, str]]:
    """The headings of the running text with their levels, 2 or 3; those of fact boxes are not among them."""
    return _read(html).headings


def faults(html: str) -> list[Fault]:
    """What the desk should look at, in the order in which it stands, a fault as often as it occurs.

    For HTML as the editor holds it: what `clean` drops for want of a number has to be found before.
    """
    return _read(html).faults


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader
