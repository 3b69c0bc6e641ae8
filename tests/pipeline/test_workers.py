"""Work done by several processes."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from processes import begins, dies, out_of_memory, passes_on, refuses, sleeps_with_a_child

from annotations import KehoachError
from pipeline.workers import OUT_OF_MEMORY, Loss, WorkerError, as_done, in_order

absolute = partial(partial, abs)
"""Loads `abs`; processes can import it, as they could not a function of this module."""

leave = partial(partial, os._exit)
"""Loads `os._exit`, with which a process dies at once."""

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no groups of processes")


def lost(item: float, loss: Loss) -> str:
    return f"{item} late" if loss.late else f"{item} lost with {loss.code}"


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_are_in_order(jobs: int) -> None:
    items = list(range(-20, 0))
    assert list(in_order(absolute, items, jobs=jobs, lost=lost)) == list(map(abs, items))


def test_a_slow_item_keeps_no_other_waiting(tmp_path: Path) -> None:
    """The first item goes on until the last one, far behind it, is done."""
    mark = str(tmp_path / "mark")
    items = [f"await {mark}", *["nothing"] * 40, f"leave {mark}"]
    results = as_done(partial(begins, passes_on), items, jobs=2, lost=lambda item, loss: "lost")
    order = [index for index, _ in results]
    assert sorted(order) == list(range(42))
    assert order[-1] == 0


def test_a_process_that_dies_is_replaced_and_its_exit_code_is_told() -> None:
    results = list(in_order(leave, [3, 0, 4], jobs=2, lost=lost))
    assert results == ["3 lost with 3", "0 lost with 0", "4 lost with 4"]


def test_an_item_whose_process_dies_is_tried_once_more(tmp_path: Path) -> None:
    marks = [str(tmp_path / name) for name in ("a", "b", "c")]
    results = list(in_order(partial(begins, dies), marks, jobs=2, lost=lambda item, loss: "lost"))
    assert results == ["lived"] * 3
    assert [Path(mark).read_text() for mark in marks] == ["2"] * 3


def test_an_item_that_takes_too_long_is_given_up_and_not_tried_again() -> None:
    sleep = partial(partial, time.sleep)
    began = time.monotonic()
    results = list(in_order(sleep, [0, 60, 0], jobs=1, lost=lost, timeout=0.5))
    assert results == [None, "60 late", None]
    assert time.monotonic() - began < 30


@POSIX
def test_what_an_item_has_called_ends_with_it(tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    load = partial(begins, sleeps_with_a_child)
    assert list(in_order(load, [str(beat)], jobs=1, lost=lambda item, loss: "late", timeout=4)) == [
        "late"
    ]
    last = beat.read_text()
    time.sleep(0.5)
    assert beat.read_text() == last


@POSIX
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    parent = os.fork()
    if parent == 0:
        load = partial(begins, sleeps_with_a_child)
        list(in_order(load, [str(beat)], jobs=1, lost=lambda item, loss: "lost"))
        os._exit(0)
    while not beat.exists():
        time.sleep(0.05)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    time.sleep(0.5)
    last = beat.read_text()
    time.sleep(0.5)
    assert beat.read_text() == last


def test_a_process_without_memory_ends_and_says_so() -> None:
    results = list(in_order(partial(begins, out_of_memory), [1], jobs=1, lost=lost))
    assert results == [f"1 lost with {OUT_OF_MEMORY}"]


@pytest.mark.parametrize(
    ("load", "error", "reason"),
    [
        pytest.param(refuses, KehoachError, "no rules", id="it refuses"),
        pytest.param(partial(os._exit, 5), WorkerError, "code 5", id="it dies"),
        pytest.param(out_of_memory, WorkerError, "too little memory", id="it has no memory"),
    ],
)
def test_work_that_cannot_begin_ends_the_run(
    load: Callable[[], Callable[[int], int]], error: type[KehoachError], reason: str
) -> None:
    with pytest.raises(error, match=reason):
        list(in_order(load, [1, 2, 3], jobs=2, lost=lost))


def test_no_items_start_no_process() -> None:
    assert list(in_order(absolute, [], jobs=2, lost=lost)) == []


def test_who_stops_listening_stops_the_work() -> None:
    results = in_order(absolute, list(range(1000)), jobs=2, lost=lost)
    assert next(results) == 0
    results.close()
    assert list(results) == []
