"""Entities and tasks: relaxed bounds, and strings that training has or has not seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from annotations import Annotation, Label
from evaluation.counts import ENTITY_LABELS, Counts
from evaluation.items import Item
from evaluation.matching import PairCount

Strings = Mapping[str, Collection[str]]
"""By label the folded strings of entities, as `KnownStrings` gives them."""


@dataclass(frozen=True, slots=True)
class SeenAndUnseen:
    """Strict counts by label of strings that the training plans hold, and of those they do not."""

    seen: Mapping[str, Counts]
    unseen: Mapping[str, Counts]


def relaxed_entities(pairs: Collection[PairCount]) -> dict[str, Counts]:
    """Counts by label: a matched pair is right when its labels agree, whatever its bounds.

    Args:
        pairs: what the optimal matching of gold and prediction gave.
    """
    counts: dict[str, Counts] = {}
    for label in Label:
        gold = sum(pair.count for pair in pairs if pair.gold is label)
        found = sum(pair.count for pair in pairs if pair.predicted is label)
        right = sum(pair.count for pair in pairs if pair.gold is label is pair.predicted)
        counts[label.value] = Counts(right, found - right, gold - right)
    return counts


class KnownStrings:
    """The strings of the entities in annotated plans.

    Args:
        plans: the plans by name.
    """

    def __init__(self, plans: Mapping[str, Annotation]) -> None:
        self._plans = {name: _strings(annotation) for name, annotation in plans.items()}
        self._all = _union(self._plans.values())

    def without(self, name: str) -> Strings:
        """The strings that stand in any plan but one, by label."""
        if name not in self._plans:
            return self._all
        return _union(strings for plan, strings in self._plans.items() if plan != name)


def folded(string: str) -> str:
    """A string without regard to case, line breaks and Unicode composition."""
    return " ".join(unicodedata.normalize("NFC", string).casefold().split())


def seen_and_unseen(
    gold: Collection[Item], predicted: Collection[Item], text: str, known: Strings
) -> SeenAndUnseen:
    """Strict counts of the entities whose string is known, and of all others.

    A prediction is judged by its own string, so that precision is defined for both.

    Args:
        gold: the gold items.
        predicted: the predicted items.
        text: what both stand in.
        known: the strings of the training plans.
    """
    names = [label.value for label in ENTITY_LABELS]
    seen, unseen = ({name: [0, 0, 0] for name in names} for _ in range(2))
    for item in {*gold, *predicted}:
        if item.name in seen:
            apart = seen if folded(item.span.of(text)) in known[item.name] else unseen
            outcome = 2 if item not in predicted else 1 if item not in gold else 0
            apart[item.name][outcome] += 1
    return SeenAndUnseen(
        {name: Counts(*outcomes) for name, outcomes in seen.items()},
        {name: Counts(*outcomes) for name, outcomes in unseen.items()},
    )


def _strings(annotation: Annotation) -> Strings:
    strings: dict[str, set[str]] = {label.value: set() for label in ENTITY_LABELS}
    for entity in annotation.labelled(*ENTITY_LABELS):
        strings[entity.label].add(folded(entity.span.of(annotation.text)))
    return strings


def _union(plans: Iterable[Strings]) -> Strings:
    plans = list(plans)
    return {
        label.value: {s for plan in plans for s in plan[label.value]} for label in ENTITY_LABELS
    }
