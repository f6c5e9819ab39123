"""Writes what stands in a block as the paragraphs, headings and lists that may stand there; no word is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from .cutting import Apart, Node, Tag

INLINE = frozenset("strong em u s sub sup a br span".split())
_BLANK = re.compile(r"(?:\s|&nbsp;)*")


class Blocks:
    """Blocks, one after the other, in `parts`.

    `leaves` says what each element that holds a line of text becomes ("" is a bare line); `around` are the lists and
    quotations that stay. Text of no element becomes `loose`. Any other block only ends the line it stands in. A line
    that shows nothing is left out. What stands apart is written by `form`, or else kept in `apart`.
    """

    def __init__(
        self,
        leaves: Mapping[str, str],
        around: frozenset[str] = frozenset(),
        loose: str = "p",
        form: Callable[[Apart], str] | None = None,
    ) -> None:
        self.leaves, self.around, self.loose, self.form = leaves, around, loose, form
        self.parts: list[str] = []
        self.apart: list[Apart] = []
        self.says_something = False
        self._open: list[str] = []
        self._leaf: tuple[str, str] | None = None
        self._line: list[str | Tag] = []

    def write(self, nodes: Iterable[Node]) -> Blocks:
        for node in nodes:
            if isinstance(node, Apart):
                self._apart(node)
            elif isinstance(node, str) or node.name in INLINE:
                self._line.append(node)
            else:
                self._block(node)
        self._end_line()
        return self

    def _apart(self, block: Apart) -> None:
        self._end_line()
        if self.form:
            self.parts.append(self.form(block))
        else:
            self.apart.append(block)

    def _block(self, tag: Tag) -> None:
        self._end_line()
        if tag.name in self.around:
            self.parts.append(str(tag))
            if tag.closes:
                self._open.pop()
            elif tag.name != "hr":
                self._open.append(tag.name)
        elif tag.name in self.leaves and not tag.closes:
            self._leaf = self.leaves[tag.name], tag.attributes

    def _end_line(self) -> None:
        line, said = _balanced(self._line), self._leaf is not None
        if shows(self._line):
            self.says_something = True
            name, attributes = self._leaf or (self._loose_here(), "")
            words = line if said else line.strip()
            self.parts.append(f"<{name}{attributes}>{words}</{name}>" if name else words)
        self._leaf = None
        self._line = []

    def _loose_here(self) -> str:
        return "" if self._open and self._open[-1] != "blockquote" else self.loose


def shows(line: Iterable[Node]) -> bool:
    """Whether there is any text in it."""
    return any(isinstance(node, str) and not _BLANK.fullmatch(node) for node in line)


def _balanced(line: list[str | Tag]) -> str:
    """The line without the tags that were opened before it, or are closed after it."""
    opened: list[int] = []
    odd: set[int] = set()
    for at, node in enumerate(line):
        if isinstance(node, str) or node.name == "br":
            continue
        if not node.closes:
            opened.append(at)
        elif opened:
            opened.pop()
        else:
            odd.add(at)
    odd.update(opened)
    return "".join(str(node) for at, node in enumerate(line) if at not in odd)
