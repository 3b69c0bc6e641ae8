"""Character recognition of a page: its picture made level, its rulings found, its words read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from pipeline.readers.pages import tesseract
from pipeline.readers.pages.geometry import Page, Word
from pipeline.readers.pages.grids import Grid, GridCell, find_grids
from pipeline.readers.pages.raster import Ink, find_rulings, ink, skew
from pipeline.syllables import valid_share

DPI = 300
"""What Tesseract's manual asks for."""
_READABLE = 0.5
"""Below this share of valid syllables the page may lie on its side."""
_BLANK = 0.0005
"""A page with less ink than this share carries specks only."""
_BORDER = 0.03
_NUMBER_WIDTH = 0.5
_NUMBER_HEIGHT = 0.3
_MARGIN = 40
"""Inches: what is left out along a cell's borders, and the size of the largest number; pixels
around each number."""
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?|[IVX]{1,5}[.)]?|S?TT")


def is_available() -> bool:
    """Whether Tesseract and its Vietnamese data are installed."""
    return tesseract.VIETNAMESE in tesseract.languages()


def is_blank(image: Image.Image) -> bool:
    """Whether a picture of a page shows nothing."""
    return float(ink(image).mean()) < _BLANK


def recognise(number: int, image: Image.Image, *, dpi: float) -> Page:
    """Read a page from its picture.

    Args:
        number: of the page, 1-based.
        image: grey.
        dpi: its pixels an inch.

    Raises:
        OcrError: when Tesseract fails.
    """
    page = _upright(number, image, dpi)
    if page.words and valid_share(" ".join(word.text for word in page.words)) < _READABLE:
        turns = tesseract.quarter_turns(image)
        if turns:
            turned = _upright(number, image.rotate(-90 * turns, expand=True), dpi)
            return turned if len(turned.words) >= len(page.words) / 2 else page
    return page


def _upright(number: int, image: Image.Image, dpi: float) -> Page:
    angle = skew(image)
    if angle:
        image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    rulings, drawn = find_rulings(image, dpi=dpi)
    if drawn.any():
        image = _without(image, drawn)
    page = Page(
        number,
        image.width * 72 / dpi,
        image.height * 72 / dpi,
        tuple(tesseract.words(image, dpi=dpi)),
        rulings,
        recognised=True,
    )
    return replace(page, words=(*page.words, *_numbers(page, image, dpi)))


def _without(image: Image.Image, drawn: Ink) -> Image.Image:
    """The picture without its lines: Tesseract takes borders for letters, tables for pictures."""
    wide = drawn.copy()
    for shift in (-2, -1, 1, 2):
        # The grey edges of a line belong to it.
        wide |= np.roll(drawn, shift, axis=0) | np.roll(drawn, shift, axis=1)
    pixels = np.array(image)
    pixels[wide] = 255
    return Image.fromarray(pixels)


@dataclass(frozen=True, slots=True)
class _Patch:
    """A small piece of ink in a cell without words, and where it stands, in pixels."""

    image: Image.Image
    left: int
    bottom: int


def _numbers(page: Page, image: Image.Image, dpi: float) -> Iterator[Word]:
    """The numbers that stand alone in cells, which Tesseract takes for noise.

    They are put below each other into one picture and read again; the English data reads
    digits better than the Vietnamese one, which tends to see letters with marks.
    """
    grids, _ = find_grids(page)
    patches = list(_patches(grids, image, dpi))
    if not patches or tesseract.ENGLISH not in tesseract.languages():
        return
    column, tops = _column(patches)
    for word in tesseract.words(column, dpi=dpi, language=tesseract.ENGLISH, one_column=True):
        index = sum(top <= word.baseline * dpi / 72 for top in tops) - 1
        if index >= 0 and _NUMBER.fullmatch(word.text):
            patch = patches[index]
            left, baseline = patch.left * 72 / dpi, patch.bottom * 72 / dpi
            yield replace(word, x0=left, x1=left + word.x1 - word.x0, baseline=baseline)


def _patches(grids: Sequence[Grid], image: Image.Image, dpi: float) -> Iterator[_Patch]:
    dark = ink(image)
    for grid in grids:
        for cell in grid.cells:
            if cell.lines:
                continue
            left, top, right, bottom = _inside(grid, cell, dpi)
            ys, xs = np.nonzero(dark[top:bottom, left:right])
            if not len(ys):
                continue
            box = (
                left + int(xs.min()),
                top + int(ys.min()),
                left + int(xs.max()) + 1,
                top + int(ys.max()) + 1,
            )
            width, height = (box[2] - box[0]) / dpi, (box[3] - box[1]) / dpi
            if width <= _NUMBER_WIDTH and 0.05 <= height <= _NUMBER_HEIGHT:
                yield _Patch(image.crop(box), box[0], box[3])


def _inside(grid: Grid, cell: GridCell, dpi: float) -> tuple[int, int, int, int]:
    """A cell without its borders, in pixels."""
    x0, x1 = grid.xs[cell.column], grid.xs[cell.column + cell.column_span]
    y0, y1 = grid.ys[cell.row], grid.ys[cell.row + cell.row_span]
    scale, border = dpi / 72, _BORDER * dpi
    return (
        round(x0 * scale + border),
        round(y0 * scale + border),
        round(x1 * scale - border),
        round(y1 * scale - border),
    )


def _column(patches: Sequence[_Patch]) -> tuple[Image.Image, list[int]]:
    """The patches below each other, and where each begins."""
    width = max(patch.image.width for patch in patches) + 10 * _MARGIN
    height = sum(patch.image.height + _MARGIN for patch in patches) + _MARGIN
    column = Image.new("L", (width, height), 255)
    tops = list[int]()
    top = _MARGIN
    for patch in patches:
        tops.append(top)
        column.paste(patch.image, (_MARGIN, top))
        top += patch.image.height + _MARGIN
    return column, tops
