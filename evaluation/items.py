"""What strict scoring compares: every entity, task and relation of an annotation as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotations import Annotation, Entity, Relation, Span
from annotations.digests import digest
from evaluation.counts import NAMES, Counts


@dataclass(frozen=True, slots=True)
class Item:
    """An entity, a task or a relation, without what made it.

    Args:
        name: its label or role.
        span: where it stands; for a relation its head.
        tail: the tail of a relation, ``None`` for entities and tasks.
    """

    name: str
    span: Span
    tail: Span | None = None

    @classmethod
    def of_entity(cls, entity: Entity) -> Item:
        """The item of an entity or task."""
        return cls(entity.label.value, entity.span)

    @classmethod
    def of_relation(cls, relation: Relation) -> Item:
        """The item of a relation; its role says what its ends are."""
        return cls(relation.role.value, relation.head.span, relation.tail.span)

    @property
    def place(self) -> tuple[int, int, int, str]:
        """What items are sorted by: where they stand, then their name."""
        return (self.span.start, self.span.end, self.tail.start if self.tail else -1, self.name)


def items(annotation: Annotation) -> frozenset[Item]:
    """Everything in ``annotation`` that is scored, each once."""
    return frozenset(
        [
            *map(Item.of_entity, annotation.entities),
            *map(Item.of_relation, annotation.relations),
        ]
    )


def strict(gold: Iterable[Item], predicted: Iterable[Item]) -> dict[str, Counts]:
    """Counts by name: an item is right when its name and all of its offsets are."""
    gold, predicted = frozenset(gold), frozenset(predicted)
    right = _tally(gold & predicted)
    wrong = _tally(predicted - gold)
    missed = _tally(gold - predicted)
    return {name: Counts(right[name], wrong[name], missed[name]) for name in NAMES}


def items_digest(items: Iterable[Item]) -> str:
    """SHA-256 over everything that is scored, independent of its order in the file."""
    lines = (f"{item.name} {item.place} {item.tail}" for item in items)
    return digest("\n".join(sorted(lines)))


def _tally(found: Iterable[Item]) -> dict[str, int]:
    tally = dict.fromkeys(NAMES, 0)
    for item in found:
        tally[item.name] += 1
    return tally
