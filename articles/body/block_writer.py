"""Write the content of a block as the paragraphs, headings and lists that are allowed in it, without losing text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from .tokenizer import Block, HtmlTag, Node

INLINE = frozenset("strong em u s sub sup a br span".split())
_BLANK = re.compile(r"(?:\s|&nbsp;)*")


class BlockWriter:
    """Collects HTML in `parts`.

    - `leaves`: which element each element that holds a line of text becomes ("" for a line without an element).
    - `containers`: the lists and quotations that stay.
    - `default`: the element for text that is in none.
    - `write_block`: writes blocks within. Without it they are collected in `blocks`.

    Any other element only ends the current line. A line without text is left out.
    """

    def __init__(
        self,
        leaves: Mapping[str, str],
        containers: frozenset[str] = frozenset(),
        default: str = "p",
        write_block: Callable[[Block], str] | None = None,
    ) -> None:
        self.leaves, self.containers, self.default, self.write_block = leaves, containers, default, write_block
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.has_text = False
        self._open: list[str] = []
        self._leaf: tuple[str, str] | None = None
        self._line: list[str | HtmlTag] = []

    def write(self, nodes: Iterable[Node]) -> BlockWriter:
        for node in nodes:
            if isinstance(node, Block):
                self._handle_block(node)
            elif isinstance(node, str) or node.name in INLINE:
                self._line.append(node)
            else:
                self._handle_tag(node)
        self._end_line()
        return self

    def _handle_block(self, block: Block) -> None:
        self._end_line()
        if self.write_block:
            self.parts.append(self.write_block(block))
        else:
            self.blocks.append(block)

    def _handle_tag(self, tag: HtmlTag) -> None:
        self._end_line()
        if tag.name in self.containers:
            self.parts.append(str(tag))
            if tag.closes:
                self._open.pop()
            elif tag.name != "hr":
                self._open.append(tag.name)
        elif tag.name in self.leaves and not tag.closes:
            self._leaf = self.leaves[tag.name], tag.attributes

    def _end_line(self) -> None:
        line, is_leaf = _balanced(self._line), self._leaf is not None
        if has_text(self._line):
            self.has_text = True
            name, attributes = self._leaf or (self._default_here(), "")
            inside = line if is_leaf else line.strip()
            self.parts.append(f"<{name}{attributes}>{inside}</{name}>" if name else inside)
        self._leaf = None
        self._line = []

    def _default_here(self) -> str:
        return "" if self._open and self._open[-1] != "blockquote" else self.default


def has_text(line: Iterable[Node]) -> bool:
    return any(isinstance(node, str) and not _BLANK.fullmatch(node) for node in line)


def _balanced(line: list[str | HtmlTag]) -> str:
    """Return the line without tags that were opened before it or are closed after it."""
    opened: list[int] = []
    unbalanced: set[int] = set()
    for at, node in enumerate(line):
        if isinstance(node, str) or node.name == "br":
            continue
        if not node.closes:
            opened.append(at)
        elif opened:
            opened.pop()
        else:
            unbalanced.add(at)
    unbalanced.update(opened)
    return "".join(str(node) for at, node in enumerate(line) if at not in unbalanced)
