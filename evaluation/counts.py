"""Counts of what was right, wrong and missed, and the ratios they give.

Everything the evaluation reports is a sum of counts over plans, so that a total is never an
average of ratios and a label, a style and a whole folder follow one definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotations import Label, Role

ENTITY_LABELS = (Label.AGENCY, Label.DATE, Label.COUNTRY, Label.DOCREF)
"""The flat layer of entities; TASK is a layer of its own (GUIDELINE, Text)."""

NAMES: tuple[str, ...] = (*(str(label) for label in Label), *(str(role) for role in Role))
"""Everything that is scored: labels first, then relations."""

GROUPS: dict[str, tuple[str, ...]] = {
    "ENTITIES": tuple(str(label) for label in ENTITY_LABELS),
    "RELATIONS": tuple(str(role) for role in Role),
    "ALL": NAMES,
}
"""Sums (micro averages) of several names."""


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives and false negatives.

    Ratios are ``None`` where they are undefined: precision without predictions, recall without
    gold, F1 without either.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def gold(self) -> int:
        """How many there are."""
        return self.tp + self.fn

    @property
    def predicted(self) -> int:
        """How many were found, rightly or wrongly."""
        return self.tp + self.fp

    @property
    def precision(self) -> float | None:
        """The share of the found that is right."""
        return self.tp / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found."""
        return self.tp / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two, 2 tp / (gold + predicted)."""
        both = self.gold + self.predicted
        return 2 * self.tp / both if both else None


def total(counts: Iterable[Counts]) -> Counts:
    """The sum of ``counts``."""
    return sum(counts, Counts())


def with_groups(counts: Mapping[str, Counts]) -> dict[str, Counts]:
    """``counts`` by name, and the `GROUPS` whose names are all among them."""
    groups = {
        group: total(counts[name] for name in names)
        for group, names in GROUPS.items()
        if all(name in counts for name in names)
    }
    return {**counts, **groups}
