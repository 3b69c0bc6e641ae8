"""What the readers' tables have in common."""

from __future__ import annotations

from collections.abc import Sequence

from annotations import Span
from pipeline.document import Cell, Table


def table_around(cells: Sequence[Cell]) -> Table:
    """The table of ``cells``, at least one of which has text.

    It runs from its first character to its last; empty cells before and behind those are drawn
    to its ends.
    """
    filled = [cell.span for cell in cells if cell.span.end > cell.span.start]
    span = Span(filled[0].start, filled[-1].end)
    return Table(span, tuple(_within(span, cell) for cell in cells))


def _within(span: Span, cell: Cell) -> Cell:
    at = min(max(cell.span.start, span.start), span.end)
    if at == cell.span.start:
        return cell
    return Cell(cell.row, cell.column, Span(at, at), cell.row_span, cell.column_span)
