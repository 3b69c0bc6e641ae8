"""Work done by several processes."""

from __future__ import annotations

import os
from functools import partial

import pytest

from pipeline.workers import in_order

absolute = partial(partial, abs)
"""Loads `abs`; processes can import it, as they could not a function of this module."""

leave = partial(partial, os._exit)
"""Loads `os._exit`, with which a process dies at once."""


def lost(item: int, code: int) -> str:
    return f"{item} lost with {code}"


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_are_in_order(jobs: int) -> None:
    items = list(range(-20, 0))
    assert list(in_order(absolute, items, jobs=jobs, lost=lost)) == list(map(abs, items))


def test_a_process_that_dies_is_replaced_and_its_exit_code_is_told() -> None:
    results = list(in_order(leave, [3, 0, 4], jobs=2, lost=lost))
    assert results == ["3 lost with 3", "0 lost with 0", "4 lost with 4"]


def test_no_items_start_no_process() -> None:
    assert list(in_order(absolute, [], jobs=2, lost=lost)) == []


def test_who_stops_listening_stops_the_work() -> None:
    results = in_order(absolute, list(range(1000)), jobs=2, lost=lost)
    assert next(results) == 0
    results.close()
    assert list(results) == []
