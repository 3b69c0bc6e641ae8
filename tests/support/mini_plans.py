"""Mini plans: a marked text, the document it makes, and what the pipeline reads in it.

A run of lines that begin with ``|`` is a table, a line a row::

    | TT | Nội dung          | Chủ trì   |
    | 1  | Tổ chức hội nghị  | Sở Nội vụ |
    | 2  | Kiểm tra          | ^         |

``^`` is a cell that the one above it covers, ``<`` one that the one left of it covers; a cell
may run over several lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from textwrap import dedent

from marked import WORK, mark_relations, read_relations

from annotations import Role, Span
from pipeline.document import Cell, Document, Table
from pipeline.extract import extract
from pipeline.plan import Plan, Task

_ROW = re.compile(r"^\|(?:[^|]*\|)+?[ ]*$\n?", re.MULTILINE)
_ROWS = re.compile(f"(?:{_ROW.pattern})+", re.MULTILINE)
_CELL = re.compile(r"(?<=\|)[^|]*(?=\|)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mini plan says and what the pipeline reads in it, written into its lines."""

    said: list[str]
    read: list[str]
    plan: Plan

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that were read."""
        return self.plan.tasks


def reading(
    source: str,
    *,
    roles: Collection[Role] = WORK,
    make: Callable[[str], Document] | None = None,
) -> Reading:
    """Take the marks out of ``source``, extract, and write the result into the text.

    Args:
        source: a mini plan in the notation of relations, indented as the test is.
        roles: what is compared.
        make: makes the document of the text; `document` by default.

    Raises:
        MarkupError: when the marks say nothing.
    """
    said = read_relations(dedent(source).strip("\n") + "\n")
    plan = extract((make or document)(said.text))
    return Reading(
        mark_relations(said, roles=roles).splitlines(),
        mark_relations(plan.annotation(), roles=roles).splitlines(),
        plan,
    )


def document(text: str, *, wrapped: bool = True) -> Document:
    """A document whose tables are the runs of lines in ``text`` that begin with ``|``."""
    tables = tuple(_table(text, match) for match in _ROWS.finditer(text))
    return Document(text, name="plan.txt", wrapped=wrapped, tables=tables)


def _table(text: str, rows: re.Match[str]) -> Table:
    cells: dict[tuple[int, int], Cell] = {}
    for row, line in enumerate(_ROW.finditer(text, *rows.span())):
        for column, span in enumerate(_spans(text, *line.span())):
            _place(cells, row, column, span, text)
    ordered = tuple({id(cell): cell for cell in cells.values()}.values())
    return Table(
        Span(min(cell.span.start for cell in ordered), max(cell.span.end for cell in ordered)),
        tuple(sorted(ordered, key=lambda cell: (cell.row, cell.column))),
    )


def _spans(text: str, start: int, end: int) -> Iterator[Span]:
    """The cells of a row, without white space at their ends."""
    for match in _CELL.finditer(text, start, end):
        content = match.group()
        first = match.start() + len(content) - len(content.lstrip())
        yield Span(first, max(first, first + len(content.strip())))


def _place(
    cells: dict[tuple[int, int], Cell], row: int, column: int, span: Span, text: str
) -> None:
    """Put a cell into the grid, or let the one above or left of it cover its place."""
    sign = span.of(text)
    if sign not in ("^", "<"):
        cells[row, column] = Cell(row, column, span)
        return
    old = cells[(row - 1, column) if sign == "^" else (row, column - 1)]
    if sign == "^":
        new = replace(old, row_span=row - old.row + 1)
    else:
        new = replace(old, column_span=column - old.column + 1)
    for place, cell in list(cells.items()):
        if cell is old:
            cells[place] = new
    cells[row, column] = new
