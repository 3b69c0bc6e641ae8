"""Intervals and the paired comparison are seeded, and say what the counts say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.bootstrap import f1_intervals, paired
from evaluation.counts import Counts

GOOD, BAD = Counts(9, 1, 1), Counts(5, 5, 5)
counts = st.builds(Counts, *[st.integers(0, 5)] * 3)


def test_the_same_seed_gives_the_same_interval() -> None:
    table = {"TASK": [Counts(tp, fp, 7) for tp in range(5) for fp in range(3)]}
    assert f1_intervals(table) == f1_intervals(table)
    assert f1_intervals(table, seed=1) != f1_intervals(table, seed=2)


def test_plans_that_are_alike_leave_no_doubt() -> None:
    assert f1_intervals({"TASK": [GOOD] * 5}) == {"TASK": (0.9, 0.9)}


@pytest.mark.parametrize(
    "plans",
    [
        pytest.param([], id="no plan"),
        pytest.param([GOOD], id="one plan"),
        pytest.param([Counts(), Counts()], id="nothing to find and nothing found"),
    ],
)
def test_an_interval_can_be_undefined(plans: list[Counts]) -> None:
    assert f1_intervals({"TASK": plans}) == {"TASK": None}


@given(st.lists(counts, min_size=2, max_size=6))
def test_an_interval_lies_between_the_worst_and_the_best_plan(plans: list[Counts]) -> None:
    interval = f1_intervals({"TASK": plans}, samples=50)["TASK"]
    ratios = [plan.f1 for plan in plans if plan.f1 is not None]
    if interval is not None:
        assert min(ratios) - 1e-9 <= interval[0] <= interval[1] <= max(ratios) + 1e-9


def test_a_fall_everywhere_is_one() -> None:
    result = paired([[GOOD, GOOD]] * 6, [[BAD, GOOD]] * 6)
    assert result is not None
    assert result.difference == pytest.approx(-0.2)
    assert result.interval[1] < 0
    assert result.p_worse < 0.01
    assert result.p_better > 0.99


def test_a_fall_in_one_stretch_of_one_plan_of_many_may_be_chance() -> None:
    result = paired([[GOOD, GOOD]] * 6, [[GOOD, GOOD]] * 5 + [[GOOD, BAD]])
    assert result is not None
    assert result.difference < 0
    assert result.p_worse > 0.05


def test_equal_systems_neither_fall_nor_rise() -> None:
    result = paired([[GOOD], [BAD]], [[GOOD], [BAD]])
    assert result is not None
    assert (result.difference, result.p_worse, result.p_better) == (0, 1, 1)


@pytest.mark.parametrize("plans", [[], [[Counts()]]])
def test_nothing_cannot_be_compared(plans: list[list[Counts]]) -> None:
    assert paired(plans, plans) is None
