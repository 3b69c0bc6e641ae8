"""One optimal matching of gold and predicted spans, and the SemEval'13 categories it gives.

See Segura-Bedmar et al., SemEval-2013 Task 9 (https://aclanthology.org/S13-2056), section 4.
Taking the first overlap instead, as scorers often do, lets the order of the spans decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotations import Annotation, Entity, Label
from evaluation.assignment import assign


@dataclass(frozen=True, slots=True)
class Matching:
    """Which predicted span stands for which gold span; each is used at most once.

    Args:
        pairs: gold and predicted spans that overlap; they may differ in label.
        missed: gold spans without a partner.
        spurious: predicted spans without one.
    """

    pairs: tuple[tuple[Entity, Entity], ...]
    missed: tuple[Entity, ...]
    spurious: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class PairCount:
    """How often a gold label met a predicted one.

    Args:
        gold: the gold label, ``None`` for spurious spans.
        predicted: the predicted label, ``None`` for missed spans.
        exact: whether both spans have the same bounds.
        count: how often.
    """

    gold: Label | None
    predicted: Label | None
    exact: bool
    count: int


@dataclass(frozen=True, slots=True)
class Categories:
    """The five categories of SemEval'13 under one of its schemas."""

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missed: int = 0
    spurious: int = 0

    @property
    def possible(self) -> int:
        """How many gold spans there are."""
        return self.correct + self.incorrect + self.partial + self.missed

    @property
    def actual(self) -> int:
        """How many predicted spans there are."""
        return self.correct + self.incorrect + self.partial + self.spurious

    @property
    def precision(self) -> float | None:
        """Credit by predicted span, a partial one counting half."""
        return (self.correct + self.partial / 2) / self.actual if self.actual else None

    @property
    def recall(self) -> float | None:
        """Credit by gold span, a partial one counting half."""
        return (self.correct + self.partial / 2) / self.possible if self.possible else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two."""
        both = self.possible + self.actual
        return (2 * self.correct + self.partial) / both if both else None


def match(gold: Annotation, predicted: Annotation) -> Matching:
    """Match entities with entities and tasks with tasks.

    The pairs are those with the most credit over the four schemas of SemEval'13 together
    (strict, exact, partial, type); of several such matchings the one with the most common
    characters. A prediction that is right in label and bounds is always matched with its gold,
    so the strict pairs are those of strict scoring.

    Args:
        gold: the annotation by hand.
        predicted: the annotation to judge, over the same text.
    """
    pairs: list[tuple[Entity, Entity]] = []
    for left, right in _clusters(_distinct(gold), _distinct(predicted)):
        weights = _weights(left, right)
        pairs += ((left[i], right[j]) for i, j in assign(weights).items())
    pairs.sort(key=lambda pair: _place(pair[0]))
    matched = {gold.key for gold, _ in pairs}, {found.key for _, found in pairs}
    return Matching(
        tuple(pairs),
        tuple(entity for entity in _distinct(gold) if entity.key not in matched[0]),
        tuple(entity for entity in _distinct(predicted) if entity.key not in matched[1]),
    )


def pair_counts(matching: Matching) -> tuple[PairCount, ...]:
    """The matching as counts that can be added up over plans."""
    tally: Counter[tuple[Label | None, Label | None, bool]] = Counter()
    tally.update((a.label, b.label, a.span == b.span) for a, b in matching.pairs)
    tally.update((entity.label, None, False) for entity in matching.missed)
    tally.update((None, entity.label, False) for entity in matching.spurious)
    return _pair_counts(tally)


def add_pair_counts(counts: Iterable[PairCount]) -> tuple[PairCount, ...]:
    """The sum of pair counts, for example over plans."""
    tally: Counter[tuple[Label | None, Label | None, bool]] = Counter()
    for pair in counts:
        tally[pair.gold, pair.predicted, pair.exact] += pair.count
    return _pair_counts(tally)


def partial_categories(counts: Iterable[PairCount], labels: Iterable[Label]) -> Categories:
    """The schema "partial": bounds alone count, an overlap with other bounds is partial.

    A pair of two labels is charged to the gold one, as nervaluate does.

    Args:
        counts: what the matching gave.
        labels: the labels to count.
    """
    return _categories(counts, frozenset(labels), of_bounds=True)


def type_categories(counts: Iterable[PairCount], labels: Iterable[Label]) -> Categories:
    """The schema "type": an overlap with the right label is correct, with another incorrect.

    Args:
        counts: what the matching gave.
        labels: the labels to count; a pair of two labels is charged to the gold one.
    """
    return _categories(counts, frozenset(labels), of_bounds=False)


def _categories(
    counts: Iterable[PairCount], labels: frozenset[Label], *, of_bounds: bool
) -> Categories:
    tally: Counter[str] = Counter()
    for pair in counts:
        if (pair.predicted if pair.gold is None else pair.gold) not in labels:
            continue
        if pair.gold is None:
            category = "spurious"
        elif pair.predicted is None:
            category = "missed"
        elif of_bounds:
            category = "correct" if pair.exact else "partial"
        else:
            category = "correct" if pair.gold is pair.predicted else "incorrect"
        tally[category] += pair.count
    return Categories(**tally)


def _pair_counts(
    tally: Counter[tuple[Label | None, Label | None, bool]],
) -> tuple[PairCount, ...]:
    counts = (PairCount(*key, count) for key, count in tally.items())
    return tuple(sorted(counts, key=lambda c: (c.gold or "~", c.predicted or "~", not c.exact)))


def _distinct(annotation: Annotation) -> list[Entity]:
    return sorted({entity.key: entity for entity in annotation.entities}.values(), key=_place)


def _place(entity: Entity) -> tuple[int, int, str]:
    return (entity.span.start, entity.span.end, entity.label)


def _clusters(
    gold: Iterable[Entity], predicted: Iterable[Entity]
) -> Iterator[tuple[list[Entity], list[Entity]]]:
    """Gold and predicted spans that hang together by overlaps, layer by layer.

    Clusters without a gold or without a predicted span have no pair and are left out.
    """
    sides = [(entity, 0) for entity in gold] + [(entity, 1) for entity in predicted]
    sides.sort(key=lambda side: (side[0].label is Label.TASK, side[0].span.start))
    cluster: tuple[list[Entity], list[Entity]] = ([], [])
    layer, end = False, -1
    for entity, side in sides:
        if entity.span.start >= end or (entity.label is Label.TASK) is not layer:
            if all(cluster):
                yield cluster
            cluster = ([], [])
            layer, end = entity.label is Label.TASK, entity.span.end
        cluster[side].append(entity)
        end = max(end, entity.span.end)
    if all(cluster):
        yield cluster


def _weights(gold: list[Entity], predicted: list[Entity]) -> dict[tuple[int, int], int]:
    """The credit of each overlapping pair, with its common characters as a tie break."""
    characters = 1 + sum(len(entity.span) for entity in gold)
    return {
        (i, j): characters * _credit(a, b) + _common(a, b)
        for i, a in enumerate(gold)
        for j, b in enumerate(predicted)
        if a.span.overlaps(b.span)
    }


def _credit(gold: Entity, predicted: Entity) -> int:
    """Twice the credit for strict, exact, partial and type together."""
    label, bounds = gold.label is predicted.label, gold.span == predicted.span
    return 2 * (label and bounds) + 2 * bounds + (2 if bounds else 1) + 2 * label


def _common(a: Entity, b: Entity) -> int:
    return min(a.span.end, b.span.end) - max(a.span.start, b.span.start)
