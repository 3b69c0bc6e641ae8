"""From single characters to words, whichever way the page is turned."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.readers.pages.geometry import Box, Ruling, Rulings, Word
from pipeline.readers.pages.rows import rows

Direction = tuple[int, int]
_RIGHT: Direction = (1, 0)

_WORD_GAP = 0.3
_BACKWARD = 0.9
_SAME_BASELINE = 0.15
_RAISED = 0.6
_SMALL = 0.8
"""Limits in parts of the font size: a wider gap ends a word; an accent may go back; a baseline
may be off; a raised character stands at most so high and is at most so large."""
_PRINTED_TWICE = 0.8
"""Points by which a character is moved where boldness is made by printing it twice."""
_UNIT_LETTERS = 2
"""A raised figure after no more letters than this is an exponent ("km2"), else a note mark."""


_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its place; blanks need none.

    Args:
        text: the character.
        origin: where its baseline begins.
        box: its advance by the height of its font.
        size: its font size.
        direction: the unit vector along which its line runs.
        font: the name of its font.
    """

    text: str
    origin: tuple[float, float] = (0.0, 0.0)
    box: Box = _NOWHERE
    size: float = 0.0
    direction: tuple[float, float] = (1.0, 0.0)
    font: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A way of looking at a page: turned so that ``direction`` runs to the right."""

    width: float
    height: float
    direction: Direction

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        return (self.width, self.height) if self.direction[0] else (self.height, self.width)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as seen."""
        match self.direction:
            case (0, -1):
                return self.height - y, x
            case (0, 1):
                return y, self.width - x
            case (-1, 0):
                return self.width - x, self.height - y
            case _:
                return x, y

    def box(self, box: Box) -> Box:
        """A box of the page as seen."""
        (xa, ya), (xb, yb) = self.point(box.x0, box.top), self.point(box.x1, box.bottom)
        return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))

    def rulings(self, rulings: Rulings) -> Rulings:
        """The rulings of the page as seen."""
        seen = (
            [self._ruling(r, horizontal=True) for r in rulings.horizontal],
            [self._ruling(r, horizontal=False) for r in rulings.vertical],
        )
        first, second = seen if self.direction[0] else reversed(seen)
        return Rulings(tuple(first), tuple(second))

    def _ruling(self, ruling: Ruling, *, horizontal: bool) -> Ruling:
        flat = Box(ruling.start, ruling.at, ruling.end, ruling.at)
        upright = Box(ruling.at, ruling.start, ruling.at, ruling.end)
        box = self.box(flat if horizontal else upright)
        if box.width >= box.height:
            return Ruling(box.top, box.x0, box.x1)
        return Ruling(box.x0, box.top, box.bottom)

    @property
    def back(self) -> Frame:
        """The frame that undoes this one."""
        along, across = self.direction
        return Frame(*self.size, (along, -across))


def quarter_turn(direction: tuple[float, float]) -> Direction | None:
    """The nearest of the four straight directions; ``None`` for slanting text."""
    along, across = direction
    near = (round(along), round(across))
    return near if math.hypot(along - near[0], across - near[1]) < 0.1 else None


def main_direction(glyphs: Iterable[Glyph]) -> Direction:
    """The direction in which most of the text runs."""
    count = Counter(
        turn
        for glyph in glyphs
        if glyph.size and (turn := quarter_turn(glyph.direction)) is not None
    )
    return count.most_common(1)[0][0] if count else _RIGHT


def words(glyphs: Iterable[Glyph], frame: Frame) -> list[Word]:
    """The words of a page as seen through ``frame``.

    A line that runs sideways (the narrow head of a column) is one word; slanting text, which
    is a watermark, is left out.
    """
    found: list[Word] = []
    for direction, run in _runs(glyphs):
        turned = Frame(frame.width, frame.height, direction)
        run_words = list(_words(run, turned))
        if direction == frame.direction:
            found += run_words
        else:
            found += _sideways(run_words, turned, frame)
    return found


def _runs(glyphs: Iterable[Glyph]) -> Iterator[tuple[Direction, list[Glyph]]]:
    """The characters by direction, each with the blanks after it."""
    runs: dict[Direction, list[Glyph]] = {}
    direction: Direction | None = _RIGHT
    for glyph in glyphs:
        if glyph.size:
            direction = quarter_turn(glyph.direction)
        if direction is not None:
            runs.setdefault(direction, []).append(glyph)
    yield from runs.items()


def _sideways(words: list[Word], turned: Frame, frame: Frame) -> Iterator[Word]:
    for row in rows(words):
        first, last = row.words[0], row.words[-1]
        box = frame.box(
            turned.back.box(
                Box(first.x0, row.baseline - 0.8 * row.size, last.x1, row.baseline + 0.2 * row.size)
            )
        )
        baseline = (box.top + box.bottom) / 2 + 0.3 * row.size
        yield Word(row.text, box.x0, box.x1, baseline, row.size, first.style, first.font)


@dataclass(slots=True)
class _Open:
    """A word that may go on.

    Its ``own`` baseline is that of its letters; a raised word counts for the line it is raised
    above.
    """

    glyph: Glyph
    x0: float
    x1: float
    baseline: float
    own: float
    text: list[str] = field(default_factory=list[str])

    def closed(self) -> Word:
        font = self.glyph.font
        return Word(
            "".join(self.text), self.x0, self.x1, self.baseline, self.glyph.size, _style(font), font
        )


def _style(font: str) -> str:
    name = font.casefold()
    bold = "bold" in name or "black" in name
    return "b" * bold + "i" * ("italic" in name or "oblique" in name)


def _words(glyphs: Sequence[Glyph], frame: Frame) -> Iterator[Word]:
    word: _Open | None = None
    printed: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        text = glyph.text
        if not glyph.size or text.isspace():
            if word is not None:
                yield word.closed()
            word = None
            continue
        if _is_invisible(text) or _printed_before(glyph, printed):
            continue
        box, y = frame.box(glyph.box), frame.point(*glyph.origin)[1]
        if word is not None and not _goes_on(word, text, glyph, box, y):
            yield word.closed()
            line = word.baseline if _is_raised(word, glyph, box, y) else y
            word = _Open(glyph, box.x0, box.x1, line, y)
        elif word is None:
            word = _Open(glyph, box.x0, box.x1, y, y)
        word.text.append(text)
        word.x1 = max(word.x1, box.x1)
    if word is not None:
        yield word.closed()


def _is_invisible(text: str) -> bool:
    # The soft hyphen is shown: as a hyphen by Word's fonts, as a letter by those of TCVN3.
    return unicodedata.category(text) in ("Cc", "Cf") and text != "\u00ad"


def _goes_on(word: _Open, text: str, glyph: Glyph, box: Box, baseline: float) -> bool:
    if unicodedata.combining(text):
        return True
    size = word.glyph.size
    gap = box.x0 - word.x1
    if not -_BACKWARD * size < gap < _WORD_GAP * size:
        return False
    if _is_raised(word, glyph, box, baseline):
        letters = sum(map(str.isalpha, word.text))
        return text.isdigit() and 0 < letters == len(word.text) <= _UNIT_LETTERS
    return abs(baseline - word.own) < _SAME_BASELINE * max(size, glyph.size)


def _is_raised(word: _Open, glyph: Glyph, box: Box, baseline: float) -> bool:
    size = word.glyph.size
    return (
        word.own == word.baseline
        and glyph.size < _SMALL * size
        and _SAME_BASELINE * size < word.baseline - baseline < _RAISED * size
        and abs(box.x0 - word.x1) < _WORD_GAP * size
    )


def _printed_before(glyph: Glyph, printed: dict[tuple[str, int, int], list[Glyph]]) -> bool:
    """Whether the same character was printed at nearly the same place, to make it bold."""
    x, y = glyph.origin
    column, line = round(x / 2), round(y / 2)
    for key in ((column + i, line + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
        for other in printed.get((glyph.text, *key), ()):
            if math.dist(other.origin, glyph.origin) < _PRINTED_TWICE:
                return True
    printed.setdefault((glyph.text, column, line), []).append(glyph)
    return False
