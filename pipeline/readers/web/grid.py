"""A table of a page: which are data, which mere layout, and where each cell stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

_MAXIMUM_SPAN = 1000
"""The most columns that a cell may cover (HTML Standard, "Processing model" of tables)."""

_BODY_BLOCKS, _BODY_SIZE, _BODY_SHARE = 12, 2000, 0.6
"""A cell with more blocks and characters than these and such a share of its table's text holds
the body of a document; no list of recipients in a signature table is as long."""


@dataclass(slots=True)
class GridCell:
    """A cell: what it holds and how many rows and columns it covers.

    Args:
        items: blocks of text and tables, in page order.
        row_span: how many rows, as the page says; 0 for all that follow.
        column_span: how many columns.
        row: its 0-based row, once placed.
        column: its 0-based column, once placed.
    """

    items: list[str | Grid] = field(default_factory=list["str | Grid"])
    row_span: int = 1
    column_span: int = 1
    row: int = 0
    column: int = 0

    def blocks(self) -> list[str]:
        """All blocks of text in it, those of tables within it included."""
        found = list[str]()
        for item in self.items:
            found.extend((item,) if isinstance(item, str) else item.blocks())
        return found

    @property
    def size(self) -> int:
        """The characters of text in it."""
        return sum(map(len, self.blocks()))


@dataclass(slots=True)
class Grid:
    """A table as rows of cells in source order."""

    rows: list[list[GridCell]] = field(default_factory=list[list[GridCell]])

    def cells(self) -> list[GridCell]:
        """Its cells in row order."""
        return [cell for row in self.rows for cell in row]

    def blocks(self) -> list[str]:
        """All blocks of text in it."""
        return [block for cell in self.cells() for block in cell.blocks()]

    @property
    def width(self) -> int:
        """The number of columns, once placed."""
        return max((cell.column + cell.column_span for cell in self.cells()), default=0)

    def place(self) -> None:
        """Give each cell its row and column, as the HTML Standard forms a table."""
        covered: list[_Covered] = []
        for number, row in enumerate(self.rows):
            covered = [above for above in covered if above.until > number]
            lower, column, index = list[_Covered](), 0, 0
            for cell in row:
                while index < len(covered) and covered[index].start <= column:
                    column = max(column, covered[index].end)
                    index += 1
                cell.row, cell.column = number, column
                rest = len(self.rows) - number
                cell.row_span = min(cell.row_span or rest, rest)
                # A cell ends where it meets one from a row above.
                room = covered[index].start - column if index < len(covered) else _MAXIMUM_SPAN
                cell.column_span = max(1, min(cell.column_span, _MAXIMUM_SPAN, room))
                column += cell.column_span
                if cell.row_span > 1:
                    lower.append(_Covered(cell.column, column, number + cell.row_span))
            if lower:
                covered = _joined(sorted([*covered, *lower]))


class _Covered(NamedTuple):
    """Columns that cells of a row above cover, up to the row ``until``."""

    start: int
    end: int
    until: int


def _joined(covered: list[_Covered]) -> list[_Covered]:
    """Neighbours that end in the same row as one, so that there are few."""
    joined = covered[:1]
    for each in covered[1:]:
        last = joined[-1]
        if (last.end, last.until) == (each.start, each.until):
            joined[-1] = last._replace(end=each.end)
        else:
            joined.append(each)
    return joined


def resolve(grid: Grid) -> list[str | Grid]:
    """The table itself, or what it holds where it only lays out the page.

    A table of one cell or one column is no table, nor is one around other tables or around the
    body of a document. A cell over the whole width that holds several blocks parts the table
    above it from the table below.
    """
    grid.place()
    filled = [cell for cell in grid.cells() if cell.items]
    if len(filled) < 2 or grid.width < 2 or _is_layout(filled):
        return [item for cell in filled for item in cell.items]
    parted = _parted(grid)
    if len(parted) > 1:
        return [item for part in parted for item in _part(part)]
    return [grid]


def _part(part: Grid | GridCell) -> list[str | Grid]:
    return resolve(part) if isinstance(part, Grid) else part.items


def _is_layout(cells: list[GridCell]) -> bool:
    total = sum(cell.size for cell in cells)
    nested = sum(
        sum(map(len, item.blocks()))
        for cell in cells
        for item in cell.items
        if isinstance(item, Grid)
    )
    if nested * 2 > total:
        return True
    largest = max(cells, key=lambda cell: cell.size)
    return (
        len(cells) <= 3
        and len(largest.blocks()) > _BODY_BLOCKS
        and largest.size > max(_BODY_SIZE, _BODY_SHARE * total)
    )


def _parted(grid: Grid) -> list[Grid | GridCell]:
    """The table cut at the cells over its whole width that hold more than a heading."""
    parts, width = list[Grid | GridCell](), grid.width
    current = Grid()
    for row in grid.rows:
        filled = [cell for cell in row if cell.items]
        if len(filled) == 1 and filled[0].column_span == width and len(filled[0].blocks()) > 4:
            parts.extend(part for part in (current,) if part.rows)
            parts.append(filled[0])
            current = Grid()
        else:
            current.rows.append(row)
    parts.extend(part for part in (current,) if part.rows)
    return parts
