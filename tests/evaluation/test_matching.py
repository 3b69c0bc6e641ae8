"""Which prediction stands for which gold span, and the SemEval'13 categories of the pairs."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from noise import TEXT, any_annotations

from annotations import Annotation, Entity, Label, Span
from evaluation.items import items, strict
from evaluation.matching import (
    Categories,
    match,
    pair_counts,
    partial_categories,
    type_categories,
)

Spans = list[tuple[Label, int, int]]
A, D, T = Label.AGENCY, Label.DATE, Label.TASK


def annotation(spans: Spans) -> Annotation:
    return Annotation(TEXT, tuple(Entity(label, Span(a, b)) for label, a, b in spans))


def pairs(gold: Spans, predicted: Spans) -> set[tuple[tuple[str, int, int], ...]]:
    matching = match(annotation(gold), annotation(predicted))
    return {(a.key, b.key) for a, b in matching.pairs}


@pytest.mark.parametrize(
    ("gold", "predicted", "partial", "typed"),
    [
        pytest.param(
            [(A, 0, 7)], [(A, 0, 7)], Categories(correct=1), Categories(correct=1), id="exact"
        ),
        pytest.param(
            [(A, 0, 7)], [(D, 0, 7)], Categories(correct=1), Categories(incorrect=1), id="label"
        ),
        pytest.param(
            [(A, 0, 7)], [(A, 3, 9)], Categories(partial=1), Categories(correct=1), id="bounds"
        ),
        pytest.param(
            [(A, 0, 7)],
            [(D, 3, 9)],
            Categories(partial=1),
            Categories(incorrect=1),
            id="label and bounds",
        ),
        pytest.param([(A, 0, 7)], [], Categories(missed=1), Categories(missed=1), id="missed"),
        pytest.param(
            [], [(A, 0, 7)], Categories(spurious=1), Categories(spurious=1), id="spurious"
        ),
        pytest.param(
            [(A, 0, 7)],
            [(A, 7, 9)],
            Categories(missed=1, spurious=1),
            Categories(missed=1, spurious=1),
            id="spans that only touch",
        ),
        pytest.param(
            [(A, 0, 7)],
            [(A, 0, 3), (A, 3, 7)],
            Categories(partial=1, spurious=1),
            Categories(correct=1, spurious=1),
            id="one gold span cut in two",
        ),
    ],
)
def test_categories(gold: Spans, predicted: Spans, partial: Categories, typed: Categories) -> None:
    counts = pair_counts(match(annotation(gold), annotation(predicted)))
    assert partial_categories(counts, Label) == partial
    assert type_categories(counts, Label) == typed


def test_a_partial_match_counts_half() -> None:
    scores = Categories(correct=1, partial=1, missed=2)
    assert (scores.precision, scores.recall, scores.f1) == (0.75, 0.375, 0.5)


def test_ratios_of_nothing_are_undefined() -> None:
    assert (Categories().precision, Categories().recall, Categories().f1) == (None, None, None)


def test_the_first_overlap_does_not_win() -> None:
    gold: Spans = [(A, 0, 10), (A, 12, 20)]
    predicted: Spans = [(A, 8, 14), (A, 13, 20)]
    assert pairs(gold, predicted) == {((A, 0, 10), (A, 8, 14)), ((A, 12, 20), (A, 13, 20))}


def test_of_equal_credit_the_greater_overlap_wins() -> None:
    assert pairs([(A, 0, 20)], [(A, 0, 4), (A, 4, 19)]) == {((A, 0, 20), (A, 4, 19))}


def test_tasks_are_matched_with_tasks_alone() -> None:
    assert pairs([(T, 0, 20), (A, 0, 7)], [(A, 0, 19), (T, 0, 7)]) == {
        ((T, 0, 20), (T, 0, 7)),
        ((A, 0, 7), (A, 0, 19)),
    }


@given(any_annotations(), any_annotations())
def test_strict_pairs_are_those_of_strict_scoring(gold: Annotation, found: Annotation) -> None:
    matching = match(gold, found)
    exact = sum(a.key == b.key for a, b in matching.pairs)
    counts = strict(items(gold), items(found))
    assert exact == sum(counts[label].tp for label in Label)


@given(any_annotations(), any_annotations())
def test_every_span_is_used_once(gold: Annotation, found: Annotation) -> None:
    matching = match(gold, found)
    left = [a.key for a, _ in matching.pairs] + [a.key for a in matching.missed]
    right = [b.key for _, b in matching.pairs] + [b.key for b in matching.spurious]
    assert sorted(left) == sorted({entity.key for entity in gold.entities})
    assert sorted(right) == sorted({entity.key for entity in found.entities})


@given(any_annotations(), any_annotations(), st.randoms(use_true_random=False))
def test_the_order_of_spans_decides_nothing(
    gold: Annotation, found: Annotation, chance: random.Random
) -> None:
    shuffled = list(found.entities)
    chance.shuffle(shuffled)
    again = Annotation(found.text, tuple(shuffled))
    assert pair_counts(match(gold, again)) == pair_counts(match(gold, found))
