"""The door for a trained tagger: a protocol, and the merge of its entities with the rules'."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from annotations import Entity


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
    """The entities of rules and model together: the rules' win where the two overlap."""
    kept = list(rules)
    for entity in model:
        if not any(entity.span.overlaps(other.span) for other in rules):
            kept.append(entity)
    return sorted(kept, key=lambda entity: entity.span)
