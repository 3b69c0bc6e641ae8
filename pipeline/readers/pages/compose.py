"""The text of a paged document, with its tables and the places where pages begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from annotations import Span
from pipeline.document import Cell, Table
from pipeline.readers.pages.grids import Grid
from pipeline.readers.pages.layout import Item, Layout, Paragraph
from pipeline.readers.pages.paragraphs import goes_on, measure, paragraphs, text_lines
from pipeline.readers.pages.tables import TableRow, continues, join
from pipeline.readers.tables import table_around


@dataclass(frozen=True, slots=True)
class Composed:
    """What `compose` makes; the parts of a `Document`."""

    text: str
    tables: tuple[Table, ...]
    page_starts: tuple[int, ...]


def compose(layouts: Sequence[Layout]) -> Composed:
    """Write the pages one after the other.

    Paragraphs are parted by a blank line and keep their lines; a table's cells stand on lines
    of their own. What goes on over a page is one: a paragraph, a table, a row. The footnotes of
    the page it begins on follow it.
    """
    writer = _Writer()
    for block in _blocks(layouts):
        if isinstance(block[0], Grid):
            grids = [grid for grid in block if isinstance(grid, Grid)]
            if any(grid.is_table for grid in grids):
                writer.table(join(grids))
            else:
                writer.paragraphs(chain.from_iterable(map(_dissolved, grids)))
        else:
            writer.paragraph([part for part in block if isinstance(part, Paragraph)])
    return writer.composed(len(layouts))


def _blocks(layouts: Sequence[Layout]) -> Iterator[list[Item]]:
    """Items with those of the next pages that continue them, in the order of the text."""
    block: list[Item] = []
    notes: list[list[Item]] = []
    for layout in layouts:
        for index, item in enumerate(layout.items):
            if block and index == 0 and _follows(block, item):
                block.append(item)
                continue
            if block:
                yield from (block, *notes)
                notes = []
            block = [item]
        for note in layout.notes:
            notes.append([note])
    if block:
        yield block
    yield from notes


def _follows(block: Sequence[Item], item: Item) -> bool:
    """Whether the first item of a page continues what the page before ends with."""
    last = block[-1]
    if item.page != last.page + 1:
        return False
    if isinstance(last, Grid):
        return isinstance(item, Grid) and continues(last, item)
    if isinstance(item, Grid) or last.measure is None or item.measure is None:
        return False
    if last.measure.centred(last.rows[-1]):
        return False
    first, *others = item.rows
    return goes_on(last.rows, first, others[0] if others else None, last.measure)


def _dissolved(grid: Grid) -> Iterator[Paragraph]:
    """The text of a grid that is no table but a frame around a text."""
    for cell in grid.cells:
        for rows in paragraphs(cell.lines, measure(cell.lines)):
            yield Paragraph(grid.page, tuple(rows))


@dataclass(slots=True)
class _Writer:
    _parts: list[str] = field(default_factory=list[str])
    _length: int = 0
    _starts: list[int] = field(default_factory=list[int])
    _tables: list[Table] = field(default_factory=list[Table])

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _begin(self, page: int) -> None:
        """Note where a page begins; pages without text begin where the next one does."""
        while len(self._starts) < page:
            self._starts.append(self._length if self._starts else 0)

    def paragraph(self, parts: Sequence[Paragraph]) -> None:
        if self._parts:
            self._write("\n")
        for part in parts:
            self._begin(part.page)
            for line in text_lines(part.rows):
                self._write(line + "\n")

    def paragraphs(self, found: Iterator[Paragraph]) -> None:
        for part in found:
            self.paragraph([part])

    def table(self, rows: Sequence[TableRow]) -> None:
        if self._parts:
            self._write("\n")
        cells = list[Cell]()
        for row in rows:
            self._begin(row.page)
            for cell in row.cells:
                text = cell.text
                span = Span(self._length, self._length + len(text))
                cells.append(Cell(cell.row, cell.column, span, cell.row_span, cell.column_span))
                if text:
                    self._write(text + "\n")
        self._tables.append(table_around(cells))

    def composed(self, pages: int) -> Composed:
        self._begin(pages)
        return Composed("".join(self._parts), tuple(self._tables), tuple(self._starts))
