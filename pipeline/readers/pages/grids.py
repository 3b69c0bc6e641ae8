"""Ruled tables of one page: from rulings to a grid of cells, merged cells once.

Rulings that touch make a component; where they stand gives the columns and rows of its grid,
and two neighbouring places of the grid are one cell where no ruling parts them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.readers.pages.geometry import Box, Page, Ruling, Rulings, Word
from pipeline.readers.pages.rows import Row, rows

_TOUCH = 3.0
_SAME_X = 6.0
_SAME_Y = 5.0
"""Borders nearer than this are one: no column or row is narrower."""
_DRAWN = 0.55
"""A border is there where rulings cover this share of it."""
_OPEN = 10.0
"""Rulings reach this far beyond the outermost border where the table is open on that side."""
_MAX_RULINGS = 1500
_MAX_LINES = 400
"""A page or a grid with more lines than this in one direction is a drawing."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid.

    Args:
        row: 0-based row of its upper left corner.
        column: 0-based column of its upper left corner.
        row_span: how many rows it covers.
        column_span: how many columns it covers.
        lines: its text, line by line.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Row, ...] = ()

    @property
    def text(self) -> str:
        """Its lines in one."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on one page.

    Args:
        page: 1-based.
        box: where it stands.
        xs: the borders of its columns, from left to right.
        ys: the borders of its rows, from top to bottom.
        cells: in row order.
    """

    page: int
    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.xs) - 1

    @property
    def is_table(self) -> bool:
        """Whether it holds a table by itself: a frame around a text does not."""
        return self.columns > 1 and sum(bool(cell.lines) for cell in self.cells) > 1


def find_grids(page: Page) -> tuple[list[Grid], list[Word]]:
    """The grids of a page from top to bottom, and the words outside them."""
    rulings = page.rulings
    if max(len(rulings.horizontal), len(rulings.vertical)) > _MAX_RULINGS:
        rulings = Rulings()
    frames = [frame for part in _components(rulings) for frame in _frames(part)]
    grids: list[Grid] = []
    words = list(page.words)
    for frame in sorted(frames, key=lambda frame: -frame.box.width * frame.box.height):
        if any(frame.box.within(grid.box, slack=_TOUCH) for grid in grids):
            continue
        inside = [word for word in words if frame.box.holds(*word.center)]
        grid = _fill(page.number, frame, inside)
        if any(cell.lines for cell in grid.cells) and (grid.columns > 1 or _is_strip(grid, page)):
            grids.append(grid)
            taken = set(map(id, inside))
            words = [word for word in words if id(word) not in taken]
    return sorted(grids, key=lambda grid: grid.box.top), words


def _is_strip(grid: Grid, page: Page) -> bool:
    """Whether a grid of one column may be the merged rows of a table on another page."""
    return grid.box.width > 0.4 * page.width and grid.box.height < 0.3 * page.height


@dataclass(frozen=True, slots=True)
class _Frame:
    """The borders of a component and the rulings that draw them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rulings: Rulings

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def _components(rulings: Rulings) -> list[Rulings]:
    """The rulings in groups that touch."""
    horizontal, vertical = rulings.horizontal, rulings.vertical
    groups = _Groups(len(horizontal) + len(vertical))
    for i, across in enumerate(horizontal):
        for j, down in enumerate(vertical, len(horizontal)):
            if (
                across.start - _TOUCH <= down.at <= across.end + _TOUCH
                and down.start - _TOUCH <= across.at <= down.end + _TOUCH
            ):
                groups.join(i, j)
    return [
        Rulings(
            tuple(horizontal[i] for i in members if i < len(horizontal)),
            tuple(vertical[i - len(horizontal)] for i in members if i >= len(horizontal)),
        )
        for members in groups.members()
    ]


class _Groups:
    """Numbers joined to groups (union-find with path halving)."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def _root(self, item: int) -> int:
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, first: int, second: int) -> None:
        a, b = self._root(first), self._root(second)
        self._parent[max(a, b)] = min(a, b)

    def members(self) -> list[list[int]]:
        groups: dict[int, list[int]] = {}
        for item in range(len(self._parent)):
            groups.setdefault(self._root(item), []).append(item)
        return list(groups.values())


def _frames(rulings: Rulings) -> Iterator[_Frame]:
    """The frame of a component, if it makes one."""
    if rulings.horizontal and rulings.vertical:
        xs = _borders(rulings.vertical, rulings.horizontal, _SAME_X)
        ys = _borders(rulings.horizontal, rulings.vertical, _SAME_Y)
        if 2 <= len(xs) <= _MAX_LINES and 2 <= len(ys) <= _MAX_LINES:
            yield _Frame(xs, ys, rulings)


def _borders(
    along: Sequence[Ruling], across: Sequence[Ruling], tolerance: float
) -> tuple[float, ...]:
    """Where the rulings ``along`` stand; ``across`` may reach beyond on an open side."""
    clusters: list[list[float]] = []
    for at in sorted(ruling.at for ruling in along):
        if clusters and at - clusters[-1][0] <= tolerance:
            clusters[-1].append(at)
        else:
            clusters.append([at])
    borders = [sum(cluster) / len(cluster) for cluster in clusters]
    first, last = min(ruling.start for ruling in across), max(ruling.end for ruling in across)
    if first < borders[0] - _OPEN:
        borders.insert(0, first)
    if last > borders[-1] + _OPEN:
        borders.append(last)
    return tuple(borders)


def _fill(page: int, frame: _Frame, words: Sequence[Word]) -> Grid:
    """The grid of a frame with its words in its cells."""
    areas = list(_areas(frame))
    place = {
        (row, column): index
        for index, (top, left, bottom, right) in enumerate(areas)
        for row in range(top, bottom)
        for column in range(left, right)
    }
    held: list[list[Word]] = [[] for _ in areas]
    for word in words:
        x, y = word.center
        held[place[_interval(frame.ys, y), _interval(frame.xs, x)]].append(word)
    cells = sorted(
        (
            GridCell(top, left, bottom - top, right - left, tuple(rows(inside)))
            for (top, left, bottom, right), inside in zip(areas, held, strict=True)
        ),
        key=lambda cell: (cell.row, cell.column),
    )
    return Grid(page, frame.box, frame.xs, frame.ys, tuple(cells))


def _interval(borders: Sequence[float], at: float) -> int:
    inner = borders[1:-1]
    return sum(border <= at for border in inner)


def _areas(frame: _Frame) -> Iterator[tuple[int, int, int, int]]:
    """The cells of a frame as (top, left, bottom, right) in places of the grid."""
    height, width = len(frame.ys) - 1, len(frame.xs) - 1
    right_of = _drawn(frame.rulings.vertical, frame.xs, frame.ys)
    below = _drawn(frame.rulings.horizontal, frame.ys, frame.xs)
    groups = _Groups(height * width)
    for row in range(height):
        for column in range(width):
            if column + 1 < width and not right_of(column + 1, row):
                groups.join(row * width + column, row * width + column + 1)
            if row + 1 < height and not below(row + 1, column):
                groups.join(row * width + column, (row + 1) * width + column)
    for members in groups.members():
        yield from _rectangles([divmod(member, width) for member in members])


def _drawn(
    rulings: Sequence[Ruling], borders: Sequence[float], across: Sequence[float]
) -> Callable[[int, int], bool]:
    """Whether border ``i`` is drawn along the interval ``j`` of ``across``."""
    lines: list[list[Ruling]] = [[] for _ in borders]
    for ruling in rulings:
        nearest = min(range(len(borders)), key=lambda i: abs(borders[i] - ruling.at))
        lines[nearest].append(ruling)

    def drawn(border: int, interval: int) -> bool:
        start, end = across[interval], across[interval + 1]
        covered = sum(
            max(0.0, min(end, ruling.end) - max(start, ruling.start)) for ruling in lines[border]
        )
        return covered >= _DRAWN * (end - start)

    return drawn


def _rectangles(places: list[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """The places as one rectangle, or row by row where they do not make one."""
    top, bottom = min(r for r, _ in places), max(r for r, _ in places) + 1
    left, right = min(c for _, c in places), max(c for _, c in places) + 1
    if len(places) == (bottom - top) * (right - left):
        yield top, left, bottom, right
        return
    for row in range(top, bottom):
        columns = sorted(c for r, c in places if r == row)
        breaks = [0, *(i for i, (a, b) in enumerate(pairwise(columns), 1) if b > a + 1)]
        for start, end in pairwise([*breaks, len(columns)]):
            yield row, columns[start], row + 1, columns[end - 1] + 1
