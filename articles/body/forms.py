"""The one form in which each figure, aside and table of a body is stored.

Whatever stands in such a block and has no place in its form goes after it, in its order: nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .cutting import TABLE_PARTS, Apart, Node, Tag, cut
from .writing import Blocks, shows

# A figure with the numbers of two things is one of the first.
PLACEHOLDERS = ("data-social-post", "data-image", "data-gallery", "data-story")
LARGEST_GALLERY = 50
_LINES = dict.fromkeys("p h2 h3 li figcaption".split(), "p")
_BARE = dict.fromkeys(_LINES, "")
_FACTS = {"p": "p", "h2": "h3", "h3": "h3", "figcaption": "p"}
_TEXT = {"p": "p", "h2": "h2", "h3": "h3", "figcaption": "p"}
_LISTS = frozenset({"ul", "ol", "li"})
_HREF = re.compile(r'href="([^"]*)"')
_AROUND = _LISTS | {"blockquote", "hr"}
_END = Tag("figcaption", closes=True)  # the end of a caption, or of any line


def in_form(html: str) -> str:
    """HTML that nh3 wrote, with each block that stands apart in its form. Linear time; nh3 may have to mend it."""
    parts = []
    for node in cut(html):
        if isinstance(node, Apart):
            parts.append(_form(node))
        elif isinstance(node, Tag) and node.name == "figcaption":
            parts.append(str(Tag("p", node.attributes, closes=node.closes)))
        else:
            parts.append(str(node))
    return "".join(parts)


def _form(block: Apart) -> str:
    if block.name == "table":
        return _table("", [block])
    if block.name == "aside":
        return _aside(block)
    for name in PLACEHOLDERS:
        if name in block.attributes:
            return _placeholder(name, block)
    if any(isinstance(node, Apart) and node.name == "table" for node in block.content):
        return _table(block.attributes.get("data-table", ""), block.content)
    return _text(block.content)


def _after(blocks: list[Apart]) -> str:
    return "".join(map(_form, blocks))


def _text(nodes: list[Node]) -> str:
    """As running text."""
    return "".join(Blocks(_TEXT, _AROUND, form=_form).write(nodes).parts)


def _placeholder(name: str, block: Apart) -> str:
    value = block.attributes[name]
    links = name in ("data-social-post", "data-story")
    element, rest = _take("a" if links else "figcaption", block.content)
    inside, later = _link(element) if links else _line(element)
    if name == "data-gallery":
        figure = _gallery(value.split(), inside)
    else:
        layout = block.attributes.get("data-layout", "") if name == "data-image" else ""
        figure = _figure({name: value, "data-layout": layout}, inside)
    return figure + _after(later) + _text(rest)


def _figure(attributes: Mapping[str, str], inside: str) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes.items() if value)
    return f"<figure{written}>{inside}</figure>"


def _gallery(ids: list[str], caption: str) -> str:
    """More pictures than a gallery holds make a further one; a single picture is no gallery."""
    figures = []
    for at in range(0, len(ids), LARGEST_GALLERY):
        some = ids[at : at + LARGEST_GALLERY]
        name = "data-gallery" if len(some) > 1 else "data-image"
        figures.append(_figure({name: " ".join(some)}, "" if at else caption))
    return "".join(figures)


def _take(name: str, nodes: list[Node]) -> tuple[list[Node], list[Node]]:
    """The first element of that name with its tags, and all the rest."""
    depth, start = 0, None
    for at, node in enumerate(nodes):
        if isinstance(node, Tag) and node.name == name:
            start = at if start is None else start
            depth += -1 if node.closes else 1
            if depth == 0:
                return nodes[start : at + 1], nodes[:start] + nodes[at + 1 :]
    return [], nodes


def _line(element: list[Node], empty: bool = False) -> tuple[str, list[Apart]]:
    """The element with its lines as one, none if it shows nothing unless `empty` is wanted; and what goes after it."""
    if not element:
        return "", []
    written = Blocks(_BARE, loose="").write(element[1:-1])
    line = "<br>".join(written.parts)
    return (f"{element[0]}{line}{element[-1]}" if line or empty else ""), written.apart


def _link(element: list[Node]) -> tuple[str, list[Apart]]:
    """A link without words says where it leads."""
    line, later = _line(element)
    if element and not line and (address := _HREF.search(str(element[0]))):
        line = f"{element[0]}{address.group(1)}{element[-1]}"
    return line, later


def _aside(block: Apart) -> str:
    kind = block.attributes.get("data-aside", "")
    if not kind:
        return _text(block.content)
    written = (Blocks(_FACTS, _LISTS) if kind == "fact-box" else Blocks(_LINES)).write(block.content)
    aside = f'<aside data-aside="{kind}">{"".join(written.parts)}</aside>' if written.says_something else ""
    return aside + _after(written.apart)


# -- tables


@dataclass(slots=True)
class _Cell:
    tag: Tag
    content: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Grid:
    rows: list[list[_Cell]] = field(default_factory=list)
    caption: list[Node] = field(default_factory=list)
    loose: list[Node] = field(default_factory=list)

    @property
    def cells(self) -> list[_Cell]:
        return [cell for row in self.rows for cell in row]


def _table(kind: str, nodes: list[Node]) -> str:
    """A figure with a table in it, of its own or made for it; without `kind` it is only a table if it reads as one."""
    at = next(at for at, node in enumerate(nodes) if isinstance(node, Apart) and node.name == "table")
    grid = _grid(nodes[at].content)  # type: ignore[union-attr]
    caption, rest = _take("figcaption", [*nodes[:at], *nodes[at + 1 :]])
    if not grid.cells or not (kind or _reads_as_table(grid)):
        cells = [node for cell in grid.cells for node in (cell.tag, *cell.content)]
        return _text([*caption, *grid.caption, *cells, _END, *grid.loose, *rest])
    opening = caption[0] if caption else Tag("figcaption")
    line, apart = _line([opening, *caption[1:-1], *grid.caption, _END], empty=True)
    rows = ["".join(_cell(cell, apart) for cell in row) for row in grid.rows if row]
    inside = f"{line}<table><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"
    return _figure({"data-table": kind or "plain"}, inside) + _after(apart) + _text([*grid.loose, *rest])


def _reads_as_table(grid: _Grid) -> bool:
    """Not one that only frames a text or a picture."""
    return len(grid.cells) > 1 and any(shows(_flat(cell.content)) for cell in grid.cells)


def _cell(cell: _Cell, apart: list[Apart]) -> str:
    """The cell, and into `apart` what may not stand in one."""
    written = Blocks(_LINES).write(_flat(cell.content))
    apart += written.apart
    return f"{cell.tag}{''.join(written.parts) or '<p></p>'}</{cell.tag.name}>"


def _grid(nodes: list[Node]) -> _Grid:
    grid, into = _Grid(), None
    head = False
    for node in nodes:
        if isinstance(node, Tag) and node.name in TABLE_PARTS:
            into = None
            if node.name == "thead":
                head = not node.closes
            elif node.name == "tr" and not node.closes:
                grid.rows.append([])
            elif node.name == "caption" and not node.closes:
                into = grid.caption
                into.append(node)
            elif node.name in ("td", "th") and not node.closes and grid.rows:
                cell = _Cell(Tag("th" if head else node.name, _spans(node)))
                grid.rows[-1].append(cell)
                into = cell.content
        else:
            (grid.loose if into is None else into).append(node)
    return grid


def _spans(tag: Tag) -> str:
    """Its attributes, in their one order."""
    return "".join(sorted(f" {one}" for one in tag.attributes.split()))


def _flat(nodes: list[Node]) -> Iterator[Node]:
    """With the cells of tables within as lines: a cell holds no table. Their tags end the lines."""
    for node in nodes:
        if isinstance(node, Apart) and node.name != "aside" and node.attributes.keys() <= {"data-table"}:
            yield _END
            yield from _flat(node.content)
            yield _END
        else:
            yield node
