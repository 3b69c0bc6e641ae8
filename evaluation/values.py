"""Values: what the entities stand for, against what people wrote into notes.

A value is right when its identifier and its status are (annotations/VALUES.md). It is scored on
the gold entities that have one, with the gold entities given where that was run, so that what
the entities themselves miss is not counted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotations import Annotation, Entity, Note
from annotations.values import EntityValue, Status, value_of, values
from evaluation.counts import ENTITY_LABELS

ALL_VALUES = "VALUES"
"""The sum over all labels."""

VALUE_NAMES = (*(f"VALUE.{label}" for label in ENTITY_LABELS), ALL_VALUES)
"""What a floor may name."""


@dataclass(frozen=True, slots=True)
class ValueCounts:
    """How many values are right, and how the others are wrong.

    Args:
        right: identifier and status are right.
        left_open: the gold is known and no value was found.
        guessed: the gold is open and a value was found.
        other: another identifier, or a collective for a single body or the other way round.
    """

    right: int = 0
    left_open: int = 0
    guessed: int = 0
    other: int = 0

    def __add__(self, other: ValueCounts) -> ValueCounts:
        return ValueCounts(
            self.right + other.right,
            self.left_open + other.left_open,
            self.guessed + other.guessed,
            self.other + other.other,
        )

    @property
    def gold(self) -> int:
        """How many there are."""
        return self.right + self.left_open + self.guessed + self.other

    @property
    def share(self) -> float | None:
        """The share that is right; ``None`` where there is none to be right."""
        return self.right / self.gold if self.gold else None


def score_values(gold: Annotation, found: Annotation) -> dict[str, ValueCounts] | None:
    """Counts by label; ``None`` where the gold holds no values.

    Args:
        gold: the annotation by hand.
        found: what was found over the same text; an entity that is missing or without a value
            counts as left open, a value without the form of one as another.

    Raises:
        ValueError: when a note of the gold begins as a value and is none.
    """
    wanted = values(gold)
    if not wanted:
        return None
    told = {
        note.on.key: value
        for note in found.notes
        if isinstance(note.on, Entity) and (value := _read(note)) is not None
    }
    counts = {label.value: ValueCounts() for label in ENTITY_LABELS}
    for entity, value in wanted.items():
        counts[entity.label.value] += _judged(value, told.get(entity.key))
    return counts


def sum_values(plans: Iterable[Mapping[str, ValueCounts] | None]) -> dict[str, ValueCounts] | None:
    """The sum over plans, by the names of `VALUE_NAMES`; ``None`` where no plan has values."""
    scored = [plan for plan in plans if plan is not None]
    if not scored:
        return None
    by_label = {
        f"VALUE.{label}": sum((plan[label] for plan in scored), ValueCounts())
        for label in map(str, ENTITY_LABELS)
    }
    return {**by_label, ALL_VALUES: sum(by_label.values(), ValueCounts())}


_NO_VALUE = EntityValue("?", Status.RESOLVED)


def _read(note: Note) -> EntityValue | None:
    try:
        return value_of(note)
    except ValueError:
        return _NO_VALUE


def _judged(gold: EntityValue, found: EntityValue | None) -> ValueCounts:
    if found is None:
        return ValueCounts(left_open=1)
    if found == gold:
        return ValueCounts(right=1)
    if found.status is Status.OPEN:
        return ValueCounts(left_open=1)
    return ValueCounts(guessed=1) if gold.status is Status.OPEN else ValueCounts(other=1)
