"""Tasks that were found, on the screen: a table on a terminal, tab-separated lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.register.found import FoundTask, due_days, found_cells
from pipeline.wording import Lang, harmless, word

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = ("plan_number", "number", "task", "leads", "partners", "times", "due_on")
"""What is shown of a task, by the keys of the wording."""

_AT_ONCE = 200
"""Tasks in a table; its columns are laid out anew after so many, so that any number can come."""


def print_tasks(tasks: Iterable[FoundTask], *, lang: Lang = Lang.VI) -> int:
    """Print tasks on standard output.

    Args:
        tasks: taken one by one.
        lang: the language of the headers.

    Returns:
        how many there were.
    """
    from rich.console import Console

    console = Console()
    if console.is_terminal:
        return _print_table(tasks, console, lang)
    number = 0
    for line in _lines(tasks, lang):
        console.file.write(f"{line}\n")
        number += 1
    return max(number - 1, 0)


def _lines(tasks: Iterable[FoundTask], lang: Lang) -> Iterator[str]:
    """One task a line, which `cut` and `awk` can take apart."""
    header = "\t".join(word(key, lang) for key in COLUMNS)
    for number, task in enumerate(tasks):
        if not number:
            yield header
        yield "\t".join(cell.replace("\n", "; ") for cell in _cells(task))


def _print_table(tasks: Iterable[FoundTask], console: Console, lang: Lang) -> int:
    from rich.table import Table
    from rich.text import Text

    def empty() -> Table:
        table = Table(show_lines=True, header_style="bold")
        for key in COLUMNS:
            ratio = {"task": 5, "leads": 2, "partners": 2}.get(key, 1)
            table.add_column(word(key, lang), ratio=ratio, overflow="fold")
        return table

    number, table = 0, empty()
    for number, task in enumerate(tasks, 1):
        table.add_row(*(Text(cell) for cell in _cells(task)))
        if number % _AT_ONCE == 0:
            console.print(table)
            table = empty()
    if table.row_count:
        console.print(table)
    return number


def _cells(task: FoundTask) -> list[str]:
    """The cells of a task, of which no text steers the terminal."""
    cells = found_cells(task)
    shown = (
        cells["plan_number"] or cells["name"],
        cells["number"],
        cells["task"],
        cells["leads"] or cells["lead_written"],
        cells["partners"],
        cells["time_written"] or cells["times"],
        "\n".join(due_days(task)),
    )
    return ["\n".join(map(harmless, cell.split("\n"))) for cell in shown]
