"""A plan cut at its gold tasks, so that tasks can be drawn within plans by the bootstrap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection

from annotations import Label
from evaluation.counts import Counts
from evaluation.items import Item


def stretches(gold: Collection[Item], predicted: Collection[Item]) -> tuple[Counts, ...]:
    """Strict counts of everything between the start of one gold task and the next.

    The cuts come from the gold alone: two systems are cut alike, each item falls into exactly
    one stretch (by its own start, a relation by its head's), spurious tasks included, and the
    sum is the count of the whole plan.

    Args:
        gold: the gold items.
        predicted: the predicted items.
    """
    starts = sorted(item.span.start for item in gold if item.name == Label.TASK)
    counts = [[0, 0, 0] for _ in range(len(starts) + 1)]
    for item in {*gold, *predicted}:
        outcome = 2 if item not in predicted else 1 if item not in gold else 0
        counts[bisect_right(starts, item.span.start)][outcome] += 1
    return tuple(Counts(*outcomes) for outcomes in counts)
