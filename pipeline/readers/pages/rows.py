"""Rows: the words of a page that share a baseline."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.readers.pages.geometry import Word

_SAME_ROW = 0.35
_RAISED = 0.6
_SMALL = 0.8
"""In parts of the font size; see `glyphs` for raised characters."""
_MARK = 3
"""A note mark has at most this many characters."""
COLUMN_GAP = 1.1
"""In parts of the font size: a wider gap may part two columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]
    baseline: float
    size: float

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(word.x1 for word in self.words)

    @property
    def middle(self) -> float:
        """Half way between the edges."""
        return (self.x0 + self.x1) / 2

    @property
    def top(self) -> float:
        """The top of its letters."""
        return self.baseline - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """The bottom of its letters."""
        return self.baseline + 0.25 * self.size

    @property
    def text(self) -> str:
        """Its words with single blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def plain(self) -> str:
        """Its text in the composed form that patterns are written in."""
        return unicodedata.normalize("NFC", self.text)

    @property
    def style(self) -> str:
        """The style that all its words share, "" where they differ."""
        styles = {word.style for word in self.words}
        return styles.pop() if len(styles) == 1 else ""

    def segments(self, *, gap: float = COLUMN_GAP) -> list[Row]:
        """The row cut at gaps wider than ``gap`` in parts of the font size."""
        parts: list[list[Word]] = []
        for word in self.words:
            if parts and word.x0 - parts[-1][-1].x1 <= gap * self.size:
                parts[-1].append(word)
            else:
                parts.append([word])
        return [make_row(part) for part in parts]


def make_row(words: Iterable[Word]) -> Row:
    """A row of ``words``, which are sorted; the largest ones give its baseline."""
    ordered = sorted(words, key=lambda word: word.x0)
    size = max(word.size for word in ordered)
    baselines = sorted(word.baseline for word in ordered if word.size > _SMALL * size)
    return Row(tuple(ordered), baselines[len(baselines) // 2], size)


def rows(words: Iterable[Word]) -> list[Row]:
    """The rows of ``words`` from top to bottom."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.baseline, word.x0)):
        if found and _fits(word, found[-1]):
            found[-1].append(word)
        else:
            found.append([word])
    return [make_row(row) for row in found]


def _fits(word: Word, row: list[Word]) -> bool:
    largest = max(row, key=lambda other: other.size)
    down = word.baseline - largest.baseline
    if down <= _SAME_ROW * min(word.size, largest.size):
        return True
    # A note mark before its note stands higher than the words after it.
    mark = len(row) == 1 and len(largest.text) <= _MARK and largest.size < _SMALL * word.size
    return mark and down < _RAISED * word.size and 0 <= word.x0 - largest.x1 < word.size
