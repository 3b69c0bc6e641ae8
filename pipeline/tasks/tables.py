"""Task tables: which tables give work, and their rows (GUIDELINE, TASK, table)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotations import Role, Span
from pipeline.document import Table
from pipeline.markers import BULLETS, MarkerStyle, find_marker
from pipeline.outline import Item, Outline
from pipeline.plan import Basis, Style
from pipeline.tasks.context import Context, Draft, Part
from pipeline.tasks.doers import parts_in_field
from pipeline.tasks.labels import Labels
from pipeline.tasks.partners import partners_in_text, settled
from pipeline.tasks.times import times_in_text

_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-ZĐ])\s*\)?(?:\s*=.*)?")
_GROUP_NUMBER = re.compile(r"[IVXL]+\.?\d{0,2}|[A-ZĐ]\.?|[IVX]+\.\d+")
_FIELDS = {
    "lead": "lead",
    "doer": "lead",
    "partner": "partner",
    "time": "time",
    "deliverable": "deliverable",
    "funding": "funding",
}
_MAX_HEAD_WORDS = 25


@dataclass(frozen=True)
class Grid:
    """A table over the folded text: the items of each cell by row and column.

    Args:
        cells: items by the row and column they cover; merged cells at each of theirs.
        origins: items by the upper left corner of their cell.
        rows: number of rows.
        columns: number of columns.
    """

    cells: dict[tuple[int, int], list[Item]]
    origins: dict[tuple[int, int], list[Item]]
    rows: int
    columns: int

    def span(self, row: int, column: int) -> Span | None:
        """The text of the cell over ``row`` and ``column``; ``None`` where there is none."""
        items = self.cells.get((row, column))
        return Span(items[0].span.start, items[-1].span.end) if items else None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: how many rows it has and what each column holds."""

    rows: int
    roles: tuple[str, ...]

    def columns(self, *roles: str) -> list[int]:
        """The columns that hold one of ``roles``."""
        return [column for column, role in enumerate(self.roles) if role in roles]

    @property
    def gives_work(self) -> bool:
        """Whether the table has a column for work and one for who does it or when."""
        return bool(self.columns("content")) and bool(self.columns("lead", "doer", "partner"))


def grid(outline: Outline, table: Table, number: int) -> Grid:
    """The cells of table ``number`` as items of the outline."""
    cells: dict[tuple[int, int], list[Item]] = {}
    origins: dict[tuple[int, int], list[Item]] = {}
    for item in outline.items:
        cell = item.block.cell
        if cell is None or item.block.table != number:
            continue
        origins.setdefault((cell.row, cell.column), []).append(item)
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                cells.setdefault((row, column), []).append(item)
    rows = max((cell.row + cell.row_span for cell in table.cells), default=0)
    columns = max((cell.column + cell.column_span for cell in table.cells), default=0)
    return Grid(cells, origins, rows, columns)


def find_head(outline: Outline, cells: Grid, labels: Labels) -> Head:
    """The head of a table: its first row, a second one under it, the row of column numbers."""
    if cells.columns < 2 or cells.rows < 2:
        return Head(0, ())
    first = [_text(outline, cells, 0, column) for column in range(cells.columns)]
    if any(len(text.split()) > _MAX_HEAD_WORDS for text in first):
        return Head(0, ())
    roles = [labels.column(text) if text else "other" for text in first]
    if "ordinal" not in roles[:1] and not {"content", "lead", "partner", "time"} & set(roles):
        return Head(0, ())
    rows = 1
    second = [_text(outline, cells, 1, column) for column in range(cells.columns)]
    if _is_second_head(first, second, labels):
        rows = 2
        roles = [
            labels.column(below) if below and below != above else role
            for above, below, role in zip(first, second, roles, strict=True)
        ]
    numbers = [_text(outline, cells, rows, column) for column in range(cells.columns)]
    filled = [text for text in numbers if text]
    if len(filled) > 2 and all(_COLUMN_NUMBER.fullmatch(text) for text in filled):
        rows += 1
    return Head(rows, tuple(roles))


def _text(outline: Outline, cells: Grid, row: int, column: int) -> str:
    span = cells.span(row, column)
    return span.of(outline.text).replace("\n", " ") if span else ""


def _is_second_head(first: list[str], second: list[str], labels: Labels) -> bool:
    """Whether the second row splits cells of the first ("Chủ trì", "Phối hợp")."""
    new = [below for above, below in zip(first, second, strict=True) if below and below != above]
    if not new or len(new) == len(first) or any(len(text.split()) > 6 for text in new):
        return False
    return all(labels.column(text) in ("lead", "partner", "time", "deliverable") for text in new)


def head_items(outline: Outline, tables: tuple[Table, ...], labels: Labels) -> set[int]:
    """The items of header cells, in which no entity is read (GUIDELINE, Text)."""
    heads: set[int] = set()
    for number, table in enumerate(tables):
        cells = grid(outline, table, number)
        head = find_head(outline, cells, labels)
        for (row, _), items in cells.origins.items():
            if row < head.rows:
                heads.update(item.index for item in items)
    return heads


def find_table_tasks(context: Context, tables: tuple[Table, ...], labels: Labels) -> list[Draft]:
    """One draft for each row of each task table; group rows make none."""
    drafts: list[Draft] = []
    previous: Head | None = None
    for number, table in enumerate(tables):
        cells = grid(context.outline, table, number)
        head = find_head(context.outline, cells, labels)
        if not head.rows and previous is not None and len(previous.roles) == cells.columns:
            head = Head(0, previous.roles)  # a table that goes on without repeating its head
        if not head.gives_work:
            previous = None
            continue
        previous = head
        drafts.extend(_rows(context, cells, head))
        context.claimed.update(item.index for items in cells.origins.values() for item in items)
    return drafts


def _rows(context: Context, cells: Grid, head: Head) -> Iterator[Draft]:
    content = _content_column(context, cells, head)
    for row in range(head.rows, cells.rows):
        items = cells.origins.get((row, content))
        if not items or _is_group(context, cells, head, row, content):
            continue
        if head.rows and _repeats_head(context, cells, row):
            continue
        yield _draft(context, cells, head, row=row, content=content, items=items)


def _repeats_head(context: Context, cells: Grid, row: int) -> bool:
    """Whether a row says the head again, as tables over several pages do."""
    texts = [
        (_text(context.outline, cells, 0, column), _text(context.outline, cells, row, column))
        for column in range(cells.columns)
    ]
    same = [above for above, here in texts if above and above.lower() == here.lower()]
    return len(same) > 1


def _content_column(context: Context, cells: Grid, head: Head) -> int:
    """The column of the work: the first whose head does not only sort it."""
    columns = head.columns("content")
    for column in columns:
        text = _text(context.outline, cells, 0, column).lower() if head.rows else ""
        if not text.startswith(("thuộc", "nhóm", "lĩnh vực")):
            return column
    return columns[0]


def _is_group(context: Context, cells: Grid, head: Head, row: int, content: int) -> bool:
    """Whether a row heads those below it: nobody and no time in it."""
    rest = [
        span
        for column in head.columns("lead", "doer", "partner", "time", "deliverable", "funding")
        if (span := cells.span(row, column)) is not None
        and cells.cells[row, column] is not cells.cells.get((row, content))
        and cells.cells[row, column][0].index != cells.cells[row, content][0].index
    ]
    if not rest:
        return True
    leads = [cells.span(row, column) for column in head.columns("lead", "doer", "partner", "time")]
    number = _text(context.outline, cells, row, 0)
    return not any(leads) and _GROUP_NUMBER.fullmatch(number) is not None


def _draft(
    context: Context, cells: Grid, head: Head, *, row: int, content: int, items: list[Item]
) -> Draft:
    span = context.trimmed(Span(_start(context, items), items[-1].span.end))
    fields: list[tuple[str, Span]] = []
    parts: list[Part] = []
    for column, role in enumerate(head.roles):
        field = _FIELDS.get(role)
        cell = _over(cells, row, column)
        if field is None or cell is None or (role == "doer" and head.columns("lead")):
            continue
        fields.append((field, cell))
        parts.extend(parts_in_field(context, field, cell, basis=Basis.CELL, doer=role == "doer"))
    parts.extend(partners_in_text(context, span))
    if not any(part.role is Role.TIME for part in parts):
        parts.extend(times_in_text(context, span, basis=Basis.CELL))
    return Draft(
        span, Style.TABLE, "rule:table-row", items[0], settled(context, parts), tuple(fields)
    )


def _start(context: Context, items: list[Item]) -> int:
    """Where the work begins in its cell: behind a number, which some tables write into it."""
    first = items[0]
    marker = find_marker(context.text, first.span.start, first.span.end)
    if marker is None or (marker.style in BULLETS and len(items) > 1):
        return first.span.start
    return marker.end if marker.style is not MarkerStyle.ANNEX else first.span.start


def _over(cells: Grid, row: int, column: int) -> Span | None:
    """A cell, or the one above it where a merged cell reaches down that the file does not say."""
    span = cells.span(row, column)
    if span is not None or any((row, other) in cells.origins for other in range(column)):
        return span
    for above in range(row - 1, -1, -1):
        if (above, column) in cells.cells:
            return cells.span(above, column)
    return None
