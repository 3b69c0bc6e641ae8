"""Strict IOB2 by seqeval over entities, one figure for all labels and one for each."""

# seqeval has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from seqeval.metrics import classification_report
from seqeval.scheme import IOB2

from annotations import Annotation, Entity
from evaluation.iob import tags, tokens_for

MICRO = "micro avg"


def f1_by_label(pairs: Iterable[tuple[Annotation, Annotation]]) -> dict[str, float]:
    """Strict F1 by label, and of all labels as "f1".

    Tokens are cut at the edges of both, so that nothing is rounded: an entity that sub-words
    cannot represent counts as missed.

    Args:
        pairs: gold and found, plan by plan, over the same texts, each without overlaps.
    """
    gold: list[list[str]] = []
    found: list[list[str]] = []
    for wanted, got in pairs:
        spans = [entity.span for entity in (*wanted.entities, *got.entities)]
        tokens = list(tokens_for(wanted.text, spans))
        gold.append(tags(tokens, _ordered(wanted)))
        found.append(tags(tokens, _ordered(got)))
    if all(tag == "O" for row in (*gold, *found) for tag in row):
        return {"f1": 0.0}  # seqeval fails on rows without any entity
    table = cast(
        "dict[str, dict[str, Any]]",
        cast("Any", classification_report)(
            gold, found, mode="strict", scheme=IOB2, output_dict=True, zero_division=0
        ),
    )
    scores = {"f1": float(table[MICRO]["f1-score"])}
    return scores | {
        name: float(row["f1-score"]) for name, row in table.items() if not name.endswith(" avg")
    }


def _ordered(plan: Annotation) -> list[Entity]:
    return sorted(plan.entities, key=lambda entity: entity.span)
