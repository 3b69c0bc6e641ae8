"""Pictures of pages: how far they lean, and the rulings drawn on them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.readers.pages.geometry import Ruling, Rulings
from pipeline.readers.pages.rulings import merge

Ink = NDArray[np.bool_]

_DARK = 160
_SHORT = 0.25
"""Inches: a run of ink must be longer than a letter to be part of a line."""
_THICK = 0.03
_BROKEN = 0.06
_MAX_SKEW = 3.0
_SKEW_STEP = 0.25
_SKEW_WIDTH = 600


def ink(image: Image.Image) -> Ink:
    """Where a grey image is dark."""
    return np.asarray(image) < _DARK


def skew(image: Image.Image) -> float:
    """By how many degrees to turn a page, counter-clockwise, for its lines to be level.

    Level lines make the sharpest change from dark rows of pixels to light ones.
    """
    scale = _SKEW_WIDTH / image.width
    small = image.resize((_SKEW_WIDTH, max(1, round(image.height * scale))))
    dark = Image.fromarray(np.where(np.asarray(small) < _DARK, 255, 0).astype(np.uint8))

    def sharpness(angle: float) -> float:
        turned = np.asarray(dark.rotate(angle), dtype=np.float64)
        profile = turned.sum(axis=1)
        return float(np.square(np.diff(profile)).sum())

    steps = round(_MAX_SKEW / _SKEW_STEP)
    angles = [step * _SKEW_STEP for step in range(-steps, steps + 1)]
    best = max(angles, key=sharpness)
    # Turning blurs: an angle must be clearly better than none.
    return best if sharpness(best) > 1.05 * sharpness(0.0) else 0.0


def find_rulings(picture: Ink, *, dpi: float) -> tuple[Rulings, Ink]:
    """The rulings of a picture in points, and the pixels that draw them."""
    across, across_ink = _lines(picture, dpi)
    down, down_ink = _lines(picture.T, dpi)
    return Rulings(tuple(across), tuple(down)), across_ink | down_ink.T


def _lines(picture: Ink, dpi: float) -> tuple[list[Ruling], Ink]:
    """Horizontal lines: long runs of ink that are thin."""
    runs = _long_runs(picture, round(_SHORT * dpi))
    thick = round(_THICK * dpi)
    # What is thicker than a line is a picture or a stamp.
    too_thick = np.zeros_like(runs)
    if thick < runs.shape[0]:
        total = np.cumsum(np.pad(runs, ((1, 0), (0, 0))).astype(np.int32), axis=0)
        solid = (total[thick + 1 :] - total[: -thick - 1]) > thick
        for offset in range(thick + 1):
            too_thick[offset : offset + solid.shape[0]] |= solid
    lines = runs & ~too_thick
    pieces = (
        Ruling(row * 72 / dpi, start * 72 / dpi, end * 72 / dpi) for row, start, end in _runs(lines)
    )
    return list(merge(pieces, gap=_BROKEN * 72, shortest=_SHORT * 72)), lines


def _long_runs(picture: Ink, length: int) -> Ink:
    """The pixels in horizontal runs of ink of at least ``length``."""
    kept = np.zeros_like(picture)
    for row, start, end in _runs(picture, shortest=length):
        kept[row, start:end] = True
    return kept


def _runs(picture: Ink, *, shortest: int = 1) -> Iterator[tuple[int, int, int]]:
    """Runs of ink as (row, start, end)."""
    edges = np.diff(np.pad(picture, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    long = ends - starts >= shortest
    for row, start, end in zip(rows[long], starts[long], ends[long], strict=True):
        yield int(row), int(start), int(end)
