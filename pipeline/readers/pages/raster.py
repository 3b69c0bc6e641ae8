"""Pictures of pages: how far they lean, and the rulings drawn on them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.readers.pages.geometry import Ruling, Rulings
from pipeline.readers.pages.rulings import merge

Ink = NDArray[np.bool_]

_DARK = 160
_FAINT = 45
_SOLID = 0.25
_DOTTED = 1.0
_DOT_GAP = 0.02
_THICK = 0.03
_BROKEN = 0.06
"""Inches: a run of ink must be longer than a letter to be part of a line, one of dots longer than
a word, whose serifs may touch; how far apart dots are; how thick a line and how wide a break in
it may be."""
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


def find_rulings(image: Image.Image, *, dpi: float) -> tuple[Rulings, Ink]:
    """The rulings of a picture in points, and the pixels that draw them.

    Args:
        image: grey, its lines level.
        dpi: its pixels an inch.
    """
    dark = ink(image)
    # The dots of a dotted line are small, so that scanning leaves them grey.
    paper = float(np.median(np.asarray(image)))
    faint = np.asarray(image) < paper - _FAINT
    across, across_ink = _lines(dark, faint, dpi)
    down, down_ink = _lines(dark.T, faint.T, dpi)
    return Rulings(tuple(across), tuple(down)), across_ink | down_ink.T


def _lines(dark: Ink, faint: Ink, dpi: float) -> tuple[list[Ruling], Ink]:
    """Horizontal lines: long runs of ink that are thin."""
    lines = np.zeros_like(dark)
    solid = _runs(dark, shortest=round(_SOLID * dpi), gap=0)
    dotted = _runs(faint, shortest=round(_DOTTED * dpi), gap=round(_DOT_GAP * dpi))
    for row, start, end in chain(solid, dotted):
        lines[row, start:end] = True
    lines &= ~_thick(lines, round(_THICK * dpi))
    pieces = (
        Ruling(row * 72 / dpi, start * 72 / dpi, end * 72 / dpi)
        for row, start, end in _runs(lines, shortest=1, gap=0)
    )
    return list(merge(pieces, gap=_BROKEN * 72, shortest=_SOLID * 72)), lines


def _thick(lines: Ink, limit: int) -> Ink:
    """What is thicker than a line: pictures, stamps, letters run together."""
    found = np.zeros_like(lines)
    if limit >= len(lines):
        return found
    total = np.cumsum(np.pad(lines, ((1, 0), (0, 0))).astype(np.int32), axis=0)
    solid = (total[limit + 1 :] - total[: -limit - 1]) > limit
    for offset in range(limit + 1):
        found[offset : offset + len(solid)] |= solid
    return found


def _runs(picture: Ink, *, shortest: int, gap: int) -> Iterator[tuple[int, int, int]]:
    """Runs of ink as (row, start, end), across gaps of at most ``gap`` pixels."""
    edges = np.diff(np.pad(picture, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    if not len(rows):
        return
    begins = np.ones(len(rows), dtype=np.bool_)
    begins[1:] = (rows[1:] != rows[:-1]) | (starts[1:] - ends[:-1] > gap)
    first = np.nonzero(begins)[0]
    last = np.append(first[1:], len(rows)) - 1
    long = ends[last] - starts[first] >= shortest
    for row, start, end in zip(
        rows[first][long], starts[first][long], ends[last][long], strict=True
    ):
        yield int(row), int(start), int(end)
