"""The text of a Word document: paragraphs, tables, text boxes and notes in reading order.

A text box follows the paragraph that it is anchored in. Notes come at the end, as legal
portals have them: "[1]" where one is cited, and a line that begins so after the last one of
the text; notes in the middle would cut through sentences and cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from annotations import Span
from annotations.language import say
from pipeline.document import Cell, Table
from pipeline.readers.legacy import convert, encoding_of_font
from pipeline.readers.limits import LIMITS, Limits
from pipeline.readers.tables import table_around
from pipeline.readers.word.inline import InlineReader, Note
from pipeline.readers.word.markup import MarkupError, child, contents
from pipeline.readers.word.numbering import Label, Numbering
from pipeline.readers.word.styles import Styles
from pipeline.readers.word.tables import GridCell, grid

_BLOCKS = frozenset(("w:p", "w:tbl", "w:altChunk"))

Notes = Mapping[str, Element | None]
"""The parts of notes by their kind: ``footnote``, ``endnote``."""


class TextBuilder:
    """A text that grows line by line, with its tables."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self.tables: list[Table] = []

    @property
    def length(self) -> int:
        """Where the next line begins."""
        return self._length

    @property
    def text(self) -> str:
        """All lines, each closed by a line feed."""
        return "".join(self._lines)

    def add(self, text: str) -> None:
        """Add a paragraph of one or more lines, without white space around them."""
        for line in filter(None, map(str.strip, text.splitlines())):
            self._lines.append(f"{line}\n")
            self._length += len(line) + 1

    def span_since(self, start: int) -> Span:
        """What was added since ``start``, without the last line feed."""
        return Span(start, max(start, self._length - 1))


class BodyReader:
    """Reads the content of one document into a text.

    Args:
        styles: its styles.
        numbering: its lists.
        notes: its footnotes and endnotes.
        limits: what it may have.
    """

    def __init__(
        self,
        *,
        styles: Styles,
        numbering: Numbering,
        notes: Notes,
        limits: Limits = LIMITS,
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = {
            (kind, note.get("w:id", "")): note
            for kind, part in notes.items()
            for note in (part if part is not None else ())
        }
        self._limits = limits
        self._tables_open = 0
        self._inline = InlineReader(styles)
        self._cited: list[Note] = []
        self._unread: list[str] = []
        self._built = TextBuilder()

    @property
    def text(self) -> str:
        """The text read so far."""
        return self._built.text

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables; one within another's cell is lines of that cell."""
        return tuple(self._built.tables)

    @property
    def unread(self) -> tuple[str, ...]:
        """What the document embeds that is not read: ``embedded-file``, ``diagram`` ..."""
        return tuple(dict.fromkeys(self._unread))

    def read(self, body: Element) -> None:
        """Read the body and after it the notes that it cites.

        Raises:
            MarkupError: when it is over a limit.
        """
        self._blocks(body)
        read = set[tuple[str, str]]()
        for note in self._cited:  # grows where a note cites another, or itself
            element = self._notes.get((note.kind, note.id))
            if element is not None and (note.kind, note.id) not in read:
                read.add((note.kind, note.id))
                self._apart(element, opening=f"{note.mark} " if note.mark else "", in_cell=False)

    def _apart(self, container: Element, *, opening: str, in_cell: bool) -> None:
        """Read a text box or a note, whose lists count for themselves."""
        numbering, self._numbering = self._numbering, self._numbering.anew()
        self._blocks(container, opening=opening, in_cell=in_cell)
        self._numbering = numbering

    def _blocks(self, container: Element, *, opening: str = "", in_cell: bool = False) -> None:
        """Read what ``container`` holds; its first paragraph begins with ``opening``."""
        for block in contents(container, _BLOCKS):
            if block.tag == "w:p":
                opening = self._paragraph(block, opening, in_cell=in_cell)
            elif block.tag == "w:tbl":
                self._table(block, in_cell=in_cell)
            else:
                self._unread.append("embedded-file")
        self._built.add(opening)

    def _paragraph(self, paragraph: Element, opening: str, *, in_cell: bool) -> str:
        """Read a paragraph; what it gives is the opening of the next one.

        That is nothing, unless its mark is deleted or hidden: then the two are one.
        """
        properties = child(paragraph, "w:pPr")
        mark = child(properties, "w:rPr")
        style = self._styles.of_paragraph(properties)
        line = self._inline.read(paragraph, style=style)
        self._cited += line.notes
        self._unread += line.unread
        text = line.text
        text = opening + (text.lstrip() if opening[-1:].isspace() else text)
        deleted = any(child(mark, tag) is not None for tag in ("w:del", "w:moveFrom"))
        goes_on = deleted or self._styles.look(mark, paragraph=style).hidden
        if not deleted and (text.strip() or not goes_on):
            label = self._numbering.label(properties, style=style)
            if label is not None:
                text = self._labelled(label, text, mark=mark, style=style)
        if not goes_on:
            self._built.add(text)
        for box in line.boxes:
            self._apart(box, opening="", in_cell=in_cell)
        return text if goes_on else ""

    def _labelled(self, label: Label, text: str, *, mark: Element | None, style: str) -> str:
        """``text`` behind its number; an empty item keeps its number, but no bullet."""
        if label.bullet and not text.strip():
            return ""
        font = label.font or self._styles.look(mark, paragraph=style).font
        encoding = encoding_of_font(font)
        number = label.text if encoding is None else convert(label.text, encoding=encoding)
        return f"{number.strip()}{label.separator}{text.lstrip()}" if number.strip() else text

    def _table(self, table: Element, *, in_cell: bool) -> None:
        """Read a table, unless it is nested deeper than the limit."""
        self._tables_open += 1
        if self._tables_open > self._limits.tables_depth:
            raise MarkupError(
                say(
                    "nests tables deeper than the limit of {tables_depth}",
                    tables_depth=self._limits.tables_depth,
                )
            )
        self._cells(table, in_cell=in_cell)
        self._tables_open -= 1

    def _cells(self, table: Element, *, in_cell: bool) -> None:
        """Read a table; a single cell around other tables is a frame, not a table."""
        cells = grid(table)
        framed = len(cells) == 1 and child(cells[0].element, "w:tbl") is not None
        if in_cell or framed:
            for cell in cells:
                self._blocks(cell.element, in_cell=in_cell)
            return
        start = self._built.length
        read = [self._cell(cell) for cell in cells]
        if self._built.length > start:
            self._built.tables.append(table_around(read))

    def _cell(self, cell: GridCell) -> Cell:
        start = self._built.length
        self._blocks(cell.element, in_cell=True)
        span = self._built.span_since(start)
        return Cell(cell.row, cell.column, span, cell.row_span, cell.column_span)
