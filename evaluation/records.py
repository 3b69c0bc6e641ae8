"""Rows of the task table: what a user gets is a row, and one wrong field spoils it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from annotations import Label, Role, Span
from evaluation.counts import Counts
from evaluation.items import Item

_FIELDS = (Role.LEAD.value, Role.PARTNER.value, Role.TIME.value)


@dataclass(frozen=True, slots=True)
class Records:
    """How many rows are right, and how many are right field by field.

    Args:
        rows: rows whose task, leads, partners and times are all right, strictly.
        tasks: gold rows whose task has the right bounds.
        leads: those of them with the right leads, none too many and none missing.
        partners: those with the right partners.
        times: those with the right times.
    """

    rows: Counts = field(default_factory=Counts)
    tasks: int = 0
    leads: int = 0
    partners: int = 0
    times: int = 0

    def __add__(self, other: Records) -> Records:
        return Records(
            self.rows + other.rows,
            self.tasks + other.tasks,
            self.leads + other.leads,
            self.partners + other.partners,
            self.times + other.times,
        )

    @property
    def share(self) -> float | None:
        """The share of gold rows that are right in every field."""
        return self.rows.recall


def records(gold: Collection[Item], predicted: Collection[Item]) -> Records:
    """Compare the task rows of an annotation with the gold ones.

    Args:
        gold: the gold items.
        predicted: the predicted items.
    """
    wanted, found = _rows(gold), _rows(predicted)
    fields = [
        [field == other for field, other in zip(wanted[task], found[task], strict=True)]
        for task in wanted.keys() & found.keys()
    ]
    right = sum(all(row) for row in fields)
    leads, partners, times = (sum(row[column] for row in fields) for column in range(len(_FIELDS)))
    counts = Counts(right, len(found) - right, len(wanted) - right)
    return Records(counts, len(fields), leads, partners, times)


def _rows(items: Collection[Item]) -> dict[Span, tuple[set[Span], ...]]:
    """By task the spans of its leads, partners and times."""
    rows = {
        item.span: tuple(set[Span]() for _ in _FIELDS) for item in items if item.name == Label.TASK
    }
    for item in items:
        if item.name in _FIELDS and item.tail is not None and item.span in rows:
            rows[item.span][_FIELDS.index(item.name)].add(item.tail)
    return rows
