"""The reading order of a page: paragraphs, tables and notes one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median

from pipeline.readers.pages.columns import find_bands
from pipeline.readers.pages.geometry import Page
from pipeline.readers.pages.grids import Grid
from pipeline.readers.pages.paragraphs import (
    Measure,
    centred_runs,
    is_centred,
    measure,
    paragraphs,
)
from pipeline.readers.pages.rows import Row

_ENOUGH_LINES = 8
"""A page with fewer lines is set by the measure of the whole file."""
_NOTE_RULE = (40.0, 230.0)
"""How long the line above footnotes is, in points; Word draws two inches."""
_NOTE_SIZE = 0.93


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one paragraph on one page.

    Args:
        page: 1-based.
        rows: its lines.
        measure: of the column it is set in; ``None`` where it cannot go on over the page.
    """

    page: int
    rows: tuple[Row, ...]
    measure: Measure | None = None


Item = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Layout:
    """A page in reading order; its footnotes are apart, since they may break a paragraph."""

    page: int
    items: tuple[Item, ...]
    notes: tuple[Paragraph, ...] = ()


def lay_out(page: Page, rows: Sequence[Row], grids: Sequence[Grid], measure: Measure) -> Layout:
    """Put a page in reading order.

    Args:
        page: the page.
        rows: its lines outside tables, running headers and page numbers left out.
        grids: its ruled tables from top to bottom.
        measure: of its text.
    """
    body, notes = _part_notes(page, rows, grids, measure)
    items = list[Item]()
    for stretch, grid in _stretches(body, grids):
        items += _stretch(page.number, stretch, measure)
        if grid is not None:
            items.append(grid)
    return Layout(page.number, tuple(items), tuple(_plain(page.number, notes, measure)))


def measures(pages: Sequence[Sequence[Row]], widths: Sequence[float]) -> list[Measure]:
    """The measure of each page, from its own lines or from all pages as wide.

    Args:
        pages: the lines of each page.
        widths: how wide each page is.
    """
    groups: dict[int, list[Row]] = {}
    for rows, width in zip(pages, widths, strict=True):
        groups.setdefault(round(width), []).extend(rows)
    shared = {width: measure(rows) for width, rows in groups.items()}
    return [
        measure(rows) if len(rows) >= _ENOUGH_LINES else shared[round(width)]
        for rows, width in zip(pages, widths, strict=True)
    ]


def _part_notes(
    page: Page, rows: Sequence[Row], grids: Sequence[Grid], measure: Measure
) -> tuple[Sequence[Row], Sequence[Row]]:
    """The lines of the text and those of the footnotes below their short rule."""
    if not rows:
        return rows, ()
    size = median(row.size for row in rows)
    shortest, longest = _NOTE_RULE
    for rule in sorted(page.rulings.horizontal, key=lambda rule: rule.at):
        if not shortest <= rule.end - rule.start <= longest or rule.at < 0.3 * page.height:
            continue
        if abs(rule.start - measure.left) > 12 or any(
            grid.box.top - 3 <= rule.at <= grid.box.bottom + 3 for grid in grids
        ):
            continue
        cut = sum(row.baseline < rule.at for row in rows)
        notes = rows[cut:]
        if notes and max(row.size for row in notes) < _NOTE_SIZE * size:
            return rows[:cut], notes
    return rows, ()


def _stretches(rows: Sequence[Row], grids: Sequence[Grid]) -> list[tuple[list[Row], Grid | None]]:
    """The lines before each table, with the table, and those after the last one."""
    stretches: list[tuple[list[Row], Grid | None]] = []
    start = 0
    for grid in grids:
        middle = (grid.box.top + grid.box.bottom) / 2
        end = max(start, sum(row.baseline < middle for row in rows))
        stretches.append((list(rows[start:end]), grid))
        start = end
    stretches.append((list(rows[start:]), None))
    return stretches


def _stretch(page: int, rows: Sequence[Row], measure: Measure) -> list[Paragraph]:
    found = list[Paragraph]()
    start = 0
    for band in find_bands(rows, left=measure.left, right=measure.right):
        found += _plain(page, rows[start : band.start], measure, open_ended=True)
        found += chain.from_iterable(_column(page, part) for part in band.parts)
        start = band.end
    return found + _plain(page, rows[start:], measure, open_ended=True)


def _plain(
    page: int, rows: Sequence[Row], measure: Measure, *, open_ended: bool = False
) -> list[Paragraph]:
    own = measure if open_ended else None
    return [Paragraph(page, tuple(lines), own) for lines in paragraphs(rows, measure)]


def _column(page: int, rows: Sequence[Row]) -> list[Paragraph]:
    """A column of a letterhead or signature block; centred lines are parted by space alone."""
    parts = centred_runs(rows) if is_centred(rows) else paragraphs(rows, measure(rows))
    return [Paragraph(page, tuple(lines)) for lines in parts]
