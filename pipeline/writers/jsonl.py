"""JSON lines: one plan a line, nested; or a folder with one such file a plan."""

from __future__ import annotations

import json

from pipeline.plan import Plan
from pipeline.records import PlanRecord
from pipeline.writers.writer import Target, Writer


class JsonLinesWriter(Writer):
    """Writes one file, or one a plan where the target is a folder."""

    def begin(self) -> None:
        """Make the file, so that a run without plans gives an empty one."""
        if not self.target.folder:
            path = self.stage / self.target.path.name
            self._file = self.files.enter_context(path.open("w", encoding="utf-8", newline=""))

    def add(self, plan: Plan, name: str) -> None:
        """Write the plan's record."""
        line = _line(self.record(plan, name))
        if self.target.folder:
            path = self.stage / f"{name}.jsonl"
            path.write_text(line, encoding="utf-8", newline="")
        else:
            self._file.write(line)


def _line(record: PlanRecord) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def create(target: Target) -> JsonLinesWriter:
    """The writer for ``target``."""
    return JsonLinesWriter(target)
