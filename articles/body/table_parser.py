"""Parse a table of a body into rows and cells, with what page and screen reader need to know about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

_CAPTION = re.compile(r"<figcaption\b([^>]*)>(.*?)</figcaption>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(th|td)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_SPAN = re.compile(r'(colspan|rowspan)="([0-9]+)"')
_LANGUAGE = re.compile(r'lang="([^"]*)"')
_ONLY_LINE = re.compile(r"<p>((?:(?!</?p\b).)*)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# Digits of any script with the usual signs: 1,20,000 and ₹५४.३ and 145/6 (20) and −3 %.
_NUMBER = re.compile(r"[\d\s.,:/()+\-−–—±₹$€£%°*†]{1,30}")
_DASHES = re.compile(r"[\s\-−–—]*")
_MAX_COLUMNS = 100
_LONG_CELL = 24  # characters


@dataclass(frozen=True)
class Cell:
    """`html` is the content, without the tags of a single paragraph; `scope` is "col", "row", or "" for no heading.

    A cell that `is_long` is hard to read in a narrow column.
    """

    html: str
    scope: str = ""
    colspan: int = 1
    rowspan: int = 1
    is_number: bool = False
    is_long: bool = False


@dataclass(frozen=True)
class Table:
    caption: str  # HTML
    caption_language: str
    head: list[list[Cell]]
    rows: list[list[Cell]]


def table(html: str) -> Table:
    """Parse the content of a table inset. Rows at the top that consist of headings become the head."""
    caption = _CAPTION.search(html)
    rows = [[_cell(*cell) for cell in _CELL.findall(row)] for row in _ROW.findall(html)]
    head = 0
    while head < len(rows) - 1 and all(cell.scope for cell in rows[head]):
        head += 1
    rows = _with_number_columns(rows, head)
    language = _LANGUAGE.search(caption.group(1)) if caption else None
    return Table(
        caption=caption.group(2) if caption else "",
        caption_language=language.group(1) if language else "",
        head=[[replace(cell, scope="col") for cell in row] for row in rows[:head]],
        rows=rows[head:],
    )


def _cell(name: str, attributes: str, inside: str) -> Cell:
    spans = {which: int(span) for which, span in _SPAN.findall(attributes)}
    line = _ONLY_LINE.fullmatch(inside)
    html, scope = line.group(1) if line else inside, "row" if name == "th" else ""
    cell = Cell(html, scope, spans.get("colspan", 1), spans.get("rowspan", 1))
    return replace(cell, is_long=len(_text(cell)) > _LONG_CELL)


def _with_number_columns(rows: list[list[Cell]], head: int) -> list[list[Cell]]:
    """Mark the cells of number columns: below the head they hold a number and, in cells of one column, nothing else."""
    columns = list(_columns(rows))
    numbers: dict[int, bool] = {}
    for row, starts in zip(rows[head:], columns[head:], strict=True):
        for cell, start in zip(row, starts, strict=True):
            text = _text(cell)
            if cell.colspan == 1 and text and not _DASHES.fullmatch(text):
                numbers[start] = numbers.get(start, True) and bool(_NUMBER.fullmatch(text))

    def marked(cell: Cell, start: int) -> Cell:
        return replace(cell, is_number=cell.colspan == 1 and numbers.get(start, False))

    return [list(map(marked, row, starts)) for row, starts in zip(rows, columns, strict=True)]


def _text(cell: Cell) -> str:
    return unescape(_TAG.sub(" ", cell.html)).strip()


def _columns(rows: list[list[Cell]]) -> Iterator[list[int]]:
    """Yield for each row the columns in which its cells begin. Beyond _MAX_COLUMNS the numbers are not exact."""
    free_from: dict[int, int] = {}  # by column: the first row that no cell from above reaches into
    for number, row in enumerate(rows):
        column, starts = 0, []
        for cell in row:
            while free_from.get(column, 0) > number:
                column += 1
            starts.append(column)
            for covered in range(column, min(column + cell.colspan, _MAX_COLUMNS)):
                free_from[covered] = number + cell.rowspan
            column += cell.colspan
        yield starts
