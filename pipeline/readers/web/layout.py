"""The text of a page's element as a browser lays it out: one line a block, tables as cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from annotations import Span
from pipeline.document import Cell, Table
from pipeline.readers.tables import table_around
from pipeline.readers.web.dom import Element, is_block, is_preformatted, walk
from pipeline.readers.web.grid import Grid, GridCell, resolve
from pipeline.readers.web.lists import ListMarkers

_SPACE = re.compile(r"[ \t\n\r\f]+")
_SPACES = re.compile(r" {2,}")
_BLANK_LINES = re.compile(r"\n{3,}")
_UNSEEN: dict[int, None] = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
"""Characters without a glyph that pages put into words: places to break, joiners, marks."""

_BROKEN_LINES = 3
"""A block of so many lines is broken by hand or by width."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's document as text.

    Args:
        text: its lines.
        tables: its tables.
        wrapped: whether most of it lies in blocks whose lines the page breaks itself.
    """

    text: str
    tables: tuple[Table, ...]
    wrapped: bool


def render(root: Element) -> Rendered:
    """The text and the tables of an element.

    White space is as a browser shows it, a no-break space a space; <br> is a line break; lists
    have the numbers that a browser gives them, and a dash where it gives a bullet.
    """
    layout = _Layout()
    for event, element in walk(root):
        if event == "start":
            layout.start(element)
        else:
            layout.end(element)
            if element is not root:
                layout.add(element.tail)
    return _written(layout.finish())


@dataclass(slots=True)
class _Frame:
    """A run of items: the page, or one cell."""

    items: list[str | Grid]
    pieces: list[str] = field(default_factory=list[str])
    lists: ListMarkers = field(default_factory=ListMarkers)


class _Layout:
    """Takes the starts, the texts and the ends of elements and makes blocks and tables of them."""

    def __init__(self) -> None:
        self._frames = [_Frame([])]
        self._open: list[tuple[Element, Grid | GridCell]] = []
        self._preformatted = 0

    def start(self, element: Element) -> None:
        """An element begins."""
        if element.tag == "br":
            self._frames[-1].pieces.append("\n")
        elif is_block(element):
            self._close_block()
            self._start_block(element)
        self._preformatted += is_preformatted(element)
        self.add(element.text)

    def _start_block(self, element: Element) -> None:
        around = self._open[-1][1] if self._open else None
        if element.tag == "table":
            self._open.append((element, Grid()))
        elif element.tag == "tr" and isinstance(around, Grid):
            around.rows.append([])
        elif element.tag in ("td", "th") and isinstance(around, Grid):
            cell = GridCell(
                row_span=_number(element.get("rowspan", "")),
                column_span=_number(element.get("colspan", "")) or 1,
            )
            if not around.rows:
                around.rows.append([])
            around.rows[-1].append(cell)
            self._open.append((element, cell))
            self._frames.append(_Frame(cell.items))
        else:
            self._frames[-1].lists.start(element)

    def add(self, text: str | None) -> None:
        """A run of text; what a table has outside its cells comes before it, as in browsers."""
        if text:
            shown = text if self._preformatted else _SPACE.sub(" ", text)
            self._frames[-1].pieces.append(shown)

    def end(self, element: Element) -> None:
        """An element ends."""
        block = is_block(element)
        if block:
            self._close_block()
        self._preformatted -= is_preformatted(element)
        if not block:
            return
        if not self._open or self._open[-1][0] is not element:
            self._frames[-1].lists.end(element)
            return
        opened = self._open.pop()[1]
        if isinstance(opened, Grid):
            self._frames[-1].items.extend(resolve(opened))
        else:
            self._frames.pop()

    def _close_block(self) -> None:
        frame = self._frames[-1]
        block = _block("".join(frame.pieces), keep_spaces=self._preformatted > 0)
        frame.pieces.clear()
        if block:
            frame.items.append(frame.lists.marked(block))

    def finish(self) -> list[str | Grid]:
        """All blocks and tables, once everything has ended."""
        self._close_block()
        return self._frames[0].items


def _number(value: str) -> int:
    """The number that an attribute begins with, as browsers take it; 1 where it has none."""
    match = re.match(r"\s*\+?(\d{1,6})", value)
    return int(match[1]) if match else 1


def _block(text: str, *, keep_spaces: bool) -> str:
    shown = text.translate(_UNSEEN).replace("\r\n", "\n").replace("\r", "\n")
    if not keep_spaces:
        shown = _SPACES.sub(" ", shown)
    lines = (line.replace("\xa0", " ").rstrip() for line in shown.split("\n"))
    joined = "\n".join(line if keep_spaces else line.strip() for line in lines)
    return _BLANK_LINES.sub("\n\n", joined).strip("\n" if keep_spaces else None)


def _written(items: list[str | Grid]) -> Rendered:
    blocks = [item for item in items if isinstance(item, str)]
    broken = sum(len(block) for block in blocks if block.count("\n") + 1 >= _BROKEN_LINES)
    wrapped = broken * 2 > sum(map(len, blocks))
    writer = _Writer("\n\n" if wrapped else "\n")
    for item in items:
        writer.write(item)
    return Rendered(writer.text, tuple(writer.tables), wrapped)


class _Writer:
    """Puts blocks and cells one after the other and keeps where each cell lies."""

    def __init__(self, separator: str) -> None:
        self._separator = separator
        self._pieces: list[str] = []
        self._length = 0
        self.tables: list[Table] = []

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def write(self, item: str | Grid) -> None:
        if isinstance(item, str):
            self._line(item, self._separator)
        else:
            self._table(item)

    def _line(self, text: str, separator: str) -> Span:
        if self._length:
            self._append(separator)
        start = self._length
        self._append(text)
        return Span(start, self._length)

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def _table(self, grid: Grid) -> None:
        cells = list[Cell]()
        separator = self._separator
        for cell in grid.cells():
            text = "\n".join(re.sub(r"\n{2,}", "\n", block) for block in cell.blocks())
            span = Span(self._length, self._length)
            if text:
                span = self._line(text.strip(), separator)
                separator = "\n"
            cells.append(Cell(cell.row, cell.column, span, cell.row_span, cell.column_span))
        self.tables.append(table_around(cells))
