"""Write the content of a block as the paragraphs, headings and lists that are allowed in it, without losing text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .foreign_html import BLOCKS
from .tokenizer import Block, HtmlTag, Node
from .words import BREAK, NO_MARKS, Marks, Run, has_text, html_of, paragraphs

_LISTS = ("ul", "ol")
_MAX_CONTAINERS = 10
_LINE_END = re.compile(r"(\r?\n)")


@dataclass(slots=True)
class _Element:
    """An open element: the marks outside it, and how many containers stay open when it closes."""

    name: str
    outside: Marks
    containers: int
    has_lines: bool = False


@dataclass(slots=True)
class _Container:
    """A list, entry or quotation in `parts`, from index `at` on. One that is `implied` has no tag in the source.

    `bare` is the index of the only line of an entry, while it has no paragraph around it.
    """

    tag: HtmlTag
    at: int
    implied: bool
    within: Marks
    bare: int | None = None
    entries: int = 0


class BlockWriter:
    """Collects HTML in `parts`.

    - `leaves`: which element each element that holds a line of text becomes ("" for a line without an element).
    - `containers`: the lists and quotations that stay. Entries without a list get one.
    - `default`: the element for text that is in none.
    - `write_block`: writes blocks within, which stand between the paragraphs.
    - `marks`: what holds for all of the content; `stated` is what of it the element around says already.
    - `keeps_empty`: whether an empty paragraph or heading stays.

    Any other block element only ends the current line. A line without text is left out.
    """

    def __init__(
        self,
        leaves: Mapping[str, str],
        containers: frozenset[str] = frozenset(),
        default: str = "p",
        write_block: Callable[[Block, Marks], str] = lambda block, marks: "",
        marks: Marks = NO_MARKS,
        stated: Marks = NO_MARKS,
        keeps_empty: bool = False,
    ) -> None:
        self.leaves, self.containers, self.default, self.write_block = leaves, containers, default, write_block
        self.keeps_empty, self.stated = keeps_empty, stated
        self.parts: list[str] = []
        self.has_text = False
        self._marks = marks
        self._elements: list[_Element] = []
        self._blocks: list[_Element] = []  # those of them that are blocks
        self._leaves: list[_Element] = []  # those that hold a line
        self._open_names: Counter[str] = Counter()
        self._open: list[_Container] = []
        self._line: list[Run] = []
        # What holds where the current line begins, outside its own inline elements.
        self._line_marks = marks

    def write(self, nodes: Iterable[Node]) -> BlockWriter:
        for node in nodes:
            if isinstance(node, Block):
                self._write_block(node)
            elif isinstance(node, str):
                self._write_text(node)
            elif node.name == "br":
                self._line.append((BREAK, self._marks))
            elif node.name == "hr":
                self._write_rule()
            elif node.closes:
                self._close(node.name)
            else:
                self._start(node)
        self._end_line()
        self._close_containers(0)
        return self

    # Nodes

    def _write_text(self, text: str) -> None:
        lines = _LINE_END.split(text) if self._marks.keeps_lines else [text]
        self._line += [(BREAK if _LINE_END.fullmatch(line) else line, self._marks) for line in lines if line]

    def _write_rule(self) -> None:
        self._end_line()
        if "hr" in self.containers:
            self._make_place()
            self.parts.append("<hr>")

    def _write_block(self, block: Block) -> None:
        self._end_line()
        if html := self.write_block(block, self._marks):
            # Such a block stands between paragraphs: a list around it is ended, and goes on after it.
            around = list(self._open)
            self._close_containers(0)
            self.parts.append(html)
            for container in around:
                self._reopen(container)

    def _start(self, tag: HtmlTag) -> None:
        is_block = tag.name in BLOCKS
        outside, count = self._marks, len(self._open)
        if is_block:
            self._end_line()
        if tag.name in self.containers:
            count = self._open_container(tag)
        element = _Element(tag.name, outside, count)
        self._elements.append(element)
        self._open_names[tag.name] += 1
        self._marks = outside.within(tag, is_inline=not is_block)
        if is_block:
            self._blocks.append(element)
            self._line_marks = self._marks
        if tag.name in self.leaves:
            self._leaves.append(element)

    def _close(self, name: str) -> None:
        if name in BLOCKS:
            self._end_line(closes=True)
        if not self._open_names[name]:
            return
        element = None
        while element is None or element.name != name:
            element = self._end_element()
        if name in BLOCKS:
            self._line_marks = self._marks

    def _end_element(self) -> _Element:
        element = self._elements.pop()
        self._open_names[element.name] -= 1
        self._close_containers(element.containers)
        self._marks = element.outside
        if self._blocks and self._blocks[-1] is element:
            self._blocks.pop()
        if self._leaves and self._leaves[-1] is element:
            self._leaves.pop()
            if self._leaves and element.has_lines:
                self._leaves[-1].has_lines = True
        return element

    # Lines

    def _end_line(self, *, closes: bool = False) -> None:
        """Write the current line; with `closes` also an empty one that is all of its paragraph."""
        line, self._line = self._line, []
        leaf = self._leaves[-1] if self._leaves else None
        is_empty = not has_text(line)
        if is_empty and not (closes and self.keeps_empty and leaf and leaf is self._blocks[-1] and not leaf.has_lines):
            return
        self.has_text = self.has_text or not is_empty
        if leaf:
            leaf.has_lines = True
            self._write_line(line, self.leaves[leaf.name], strip=False)
            return
        for part in paragraphs(line):
            self._write_line(part, "", strip=True)

    def _write_line(self, line: list[Run], name: str, *, strip: bool) -> None:
        self._make_place()
        container = self._open[-1] if self._open else None
        around = container.within if container else self.stated
        is_in_entry = container and container.tag.name == "li"
        name = self._in_entry(container, name) if container and is_in_entry else name or self.default
        inside = html_of(line, self._line_marks if name else around)
        inside = inside.strip() if strip else inside
        self.parts.append(f"<{name}{self._line_marks.language(around)}>{inside}</{name}>" if name else inside)

    def _in_entry(self, entry: _Container, name: str) -> str:
        """Return the element of a further line of an entry: its first line is a paragraph too, if another follows."""
        if entry.bare is not None:
            self.parts[entry.bare] = f"<p>{self.parts[entry.bare]}</p>"
            entry.bare = None
            return name or "p"
        if not name and len(self.parts) - 1 == entry.at:
            entry.bare = len(self.parts)
            return ""
        return name or "p"

    # Containers

    def _make_place(self) -> None:
        """Open or close what is implied, so that a paragraph may stand here."""
        while self._open and self._open[-1].tag.name in _LISTS and self._open[-1].implied:
            self._close_containers(len(self._open) - 1)
        if self._open and self._open[-1].tag.name in _LISTS:
            self._push(HtmlTag("li"), implied=True)

    def _open_container(self, tag: HtmlTag) -> int:
        """Open a container if it may stand here. Return how many are left open when its element closes."""
        if len(self._open) >= _MAX_CONTAINERS:
            return len(self._open)
        if tag.name == "li":
            self._make_list()
        elif tag.name in _LISTS and self._open and self._open[-1].tag.name in _LISTS and self.parts[-1] == "</li>":
            # A list that stands beside an entry goes into that entry.
            self.parts.pop()
            self._open.append(_Container(HtmlTag("li"), -1, implied=True, within=self._open[-1].within))
        else:
            self._make_place()
        self._push(tag, self._marks.within(tag, is_inline=False))
        return len(self._open) - 1

    def _make_list(self) -> None:
        """Open a list for an entry that has none."""
        if self._open and self._open[-1].tag.name == "li" and self._open[-1].implied:
            self._close_containers(len(self._open) - 1)
        if not (self._open and self._open[-1].tag.name in _LISTS):
            self._push(HtmlTag("ul"), implied=True)
        self._open[-1].entries += 1

    def _push(self, tag: HtmlTag, within: Marks | None = None, *, implied: bool = False) -> None:
        outside = self._open[-1].within if self._open else self.stated
        # A list has no language of its own: its entries have.
        within = outside if within is None or tag.name in _LISTS else within
        start = tag.attributes.get("start") if tag.name == "ol" else None
        number = f' start="{start}"' if start else ""
        self.parts.append(f"<{tag.name}{number}{within.language(outside)}>")
        self._open.append(_Container(tag, len(self.parts) - 1, implied, within))

    def _reopen(self, container: _Container) -> None:
        tag = container.tag
        if tag.name == "ol":
            tag = HtmlTag("ol", {"start": str(int(tag.attributes.get("start", 1)) + container.entries)})
        self._push(tag, container.within, implied=container.implied)

    def _close_containers(self, count: int) -> None:
        """Close all but the outermost `count` containers. An empty one is left out."""
        while len(self._open) > count:
            container = self._open.pop()
            if container.at == len(self.parts) - 1:
                self.parts.pop()
            else:
                self.parts.append(f"</{container.tag.name}>")
