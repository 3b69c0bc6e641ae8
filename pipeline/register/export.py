"""Tasks that were found, as a file: CSV, a workbook or JSON lines."""

# XlsxWriter leaves some parameters without types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeAlias, cast

from xlsxwriter.workbook import Workbook

from annotations.language import say
from pipeline.errors import OutputError
from pipeline.register.found import FoundCells, FoundTask, found_cells
from pipeline.wording import Lang, flag, word
from pipeline.writers.cells import no_formula
from pipeline.writers.sheet import Cell, Column, Layout, Sheet, Styles
from pipeline.writers.staging import check_replaceable, staged, writing

_Write: TypeAlias = Callable[[Iterable[FoundTask], Path, Lang], int]

_CREATED = datetime(1980, 1, 1, tzinfo=UTC)
"""When a workbook says that it was made, so that the same tasks give the same bytes."""

_TASKS = Layout(
    (
        Column("index", 5, "centred"),
        Column("plan_number", 16),
        Column("number", 8, "centred"),
        Column("task", 47),
        Column("leads", 24),
        Column("partners", 26),
        Column("times", 15),
        Column("due_on", 12, "date"),
        Column("deliverable", 19),
        Column("funding", 14),
        Column("flags", 17),
        Column("content", 60),
        Column("headings", 34),
        Column("kind", 11, "centred"),
        Column("countries", 15),
        Column("documents", 26),
        Column("issuer", 28),
        Column("file", 40),
        Column("lead_names", 27, detail=True),
        Column("lead_ids", 27, detail=True),
        Column("partner_names", 30, detail=True),
        Column("partner_ids", 30, detail=True),
        Column("time_values", 17, detail=True),
        Column("starts_on", 12, "date", detail=True),
        Column("deadlines", 22, detail=True),
        Column("country_codes", 10, "centred", detail=True),
        Column("document_keys", 30, detail=True),
    ),
    frozen=4,
    printed=10,
)


def export(tasks: Iterable[FoundTask], out: Path, *, lang: Lang = Lang.VI) -> int:
    """Write tasks to a file, which appears when it is whole.

    Args:
        tasks: taken one by one.
        out: the file; its ending says the format.
        lang: the language of a workbook's headers and values.

    Returns:
        how many there were.

    Raises:
        OutputError: when the ending says no format, or the file cannot be written.
    """
    write = export_format(out)
    with staged(out.parent) as stage, writing(out):
        return write(tasks, stage / out.name, lang)


def export_format(out: Path) -> _Write:
    """What writes ``out``; asked before the question is, so that none is asked in vain.

    Raises:
        OutputError: when the ending says no format, or the file cannot be replaced.
    """
    write = _FORMATS.get(out.suffix.lower())
    if write is None:
        raise OutputError(
            say(
                "{out}: the ending does not say a format: {formats}",
                out=out,
                formats=" ".join(_FORMATS),
            )
        )
    if out.is_dir():
        raise OutputError(
            say(
                "{out}: is a folder: name a file in it that ends in {suffix}",
                out=out,
                suffix=out.suffix,
            )
        )
    check_replaceable(out)
    return write


def _write_csv(tasks: Iterable[FoundTask], path: Path, _: Lang) -> int:
    number = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(FoundCells.__annotations__)
        for task in tasks:
            cells = found_cells(task).values()
            rows.writerow(no_formula(cell) if isinstance(cell, str) else cell for cell in cells)
            number += 1
    return number


def _write_json_lines(tasks: Iterable[FoundTask], path: Path, _: Lang) -> int:
    number = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for task in tasks:
            file.write(json.dumps(task, ensure_ascii=False, separators=(",", ":")) + "\n")
            number += 1
    return number


def _write_workbook(tasks: Iterable[FoundTask], path: Path, lang: Lang) -> int:
    number = 0
    book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    book.use_zip64()
    book.set_properties({"created": _CREATED})
    sheet = Sheet(book, word("sheet.tasks", lang), _TASKS, Styles(book), lang)
    for task in tasks:
        marked = ["flags"] if task["flags"] else []
        sheet.append(_row(task, lang), marked=marked if task["leads"] else [*marked, "leads"])
        number += 1
    sheet.close()
    book.close()
    return number


def _row(task: FoundTask, lang: Lang) -> dict[str, Cell]:
    cells = found_cells(task)
    return {
        **cast("dict[str, Cell]", cells),
        "plan_number": cells["plan_number"] or task["plan"]["type"],
        "kind": word(f"kind.{cells['kind']}", lang),
        # "Trước ngày 15/12" says more than the date that was found in it.
        "times": cells["time_written"] or cells["times"],
        "starts_on": _day(cells["starts_on"]),
        "due_on": _day(cells["due_on"]),
        "flags": "\n".join(flag(key, lang) for key in task["flags"]),
        "file": cells["name"],
    }


def _day(iso: str) -> date | str:
    """A day that Excel can count from 1900 on; an earlier one, or none, as it is."""
    return date.fromisoformat(iso) if iso >= "1900" else iso


_FORMATS: dict[str, _Write] = {
    ".csv": _write_csv,
    ".xlsx": _write_workbook,
    ".jsonl": _write_json_lines,
}
