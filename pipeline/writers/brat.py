"""Brat standoff: a folder with the text and the annotation of each plan, in gold's schema."""

from __future__ import annotations

from annotations import brat
from pipeline.plan import Plan
from pipeline.writers.writer import Target, Writer, encoded


class BratWriter(Writer):
    """Writes ``NAME.txt`` and ``NAME.ann`` for each plan."""

    def add(self, plan: Plan, name: str) -> None:
        """Write the plan's two files."""
        standoff = brat.dumps(plan.annotation(), name=plan.document.name)
        (self.stage / f"{name}.txt").write_bytes(encoded(plan.document))
        path = self.stage / f"{name}.ann"
        path.write_text(standoff, encoding="utf-8", errors="replace", newline="")


def create(target: Target) -> BratWriter:
    """The writer for ``target``."""
    return BratWriter(target)
