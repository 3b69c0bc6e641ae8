"""What stands on a page, in points from its upper left corner, as the page is shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``top`` is above ``bottom``, so it is the smaller of the two."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside or on the border."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def within(self, other: Box, *, slack: float = 0.0) -> bool:
        """Whether this box lies in ``other``, give or take ``slack`` on each side."""
        return (
            other.x0 - slack <= self.x0
            and self.x1 <= other.x1 + slack
            and other.top - slack <= self.top
            and self.bottom <= other.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Word:
    """Characters set without a gap.

    Args:
        text: the characters in reading order; a line set sideways is one word with spaces.
        x0: its left edge.
        x1: its right edge.
        baseline: the line its letters stand on.
        size: the font size, the height of a line set solid.
        style: ``b`` and ``i`` where the font is bold or italic.
        font: the name of the font, where the source tells, with the mark of its subset.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    style: str = ""
    font: str = ""

    @property
    def center(self) -> tuple[float, float]:
        """The middle of its letters."""
        return (self.x0 + self.x1) / 2, self.baseline - 0.3 * self.size


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line of a drawing, horizontal or vertical.

    Args:
        at: where it stands on the axis across it.
        start: where it begins along itself.
        end: where it ends.
    """

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rulings:
    """The rulings of a page by direction."""

    horizontal: tuple[Ruling, ...] = ()
    vertical: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be laid out, from its text layer or from character recognition.

    Args:
        number: 1-based.
        width: as shown, after rotation.
        height: as shown.
        words: its words, in no order that matters.
        rulings: its lines.
        recognised: whether the words come from character recognition.
        encoding: the legacy encoding that its text layer was converted from.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rulings: Rulings = Rulings()
    recognised: bool = False
    encoding: str | None = None
