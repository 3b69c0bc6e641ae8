"""Champion and challenger: two taggers on the same test plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotations import Annotation, Span
from evaluation.bootstrap import Paired, paired
from evaluation.counts import ENTITY_LABELS, Counts, total
from evaluation.items import Item, strict
from pipeline.tagging import Tagger

LEVEL = 0.05
"""The chance of taking a model for better that is not, at most."""


@dataclass(frozen=True, slots=True)
class Contest:
    """What two taggers scored on the same plans.

    Args:
        champion: strict F1 of the old one, by label and of all as "ENTITIES".
        challenger: the same of the new one.
        paired: the paired bootstrap over plans; ``None`` where nothing was annotated or found.
        plans: how many plans.
    """

    champion: Mapping[str, float | None]
    challenger: Mapping[str, float | None]
    paired: Paired | None
    plans: int

    @property
    def better(self) -> bool:
        """Whether the challenger is better, by more than chance explains."""
        return self.paired is not None and self.paired.p_better < LEVEL

    def lines(self) -> Sequence[str]:
        """The contest for a person."""
        lines = [f"test, {self.plans} plans: F1 of the old model and of the new one"]
        for name, old in self.champion.items():
            lines.append(f"  {name:<10}{_shown(old):>8}{_shown(self.challenger[name]):>8}")
        if self.paired is None:
            return [*lines, "nothing to compare: neither gold nor found entities"]
        low, high = self.paired.interval
        verdict = "is better than" if self.better else "is not shown to be better than"
        return [
            *lines,
            f"the new model {verdict} the old one: {self.paired.difference:+.4f} "
            f"(95 % {low:+.4f} to {high:+.4f}, p = {self.paired.p_better:.4f}, paired bootstrap)",
        ]


def contest(champion: Tagger, challenger: Tagger, plans: Sequence[Annotation]) -> Contest:
    """Compare two taggers by the scorer and the paired bootstrap of the evaluation.

    Plans are drawn, and lines within each: no entity runs over a line end.

    Args:
        champion: the model in use.
        challenger: the new one.
        plans: folded test plans with their entities.
    """
    old, new = ([_by_line(tagger, plan) for plan in plans] for tagger in (champion, challenger))
    return Contest(
        champion=_f1(old),
        challenger=_f1(new),
        paired=paired(_sums(old), _sums(new)),
        plans=len(plans),
    )


_Lines = list[dict[str, Counts]]
"""The counts of each line of a plan, by label."""


def _by_line(tagger: Tagger, plan: Annotation) -> _Lines:
    gold = [Item.of_entity(entity) for entity in plan.labelled(*ENTITY_LABELS)]
    found = [Item.of_entity(entity) for entity in tagger.tag(plan.text)]
    lines: _Lines = []
    start = 0
    for line in plan.text.split("\n"):
        span = Span(start, start + len(line) + 1)
        start = span.end
        inside = [
            [item for item in items if span.start <= item.span.start < span.end]
            for items in (gold, found)
        ]
        lines.append(strict(*inside))
    return lines


def _sums(plans: Sequence[_Lines]) -> list[list[Counts]]:
    return [
        [total(counts[label.value] for label in ENTITY_LABELS) for counts in plan] for plan in plans
    ]


def _f1(plans: Sequence[_Lines]) -> dict[str, float | None]:
    lines = [counts for plan in plans for counts in plan]
    by_label = {
        label.value: total(counts[label.value] for counts in lines) for label in ENTITY_LABELS
    }
    scores = {name: counts.f1 for name, counts in by_label.items()}
    return scores | {"ENTITIES": total(by_label.values()).f1}


def _shown(f1: float | None) -> str:
    return "—" if f1 is None else f"{f1:.4f}"
