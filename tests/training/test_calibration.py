"""Scores are fitted to how often entities are right, and what that is worth is measured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from training.calibration import Scored, acceptable, calibrate, expected_error
from training.finetuning import Tuned


def scored(*pairs: tuple[float, bool]) -> Scored:
    scores, right = zip(*pairs, strict=True) if pairs else ((), ())
    return Scored(np.array(scores, dtype=np.float64), np.array(right, dtype=np.bool_))


@pytest.mark.parametrize(
    ("pairs", "error"),
    [
        ([], 0.0),
        ([(1.0, True)], 0.0),
        ([(1.0, False)], 1.0),
        ([(0.75, True), (0.75, True), (0.75, True), (0.75, False)], 0.0),
        ([(0.95, True), (0.95, False)], 0.45),
        ([(0.9, True), (0.2, False)], 0.15),
    ],
)
def test_the_error_is_the_gap_between_score_and_share(
    pairs: list[tuple[float, bool]], error: float
) -> None:
    assert expected_error(scored(*pairs)) == pytest.approx(error)


@pytest.mark.parametrize(
    ("pairs", "precision", "share", "threshold"),
    [
        ([], 0.98, 0.0, None),
        ([(0.9, False)], 0.98, 0.0, None),
        ([(0.9, True), (0.8, True), (0.7, False)], 0.98, 2 / 3, 0.8),
        ([(0.9, False), (0.8, True), (0.7, True), (0.6, True)], 0.75, 1.0, 0.6),
        ([(0.9, True), (0.8, True), (0.8, False)], 0.98, 1 / 3, 0.9),
    ],
    ids=["none", "all wrong", "a wrong one last", "a wrong one first", "a tie is not cut"],
)
def test_entities_are_accepted_as_long_as_they_are_precise(
    pairs: list[tuple[float, bool]], precision: float, share: float, threshold: float | None
) -> None:
    assert acceptable(scored(*pairs), precision=precision) == (pytest.approx(share), threshold)


def test_scores_that_are_too_bold_are_cooled_down(tuned: Tuned) -> None:
    half = [
        replace(item, plan=replace(item.plan, entities=item.plan.entities[::2]))
        for item in tuned.dev
    ]
    calibration = calibrate(half, tuned.outputs, tuned.transitions)
    assert calibration.temperature > 1
    assert calibration.error < calibration.error_before
    assert calibration.acceptable < 1
    assert "accepted at 0.98 precision" in calibration.sentence
