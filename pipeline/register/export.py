"""Tasks that were found, as a file: CSV, a workbook or JSON lines."""

# XlsxWriter leaves some parameters without types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias, cast

from annotations.language import say
from pipeline.errors import OutputError
from pipeline.register.found import FoundCells, FoundTask, found_cells
from pipeline.wording import Lang, flag, word
from pipeline.writers.cells import no_formula
from pipeline.writers.sheet import Cell, Layout, Sheet, Styles, day_cell, open_book
from pipeline.writers.staging import check_replaceable, staged, writing
from pipeline.writers.xlsx import COLUMNS

_Write: TypeAlias = Callable[[Iterable[FoundTask], Path, Lang], int]

_TASKS = Layout(
    tuple(
        COLUMNS[key]
        for key in (
            "index",
            "plan_number",
            "number",
            "task",
            "leads",
            "partners",
            "times",
            "due_on",
            "deliverable",
            "funding",
            "flags",
            "content",
            "headings",
            "kind",
            "countries",
            "documents",
            "issuer",
            "file",
            "lead_names",
            "lead_ids",
            "partner_names",
            "partner_ids",
            "time_values",
            "starts_on",
            "deadlines",
            "country_codes",
            "document_keys",
        )
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
    book = open_book(path, scratch=path.parent)
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
        "starts_on": day_cell(cells["starts_on"]),
        "due_on": day_cell(cells["due_on"]),
        "flags": "\n".join(flag(key, lang) for key in task["flags"]),
        "file": cells["name"],
    }


_FORMATS: dict[str, _Write] = {
    ".csv": _write_csv,
    ".xlsx": _write_workbook,
    ".jsonl": _write_json_lines,
}
