"""What a page carries besides its text: running headers, footers, page numbers, stamps.

Decree 30/2020/NĐ-CP (annex I, part I, 6) sets the page number in the middle of the upper
margin and leaves it out on the first page; files in use have it anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.readers.pages.geometry import Page, Word
from pipeline.readers.pages.rows import Row, rows

_MARGIN = 0.13
"""The share of the page's height in which its upper and lower margins lie."""
_OUTERMOST = 4
"""Running headers and footers have at most this many lines."""
_OUTER = 68.0
"""Points: nearer to the edge than the text, whose margin is 20 to 25 mm by the decree."""
_OFTEN = 4
_SAME_PLACE = 9.0
_YEARS = 1000
"""A larger number alone on a line is a year rather than a page."""
_CENTERED = 0.06

_PAGE_NUMBER = re.compile(
    r"[-–—_|~\s]*(?:trang|page)?[-–—_|~:\s]*(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?[-–—_|~\s]*",
    re.IGNORECASE,
)
"""A number with a full stop is an enumerator."""
_FIGURES = re.compile(r"\d+")
_MOTTO = re.compile(r"độc lập|cộng h[oò][aà] xã hội|đảng cộng sản", re.IGNORECASE)
_OF_THE_TEXT = re.compile(
    r"(?:mẫu|phụ lục|phụ biểu|biểu|bảng|danh mục|nơi nhận|số)\b|.*\bngày\b.*\btháng\b",
    re.IGNORECASE,
)
"""Lines that head a form or an annex, or belong to a letterhead, also where they repeat."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the upper or the lower edge of its page."""

    page: int
    index: int
    row: Row
    from_edge: float
    width: float
    upper: bool

    @property
    def pattern(self) -> tuple[bool, str]:
        return self.upper, _FIGURES.sub("0", self.row.plain).casefold()

    def beside(self, other: _Edge) -> bool:
        """Whether both stand at the same place of their pages."""
        near = min(
            abs(self.row.x0 - other.row.x0),
            abs(self.row.x1 - other.row.x1),
            abs(self.row.middle - other.row.middle),
            # Outer edges of a book's left and right pages.
            abs(self.row.x0 - (other.width - other.row.x1)),
        )
        return near < _SAME_PLACE and abs(self.from_edge - other.from_edge) < _SAME_PLACE


def furniture(pages: Sequence[Page], lines: Sequence[Sequence[Row]]) -> list[frozenset[int]]:
    """The lines of each page that are no text, by their index.

    Args:
        pages: all pages of a file.
        lines: the lines of each page from top to bottom, those in tables left out.
    """
    edges = [edge for page, rows in zip(pages, lines, strict=True) for edge in _edges(page, rows)]
    repeated = _repeated(edges, len(pages))
    dropped: list[set[int]] = [set() for _ in pages]
    closed: set[tuple[int, bool]] = set()
    for edge in edges:
        side = edge.page, edge.upper
        if side in closed:
            continue
        if (edge.page, edge.index) in repeated or _is_page_number(edge, edges):
            dropped[edge.page].add(edge.index)
        else:
            closed.add(side)
    return [frozenset(indexes) for indexes in dropped]


def _edges(page: Page, lines: Sequence[Row]) -> Iterator[_Edge]:
    """The lines in the margins, on each side from the edge inwards."""
    number = page.number - 1
    for index, row in list(enumerate(lines))[:_OUTERMOST]:
        if row.baseline < _MARGIN * page.height:
            yield _Edge(number, index, row, row.baseline, page.width, upper=True)
    for index, row in reversed(list(enumerate(lines))[-_OUTERMOST:]):
        if row.baseline > (1 - _MARGIN) * page.height:
            yield _Edge(number, index, row, page.height - row.baseline, page.width, upper=False)


def _repeated(edges: Sequence[_Edge], pages: int) -> set[tuple[int, int]]:
    """The lines that stand at the same place of several pages, but for a page number."""
    with_motto = {edge.page for edge in edges if edge.upper and _MOTTO.search(edge.row.plain)}
    groups: dict[tuple[bool, str], list[_Edge]] = {}
    for edge in edges:
        if not _OF_THE_TEXT.match(edge.row.plain):
            groups.setdefault(edge.pattern, []).append(edge)
    needed = 2 if pages <= 4 else 3
    found: set[tuple[int, int]] = set()
    for group in groups.values():
        for edge in group:
            like = {other.page for other in group if other.beside(edge) and _counts(edge, other)}
            # The lines of a letterhead repeat on no page but other letterheads.
            without_letterhead = like - with_motto if edge.upper else like
            enough = needed if edge.from_edge < _OUTER else _OFTEN
            if len(like) >= enough and len(without_letterhead) >= enough - 1:
                found.add((edge.page, edge.index))
    return found


def _counts(edge: _Edge, other: _Edge) -> bool:
    """Whether the figures of two lines are the same or go with the page."""
    apart = other.page - edge.page
    mine, others = _FIGURES.findall(edge.row.plain), _FIGURES.findall(other.row.plain)
    return all(int(b) - int(a) in (0, apart) for a, b in zip(mine, others, strict=True))


def _is_page_number(edge: _Edge, edges: Sequence[_Edge]) -> bool:
    match = _PAGE_NUMBER.fullmatch(edge.row.plain)
    if match is None:
        return False
    centred = abs(edge.row.middle - edge.width / 2) < _CENTERED * edge.width
    if centred and int(match[1]) < _YEARS:
        return True
    if int(match[1]) == edge.page + 1:
        return True
    return any(
        other.page != edge.page
        and other.upper == edge.upper
        and other.beside(edge)
        and _PAGE_NUMBER.fullmatch(other.row.plain)
        for other in edges
    )


_SIGNED_BY = re.compile(r"(?:người\s+ký|ký\s+bởi|được ký bởi|digitally signed)", re.IGNORECASE)
_SIGNED_AT = re.compile(r"(?:thời\s+gian|ngày|giờ)\s+ký|\bdate:", re.IGNORECASE)
_TIME = re.compile(r"[\d:.+\-/ ]+")
_STAMP_SIZE = 0.8
_STAMP_LINES = 10
_STAMP_WIDTH = 0.5


def without_stamps(page: Page) -> list[Word]:
    """The words of a page but for the stamp that a signing program prints in small letters.

    It names the signer, an address and the time of signing; it often stands beside the
    letterhead, whose lines it would break.
    """
    words = list(page.words)
    sizes = sorted(word.size for word in words)
    if not sizes:
        return words
    limit = _STAMP_SIZE * sizes[len(sizes) // 2]
    small = [word for word in words if word.size < limit]
    stamp = set(map(id, _stamp(rows(small), page.width)))
    return [word for word in words if id(word) not in stamp]


def _stamp(lines: Sequence[Row], width: float) -> Iterable[Word]:
    segments = [segment for row in lines for segment in row.segments()]
    for first in segments:
        if not _SIGNED_BY.match(first.plain):
            continue
        block = [first]
        for segment in segments:
            near = abs(segment.x0 - first.x0) < 3 * first.size
            below = 0 < segment.baseline - block[-1].baseline < 2 * first.size
            narrow = segment.x1 - segment.x0 < _STAMP_WIDTH * width
            if near and below and narrow and len(block) < _STAMP_LINES:
                block.append(segment)
        if any(_SIGNED_AT.search(segment.plain) for segment in block):
            last = max(i for i, row in enumerate(block) if _SIGNED_AT.search(row.plain))
            for index, segment in enumerate(block):
                # The time may run over into one more line.
                if index <= last or (index == last + 1 and _TIME.fullmatch(segment.plain)):
                    yield from segment.words
