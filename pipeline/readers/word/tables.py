"""The grid of a Word table: which cell covers which rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pipeline.readers.word.markup import child, contents, number, switch

_ROW = frozenset(("w:tr",))
_CELL = frozenset(("w:tc",))
_MOST_COLUMNS = 1000
"""What one cell may cover or leave free: Word itself makes no more than 63 columns."""


@dataclass(slots=True)
class GridCell:
    """A cell, merged ones once, with the element that holds its text."""

    element: Element
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


def grid(table: Element) -> list[GridCell]:
    """The cells of ``table`` in row order.

    Rows and cells whose deletion is tracked and hidden rows are left out. Of cells merged from
    above or from the left Word shows nothing, so they only widen the cell that they belong to.
    """
    cells: list[GridCell] = []
    open_above: dict[int, GridCell] = {}
    for row, element in enumerate(_rows(table)):
        open_here: dict[int, GridCell] = {}
        left: GridCell | None = None
        column = _skipped(element)
        for tc in _cells(element):
            properties = child(tc, "w:tcPr")
            width = min(max(1, number(properties, "w:gridSpan") or 1), _MOST_COLUMNS)
            above = open_above.get(column)
            if left is not None and _continues(properties, "w:hMerge"):
                left.column_span += width if left.row == row else 0
            elif above is not None and _continues(properties, "w:vMerge"):
                above.row_span = row - above.row + 1
                open_here[column] = left = above
            else:
                left = GridCell(tc, row, column, column_span=width)
                cells.append(left)
                if child(properties, "w:vMerge") is not None:
                    open_here[column] = left
            column += width
        open_above = open_here
    return cells


def _rows(table: Element) -> Iterator[Element]:
    for row in contents(table, _ROW):
        properties = child(row, "w:trPr")
        if child(properties, "w:del") is None and not switch(properties, "w:hidden"):
            yield row


def _cells(row: Element) -> Iterator[Element]:
    for cell in contents(row, _CELL):
        if child(cell, "w:tcPr", "w:cellDel") is None:
            yield cell


def _skipped(row: Element) -> int:
    """The columns of the grid that a row leaves free before its first cell."""
    return min(max(0, number(row, "w:trPr", "w:gridBefore") or 0), _MOST_COLUMNS)


def _continues(properties: Element | None, tag: str) -> bool:
    """Whether a cell is merged with the one before it; without a value the tag says so."""
    merge = child(properties, tag)
    return merge is not None and merge.get("w:val", "continue") == "continue"
