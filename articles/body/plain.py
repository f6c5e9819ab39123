"""A body as plain text: for counting, search, summaries and the first words of a list."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset("p h2 h3 ul ol li blockquote figure figcaption hr".split())
_SPACES = re.compile(r"[ \t]+")
_LINES = re.compile(r" ?\n[ \n]*")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.in_post = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "figure":
            self.in_post = any(name == "data-social-post" for name, _ in attrs)
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "figure":
            self.in_post = False
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        # The link inside a post's placeholder is an address, not words of the story.
        if not self.in_post:
            self.parts.append(data.replace("\n", " "))


def plain_text(html: str) -> str:
    """The words of clean HTML, a blank line between blocks; a social post's placeholder leaves none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = _SPACES.sub(" ", "".join(reader.parts))
    return _LINES.sub(lambda gap: "\n\n" if gap.group().count("\n") > 1 else "\n", text).strip()
