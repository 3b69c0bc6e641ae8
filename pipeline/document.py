"""A document as its reader leaves it: text, tables, pages; nothing rewritten."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from annotations import Span


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: where it stands in the grid and in the text.

    Args:
        row: 0-based row of its upper left corner.
        column: 0-based column of its upper left corner.
        span: its text, without surrounding white space; empty cells have an empty span.
        row_span: how many rows it covers (a merged cell is one cell).
        column_span: how many columns it covers.
    """

    row: int
    column: int
    span: Span
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of one table in row order; ``span`` runs from its first to its last character."""

    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the source something stands, in the words of its reader.

    Args:
        page: 1-based page, for paged formats.
        paragraph: 1-based count of non-blank lines of the text.
        table: 1-based table.
        row: 1-based row of that table.
        column: 1-based column of that table.
    """

    page: int | None
    paragraph: int
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Document:
    """What a reader makes of a file; every offset of every result refers to ``text``.

    Args:
        text: for plain text files the decoded file, untouched; for others one line a
            paragraph, table cells on lines of their own.
        name: the file's path as the user gave it, or ``-``.
        format: the reader's name (``txt``, ``html``, ``docx``, ``pdf``, ``doc``).
        wrapped: whether lines are broken by width, so that a paragraph may run over several.
        tables: tables in text order; they never overlap.
        page_starts: for paged formats the offset at which each page begins, the first one 0.
        flags: what a user should know of the reading: ``ocr:<page>``, ``encoding:<name>`` ...
    """

    text: str
    name: str = "-"
    format: str = "txt"
    wrapped: bool = True
    tables: tuple[Table, ...] = ()
    page_starts: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        starts: list[int] = []
        offset = 0
        for line in self.text.splitlines(keepends=True):
            if line.strip():
                starts.append(offset)
            offset += len(line)
        return starts

    def place(self, offset: int) -> Place:
        """The page, paragraph and table cell in which the character at ``offset`` stands."""
        page = bisect_right(self.page_starts, offset) if self.page_starts else None
        paragraph = max(1, bisect_right(self._paragraph_starts, offset))
        for number, table in enumerate(self.tables, 1):
            if table.span.start <= offset < table.span.end:
                for cell in table.cells:
                    if cell.span.start <= offset < cell.span.end:
                        return Place(page, paragraph, number, cell.row + 1, cell.column + 1)
        return Place(page, paragraph)
