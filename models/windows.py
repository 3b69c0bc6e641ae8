"""Long texts in windows that a model can hold, and one decision for each sub-word.

A window begins where a paragraph begins and holds as many whole paragraphs as fit; a paragraph
longer than a window is read in several that overlap. Where a sub-word stands in two windows,
the one decides in which it stands more central, as it sees the most of what surrounds it there
(Devlin et al., 2019, did so for long documents of SQuAD).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.encoding import Encoding, Vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

AROUND = 2
"""The special sub-words of a window: one before, one after."""


@dataclass(frozen=True, slots=True)
class WindowSize:
    """How windows are cut.

    Args:
        size: the most sub-words of a window, the two special ones included.
        overlap: the most sub-words that a window shares with the one before it; within a long
            paragraph it is exactly that many, else whole paragraphs only.
    """

    size: int = 256
    overlap: int = 64

    def __post_init__(self) -> None:
        if not 0 <= self.overlap < self.size - AROUND:
            raise ValueError(
                f"windows of {self.size} with {self.overlap} shared: expected "
                f"0 <= shared < size - {AROUND}"
            )

    @property
    def capacity(self) -> int:
        """The most sub-words of the text in a window."""
        return self.size - AROUND


@dataclass(frozen=True, slots=True)
class Window:
    """Sub-words ``start`` to ``end`` of a text, half-open."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class WindowInput:
    """What a model is given of a window: the sub-words with the special ones around them.

    Args:
        ids: (n + 2,).
        types: token types, (n + 2,).
    """

    ids: NDArray[np.int64]
    types: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


def paragraph_starts(text: str, encoding: Encoding) -> list[int]:
    """The numbers of the sub-words that are the first of their line, the first one's included."""
    starts: list[int] = []
    line_end = 0
    for number, span in enumerate(encoding.spans):
        if number == 0 or span.start >= line_end:
            starts.append(number)
            line_end = text.find("\n", span.start)
            if line_end < 0:
                break
    return starts


def cut(length: int, starts: Sequence[int], size: WindowSize) -> list[Window]:
    """Cut a text in windows.

    Args:
        length: how many sub-words it has.
        starts: those that begin a paragraph, ascending (see `paragraph_starts`).
        size: how long windows are and how much they share.

    Returns:
        Windows in order, both their starts and their ends ascending; together they hold every
        sub-word. None where there is no sub-word.
    """
    windows: list[Window] = []
    start = done = 0
    while done < length:
        end = _end(start, done, length, starts, size)
        windows.append(Window(start, end))
        start, done = _next_start(end, length, starts, size), end
    return windows


def _end(start: int, done: int, length: int, starts: Sequence[int], size: WindowSize) -> int:
    """Where a window from ``start`` ends: with the text, with a paragraph, or where it is full."""
    full = start + size.capacity
    if length <= full:
        return length
    paragraph = starts[bisect_right(starts, full) - 1]
    return paragraph if paragraph > done else full


def _next_start(end: int, length: int, starts: Sequence[int], size: WindowSize) -> int:
    """Where the window after one that ends at ``end`` begins."""
    first, last = bisect_left(starts, end - size.overlap), bisect_right(starts, end)
    if first == last:  # within a long paragraph
        return end - size.overlap
    for start in starts[first:last]:
        # Shared paragraphs must not keep the next one from being read whole.
        full = start + size.capacity
        if length <= full or starts[bisect_right(starts, full) - 1] > end:
            return start
    return starts[last - 1]


def deciders(windows: Sequence[Window], length: int) -> NDArray[np.int64]:
    """Which window decides on each sub-word: where it is farthest from the nearer edge.

    Returns:
        Numbers of windows, (length,); of two that are as good the earlier one.
    """
    decider = np.full(length, -1, dtype=np.int64)
    margin = np.full(length, -1, dtype=np.int64)
    for number, window in enumerate(windows):
        inside = np.arange(len(window))
        here = np.minimum(inside, inside[::-1])
        better = here > margin[window.start : window.end]
        margin[window.start : window.end][better] = here[better]
        decider[window.start : window.end][better] = number
    return decider


def merged(
    windows: Sequence[Window], outputs: Sequence[NDArray[np.float32]], length: int
) -> NDArray[np.float32]:
    """One row for each sub-word of a text from the rows of its windows.

    Args:
        windows: as `cut` gives them.
        outputs: a model's rows for each window, without those of the special sub-words, (n, t).
        length: how many sub-words the text has.

    Returns:
        (length, t); (0, 0) where there is no window.
    """
    if not windows:
        return np.zeros((0, 0), dtype=np.float32)
    decider = deciders(windows, length)
    rows = np.empty((length, outputs[0].shape[1]), dtype=np.float32)
    for number, (window, output) in enumerate(zip(windows, outputs, strict=True)):
        mine = decider[window.start : window.end] == number
        rows[window.start : window.end][mine] = output[mine]
    return rows


def window_input(encoding: Encoding, window: Window, vocabulary: Vocabulary) -> WindowInput:
    """What a model is given of a window of ``encoding``."""
    ids = encoding.ids[window.start : window.end]
    types = encoding.types[window.start : window.end]
    return WindowInput(
        ids=np.array([vocabulary.start, *ids, vocabulary.end], dtype=np.int64),
        types=np.array([0, *types, 0], dtype=np.int64),
    )


def split(windows: Sequence[Window], stretches: Iterable[tuple[int, int]]) -> int:
    """How many stretches of sub-words (entities) lie whole in no window.

    Args:
        windows: as `cut` gives them.
        stretches: first sub-word, and the one after the last.
    """
    return sum(
        not any(window.start <= first and last <= window.end for window in windows)
        for first, last in stretches
    )
