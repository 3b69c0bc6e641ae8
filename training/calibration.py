"""How far the score of an entity can be trusted.

A model's outputs are divided by a temperature, which dev fits (Guo et al., "On calibration of
modern neural networks", 2017). It leaves what is found as it is and makes the scores fit how
often an entity is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.decoding import Transitions, decode, entities
from training.data import SCHEME, Example

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRECISION = 0.98
"""What entities that nobody looks at again should reach."""

BINS = 10
"""Bins of equal width for the expected calibration error."""

_LOWEST, _HIGHEST = 0.25, 4.0
"""Temperatures that are tried; few errors on dev would lead to any extreme."""

_TRIALS = 25
_LEAST = 1e-6
"""No score counts as surer than this leaves room for."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Entities that a model found.

    Args:
        scores: of each, (n,).
        right: whether it stands so in the gold, (n,).
    """

    scores: NDArray[np.float64]
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the scores of a model are worth on dev.

    Args:
        temperature: what outputs are divided by.
        error_before: expected calibration error without a temperature.
        error: expected calibration error with it.
        acceptable: the largest share of the entities found that can be taken, best first, and
            are right in at least `PRECISION` of all cases.
        threshold: the lowest score among them; ``None`` where there are none.
    """

    temperature: float
    error_before: float
    error: float
    acceptable: float
    threshold: float | None

    @property
    def sentence(self) -> str:
        """What was found, for a person."""
        return (
            f"temperature {self.temperature:.3f}: expected calibration error {self.error:.4f} "
            f"({self.error_before:.4f} without); {self.acceptable:.1%} of the entities found can "
            f"be accepted at {PRECISION} precision"
        )


def calibrate(
    items: Sequence[Example],
    outputs: Sequence[NDArray[np.float32]],
    transitions: Transitions | None = None,
) -> Calibration:
    """Fit the temperature to what a model says of plans.

    It minimises the negative log-likelihood of the entities found being right or wrong, over
    temperatures evenly apart in their logarithms.

    Args:
        items: the plans, with their gold entities.
        outputs: what the model says of each, (sub-words, tags).
        transitions: of the decoding; the fixed ones by default.
    """
    transitions = transitions or Transitions.fixed(SCHEME)
    trials = np.geomspace(_LOWEST, _HIGHEST, _TRIALS)
    scored = [scored_entities(items, outputs, transitions, float(trial)) for trial in trials]
    best = int(np.argmin([_log_loss(one) for one in scored]))
    chosen = scored[best]
    plain = scored_entities(items, outputs, transitions, 1.0)
    share, threshold = acceptable(chosen)
    return Calibration(
        temperature=float(trials[best]),
        error_before=expected_error(plain),
        error=expected_error(chosen),
        acceptable=share,
        threshold=threshold,
    )


def scored_entities(
    items: Sequence[Example],
    outputs: Sequence[NDArray[np.float32]],
    transitions: Transitions,
    temperature: float,
) -> Scored:
    """The entities that a model finds, with their scores at a temperature."""
    scores: list[float] = []
    right: list[bool] = []
    for item, rows in zip(items, outputs, strict=True):
        gold = {entity.key for entity in item.plan.entities}
        chunks = decode(
            rows, item.starts, scheme=SCHEME, transitions=transitions, temperature=temperature
        )
        for entity in entities(chunks, item.encoding, item.plan.text, source="").entities:
            scores.append(entity.score or 0.0)
            right.append(entity.key in gold)
    return Scored(np.array(scores, dtype=np.float64), np.array(right, dtype=np.bool_))


def expected_error(scored: Scored) -> float:
    """How far scores and shares of right entities lie apart, bin by bin; 0 without entities."""
    bins = np.minimum((scored.scores * BINS).astype(np.int64), BINS - 1)
    apart = np.bincount(bins, scored.scores - scored.right, minlength=BINS)
    return float(np.abs(apart).sum() / max(1, len(bins)))


def acceptable(scored: Scored, *, precision: float = PRECISION) -> tuple[float, float | None]:
    """The share of the entities above the best threshold for a precision, and the threshold.

    Entities with the same score are taken together or not at all.
    """
    if not len(scored.scores):
        return 0.0, None
    order = np.argsort(-scored.scores, kind="stable")
    scores, right = scored.scores[order], scored.right[order]
    taken = np.arange(1, len(scores) + 1)
    last_of_its_score = np.append(scores[1:] < scores[:-1], True)
    good = last_of_its_score & (np.cumsum(right) >= precision * taken)
    if not good.any():
        return 0.0, None
    last = int(np.flatnonzero(good)[-1])
    return float(taken[last] / len(scores)), float(scores[last])


def _log_loss(scored: Scored) -> float:
    scores = np.clip(scored.scores, _LEAST, 1 - _LEAST)
    return float(-np.log(np.where(scored.right, scores, 1 - scores)).sum())
