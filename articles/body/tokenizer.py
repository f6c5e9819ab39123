"""Cut HTML as nh3 writes it into tags, text, and the blocks that stand apart from the running text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .allow_list import ATTRIBUTES
from .foreign_html import NOTHING_SAID, RENAMED, Meaning, Styles

BLOCKS = frozenset({"figure", "aside", "table"})
TABLE_PARTS = frozenset("thead tbody tfoot caption tr th td".split())
# A figure in a cell of a table in a figure needs three levels. What is nested deeper becomes text: without a limit,
# hostile HTML would take more than linear time.
MAX_DEPTH = 4
_TOKEN = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>|[^<]+|<")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class HtmlTag:
    """`name` is the element of the story that it is; values of attributes are still escaped."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    closes: bool = False
    says: Meaning = NOTHING_SAID

    def __str__(self) -> str:
        return f"</{self.name}>" if self.closes else f"<{self.name}{written(self.name, self.attributes)}>"


@dataclass(slots=True)
class Block:
    """A figure, aside or table with its content."""

    name: str
    attributes: Mapping[str, str]  # values as written, still escaped
    content: list[Node] = field(default_factory=list)
    says: Meaning = NOTHING_SAID


Node = str | HtmlTag | Block


def written(name: str, attributes: Mapping[str, str]) -> str:
    """Return the attributes that may be stored with this element, the address first and the others by name."""
    stored = sorted(ATTRIBUTES.get(name, set()) & attributes.keys(), key=lambda each: (each != "href", each))
    return "".join(f' {each}="{attributes[each]}"' for each in stored)


def tokenize(html: str, styles: Styles) -> list[Node]:
    """Return the nodes of HTML that nh3 wrote.

    The tag of a block that is nested too deep, or of a table's part without a table around it, becomes a space.
    """
    top: list[Node] = []
    into = [top]
    kept: list[bool] = []  # of each open figure, aside and table: whether it became a Block
    tags: dict[str, HtmlTag] = {}
    for token in _TOKEN.finditer(html):
        closing, name, _ = token.group(1, 2, 3)
        if not name:
            into[-1].append(token.group())
        elif name not in BLOCKS:
            is_stray = name in TABLE_PARTS and not (kept and kept[-1])
            into[-1].append(" " if is_stray else _tag(token, styles, tags))
        elif closing:
            if kept and kept.pop():
                into.pop()
            else:
                into[-1].append(" ")
        else:
            kept.append(len(into) <= MAX_DEPTH)
            tag = _tag(token, styles, tags)
            block = Block(name, tag.attributes, says=tag.says)
            into[-1].append(block if kept[-1] else " ")
            if kept[-1]:
                into.append(block.content)
    return top


def _tag(token: re.Match[str], styles: Styles, known: dict[str, HtmlTag]) -> HtmlTag:
    """Return the tag; equal ones are read once."""
    tag = known.get(token.group())
    if tag is None:
        closing, name, rest = token.group(1, 2, 3)
        attributes = dict(_ATTRIBUTE.findall(rest))
        says = NOTHING_SAID if closing else styles.meaning(name, attributes)
        tag = known[token.group()] = HtmlTag(RENAMED.get(name, name), attributes, bool(closing), says)
    return tag
