"""Ratios are undefined where there is nothing to divide by."""

from __future__ import annotations

import pytest

from evaluation.counts import NAMES, Counts, total, with_groups


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        pytest.param(Counts(), None, None, None, id="neither gold nor predictions"),
        pytest.param(Counts(fn=2), None, 0.0, 0.0, id="nothing predicted"),
        pytest.param(Counts(fp=2), 0.0, None, 0.0, id="nothing to find"),
        pytest.param(Counts(tp=2, fp=2, fn=6), 0.5, 0.25, 1 / 3, id="some of each"),
    ],
)
def test_ratios(
    counts: Counts, precision: float | None, recall: float | None, f1: float | None
) -> None:
    assert (counts.precision, counts.recall, counts.f1) == (precision, recall, f1)


def test_a_total_is_a_sum_of_counts_and_no_mean_of_ratios() -> None:
    assert total([Counts(tp=1), Counts(tp=1, fp=8, fn=8)]) == Counts(2, 8, 8)


def test_groups_are_sums_of_their_names() -> None:
    grouped = with_groups({name: Counts(tp=1) for name in NAMES})
    assert [grouped[name].tp for name in ("ENTITIES", "RELATIONS", "ALL")] == [4, 5, 10]
