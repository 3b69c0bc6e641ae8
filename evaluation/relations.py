"""Relations whose ends need only overlap the gold ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from annotations import ARGUMENTS, Label, Role, Span
from evaluation.counts import Counts
from evaluation.items import Item
from evaluation.matching import Matching

GoldSpans = Mapping[tuple[Label, Span], Span]
"""By label and span of a predicted entity the gold span it stands for."""


def gold_spans(matching: Matching) -> dict[tuple[Label, Span], Span]:
    """Which gold span each predicted one stands for; pairs of two labels are left out."""
    return {
        (found.label, found.span): gold.span
        for gold, found in matching.pairs
        if gold.label is found.label
    }


def onto_gold(item: Item, spans: GoldSpans) -> Item | None:
    """A predicted relation with the gold spans of its ends; ``None`` where one has none.

    Args:
        item: the predicted relation.
        spans: as `gold_spans` gives them.
    """
    head, tail = ARGUMENTS[Role(item.name)]
    if item.tail is None:
        return None
    at, to = spans.get((head, item.span)), spans.get((tail, item.tail))
    return None if at is None or to is None else Item(item.name, at, to)


def relaxed_relations(
    gold: Collection[Item], predicted: Collection[Item], spans: GoldSpans
) -> dict[str, Counts]:
    """Counts by role: a relation is right when its role is and both ends match gold ones.

    Recall counts every gold relation, also those whose ends were not found.

    Args:
        gold: the gold items; only relations count.
        predicted: the predicted items.
        spans: as `gold_spans` gives them; distinct spans have distinct gold spans, so two
            predictions never share a gold relation.
    """
    counts: dict[str, Counts] = {}
    for role in Role:
        wanted = {item for item in gold if item.name == role}
        found = [item for item in predicted if item.name == role]
        right = sum(onto_gold(item, spans) in wanted for item in found)
        counts[role.value] = Counts(right, len(found) - right, len(wanted) - right)
    return counts
