"""How much scores would vary with other plans.

Plans, not entities, are drawn: errors within a plan repeat, and intervals over entities would
be far too narrow. Percentile intervals after Efron and Tibshirani, An Introduction to the
Bootstrap, 1993, chapter 13; drawing plans and then tasks within them after Davison and Hinkley,
Bootstrap Methods and their Application, 1997, section 3.8. With fewer than ten plans even
these are rough. Everything is seeded: the same counts give the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from evaluation.counts import Counts, total

SEED = 0
INTERVAL_SAMPLES = 1_000
PAIRED_SAMPLES = 10_000

Interval = tuple[float, float]
_Integers = NDArray[np.int64]
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Paired:
    """Two systems on the same plans.

    Args:
        difference: F1 of the second less that of the first.
        interval: its 95 % interval.
        p_worse: the share of samples in which the second is not worse: small when it fell.
        p_better: the share in which it is not better: small when it rose.
    """

    difference: float
    interval: Interval
    p_worse: float
    p_better: float


def f1_intervals(
    table: Mapping[str, Sequence[Counts]], *, samples: int = INTERVAL_SAMPLES, seed: int = SEED
) -> dict[str, Interval | None]:
    """95 % intervals of F1 over plans.

    Args:
        table: by name the counts of each plan, in one order of plans.
        samples: how many times the plans are drawn.
        seed: of the random numbers.

    Returns:
        By name the interval; ``None`` with fewer than two plans or where F1 is undefined.
    """
    plans = max(map(len, table.values()), default=0)
    if plans < 2:
        return dict.fromkeys(table)
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(plans, np.full(plans, 1 / plans), size=samples)
    return {name: _interval(_f1(drawn @ _array(counts))) for name, counts in table.items()}


def paired(
    first: Sequence[Sequence[Counts]],
    second: Sequence[Sequence[Counts]],
    *,
    samples: int = PAIRED_SAMPLES,
    seed: int = SEED,
) -> Paired | None:
    """Compare two systems by drawing plans, and stretches within each plan drawn.

    Both systems see the same draws. A plan drawn k times has k times its number of stretches
    drawn, which is the same as drawing within each copy.

    Args:
        first: by plan the counts of its stretches.
        second: the same plans and stretches of the other system.
        samples: how many draws.
        seed: of the random numbers.

    Returns:
        ``None`` when F1 is undefined in either.
    """
    before, after = (total(chain.from_iterable(system)).f1 for system in (first, second))
    if before is None or after is None:
        return None
    draws = _draws([len(plan) for plan in first], samples, np.random.default_rng(seed))
    sums = [np.zeros((samples, 3), dtype=np.int64) for _ in range(2)]
    for drawn, *both in zip(draws, first, second, strict=True):
        for system, plan in zip(sums, both, strict=True):
            system += drawn @ _array(plan)
    differences = _f1(sums[1]) - _f1(sums[0])
    defined = differences[~np.isnan(differences)]
    interval = _interval(defined)
    if interval is None:
        return None
    return Paired(after - before, interval, _p_value(defined >= 0), _p_value(defined <= 0))


def _draws(
    sizes: Sequence[int], samples: int, generator: np.random.Generator
) -> Iterator[_Integers]:
    """Plan by plan how often each of its stretches is drawn, one row a sample."""
    plans = len(sizes)
    copies = generator.multinomial(plans, np.full(plans, 1 / plans), size=samples)
    for plan, size in enumerate(sizes):
        yield generator.multinomial(copies[:, plan] * size, np.full(size, 1 / size))


def _array(counts: Sequence[Counts]) -> _Integers:
    return np.array([(c.tp, c.fp, c.fn) for c in counts], dtype=np.int64).reshape(-1, 3)


def _f1(sums: _Integers) -> _Floats:
    """F1 of rows of tp, fp, fn; not a number where undefined."""
    tp, fp, fn = sums[..., 0], sums[..., 1], sums[..., 2]
    both = 2 * tp + fp + fn
    return np.where(both > 0, 2 * tp / np.maximum(both, 1), np.nan)


def _interval(values: _Floats) -> Interval | None:
    defined = values[~np.isnan(values)]
    if not defined.size:
        return None
    low, high = np.percentile(defined, [2.5, 97.5])
    return float(low), float(high)


def _p_value(against: NDArray[np.bool_]) -> float:
    """One is added to both counts, as if the observed sample were among those drawn."""
    return float((against.sum() + 1) / (against.size + 1))
