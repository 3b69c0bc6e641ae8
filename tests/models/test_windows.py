"""Windows: every sub-word in one, each decided once, paragraphs whole where they fit."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import Span
from models.encoding import Encoding, Vocabulary
from models.windows import (
    Window,
    WindowSize,
    cut,
    deciders,
    merged,
    paragraph_starts,
    split,
    window_input,
)

Text = tuple[int, list[int], WindowSize]


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """How long a text is, where its paragraphs begin, and how it is cut."""
    paragraphs = draw(st.lists(st.integers(1, 40), max_size=12))
    size = draw(st.integers(4, 24))
    overlap = draw(st.integers(0, size - 3))
    starts = [sum(paragraphs[:number]) for number in range(len(paragraphs))]
    return sum(paragraphs), starts, WindowSize(size=size, overlap=overlap)


@given(texts())
def test_windows_fit_go_forward_and_hold_every_sub_word(text: Text) -> None:
    length, starts, size = text
    windows = cut(length, starts, size)
    assert all(0 < len(window) <= size.capacity for window in windows)
    assert all(a.start < b.start <= a.end < b.end for a, b in pairwise(windows))
    assert [window.start for window in windows[:1]] == [0][: len(windows)]
    assert [window.end for window in windows[-1:]] == [length][: len(windows)]


@given(texts())
def test_every_sub_word_is_decided_exactly_once(text: Text) -> None:
    length, starts, size = text
    windows = cut(length, starts, size)
    outputs = [
        np.array([[number, at] for at in range(window.start, window.end)], dtype=np.float32)
        for number, window in enumerate(windows)
    ]
    rows = merged(windows, outputs, length)
    assert len(rows) == length
    assert rows[:, 1:].flatten().tolist() == list(range(length))
    if length:
        assert rows[:, 0].tolist() == deciders(windows, length).tolist()


@given(texts())
def test_the_window_decides_in_which_a_sub_word_stands_most_central(text: Text) -> None:
    length, starts, size = text
    windows = cut(length, starts, size)

    def margin(window: Window, at: int) -> int:
        return min(at - window.start, window.end - 1 - at)

    decider: list[int] = deciders(windows, length).tolist()
    for at, number in enumerate(decider):
        holding = [window for window in windows if window.start <= at < window.end]
        assert windows[number] in holding
        assert margin(windows[number], at) == max(margin(window, at) for window in holding)


@given(texts())
def test_a_paragraph_that_fits_is_read_whole(text: Text) -> None:
    length, starts, size = text
    windows = cut(length, starts, size)
    paragraphs = [
        (start, end) for start, end in pairwise([*starts, length]) if end - start <= size.capacity
    ]
    assert split(windows, paragraphs) == 0


@given(texts())
def test_a_window_begins_with_a_paragraph_or_within_a_long_one(text: Text) -> None:
    length, starts, size = text
    edges = [*starts, length]
    for window in cut(length, starts, size):
        if window.start not in starts:
            begin = max(start for start in starts if start < window.start)
            end = min(edge for edge in edges if edge > window.start)
            assert end - begin > size.capacity


@pytest.mark.parametrize(
    ("length", "starts", "expected"),
    [
        (0, [], []),
        (8, [0], [(0, 8)]),
        (8, [0, 3, 6], [(0, 8)]),  # packed together
        (12, [0, 4, 8], [(0, 8), (8, 12)]),  # paragraphs longer than the overlap are not shared
        (12, [0, 6, 8], [(0, 8), (6, 12)]),  # shorter ones are
        (16, [0, 6, 8], [(0, 8), (8, 16)]),  # unless the next would not be whole then
        (14, [0], [(0, 8), (5, 13), (10, 14)]),  # a long one overlaps by exactly three
        (14, [0, 2], [(0, 2), (2, 10), (7, 14)]),
    ],
)
def test_windows_of_eight_with_three_shared(
    length: int, starts: list[int], expected: list[tuple[int, int]]
) -> None:
    windows = cut(length, starts, WindowSize(size=10, overlap=3))
    assert [(window.start, window.end) for window in windows] == expected


def test_what_lies_whole_in_no_window_is_counted() -> None:
    windows = cut(14, [0], WindowSize(size=10, overlap=3))
    assert split(windows, [(0, 8), (5, 8), (4, 9), (9, 14)]) == 2


@pytest.mark.parametrize(("size", "overlap"), [(2, 0), (10, 8), (10, -1)])
def test_sizes_that_cannot_go_forward_are_refused(size: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="expected 0 <= shared"):
        WindowSize(size=size, overlap=overlap)


def test_a_paragraph_begins_with_the_first_sub_word_of_its_line() -> None:
    text = "một hai\n\n ba\nbốn năm"
    spans = tuple(Span(*place) for place in [(0, 3), (4, 7), (10, 12), (13, 16), (17, 20)])
    encoding = Encoding((5, 6, 7, 8, 9), spans, (0,) * 5)
    assert paragraph_starts(text, encoding) == [0, 2, 3]
    assert paragraph_starts("", Encoding((), (), ())) == []


def test_a_window_is_given_between_the_special_sub_words() -> None:
    spans = tuple(Span(at, at + 1) for at in range(4))
    vocabulary = Vocabulary(size=20, types=3, start=0, end=2, pad=1, unknown=3, mask=4)
    given_ = window_input(Encoding((5, 6, 7, 8), spans, (1, 2, 1, 0)), Window(1, 3), vocabulary)
    assert given_.ids.tolist() == [0, 6, 7, 2]
    assert given_.types.tolist() == [0, 2, 1, 0]
