"""Cut HTML as nh3 writes it into tags, text, and the blocks that stand apart from the running text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

BLOCKS = frozenset({"figure", "aside", "table"})
TABLE_PARTS = frozenset("thead tbody tfoot caption tr th td".split())
# A figure in a cell of a table in a figure needs three levels. What is nested deeper becomes text: without a limit,
# hostile HTML would take more than linear time.
MAX_DEPTH = 4
_TOKEN = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>|[^<]+|<")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class HtmlTag:
    name: str
    attributes: str = ""  # as written, with a space before
    closes: bool = False

    def __str__(self) -> str:
        return f"</{self.name}>" if self.closes else f"<{self.name}{self.attributes}>"


@dataclass(slots=True)
class Block:
    """A figure, aside or table with its content."""

    name: str
    attributes: dict[str, str]  # values as written, still escaped
    content: list[Node] = field(default_factory=list)


Node = str | HtmlTag | Block


def tokenize(html: str) -> list[Node]:
    """Return the nodes of HTML that nh3 wrote. Attributes get the order in which the editor writes them.

    The tag of a block that is nested too deep, or of a table's part without a table around it, becomes a space.
    """
    top: list[Node] = []
    into = [top]
    kept: list[bool] = []  # of each open figure, aside and table: whether it became a Block
    for token in _TOKEN.finditer(html):
        closing, name, attributes = token.group(1, 2, 3)
        if name not in BLOCKS:
            is_stray = name in TABLE_PARTS and not (kept and kept[-1])
            into[-1].append(
                " "
                if is_stray
                else HtmlTag(name, _in_order(attributes), closes=bool(closing))
                if name
                else token.group()
            )
        elif closing:
            if kept and kept.pop():
                into.pop()
            else:
                into[-1].append(" ")
        else:
            kept.append(len(into) <= MAX_DEPTH)
            block = Block(name, dict(_ATTRIBUTE.findall(attributes)))
            into[-1].append(block if kept[-1] else " ")
            if kept[-1]:
                into.append(block.content)
    return top


def _in_order(attributes: str) -> str:
    """Return the attributes with the address first and the others by name."""
    if attributes.count("=") < 2:
        return attributes
    found = sorted(_ATTRIBUTE.findall(attributes), key=lambda attribute: (attribute[0] != "href", attribute[0]))
    return "".join(f' {name}="{value}"' for name, value in found)
