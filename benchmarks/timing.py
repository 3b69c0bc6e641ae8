"""Two pieces of work timed against each other, on a machine that has other work to do.

Seconds say little on a shared machine, a ratio of two measured side by side says more. The time
is that of the processor, not of the clock, so that other processes count as little as they can.
"""

from __future__ import annotations

import gc
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Comparison:
    """Processor seconds of a piece of work and of its yardstick, round by round."""

    work: tuple[float, ...]
    yardstick: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """How many times its yardstick the work took, by round."""
        return tuple(a / b for a, b in zip(self.work, self.yardstick, strict=True))

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return median(self.ratios)

    def __str__(self) -> str:
        return (
            f"{self.ratio:.2f} times ({spread(self.ratios)}; "
            f"{median(self.work):.2f} s against {median(self.yardstick):.2f} s)"
        )


def processor_seconds(work: Callable[[], object]) -> float:
    """The processor time of ``work`` in this process, garbage of earlier work cleared before."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(
    work: Callable[[], object],
    yardstick: Callable[[], object],
    *,
    rounds: int,
    seconds: Callable[[Callable[[], object]], float] = processor_seconds,
) -> Comparison:
    """Time ``work`` and ``yardstick`` in turn, after one round of both that does not count.

    Args:
        work: what is measured.
        yardstick: what it is measured by.
        rounds: how often.
        seconds: times a piece of work.
    """
    work()
    yardstick()
    pairs = [(seconds(work), seconds(yardstick)) for _ in range(rounds)]
    return Comparison(tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))


def family_seconds(work: Callable[[], object]) -> float:
    """The processor time of ``work`` in this process and in those that it starts and ends."""
    gc.collect()
    start = _family_time()
    work()
    return _family_time() - start


def _family_time() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def clock_seconds(command: Sequence[str]) -> float:
    """How long a command takes by the clock."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def spread(values: Sequence[float]) -> str:
    """The lowest and the highest of repeated figures, and how many there are."""
    return f"{min(values):.2f} to {max(values):.2f} in {len(values)} rounds"


def against(value: float, limit: float) -> str:
    """Whether ``value`` keeps to the most that it may be, in words."""
    return f"limit {limit:g}: {'kept' if value <= limit else 'MISSED'}"


def at_least(value: float, limit: float) -> str:
    """Whether ``value`` reaches the least that it should be, in words."""
    return f"at least {limit:g}: {'kept' if value >= limit else 'MISSED'}"
