"""From drawn segments to rulings: dots and dashes joined, thin boxes taken as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.readers.pages.geometry import Ruling, Rulings

_STRAIGHT = 0.8
"""How far a line may lean, in points."""
_THIN = 3.5
"""Word draws a border as a filled box; one thinner than this is a line."""
_SAME_LINE = 1.2
_GAP = 3.5
"""Dots and dashes of one line are at most this far apart."""
SHORTEST = 7.0
"""A line shorter than this borders no cell."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A drawn line from one point to another; for a filled box, its two opposite corners."""

    x0: float
    y0: float
    x1: float
    y1: float
    filled: bool = False


def from_segments(segments: Iterable[Segment]) -> Rulings:
    """The rulings that ``segments`` draw; slanting lines and large boxes are none."""
    horizontal: list[Ruling] = []
    vertical: list[Ruling] = []
    for segment in segments:
        x0, x1 = sorted((segment.x0, segment.x1))
        y0, y1 = sorted((segment.y0, segment.y1))
        limit = _THIN if segment.filled else _STRAIGHT
        # A dot may be part of a line in either direction.
        if y1 - y0 <= limit:
            horizontal.append(Ruling((y0 + y1) / 2, x0, x1))
        if x1 - x0 <= limit:
            vertical.append(Ruling((x0 + x1) / 2, y0, y1))
    return Rulings(tuple(merge(horizontal)), tuple(merge(vertical)))


def merge(
    rulings: Iterable[Ruling], *, gap: float = _GAP, shortest: float = SHORTEST
) -> Iterator[Ruling]:
    """Join the pieces of each line and leave out what stays short.

    Args:
        rulings: of one direction.
        gap: how far apart the pieces of one line may be.
        shortest: what is shorter after joining is left out.
    """
    for line in _lines(sorted(rulings, key=lambda ruling: ruling.at)):
        line.sort(key=lambda ruling: ruling.start)
        at = sum(ruling.at for ruling in line) / len(line)
        start, end = line[0].start, line[0].end
        for ruling in line[1:]:
            if ruling.start > end + gap:
                if end - start >= shortest:
                    yield Ruling(at, start, end)
                start = ruling.start
                end = ruling.end
            else:
                end = max(end, ruling.end)
        if end - start >= shortest:
            yield Ruling(at, start, end)


def _lines(rulings: list[Ruling]) -> Iterator[list[Ruling]]:
    line: list[Ruling] = []
    for ruling in rulings:
        if line and ruling.at - line[-1].at > _SAME_LINE:
            yield line
            line = []
        line.append(ruling)
    if line:
        yield line
