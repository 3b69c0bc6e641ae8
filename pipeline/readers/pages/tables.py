"""Tables over several pages: their parts joined, repeated headers and cuts undone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from pipeline.readers.pages.grids import Grid, GridCell
from pipeline.readers.pages.paragraphs import Measure, goes_on, measure, paragraphs, text_lines
from pipeline.readers.pages.rows import Row

_SAME_BORDER = 8.0
_SAME_ROW = 0.92
_HEADER_ROWS = 4
_PADDING = 5.4
"""What Word and LibreOffice leave between border and text (0.075 inch)."""
_WRAPPED = 6
"""With so many broken lines in a column, they tell its width themselves."""
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLivx]{1,6}|[a-zđA-Z])[.)]?")
_OPEN = re.compile(r"(?:,|\b(?:và|của|các|với|theo|trong|cho|về|do))$")
_TOTAL = re.compile(r"(?:tổng|cộng)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of a cell on one page, with the measure of its column there."""

    rows: tuple[Row, ...]
    measure: Measure


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a whole table; see `GridCell`."""

    row: int
    column: int
    row_span: int
    column_span: int
    pieces: tuple[Piece, ...]

    @property
    def lines(self) -> str:
        """Its text on one line, in the composed form that patterns are written in."""
        return " ".join(row.plain for piece in self.pieces for row in piece.rows)

    @property
    def text(self) -> str:
        """Its text: lines as set, a blank line between paragraphs."""
        found: list[list[Row]] = []
        for piece in self.pieces:
            parts = paragraphs(piece.rows, piece.measure)
            # A paragraph may go on over the page.
            if found and parts and goes_on(found[-1], parts[0][0], None, piece.measure):
                found[-1] += parts.pop(0)
            found += parts
        return "\n\n".join("\n".join(text_lines(part)) for part in found)


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells that begin in one row, and the page on which it begins."""

    page: int
    cells: tuple[TableCell, ...]


def continues(first: Grid, second: Grid) -> bool:
    """Whether ``second``, at the top of a page, may go on with ``first`` at the foot of another.

    Their borders must agree: those of a part whose rows are all merged are among the other's.
    """
    a, b = _from_left(first), _from_left(second)
    if abs(a[-1] - b[-1]) > _SAME_BORDER:
        return False
    few, many = sorted((a, b), key=len)
    return all(any(abs(x - y) <= _SAME_BORDER for y in many) for x in few)


def _from_left(grid: Grid) -> list[float]:
    return [x - grid.xs[0] for x in grid.xs]


def join(grids: Sequence[Grid]) -> list[TableRow]:
    """The rows of one table from its parts in page order."""
    borders = max((_from_left(grid) for grid in grids), key=len)
    rows: list[TableRow] = []
    header: list[TableRow] = []
    for grid in grids:
        part = _rows(grid, borders)
        if not rows:
            rows, header = part, part[:_HEADER_ROWS]
            continue
        part = part[_repeated(part, header) :]
        _append(rows, part)
    return [
        TableRow(row.page, tuple(replace(cell, row=number) for cell in row.cells))
        for number, row in enumerate(rows)
    ]


def _rows(grid: Grid, borders: Sequence[float]) -> list[TableRow]:
    """The rows of a part, its columns counted in those of the whole table."""
    columns = [
        min(range(len(borders)), key=lambda i: abs(borders[i] - x)) for x in _from_left(grid)
    ]
    rows: list[list[TableCell]] = [[] for _ in grid.ys[1:]]
    measures = _measures(grid)
    for cell in grid.cells:
        first, last = columns[cell.column], columns[cell.column + cell.column_span]
        pieces = (Piece(cell.lines, measures[cell.column, cell.column_span]),) if cell.lines else ()
        rows[cell.row].append(TableCell(cell.row, first, cell.row_span, last - first, pieces))
    return [TableRow(grid.page, tuple(cells)) for cells in rows]


def _measures(grid: Grid) -> dict[tuple[int, int], Measure]:
    """The measure of each column and of each run of merged columns."""
    groups: dict[tuple[int, int], list[GridCell]] = {}
    for cell in grid.cells:
        groups.setdefault((cell.column, cell.column_span), []).append(cell)
    found: dict[tuple[int, int], Measure] = {}
    for (column, span), cells in groups.items():
        lines = [row for cell in cells for row in cell.lines]
        own = measure(lines, cell=True)
        wrapped = sum(max(0, len(cell.lines) - 1) for cell in cells)
        if wrapped < _WRAPPED:
            left, right = grid.xs[column] + _PADDING, grid.xs[column + span] - _PADDING
            own = replace(own, left=left, right=right)
        found[column, span] = own
    return found


def _repeated(rows: Sequence[TableRow], header: Sequence[TableRow]) -> int:
    """How many of the first ``rows`` repeat rows of the ``header``, in their order."""
    count = at = 0
    for row in rows:
        match = next((i for i in range(at, len(header)) if _same(row, header[i])), None)
        if match is None:
            break
        count, at = count + 1, match + 1
    return count


def _same(first: TableRow, second: TableRow) -> bool:
    a, b = (" | ".join(cell.lines.casefold() for cell in row.cells) for row in (first, second))
    if not any(map(str.isalnum, a)):
        return False
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= _SAME_ROW


def _append(rows: list[TableRow], part: list[TableRow]) -> None:
    """Add the rows of the next page; a row or merged cell cut by its break becomes one."""
    if not part:
        return
    first, *others = part
    pairs = _pairs(rows, first)
    if pairs is not None and _is_cut(pairs):
        _lengthen(rows, first, by=-1)
        rows[-1] = _joined(rows[-1], first)
    else:
        spanning = _lengthen(rows, first, by=0)
        kept = tuple(cell for cell in first.cells if cell.column not in spanning)
        rows.append(TableRow(first.page, kept))
    rows += others


def _pairs(rows: Sequence[TableRow], first: TableRow) -> list[tuple[TableCell, TableCell]] | None:
    """The cells of the last row with those below them; ``None`` where the rows differ in form.

    A cell merged with rows above the last one has an empty one below it and no pair.
    """
    below = {cell.column: cell for cell in first.cells}
    pairs = list[tuple[TableCell, TableCell]]()
    for cell in rows[-1].cells:
        other = below.pop(cell.column, None)
        if other is None or other.column_span != cell.column_span:
            return None
        pairs.append((cell, other))
    covered = all(
        not cell.pieces and _reaching(rows, cell.column) is not None for cell in below.values()
    )
    return pairs if pairs and covered else None


def _is_cut(pairs: Sequence[tuple[TableCell, TableCell]]) -> bool:
    """Whether the first row of a page is the rest of the last one of the page before."""
    both = [(above, below) for above, below in pairs if above.pieces and below.pieces]
    if any(above.column == 0 and _NUMBER.fullmatch(above.lines) for above, _ in both):
        return False
    if any(_reads_on(above, below) for above, below in both):
        return True
    filled = [below for _, below in pairs if below.pieces]
    if not filled:
        return True
    if _TOTAL.match(filled[0].lines) or any(_style(a, -1) != _style(b, 0) for a, b in both):
        return False
    # A row of its own has its lead and time too; of a cut one, most cells ended before.
    if len(both) < 2:
        return True
    return len(both) == 2 and any(above.pieces and not below.pieces for above, below in pairs[1:])


def _reads_on(above: TableCell, below: TableCell) -> bool:
    """Whether the text of a cell goes on in the middle of a sentence."""
    return below.lines[0].islower() or _OPEN.search(above.lines) is not None


def _style(cell: TableCell, line: int) -> str:
    return cell.pieces[line].rows[line].style


def _joined(last: TableRow, first: TableRow) -> TableRow:
    below = {cell.column: cell for cell in first.cells}
    return TableRow(
        last.page,
        tuple(replace(cell, pieces=cell.pieces + below[cell.column].pieces) for cell in last.cells),
    )


def _lengthen(rows: list[TableRow], first: TableRow, *, by: int) -> frozenset[int]:
    """Let merged cells go on over the page.

    Args:
        rows: the rows so far, changed in place.
        first: the row after them, with empty cells where merged ones go on.
        by: what to add to the number of rows that each covers there.

    Returns:
        The columns in which one goes on.
    """
    found = set[int]()
    filled = [cell for cell in first.cells if cell.pieces]
    whole = len(filled) > 1 and not _TOTAL.match(filled[0].lines)
    for cell in first.cells:
        reaching = _reaching(rows, cell.column)
        if reaching is None or (cell.pieces and by == 0):
            continue
        index, above = reaching
        merged = max(above.row_span, cell.row_span) > 1 or (cell.column == 0 and whole)
        if merged and above.column_span == cell.column_span:
            rows[index] = _longer(rows[index], cell.column, cell.row_span + by)
            found.add(cell.column)
    return frozenset(found)


def _reaching(rows: Sequence[TableRow], column: int) -> tuple[int, TableCell] | None:
    """The row and cell of a column that reaches into the last row."""
    for index in range(len(rows) - 1, -1, -1):
        for cell in rows[index].cells:
            if cell.column == column and cell.pieces:
                return (index, cell) if index + cell.row_span == len(rows) else None
    return None


def _longer(row: TableRow, column: int, more: int) -> TableRow:
    return TableRow(
        row.page,
        tuple(
            replace(cell, row_span=cell.row_span + more) if cell.column == column else cell
            for cell in row.cells
        ),
    )
