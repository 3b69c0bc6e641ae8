"""A worksheet of rows that never loses text: long cells go on in the next row.

Excel holds 32,767 UTF-16 units a cell and 1,048,576 rows a sheet; XlsxWriter cuts or refuses
what is over, so both limits are minded here.
"""

# XlsxWriter leaves some parameters without types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.wording import Lang, word

CELL = 32_767
"""UTF-16 units that a cell holds."""

ROWS = 1_048_576
"""Rows that a sheet holds."""

Cell = str | int | float | date | None

_CREATED = datetime(1980, 1, 1, tzinfo=UTC)
"""When a workbook says that it was made: the earliest time that its ZIP file can hold, like all
times in there, so that the same results give the same bytes."""

_A4 = 9
_LINE = 15.75
"""Points a line of Times New Roman 12 takes."""
_BLANK, _SMALL, _CAPITAL = 0.58, 1.03, 1.5
"""Widths of Times New Roman 12 in characters of the standard font, a little more than real."""
_TALLEST = 409.0
"""Points a row can be high."""


def open_book(path: Path, *, scratch: Path | str) -> Workbook:
    """A workbook that is written row by row, in constant memory.

    Args:
        path: its file.
        scratch: the folder for what it puts aside meanwhile.
    """
    book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(scratch)})
    book.use_zip64()
    book.set_properties({"created": _CREATED})
    return book


def day_cell(iso: str) -> date | str:
    """A day that Excel can count from 1900 on; an earlier one, or none, as it is."""
    return date.fromisoformat(iso) if iso >= "1900" else iso


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Args:
        key: which cell of a row it takes; its wording is the header.
        width: in characters of the standard font.
        style: what it holds.
        detail: whether it belongs to the group that people may fold away.
    """

    key: str
    width: float
    style: Literal["text", "centred", "percent", "date"] = "text"
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a sheet, from left to right.

    Args:
        columns: all of them.
        frozen: how many stay in view.
        printed: how many are printed; ``None`` for all.
    """

    columns: tuple[Column, ...]
    frozen: int = 0
    printed: int | None = None


class Styles:
    """The cell formats of a workbook, made once."""

    def __init__(self, book: Workbook) -> None:
        cell = {
            "font_name": "Times New Roman",
            "font_size": 12,
            "valign": "top",
            "text_wrap": True,
            "border": 1,
            "border_color": "#BFBFBF",
        }
        centred = {**cell, "align": "center"}
        kinds = {
            "text": cell,
            "centred": centred,
            "percent": {**centred, "num_format": "0%"},
            "date": {**centred, "num_format": "dd/mm/yyyy"},
        }
        marked = {"bg_color": "#FFF2CC"}
        header = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79"}
        self.header = book.add_format({**centred, **header, "valign": "vcenter"})
        self._plain = {name: book.add_format(kind) for name, kind in kinds.items()}
        self._marked = {name: book.add_format({**kind, **marked}) for name, kind in kinds.items()}

    def of(self, column: Column, *, marked: bool) -> Format:
        """The format of a cell in ``column``."""
        return (self._marked if marked else self._plain)[column.style]


class Sheet:
    """Numbered rows under a frozen header with a filter; full sheets go on in another one.

    Args:
        book: the workbook.
        name: the name of the sheet.
        layout: its columns; the one with the key ``index`` counts the rows.
        styles: the formats of the workbook.
        lang: the language of the headers.
        rows: how many rows a sheet holds, the header included.
    """

    def __init__(
        self,
        book: Workbook,
        name: str,
        layout: Layout,
        styles: Styles,
        lang: Lang,
        *,
        rows: int = ROWS,
    ) -> None:
        self._book, self._name, self._layout = book, name, layout
        self._styles, self._lang, self._rows = styles, lang, rows
        self._count = 0
        self._sheets: list[Worksheet] = []
        self._start()

    def append(self, cells: Mapping[str, Cell], *, marked: Collection[str] = ()) -> None:
        """Write a row; the cells in ``marked`` catch the eye.

        A row with a cell that does not fit takes several rows of the sheet; its short cells
        stand in each of them, so that a filter keeps the rows together.
        """
        self._count += 1
        numbered = {"index": self._count, **cells}
        stacks = [self._stack(numbered.get(column.key)) for column in self._layout.columns]
        for row in zip_longest(*stacks, fillvalue=""):
            values = [
                stack[0] if len(stack) == 1 else cell
                for stack, cell in zip(stacks, row, strict=True)
            ]
            self._write(values, marked)

    def mark_tab(self) -> None:
        """Colour the tab, for a sheet that wants to be looked at."""
        for sheet in self._sheets:
            sheet.set_tab_color("#C00000")

    def close(self) -> None:
        """Set what depends on the number of rows."""
        last, columns = max(self._next - 1, 1), len(self._layout.columns)
        sheet = self._sheets[-1]
        sheet.autofilter(0, 0, last, columns - 1)
        sheet.print_area(0, 0, last, (self._layout.printed or columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, columns - 1)})

    def _stack(self, value: Cell) -> list[Cell]:
        """The cells, one above the other, that ``value`` takes."""
        if not isinstance(value, str):
            return [value]
        return list(pieces(value, word("continued", self._lang)))

    def _write(self, values: Sequence[Cell], marked: Collection[str]) -> None:
        if self._next == self._rows:
            self.close()
            self._start()
        sheet, row = self._sheets[-1], self._next
        sheet.set_row(row, self._height(values))
        for index, (column, value) in enumerate(zip(self._layout.columns, values, strict=True)):
            style = self._styles.of(column, marked=column.key in marked)
            if value is None or value == "":
                sheet.write_blank(row, index, None, style)
            elif isinstance(value, str):
                sheet.write_string(row, index, _not_markup(value), style)
            elif isinstance(value, date):
                day = datetime(value.year, value.month, value.day)
                sheet.write_datetime(row, index, day, style)
            else:
                sheet.write_number(row, index, value, style)
        # The rows before have gone to disk; XlsxWriter would keep their heights for pictures.
        sheet.row_info.pop(row - 1, None)
        sheet.row_sizes.pop(row - 1, None)
        self._next += 1

    def _height(self, values: Sequence[Cell]) -> float:
        """The height a row needs; set, since not every program finds it by itself."""
        lines = max(
            wrapped_lines(value, column.width)
            for column, value in zip(self._layout.columns, values, strict=True)
            if isinstance(value, str)
        )
        return min(_TALLEST, _LINE * lines + 2)

    def _start(self) -> None:
        number = len(self._sheets) + 1
        sheet = self._book.add_worksheet(self._name if number == 1 else f"{self._name} ({number})")
        for index, column in enumerate(self._layout.columns):
            options = {"level": 1} if column.detail else {}
            sheet.set_column(index, index, column.width, None, options)
        sheet.set_row(0, 2 * _LINE + 3)
        for index, column in enumerate(self._layout.columns):
            sheet.write_string(0, index, word(column.key, self._lang), self._styles.header)
        sheet.freeze_panes(1, self._layout.frozen)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header(f'&C&"Times New Roman,Bold"&14{self._name.upper()}')
        sheet.set_footer(f"&C{word('page footer', self._lang)}")
        self._sheets.append(sheet)
        self._next = 1


def pieces(text: str, continued: str, *, limit: int = CELL) -> Iterator[str]:
    """Cut ``text`` to what a cell holds; each piece but the last ends with ``continued``.

    Args:
        text: of any length.
        continued: the words that say that a cell goes on.
        limit: UTF-16 units a cell.
    """
    room = limit - _units(continued)
    start, used = 0, 0
    if _units(text) <= limit:
        yield text
        return
    for index, character in enumerate(text):
        used += 1 + (character > "\uffff")
        if used > room:
            yield text[start:index] + continued
            start, used = index, 1 + (character > "\uffff")
    yield text[start:]


def wrapped_lines(text: str, width: float) -> int:
    """About how many lines ``text`` takes in a column, broken at blanks.

    Args:
        text: with its own line breaks.
        width: of the column, in characters of the standard font.
    """
    lines = 0
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for part in paragraph.split(" "):
            size = _width(part)
            if used and used + size > width:
                lines += 1
                used = 0.0
            lines += int(size / width)
            used += size
    return lines


@lru_cache(maxsize=1 << 12)
def _width(word: str) -> float:
    """The width of a word with the blank before it; the same syllables come again and again."""
    return _BLANK + sum(_CAPITAL if mark.isupper() else _SMALL for mark in word)


def _units(text: str) -> int:
    """How many UTF-16 units ``text`` takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _not_markup(text: str) -> str:
    """Keep XlsxWriter from taking a document's "<r>...</r>" for its own rich text."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
