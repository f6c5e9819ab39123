"""Bring each figure, aside and table of a body into the one form in which it is stored.

Content that is not allowed in such a block is moved behind it, in its order: no text is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .block_writer import BlockWriter, has_text
from .tokenizer import TABLE_PARTS, Block, HtmlTag, Node, tokenize

# In the order in which they win, if a figure has several.
PLACEHOLDERS = ("data-social-post", "data-image", "data-gallery", "data-story")
MAX_GALLERY = 50
_PARAGRAPHS = dict.fromkeys("p h2 h3 li figcaption".split(), "p")
_BARE_LINES = dict.fromkeys(_PARAGRAPHS, "")
_FACT_BOX = {"p": "p", "h2": "h3", "h3": "h3", "figcaption": "p"}
_RUNNING_TEXT = {"p": "p", "h2": "h2", "h3": "h3", "figcaption": "p"}
_LISTS = frozenset({"ul", "ol", "li"})
_HREF = re.compile(r'href="([^"]*)"')
_CONTAINERS = _LISTS | {"blockquote", "hr"}
_END_LINE = HtmlTag("figcaption", closes=True)  # ends a caption, or any other line


def canonical(html: str) -> str:
    """Return HTML that nh3 wrote with each block in its stored form. Takes linear time.

    The result may not be well-formed: run it through nh3 again.
    """
    parts = []
    for node in tokenize(html):
        if isinstance(node, Block):
            parts.append(_canonical_block(node))
        elif isinstance(node, HtmlTag) and node.name == "figcaption":
            parts.append(str(HtmlTag("p", node.attributes, closes=node.closes)))
        else:
            parts.append(str(node))
    return "".join(parts)


def _canonical_block(block: Block) -> str:
    if block.name == "table":
        return _table("", [block])
    if block.name == "aside":
        return _aside(block)
    for name in PLACEHOLDERS:
        if name in block.attributes:
            return _placeholder(name, block)
    if any(isinstance(node, Block) and node.name == "table" for node in block.content):
        return _table(block.attributes.get("data-table", ""), block.content)
    return _running_text(block.content)


def _all_canonical(blocks: list[Block]) -> str:
    return "".join(map(_canonical_block, blocks))


def _running_text(nodes: list[Node]) -> str:
    return "".join(BlockWriter(_RUNNING_TEXT, _CONTAINERS, write_block=_canonical_block).write(nodes).parts)


def _placeholder(name: str, block: Block) -> str:
    value = block.attributes[name]
    has_link = name in ("data-social-post", "data-story")
    element, rest = _take("a" if has_link else "figcaption", block.content)
    inside, moved = _link(element) if has_link else _line(element)
    if name == "data-gallery":
        figure = _gallery(value.split(), inside)
    else:
        layout = block.attributes.get("data-layout", "") if name == "data-image" else ""
        figure = _figure({name: value, "data-layout": layout}, inside)
    return figure + _all_canonical(moved) + _running_text(rest)


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


def _line(element: list[Node], keep_empty: bool = False) -> tuple[str, list[Block]]:
    """Return the element with its lines joined by <br>, and the blocks that were in it.

    An element without text becomes "" unless `keep_empty`.
    """
    if not element:
        return "", []
    written = BlockWriter(_BARE_LINES, default="").write(element[1:-1])
    line = "<br>".join(written.parts)
    return (f"{element[0]}{line}{element[-1]}" if line or keep_empty else ""), written.blocks


def _link(element: list[Node]) -> tuple[str, list[Block]]:
    """Return the link as a line, and the blocks in it. A link without text gets its address as text."""
    line, moved = _line(element)
    if element and not line and (address := _HREF.search(str(element[0]))):
        line = f"{element[0]}{address.group(1)}{element[-1]}"
    return line, moved


def _aside(block: Block) -> str:
    kind = block.attributes.get("data-aside", "")
    if not kind:
        return _running_text(block.content)
    written = (BlockWriter(_FACT_BOX, _LISTS) if kind == "fact-box" else BlockWriter(_PARAGRAPHS)).write(block.content)
    aside = f'<aside data-aside="{kind}">{"".join(written.parts)}</aside>' if written.has_text else ""
    return aside + _all_canonical(written.blocks)


@dataclass(slots=True)
class _Cell:
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


def _table(kind: str, nodes: list[Node]) -> str:
    """Return a figure with the first table among the nodes, and everything else behind it.

    Without `kind`, a table that is only used for layout becomes running text.
    """
    at = next(at for at, node in enumerate(nodes) if isinstance(node, Block) and node.name == "table")
    grid = _grid(nodes[at].content)  # type: ignore[union-attr]
    caption, rest = _take("figcaption", [*nodes[:at], *nodes[at + 1 :]])
    if not grid.cells or not (kind or _is_data_table(grid)):
        cells = [node for cell in grid.cells for node in (cell.tag, *cell.content)]
        return _running_text([*caption, *grid.caption, *cells, _END_LINE, *grid.outside, *rest])
    opening = caption[0] if caption else HtmlTag("figcaption")
    line, blocks = _line([opening, *caption[1:-1], *grid.caption, _END_LINE], keep_empty=True)
    rows = ["".join(_cell(cell, blocks) for cell in row) for row in grid.rows if row]
    inside = f"{line}<table><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"
    return (
        _figure({"data-table": kind or "plain"}, inside)
        + _all_canonical(blocks)
        + _running_text([*grid.outside, *rest])
    )


def _is_data_table(grid: _Grid) -> bool:
    """Return False for a table that only frames a text or an image."""
    return len(grid.cells) > 1 and any(has_text(_flattened(cell.content)) for cell in grid.cells)


def _cell(cell: _Cell, blocks: list[Block]) -> str:
    """Return the cell. Append blocks, which are not allowed in it, to `blocks`."""
    written = BlockWriter(_PARAGRAPHS).write(_flattened(cell.content))
    blocks += written.blocks
    return f"{cell.tag}{''.join(written.parts) or '<p></p>'}</{cell.tag.name}>"


def _grid(nodes: list[Node]) -> _Grid:
    grid, into = _Grid(), None
    in_head = False
    for node in nodes:
        if isinstance(node, HtmlTag) and node.name in TABLE_PARTS:
            into = None
            if node.name == "thead":
                in_head = not node.closes
            elif node.name == "tr" and not node.closes:
                grid.rows.append([])
            elif node.name == "caption" and not node.closes:
                into = grid.caption
                into.append(node)
            elif node.name in ("td", "th") and not node.closes and grid.rows:
                cell = _Cell(HtmlTag("th" if in_head else node.name, node.attributes))
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
