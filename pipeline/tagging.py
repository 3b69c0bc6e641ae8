"""The door for a trained tagger: a protocol, and the merge of its entities with the rules'."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from annotations import Entity, Label

ADDED = 0.98
"""How sure a model has to be of an agency where the rules found nothing."""

EXTENDED = 0.93
"""How sure it has to be of an agency that goes on where one of the rules ends."""


class Mode(StrEnum):
    """Who tags: the rules, a trained model, or both together."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


class Tagger(Protocol):
    """Anything that finds entities in a text and says how sure it is of each."""

    def tag(self, text: str) -> Sequence[Entity]:
        """The entities of ``text``, flat, with scores, offsets in ``text``."""
        ...


def merge(rules: Sequence[Entity], model: Sequence[Entity]) -> list[Entity]:
    """The entities of rules and model together: the rules' word, where the model is not surer.

    Dates, countries and document references have closed forms, which rules know better than a
    model that learnt from few plans ("Lào Cai" is no country). Names of agencies are open:
    rules stop too early at one that they do not know ("Sở" of "Văn phòng Sở"), but seldom name
    what is none. So the model adds agencies that stand apart from all that the rules found,
    makes a span of theirs longer, and never takes one away or cuts it.

    Args:
        rules: the rules' entities.
        model: the model's, with calibrated scores.
    """
    ours = sorted(rules, key=lambda entity: entity.span)
    merged, added = list(ours), list[Entity]()
    for entity in model:
        score = entity.score or 0.0
        if entity.label is not Label.AGENCY or score < min(ADDED, EXTENDED):
            continue
        met = _met(entity, ours)
        if not met and score >= ADDED:
            added.append(entity)
        elif len(met) == 1 and score >= EXTENDED and _goes_on(entity, ours[met[0]]):
            merged[met[0]] = entity
    return sorted((*merged, *added), key=lambda entity: entity.span)


def _met(entity: Entity, others: Sequence[Entity]) -> Sequence[int]:
    """The places of the entities that one overlaps, among others in order, none over another."""
    first = bisect_right(others, entity.span.start, key=lambda other: other.span.end)
    end = bisect_left(others, entity.span.end, key=lambda other: other.span.start)
    return range(first, end)


def _goes_on(entity: Entity, other: Entity) -> bool:
    """Whether an entity is another one of its label and more."""
    return (
        entity.label is other.label
        and entity.span != other.span
        and entity.span.contains(other.span)
    )
