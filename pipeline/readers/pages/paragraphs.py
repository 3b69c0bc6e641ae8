"""Paragraphs: where a line goes on in the next one and where the next one begins anew.

The text keeps its lines; a paragraph's end is told from the distance of lines, their
indentation, and from room left at the end of a line in which the next word would have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.readers.pages.rows import Row

_WIDER = 0.13
"""In parts of the font size: lines further apart than the usual distance begin anew."""
_INDENT = 0.7
_SLACK = 0.5
_BLANK = 0.25
_ALIGNED = 4.0
_CENTERED = 6.0
_STICKS_OUT = 30.0
_FULL = 0.12
_OFF_CENTER = 0.8
_APART = 1.9
"""In parts of the width: a line is full that ends so near to the right edge."""

_ENUMERATOR = re.compile(
    r"[-–—+*•▪➢✓●○]"
    r"|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})(?:[.)](?!\d)|/\s)"
    r"|(?:Điều|Chương|Mục)\s"
)
_BROKEN = re.compile(r"\w[-/]$")
_ENDED = re.compile(r"[.;:!?/…]\W*$")


@dataclass(frozen=True, slots=True)
class Measure:
    """The width in which lines are set and their usual distance.

    Args:
        left: where lines begin.
        right: where full lines end.
        pitch: from baseline to baseline within a paragraph, in parts of the font size.
        cell: whether it is a table cell, where centred text is broken by width too.
    """

    left: float
    right: float
    pitch: float
    cell: bool = False

    def centred(self, row: Row) -> bool:
        """Whether a line stands in the middle, with room on both sides."""
        return row.x0 > self.left + 15 and row.x1 < self.right - 15 and self.balanced(row)

    def balanced(self, row: Row) -> bool:
        """Whether a line leaves as much room on its left as on its right."""
        return abs(row.middle - (self.left + self.right) / 2) < _CENTERED


def measure(rows: Sequence[Row], *, cell: bool = False) -> Measure:
    """The measure of ``rows``, which stand in one column."""
    if not rows:
        return Measure(0.0, 0.0, 1.3, cell)
    left, right = _edge([-row.x0 for row in rows]), _edge([row.x1 for row in rows])
    full = (1 - _FULL) * (right + left)
    steps = list(_steps(rows, full)) or list(_steps(rows, 0.0))
    return Measure(-left, right, median(steps) if steps else 1.3, cell)


def _edge(ends: list[float]) -> float:
    """The outermost place at which lines end, but for a single one that sticks out."""
    ends.sort(reverse=True)
    if len(ends) < 4:
        return ends[0]
    for first, second in pairwise(ends):
        if ends[0] - first > _STICKS_OUT:
            break
        if first - second < _ALIGNED:
            return first
    return ends[0]


def _steps(rows: Sequence[Row], width: float) -> list[float]:
    """The distances after lines at least as wide as ``width``."""
    steps = list[float]()
    for row, below in pairwise(rows):
        step = (below.baseline - row.baseline) / max(row.size, below.size)
        if row.x1 - row.x0 >= width and 0.8 < step < 2.6:
            steps.append(step)
    return steps


def paragraphs(rows: Sequence[Row], measure: Measure) -> list[list[Row]]:
    """The rows of a column in paragraphs."""
    found: list[list[Row]] = []
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else None
        if (
            found
            and not _apart(found[-1][-1], row, measure)
            and goes_on(found[-1], row, below, measure)
        ):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def is_centred(rows: Sequence[Row]) -> bool:
    """Whether the lines of a narrow column are centred rather than aligned on the left."""
    middle = median(row.middle for row in rows)
    return all(abs(row.middle - middle) < _OFF_CENTER * row.size for row in rows)


def centred_runs(rows: Sequence[Row]) -> list[list[Row]]:
    """Centred lines in runs that a wide space parts."""
    runs: list[list[Row]] = []
    for row in rows:
        if runs and row.baseline - runs[-1][-1].baseline < _APART * row.size:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def text_lines(rows: Sequence[Row]) -> list[str]:
    """The lines of a paragraph, with words broken after a hyphen or slash put together.

    Vietnamese has no hyphenation: "11-" at a line's end is the start of "11-CT/TU".
    """
    lines = list[str]()
    for row in rows:
        words = [word.text for word in row.words]
        if lines and _BROKEN.search(lines[-1]) and words[0][0].isalnum():
            lines[-1] += words.pop(0)
        if words:
            lines.append(" ".join(words))
    return lines


def _apart(row: Row, below: Row, measure: Measure) -> bool:
    """Whether two lines are further apart than those of a paragraph."""
    size = max(row.size, below.size)
    distance = (below.baseline - row.baseline) / size
    if distance <= measure.pitch + _WIDER:
        return False
    return distance > _APART or not _is_unfinished(row.plain, below.plain)


def _is_unfinished(text: str, below: str) -> bool:
    """Whether the wording shows that a line goes on in the next one."""
    if text.count("(") > text.count(")") and below.count(")") > below.count("("):
        return True
    lower = below[0].islower() and not _ENUMERATOR.match(below)
    return lower and not _ENDED.search(text)


def goes_on(paragraph: Sequence[Row], row: Row, below: Row | None, measure: Measure) -> bool:
    """Whether ``row`` continues ``paragraph``, by anything but its distance.

    Args:
        paragraph: the lines so far.
        row: the line in question.
        below: the line after it, where there is one.
        measure: of their column.
    """
    last = paragraph[-1]
    centred = measure.centred(last), measure.centred(row)
    if not measure.cell:
        if centred[1] and measure.balanced(last):
            return last.style == row.style
        if centred[0] and last.style != row.style:
            return False
    if _has_room(last, row, measure):
        return False
    if _ENDED.search(last.plain) and _ENUMERATOR.match(row.plain):
        return False
    if measure.cell and (_same_axis(last, row) or not _left_aligned(paragraph, row)):
        return True
    return not _begins(paragraph, row, below, measure)


def _has_room(row: Row, below: Row, measure: Measure) -> bool:
    """Whether the first word of the next line would have fitted into this one."""
    word = below.words[0]
    needed = word.x1 - word.x0 + (_BLANK + _SLACK) * row.size
    # A centred line has room on its left too.
    if measure.cell and row.x1 - row.x0 + needed >= measure.right - measure.left:
        return False
    return row.x1 + needed < measure.right


def _same_axis(row: Row, below: Row) -> bool:
    return abs(row.middle - below.middle) < _ALIGNED / 2


def _left_aligned(paragraph: Sequence[Row], row: Row) -> bool:
    return abs(paragraph[-1].x0 - row.x0) < _ALIGNED or abs(paragraph[0].x0 - row.x0) < _ALIGNED


def _begins(paragraph: Sequence[Row], row: Row, below: Row | None, measure: Measure) -> bool:
    """Whether the indentation of ``row`` is that of a paragraph's first line."""
    last = paragraph[-1]
    indent = row.x0 - last.x0
    step = _INDENT * row.size
    if indent > step:
        return not _hangs(paragraph, row, below)
    if indent < -step:
        # After a first line, the second one begins further left; later ones do not.
        return len(paragraph) > 1 and _ENUMERATOR.match(row.plain) is not None
    indented = row.x0 > measure.left + step
    if not indented or len(paragraph) > 1:
        return False
    if below is not None and row.x0 - below.x0 > step:
        return True
    return _ENUMERATOR.match(row.plain) is not None


def _hangs(paragraph: Sequence[Row], row: Row, below: Row | None) -> bool:
    """Whether ``row`` is indented because ``paragraph`` begins with an enumerator."""
    first = paragraph[-1]
    if len(paragraph) > 1 or not _ENUMERATOR.match(first.plain) or _ENUMERATOR.match(row.plain):
        return False
    if any(abs(word.x0 - row.x0) < _ALIGNED for word in first.words[1:3]):
        return True
    if not _ENDED.search(first.plain):
        return True
    return below is not None and abs(below.x0 - row.x0) < _ALIGNED
