"""Where the leaves of tables stand, so that the page can show tables as tables."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import NamedTuple, TypedDict

from pipeline.document import Cell, Table
from pipeline.plan import Plan

_NARROW, _WIDE = 6, 60
"""The bounds of a column's width, in characters of its longest text."""

_LONG_WORD = 14
"""What is longer is an address or a slip, and may be broken."""


class CellData(TypedDict):
    """A cell: where it begins, how many columns it covers, its leaves as a half-open range."""

    column: int
    columns: int
    first: int
    last: int


class TableData(TypedDict):
    """The columns of a table: their relative widths, and the longest word of each."""

    widths: list[int]
    words: list[int]


class RowData(TypedDict):
    """A row of a table: its leaves as a half-open range, and its cells."""

    table: int
    first: int
    last: int
    cells: list[CellData]


class _Placed(NamedTuple):
    """A leaf in a cell of a table."""

    leaf: int
    table: int
    cell: Cell
    run: int


def tables(plan: Plan) -> list[TableData]:
    """The columns of a plan's tables."""
    return [_columns(table, plan.document.text) for table in plan.document.tables]


def table_rows(plan: Plan) -> list[RowData]:
    """The rows of a plan's tables, in the order of its leaves."""
    found = plan.document.tables
    starts = [table.span.start for table in found]
    filled = [_filled(table) for table in found]
    placed: list[_Placed] = []
    for leaf, node in enumerate(plan.outline):
        number = bisect_right(starts, node.span.start) - 1
        cell = _cell(filled[number], node.span.start) if node.cell and number >= 0 else None
        if cell is not None:
            # What does not follow on the leaf before it begins a row of its own.
            placed.append(_Placed(leaf, number, cell, run=leaf - len(placed)))
    rows: list[RowData] = []
    for (number, _, _), group in groupby(
        placed, key=lambda each: (each.table, each.cell.row, each.run)
    ):
        cells: list[CellData] = []
        for cell, leaves in groupby(group, key=lambda each: each.cell):
            inside = [each.leaf for each in leaves]
            cells.append(
                {
                    "column": cell.column,
                    "columns": cell.column_span,
                    "first": inside[0],
                    "last": inside[-1] + 1,
                }
            )
        rows.append(
            {
                "table": number,
                "first": cells[0]["first"],
                "last": cells[-1]["last"],
                "cells": cells,
            }
        )
    return rows


def _filled(table: Table) -> list[Cell]:
    """The cells that hold text, in its order."""
    return sorted((cell for cell in table.cells if len(cell.span)), key=lambda cell: cell.span)


def _cell(cells: list[Cell], offset: int) -> Cell | None:
    """The one of ``cells`` in which the character at ``offset`` stands."""
    place = bisect_right(cells, offset, key=lambda cell: cell.span.start) - 1
    return cells[place] if place >= 0 and offset < cells[place].span.end else None


def _columns(table: Table, text: str) -> TableData:
    columns = max((cell.column + cell.column_span for cell in table.cells), default=0)
    widths, words = [_NARROW] * columns, [1] * columns
    for cell in table.cells:
        if cell.column_span == 1:
            longest = max(map(len, cell.span.of(text).split()), default=0)
            widths[cell.column] = max(widths[cell.column], min(len(cell.span), _WIDE))
            words[cell.column] = max(words[cell.column], min(longest, _LONG_WORD))
    return {"widths": widths, "words": words}
