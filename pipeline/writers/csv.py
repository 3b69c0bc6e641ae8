"""CSV: one task a row, columns named by the keys of `TaskCells`.

UTF-8 with a byte order mark, without which Excel takes Vietnamese for windows-1252.
"""

from __future__ import annotations

import csv

from pipeline.plan import Plan
from pipeline.writers.cells import TaskCells, no_formula, task_cells
from pipeline.writers.writer import Target, Writer


class CsvWriter(Writer):
    """Writes one CSV file."""

    def begin(self) -> None:
        """Open the file and write the names of the columns."""
        path = self.stage / self.target.path.name
        file = self.files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
        self._rows = csv.writer(file)
        self._rows.writerow(TaskCells.__annotations__)

    def add(self, plan: Plan, name: str) -> None:
        """Write the plan's tasks."""
        record = self.record(plan, name)
        for task in record["tasks"]:
            cells = task_cells(record, task).values()
            self._rows.writerow(
                no_formula(cell) if isinstance(cell, str) else cell for cell in cells
            )


def create(target: Target) -> CsvWriter:
    """The writer for ``target``."""
    return CsvWriter(target)
