"""What went wrong: every strict error once, gold beside prediction, with its kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotations import ARGUMENTS, Entity, Label, Role, Span
from evaluation.items import Item
from evaluation.matching import Matching
from evaluation.relations import GoldSpans, gold_spans, onto_gold


class Kind(StrEnum):
    """The kinds of error, in the words of the report."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    BOUNDS = "bounds"
    LABEL = "label"
    LABEL_AND_BOUNDS = "label and bounds"
    ROLE = "role"
    NO_HEAD = "no head"
    NO_TAIL = "no tail"


MEANING: dict[Kind, str] = {
    Kind.MISSED: "nothing was found where the gold has something",
    Kind.SPURIOUS: "something was found where the gold has nothing",
    Kind.BOUNDS: "the right label or role, but an end lies elsewhere",
    Kind.LABEL: "the right bounds, another label",
    Kind.LABEL_AND_BOUNDS: "an overlap with another label",
    Kind.ROLE: "both ends are linked, in another role",
    Kind.NO_HEAD: "a relation whose task or reference itself is missed or spurious",
    Kind.NO_TAIL: "a relation whose agency or date itself is missed or spurious",
}
"""What each kind says, for the legend of a report."""


@dataclass(frozen=True, slots=True)
class Error:
    """One strict error.

    Args:
        kind: what went wrong.
        gold: what should have been found; ``None`` when spurious.
        predicted: what was found instead; ``None`` when missed.
    """

    kind: Kind
    gold: Item | None
    predicted: Item | None

    @property
    def name(self) -> str:
        """The label or role to which the error is charged: the gold one, where there is one."""
        item = self.gold or self.predicted
        return item.name if item else ""

    @property
    def place(self) -> tuple[int, int, int, str]:
        """What errors are sorted by."""
        item = self.gold or self.predicted
        return item.place if item else (0, 0, 0, "")


def diagnose(
    gold: Collection[Item], predicted: Collection[Item], matching: Matching
) -> tuple[Error, ...]:
    """Every missed gold item and every wrong prediction, each in exactly one error.

    Args:
        gold: the gold items.
        predicted: the predicted items.
        matching: their optimal matching.
    """
    missed = {item for item in gold if item.tail and item not in predicted}
    wrong = {item for item in predicted if item.tail and item not in gold}
    errors = [*_entity_errors(matching), *_relation_errors(missed, wrong, matching)]
    return tuple(sorted(errors, key=lambda error: error.place))


def _entity_errors(matching: Matching) -> Iterator[Error]:
    for gold, found in matching.pairs:
        if gold.key != found.key:
            yield Error(_kind(gold, found), Item.of_entity(gold), Item.of_entity(found))
    for entity in matching.missed:
        yield Error(Kind.MISSED, Item.of_entity(entity), None)
    for entity in matching.spurious:
        yield Error(Kind.SPURIOUS, None, Item.of_entity(entity))


def _kind(gold: Entity, found: Entity) -> Kind:
    if gold.label is found.label:
        return Kind.BOUNDS
    return Kind.LABEL if gold.span == found.span else Kind.LABEL_AND_BOUNDS


def _relation_errors(missed: set[Item], wrong: set[Item], matching: Matching) -> Iterator[Error]:
    spans = gold_spans(matching)
    alone: list[Item] = []
    for found in sorted(wrong, key=_place):
        mapped = onto_gold(found, spans)
        if mapped in missed:
            missed.remove(mapped)
            yield Error(Kind.BOUNDS, mapped, found)
        else:
            alone.append(found)
    by_ends: dict[tuple[Span, Span | None], list[Item]] = defaultdict(list)
    for item in sorted(missed, key=_place):
        by_ends[item.span, item.tail].append(item)
    for found in alone:
        mapped = onto_gold(found, spans)
        if mapped and (others := by_ends[mapped.span, mapped.tail]):
            yield Error(Kind.ROLE, others.pop(0), found)
        else:
            yield Error(_lost(found, spans, Kind.SPURIOUS), None, found)
    matched: GoldSpans = {(label, span): span for (label, _), span in spans.items()}
    for item in (item for items in by_ends.values() for item in items):
        yield Error(_lost(item, matched, Kind.MISSED), item, None)


def _place(item: Item) -> tuple[int, int, int, str]:
    return item.place


def _lost(item: Item, matched: GoldSpans, otherwise: Kind) -> Kind:
    """Whether an end of a relation has no partner on the other side."""
    head, tail = ARGUMENTS[Role(item.name)]
    if not _has(head, item.span, matched):
        return Kind.NO_HEAD
    return otherwise if _has(tail, item.tail, matched) else Kind.NO_TAIL


def _has(label: Label, span: Span | None, matched: GoldSpans) -> bool:
    return span is not None and (label, span) in matched
