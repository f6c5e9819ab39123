"""HTML as nh3 writes it, cut into tags, text, and the blocks that stand apart from the running text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

APART = frozenset({"figure", "aside", "table"})
TABLE_PARTS = frozenset("thead tbody tfoot caption tr th td".split())
# A figure in a cell of a table in a figure is three. What is nested deeper is read as text: so no text, however it is
# made, is read in more than linear time.
DEEPEST = 4
_TOKEN = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>|[^<]+|<")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    attributes: str = ""  # as they are written, with a space before
    closes: bool = False

    def __str__(self) -> str:
        return f"</{self.name}>" if self.closes else f"<{self.name}{self.attributes}>"


@dataclass(slots=True)
class Apart:
    """A figure, an aside or a table with all that is in it."""

    name: str
    attributes: dict[str, str]  # the values as they are written
    content: list[Node] = field(default_factory=list)


Node = str | Tag | Apart


def cut(html: str) -> list[Node]:
    """The nodes of HTML that nh3 wrote. A tag whose block is nested too deep, or has no table around it, is a space."""
    top: list[Node] = []
    into = [top]
    kept: list[bool] = []  # of each figure, aside and table that is open, whether it became a node
    for token in _TOKEN.finditer(html):
        closing, name, attributes = token.group(1, 2, 3)
        if name not in APART:
            stray = name in TABLE_PARTS and not (kept and kept[-1])
            into[-1].append(" " if stray else Tag(name, attributes, closes=bool(closing)) if name else token.group())
        elif closing:
            if kept and kept.pop():
                into.pop()
            else:
                into[-1].append(" ")
        else:
            kept.append(len(into) <= DEEPEST)
            block = Apart(name, dict(_ATTRIBUTE.findall(attributes)))
            into[-1].append(block if kept[-1] else " ")
            if kept[-1]:
                into.append(block.content)
    return top
