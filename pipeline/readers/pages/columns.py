"""Columns side by side: the letterhead at the top and the signature block at the end.

Both are set in two columns without rulings (Decree 30/2020/NĐ-CP, annex I, part II). Read
across, they would mix the issuing body with the motto and the recipients with the signer, so
each is found by its wording and cut at the free strip between its columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.readers.pages.rows import Row, make_row

_MOTTO = re.compile(
    r"c[oộ]ng\s*h[oòóỏ0]?[aàá]?\s*x[aãâ]\s*h[oộ]i|[đd][aảâ]ng\s+c[oộ]ng\s+s[aảâ]n\s+vi[eệ]t|"
    r"[đd][oộ]c\s+l[aậ]p\s*[-–—.]\s*t[uự]\s+do",
    re.IGNORECASE,
)
"""The state's title, its motto or the Party's name; character recognition may drop marks."""
_NUMBER = re.compile(r"S[oốôóỗ]\s*[:.;]?\s*(?:[\d.…/]|$)|S[OỐÔÓỖ]\s*:")
_PLACE_DATE = re.compile(r"\b(?:ng[aà]y|tháng)\b.*\bn[aăâ]m\b|,\s*ngày\b", re.IGNORECASE)
_SUBJECT = re.compile(r"v\s*/\s*v|về việc", re.IGNORECASE)
_RECIPIENTS = re.compile(r"n[oơ]i\s+nh[aâậ]n\b", re.IGNORECASE)
_ANNEX = re.compile(
    r"PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU|Biểu|MẪU|Mẫu|DANH MỤC|Danh mục|ĐỀ CƯƠNG|KẾ HOẠCH"
)
"""What may follow a signature on the same page."""

_LETTERHEAD_ROWS = 14
_ABOVE = 4
_LEFT_EDGE = 0.3
"""A column on the left begins within this share of the width of the text."""
_CROSSING = 6.0
_CENTERED = 9.0
_AXIS = 7.0
_WIDE_GAP = 28.0
_NARROW_GAP = 0.45
"""In parts of the font size: a letterhead is not justified, so that its blanks are narrow."""
_NUMBER_AND_DATE = 3.5
"""In parts of the font size: how far number and date may stand below each other."""
_SAME_LINE = 0.6


@dataclass(frozen=True, slots=True)
class Band:
    """Neighbouring rows set in two columns.

    Args:
        start: the first row's index.
        end: the index after the last row.
        parts: what is read one after the other; the left column is cut from the right one,
            and in a letterhead the upper halves come before number and date.
    """

    start: int
    end: int
    parts: tuple[tuple[Row, ...], ...]


def find_bands(rows: Sequence[Row], *, left: float, right: float) -> list[Band]:
    """The two-column bands of a page from top to bottom; they do not overlap.

    Args:
        rows: the lines of the page outside tables.
        left: the left edge of the page's text.
        right: its right edge.
    """
    page = _Page(rows, [row.segments() for row in rows], left, right)
    bands: list[Band] = []
    start = 0
    while start < len(rows):
        band = _letterhead(page, start) or _signature(page, start) or _twins(page, start)
        if band is None or (bands and band.start < bands[-1].end):
            start += 1
            continue
        bands.append(band)
        start = band.end
    return bands


@dataclass(frozen=True, slots=True)
class _Page:
    rows: Sequence[Row]
    segments: list[list[Row]]
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def at(self, share: float) -> float:
        return self.left + share * (self.right - self.left)

    def __len__(self) -> int:
        return len(self.rows)


Sides = tuple[Row | None, Row | None]
"""What a row has in the left and in the right column."""


class _Columns:
    """Two columns that take rows as long as a free strip stays between them."""

    def __init__(self, right_edge: float) -> None:
        self.left: list[Row] = []
        self.right: list[Row] = []
        self._left_end = 0.0
        self._right_start = right_edge

    def take(self, left: Row | None, right: Row | None) -> bool:
        """Add a row; ``False`` where it would close the strip."""
        left_end = max(self._left_end, left.x1 if left else 0.0)
        right_start = min(self._right_start, right.x0 if right else self._right_start)
        if left_end > right_start - _CROSSING:
            return False
        self._left_end, self._right_start = left_end, right_start
        self.left += [left] if left else []
        self.right += [right] if right else []
        return True


def _letterhead(page: _Page, at: int) -> Band | None:
    """A letterhead whose motto, or number and date, stands in row ``at``."""
    anchor = _anchor(page, at)
    if anchor is None:
        return None
    columns = _Columns(page.right)
    start = at
    while start > 0 and at - start < _ABOVE and _beside(page, start - 1, anchor):
        start -= 1
    end = start
    numbered: Row | None = None
    while end < min(len(page), start + _LETTERHEAD_ROWS):
        left, right = _around(page.rows[end], anchor)
        if end > at and _ends_letterhead(page, columns, (left, right), numbered):
            break
        if not columns.take(left, right):
            break
        if (left and _NUMBER.match(left.plain)) or (right and _PLACE_DATE.search(right.plain)):
            numbered = page.rows[end]
        end += 1
    if end <= at or not columns.left or not columns.right:
        return None
    upper_left, lower_left = _split_number(columns.left)
    upper_right, lower_right = _split_date(columns.right)
    parts = upper_left, upper_right, lower_left, lower_right
    return Band(start, end, tuple(tuple(part) for part in parts if part))


def _anchor(page: _Page, at: int) -> float | None:
    """Where the right column of a letterhead begins, if row ``at`` shows one."""
    segments = page.rows[at].segments(gap=_NARROW_GAP)
    for index, segment in enumerate(segments):
        text = " ".join(part.plain for part in segments[index:])
        if _MOTTO.match(text) and segment.x0 > page.at(0.2):
            return segment.x0
    match page.segments[at]:
        case [left, right] if _NUMBER.match(left.plain) and _PLACE_DATE.search(right.plain):
            return right.x0
        case _:
            return None


def _around(row: Row, anchor: float) -> Sides:
    """A row of a letterhead whose right column begins at about ``anchor``."""
    segments = row.segments(gap=_NARROW_GAP)
    cut = sum(segment.middle < anchor for segment in segments)
    # A place and date wider than the motto begin before it.
    while 0 < cut < len(segments) and segments[cut].x0 - segments[cut - 1].x1 < row.size:
        cut -= 1
    return _sides(segments, cut)


def _sides(segments: Sequence[Row], cut: int) -> Sides:
    left, right = (
        [word for segment in part for word in segment.words]
        for part in (segments[:cut], segments[cut:])
    )
    return make_row(left) if left else None, make_row(right) if right else None


def _beside(page: _Page, at: int, anchor: float) -> bool:
    """Whether the row above still belongs to the letterhead."""
    row, below = page.rows[at], page.rows[at + 1]
    if below.baseline - row.baseline > 2.2 * below.size:
        return False
    left, right = _around(row, anchor)
    return (left is None or left.x1 < anchor) and (right is None or right.middle > anchor)


def _ends_letterhead(
    page: _Page,
    columns: _Columns,
    sides: Sides,
    numbered: Row | None,
) -> bool:
    """Whether a row is the first one after the letterhead."""
    left, right = sides
    row = left or right
    if row is None or (not (left and right) and _is_title(page, columns, row)):
        return True
    if numbered is None:
        return False
    gap = row.baseline - numbered.baseline
    if (left and _NUMBER.match(left.plain)) or (right and _PLACE_DATE.search(right.plain)):
        return gap > _NUMBER_AND_DATE * row.size
    if right is None and (
        _SUBJECT.match(row.plain) or any(_SUBJECT.match(r.plain) for r in columns.left)
    ):
        # The subject of a letter goes on below its number.
        return False
    return any(character.isalnum() for character in row.plain) and gap > _SAME_LINE * row.size


def _is_title(page: _Page, columns: _Columns, row: Row) -> bool:
    """Whether a row stands in the middle of the page rather than of a column."""
    centered = abs(row.middle - page.middle) < _CENTERED
    axes = [r.middle for r in (columns.left[:1] + columns.right[:1])]
    return centered and all(abs(axis - row.middle) > 2 * _CENTERED for axis in axes)


def _split_number(column: list[Row]) -> tuple[list[Row], list[Row]]:
    """The left column before its number, and from there."""
    cut = next((i for i, row in enumerate(column) if _NUMBER.match(row.plain)), len(column))
    return column[:cut], column[cut:]


def _split_date(column: list[Row]) -> tuple[list[Row], list[Row]]:
    """The right column before place and date, which may take two lines, and from there."""
    cut = next((i for i, row in enumerate(column) if _PLACE_DATE.search(row.plain)), len(column))
    if cut < len(column):
        while cut > 0 and not _is_motto_or_rule(column[cut - 1]):
            cut -= 1
    return column[:cut], column[cut:]


def _is_motto_or_rule(row: Row) -> bool:
    return _MOTTO.match(row.plain) is not None or not any(map(str.isalnum, row.plain))


def _signature(page: _Page, at: int) -> Band | None:
    """A signature block whose recipients begin in row ``at``, or in one of the next rows."""
    anchor = next(
        (
            i
            for i in range(at, min(at + _ABOVE, len(page)))
            if _RECIPIENTS.match(page.segments[i][0].plain)
        ),
        None,
    )
    if anchor is None or page.segments[anchor][0].x0 > page.at(_LEFT_EDGE):
        return None
    # The signer's authority may stand a little higher than the recipients.
    if any(
        row.x0 < page.at(0.4) or row.x1 - row.x0 > 0.55 * (page.right - page.left)
        for row in page.rows[at:anchor]
    ):
        return None
    columns = _Columns(page.right)
    border = page.at(_LEFT_EDGE)
    end = at
    while end < len(page):
        segments = page.segments[end]
        if _ANNEX.match(page.rows[end].plain):
            break
        cut = sum(segment.x0 < border for segment in segments)
        if not columns.take(*_sides(segments, cut)):
            break
        end += 1
    if not columns.right or not columns.left:
        return None
    return Band(at, end, (tuple(columns.left), tuple(columns.right)))


def _twins(page: _Page, at: int) -> Band | None:
    """Two signatures side by side, or a letterhead without its motto: two centred columns."""
    pairs: list[list[Row]] = []
    for segments in page.segments[at:]:
        wide = len(segments) == 2 and segments[1].x0 - segments[0].x1 > _WIDE_GAP
        if not wide or not _same_axes([*pairs, segments]):
            break
        pairs.append(segments)
    in_letterhead = any(_anchor(page, row) is not None for row in range(at, at + len(pairs)))
    if len(pairs) < 2 or in_letterhead or not _centred(pairs):
        return None
    left, right = (tuple(pair[side] for pair in pairs) for side in (0, 1))
    return Band(at, at + len(pairs), (left, right))


def _same_axes(pairs: Sequence[Sequence[Row]]) -> bool:
    return all(
        abs(a[side].middle - b[side].middle) < _AXIS for a, b in pairwise(pairs) for side in (0, 1)
    )


def _centred(pairs: Sequence[Sequence[Row]]) -> bool:
    """Whether the lines of both columns begin at different places, so that they are centred."""
    return all(
        max(pair[side].x0 for pair in pairs) - min(pair[side].x0 for pair in pairs) > _AXIS
        for side in (0, 1)
    )
