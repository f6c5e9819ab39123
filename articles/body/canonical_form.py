"""Bring each figure, aside and table of a body into the one form in which it is stored.

Content that is not allowed in such a block is moved behind it, in its order: no text is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .block_writer import BlockWriter
from .foreign_html import Styles
from .tokenizer import TABLE_PARTS, Block, HtmlTag, Node, tokenize
from .words import NO_MARKS, Marks

# In the order in which they win, if a figure has several.
PLACEHOLDERS = ("data-social-post", "data-image", "data-gallery", "data-story", "data-file")
MAX_GALLERY = 50
_PARAGRAPHS = dict.fromkeys("p h2 h3 li figcaption".split(), "p")
_BARE_LINES = dict.fromkeys(_PARAGRAPHS, "")
_FACT_BOX = {"p": "p", "h2": "h3", "h3": "h3", "figcaption": "p"}
_RUNNING_TEXT = {"p": "p", "h2": "h2", "h3": "h3", "figcaption": "p"}
_LISTS = frozenset({"ul", "ol", "li"})
_CONTAINERS = _LISTS | {"blockquote", "hr"}
_END_LINE = HtmlTag("figcaption", closes=True)  # ends a caption, or any other line


def canonical(html: str, styles: Styles) -> str:
    """Return HTML that nh3 wrote in its stored form: blocks, each in its own one, and no text outside them.

    Takes linear time. The result may not be well-formed: run it through nh3 again.
    """
    return _running_text(tokenize(html, styles), keeps_empty=True)


def _canonical_block(block: Block, marks: Marks) -> str:
    marks = marks.within(HtmlTag(block.name, block.attributes, says=block.says), is_inline=False)
    if block.name == "table":
        return _table("", [block], marks)
    if block.name == "aside":
        return _aside(block, marks)
    for name in PLACEHOLDERS:
        if name in block.attributes:
            return _placeholder(name, block, marks)
    if any(isinstance(node, Block) and node.name == "table" for node in block.content):
        return _table(block.attributes.get("data-table", ""), block.content, marks)
    return _running_text(block.content, marks)


def _all_canonical(blocks: list[Block], marks: Marks) -> str:
    return "".join(_canonical_block(block, marks) for block in blocks)


def _running_text(nodes: list[Node], marks: Marks = NO_MARKS, *, keeps_empty: bool = False) -> str:
    writer = BlockWriter(_RUNNING_TEXT, _CONTAINERS, write_block=_canonical_block, marks=marks, keeps_empty=keeps_empty)
    return "".join(writer.write(nodes).parts)


def _placeholder(name: str, block: Block, marks: Marks) -> str:
    value = block.attributes[name]
    has_link = name in ("data-social-post", "data-story", "data-file")
    element, rest = _take("a" if has_link else "figcaption", block.content)
    inside, moved = _link(element) if has_link else _line(element, marks)
    if name == "data-gallery":
        figure = _gallery(value.split(), inside)
    else:
        layout = block.attributes.get("data-layout", "") if name == "data-image" else ""
        figure = _figure({name: value, "data-layout": layout}, inside)
    return figure + _all_canonical(moved, marks) + _running_text(rest, marks)


def _figure(attributes: Mapping[str, str], inside: str) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes.items() if value)
    return f"<figure{written}>{inside}</figure>"


def _gallery(ids: list[str], caption: str) -> str:
    """Return one or more galleries of at most MAX_GALLERY images; a single image becomes an image figure."""
    figures = []
    for at in range(0, len(ids), MAX_GALLERY):
        chunk = ids[at : at + MAX_GALLERY]
        name = "data-gallery" if len(chunk) > 1 else "data-image"
        figures.append(_figure({name: " ".join(chunk)}, "" if at else caption))
    return "".join(figures)


def _take(name: str, nodes: list[Node]) -> tuple[list[Node], list[Node]]:
    """Return the first element of that name with its tags ([] if there is none), and all other nodes."""
    depth, start = 0, None
    for at, node in enumerate(nodes):
        if isinstance(node, HtmlTag) and node.name == name:
            start = at if start is None else start
            depth += -1 if node.closes else 1
            if depth == 0:
                return nodes[start : at + 1], nodes[:start] + nodes[at + 1 :]
    return [], nodes


def _line(element: list[Node], marks: Marks, keep_empty: bool = False) -> tuple[str, list[Block]]:
    """Return the caption with its lines joined by <br>, and the blocks that were in it.

    A caption without text becomes "" unless `keep_empty`.
    """
    if not element:
        return "", []
    within = marks.within(element[0], is_inline=False) if isinstance(element[0], HtmlTag) else marks
    written = BlockWriter(_BARE_LINES, default="", marks=within, stated=within).write(element[1:-1])
    line = "<br>".join(written.parts)
    language = within.language(NO_MARKS) if line else ""
    return (f"<figcaption{language}>{line}</figcaption>" if line or keep_empty else ""), written.blocks


def _link(element: list[Node]) -> tuple[str, list[Block]]:
    """Return the link as a line, and the blocks in it. A link without text gets its address as text."""
    if not element or not isinstance(element[0], HtmlTag):
        return "", []
    written = BlockWriter(_BARE_LINES, default="").write(element[1:-1])
    line = "<br>".join(written.parts) or element[0].attributes.get("href", "")
    return (f"{element[0]}{line}</a>" if line else ""), written.blocks


def _aside(block: Block, marks: Marks) -> str:
    kind = block.attributes.get("data-aside", "")
    if not kind:
        return _running_text(block.content, marks)
    leaves, containers = (_FACT_BOX, _LISTS) if kind == "fact-box" else (_PARAGRAPHS, frozenset())
    written = BlockWriter(leaves, containers, marks=marks).write(block.content)
    aside = f'<aside data-aside="{kind}">{"".join(written.parts)}</aside>' if written.has_text else ""
    return aside + _all_canonical(written.blocks, marks)


@dataclass(slots=True)
class _Cell:
    row: HtmlTag
    tag: HtmlTag
    content: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Grid:
    rows: list[list[_Cell]] = field(default_factory=list)
    caption: list[Node] = field(default_factory=list)
    outside: list[Node] = field(default_factory=list)

    @property
    def cells(self) -> list[_Cell]:
        return [cell for row in self.rows for cell in row]


def _table(kind: str, nodes: list[Node], marks: Marks) -> str:
    """Return a figure with the first table among the nodes, and everything else behind it.

    Without `kind`, a table that is only used for layout becomes running text.
    """
    at, table = next((at, node) for at, node in enumerate(nodes) if isinstance(node, Block) and node.name == "table")
    grid = _grid(table.content)
    caption, rest = _take("figcaption", [*nodes[:at], *nodes[at + 1 :]])
    if not grid.cells or not (kind or _is_data_table(grid)):
        cells = [node for cell in grid.cells for node in (cell.tag, *cell.content, HtmlTag(cell.tag.name, closes=True))]
        return _running_text([*caption, *grid.caption, *cells, _END_LINE, *grid.outside, *rest], marks)
    opening = caption[0] if caption else HtmlTag("figcaption")
    line, blocks = _line([opening, *caption[1:-1], *grid.caption, _END_LINE], marks, keep_empty=True)
    within = marks.within(HtmlTag("table", table.attributes, says=table.says), is_inline=False)
    rows = ["".join(_cell(cell, within, blocks) for cell in row) for row in grid.rows if row]
    inside = f"{line}<table><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"
    return (
        _figure({"data-table": kind or "plain"}, inside)
        + _all_canonical(blocks, marks)
        + _running_text([*grid.outside, *rest], marks)
    )


def _is_data_table(grid: _Grid) -> bool:
    """Return False for a table that only frames a text or an image."""
    return len(grid.cells) > 1 and any(BlockWriter({}).write(_flattened(cell.content)).has_text for cell in grid.cells)


def _cell(cell: _Cell, marks: Marks, blocks: list[Block]) -> str:
    """Return the cell. Append blocks, which are not allowed in it, to `blocks`."""
    within = marks.within(cell.row, is_inline=False).within(cell.tag, is_inline=False)
    written = BlockWriter(_PARAGRAPHS, marks=within).write(_flattened(cell.content))
    blocks += written.blocks
    return f"{cell.tag}{''.join(written.parts) or '<p></p>'}</{cell.tag.name}>"


def _grid(nodes: list[Node]) -> _Grid:
    grid, into = _Grid(), None
    in_head, row = False, HtmlTag("tr")
    for node in nodes:
        if isinstance(node, HtmlTag) and node.name in TABLE_PARTS:
            into = None
            if node.name == "thead":
                in_head = not node.closes
            elif node.name == "tr" and not node.closes:
                row = node
                grid.rows.append([])
            elif node.name == "caption" and not node.closes:
                into = grid.caption
                into.append(node)
            elif node.name in ("td", "th") and not node.closes and grid.rows:
                cell = _Cell(row, replace(node, name="th" if in_head else node.name))
                grid.rows[-1].append(cell)
                into = cell.content
        else:
            (grid.outside if into is None else into).append(node)
    return grid


def _flattened(nodes: list[Node]) -> Iterator[Node]:
    """Yield the nodes with the cells of nested tables as lines: a cell holds no table."""
    for node in nodes:
        if isinstance(node, Block) and node.name != "aside" and node.attributes.keys() <= {"data-table"}:
            yield _END_LINE
            yield from _flattened(node.content)
            yield _END_LINE
        else:
            yield node
