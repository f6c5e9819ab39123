"""Bring each figure, aside and table of a body into the one form in which it is stored.

No text is lost, and all of it keeps its order. What may not stand in such a block:

- ends a pull quote or a fact box, which goes on behind it;
- ends a figure, if it is neither its caption nor its link: it stands before or behind the figure, as it did in it;
- leaves its words in a cell or a caption. Only a placeholder, which has no words of its own, moves behind the figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .block_writer import BlockWriter
from .foreign_html import Styles
from .tokenizer import TABLE_PARTS, Block, HtmlTag, Node, tokenize
from .words import NO_MARKS, Marks, has_text

# In the order in which they win, if a figure has several.
PLACEHOLDERS = ("data-social-post", "data-image", "data-gallery", "data-story", "data-file")
MAX_GALLERY = 50
_PARAGRAPHS = dict.fromkeys("p h2 h3 li figcaption".split(), "p")
_BARE_LINES = dict.fromkeys(_PARAGRAPHS, "")
_FACT_BOX = {"p": "p", "h2": "h3", "h3": "h3", "figcaption": "p"}
_RUNNING_TEXT = {"p": "p", "h2": "h2", "h3": "h3", "figcaption": "p"}
_LISTS = frozenset({"ul", "ol", "li"})
_CONTAINERS = _LISTS | {"blockquote", "hr"}
_LINKING = ("data-social-post", "data-story", "data-file")
_MEANINGFUL = frozenset({*PLACEHOLDERS, "data-aside"})
_BOX, _BOX_ENDS = HtmlTag("div"), HtmlTag("div", closes=True)


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
    has_link = name in _LINKING
    before, element, after = _take("a" if has_link else "figcaption", block.content)
    if not _is_blank([*before, *after]):
        figure = Block(block.name, block.attributes, element)
        return _running_text([*before, figure, *after], marks)
    moved: list[Block] = []
    value = block.attributes[name]
    inside = _link(element, moved) if has_link else _line(element, marks, moved)
    if name == "data-gallery":
        figure_html = _gallery(value.split(), inside)
    else:
        layout = block.attributes.get("data-layout", "") if name == "data-image" else ""
        figure_html = _figure({name: value, "data-layout": layout}, inside)
    return figure_html + _all_canonical(moved, marks)


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


def _take(name: str, nodes: list[Node]) -> tuple[list[Node], list[Node], list[Node]]:
    """Return what stands before the first element of that name, the element with its tags, and what stands after it.

    If there is none, everything stands after it.
    """
    depth, start = 0, None
    for at, node in enumerate(nodes):
        if isinstance(node, HtmlTag) and node.name == name:
            start = at if start is None else start
            depth += -1 if node.closes else 1
            if depth == 0:
                return nodes[:start], nodes[start : at + 1], nodes[at + 1 :]
    return [], [], nodes


def _is_blank(nodes: list[Node]) -> bool:
    return not any(
        isinstance(node, Block) or (has_text([(node, NO_MARKS)]) if isinstance(node, str) else node.name == "hr")
        for node in nodes
    )


def _line(element: list[Node], marks: Marks, moved: list[Block], keep_empty: bool = False) -> str:
    """Return the caption with its lines joined by <br>. Append placeholders that were in it to `moved`.

    A caption without text becomes "" unless `keep_empty`.
    """
    if not element:
        return ""
    within = marks.within(element[0], is_inline=False) if isinstance(element[0], HtmlTag) else marks
    written = BlockWriter(_BARE_LINES, default="", marks=within, stated=within)
    line = "<br>".join(written.write(_words_of(element[1:-1], moved)).parts)
    language = within.language(NO_MARKS) if line else ""
    return f"<figcaption{language}>{line}</figcaption>" if line or keep_empty else ""


def _link(element: list[Node], moved: list[Block]) -> str:
    """Return the link as a line. A link without text gets its address as text."""
    if not element or not isinstance(element[0], HtmlTag):
        return ""
    written = BlockWriter(_BARE_LINES, default="").write(_words_of(element[1:-1], moved))
    line = "<br>".join(written.parts) or element[0].attributes.get("href", "")
    return f"{element[0]}{line}</a>" if line else ""


def _aside(block: Block, marks: Marks) -> str:
    """Return the pull quote or fact box; with a block in it, its parts before and behind that block."""
    kind = block.attributes.get("data-aside", "")
    if not kind:
        return _running_text(block.content, marks)
    leaves, containers = (_FACT_BOX, _LISTS) if kind == "fact-box" else (_PARAGRAPHS, frozenset())
    opening, closing = f'<aside data-aside="{kind}">', "</aside>"

    def between(inner: Block, marks: Marks) -> str:
        html = _canonical_block(inner, marks)
        return f"{closing}{html}{opening}" if html else ""

    written = BlockWriter(leaves, containers, write_block=between, marks=marks).write(_unboxed(block.content))
    return "".join([opening, *written.parts, closing]).replace(opening + closing, "")


def _unboxed(nodes: list[Node]) -> Iterator[Node]:
    """Yield the nodes with the content of figures and asides that mean nothing in place of these."""
    for node in nodes:
        if isinstance(node, Block) and not (node.attributes.keys() & _MEANINGFUL or _tables([node, *node.content])):
            yield replace(_BOX, says=node.says)
            yield from _unboxed(node.content)
            yield _BOX_ENDS
        else:
            yield node


def _tables(nodes: list[Node]) -> list[Block]:
    return [node for node in nodes if isinstance(node, Block) and node.name == "table"]


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
    """Return a figure with the first table among the nodes, and everything else before or behind it.

    Without `kind`, a table that is only used for layout becomes running text.
    """
    table = _tables(nodes)[0]
    at = next(at for at, node in enumerate(nodes) if node is table)
    grid = _grid(table.content)
    if not grid.cells or not (kind or _is_data_table(grid)):
        cells = [node for cell in grid.cells for node in (cell.tag, *cell.content, HtmlTag(cell.tag.name, closes=True))]
        box = [_BOX, _BOX, *grid.caption, _BOX_ENDS, *cells, *grid.outside, _BOX_ENDS]
        return _running_text([*nodes[:at], *box, *nodes[at + 1 :]], marks)
    before, caption, after = _with_caption(nodes[:at], nodes[at + 1 :], has_own=bool(grid.caption))
    if not _is_blank([*before, *after]):
        figure = Block("figure", {"data-table": kind or "plain"}, [*caption, table])
        return _running_text([*before, figure, *after], marks)
    opening = caption[0] if caption else HtmlTag("figcaption")
    moved: list[Block] = []
    line = _line([opening, *caption[1:-1], _BOX, *grid.caption, _BOX_ENDS], marks, moved, keep_empty=True)
    within = marks.within(HtmlTag("table", table.attributes, says=table.says), is_inline=False)
    rows = ["".join(_cell(cell, within, moved) for cell in row) for row in grid.rows if row]
    inside = f"{line}<table><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"
    figure_html = _figure({"data-table": kind or "plain"}, inside)
    return figure_html + _all_canonical(moved, marks) + _running_text(grid.outside, marks)


def _with_caption(before: list[Node], after: list[Node], *, has_own: bool) -> tuple[list[Node], list[Node], list[Node]]:
    """Return what stands before a table, its caption ([] if it has none), and what stands after it.

    A caption is right above the table or right below it, unless the table has one of its own. It is stored above.
    """
    lead, caption, between = _take("figcaption", before)
    if caption and _is_blank(between):
        return lead, caption, after
    between, caption, rest = _take("figcaption", after)
    if caption and _is_blank(between) and not has_own:
        return before, caption, rest
    return before, [], after


def _is_data_table(grid: _Grid) -> bool:
    """Return False for a table that only frames a text or an image."""
    return len(grid.cells) > 1 and any(
        BlockWriter({}).write(_words_of(cell.content, [])).has_text for cell in grid.cells
    )


def _cell(cell: _Cell, marks: Marks, moved: list[Block]) -> str:
    """Return the cell. Append placeholders, which are not allowed in it, to `moved`."""
    within = marks.within(cell.row, is_inline=False).within(cell.tag, is_inline=False)
    written = BlockWriter(_PARAGRAPHS, marks=within).write(_words_of(cell.content, moved))
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


def _words_of(nodes: list[Node], moved: list[Block]) -> Iterator[Node]:
    """Yield the nodes with the words of blocks in place of these, as a cell or a caption holds no block.

    Append what stands for something without words, as an image or a post, to `moved`.
    """
    for node in nodes:
        if not isinstance(node, Block):
            yield node
            continue
        before, link, after = node.content, list[Node](), list[Node]()
        if any(name in node.attributes for name in _LINKING):
            before, link, after = _take("a", node.content)
        if any(name in node.attributes for name in PLACEHOLDERS):
            moved.append(Block(node.name, node.attributes, link))
        yield replace(_BOX, says=node.says)
        yield from _words_of([*before, *after], moved)
        yield _BOX_ENDS
