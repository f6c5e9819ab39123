"""A body as plain text: for counting, search, summaries and the first words of a list."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset("p h2 h3 ul ol li blockquote figure figcaption aside hr".split())
_CELLS = frozenset({"td", "th"})
_LINKING = frozenset({"data-social-post", "data-story"})
_SPACES = re.compile(r"[ \t]+")
_LINES = re.compile(r" ?\n[ \n]*")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.in_link = False
        self.in_cell = False
        self.first_cell = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "figure":
            self.in_link = any(name in _LINKING for name, _ in attrs)
        if tag == "tr":
            self.first_cell = True
        elif tag in _CELLS:
            self.parts.append("\n" if self.first_cell else " | ")
            self.in_cell, self.first_cell = True, False
        elif tag in _BLOCKS:
            self._end_block()
        elif tag == "br":
            self.parts.append(" " if self.in_cell else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "figure":
            self.in_link = False
        if tag in _CELLS:
            self.in_cell = False
        elif tag in _BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        # What links to a post or to another story is no word of this one.
        if not self.in_link:
            self.parts.append(data.replace("\n", " "))

    def _end_block(self) -> None:
        self.parts.append(" " if self.in_cell else "\n\n")


def plain_text(html: str) -> str:
    """The words of clean HTML, a blank line between blocks; a row of a table is a line.

    A placeholder leaves its caption, and nothing of the link to a post or a related story.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = _SPACES.sub(" ", "".join(reader.parts))
    return _LINES.sub(lambda gap: "\n\n" if gap.group().count("\n") > 1 else "\n", text).strip()
