"""Convert a body to plain text: for word counts, search, and summaries."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset("p h2 h3 ul ol li blockquote figure figcaption aside hr".split())
_CELLS = frozenset({"td", "th"})
_LINKING = frozenset({"data-social-post", "data-story", "data-file"})
_SPACES = re.compile(r"[ \t]+")
_LINES = re.compile(r" ?\n[ \n]*")


class _TextParser(HTMLParser):
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
        # The link in a social post's or related story's placeholder is not this story's text.
        if not self.in_link:
            self.parts.append(data.replace("\n", " "))

    def _end_block(self) -> None:
        self.parts.append(" " if self.in_cell else "\n\n")


def plain_text(html: str) -> str:
    """Return the text of clean HTML, with a blank line between blocks; a row of a table is a line.

    A placeholder leaves its caption, but not the link to a post or a related story.
    """
    parser = _TextParser()
    parser.feed(html)
    parser.close()
    text = _SPACES.sub(" ", "".join(parser.parts))
    return _LINES.sub(lambda gap: "\n\n" if gap.group().count("\n") > 1 else "\n", text).strip()
