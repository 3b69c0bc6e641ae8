"""Work done by several processes: one that dies costs one item, one that hangs likewise.

`concurrent.futures` gives up all that is under way when one of its processes dies, without
saying which item killed it; here each process has a pipe of its own, so that it is known.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from annotations import KehoachError
from annotations.language import say

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 4
"""Items a process that may be done before the one that is waited for."""

ATTEMPTS = 2
"""How often an item is tried whose process dies: it may not be to blame."""

OUT_OF_MEMORY = 87
"""The exit code of a process that got no more memory, told apart from those of others. It ends,
since what is left of its memory may not be enough for the next item."""

_FAREWELL_S = 10
"""How long a process that has closed its pipe may take to end."""

# Forking a process that has threads, as a progress bar does, can lock up; spawning works alike
# on all systems.
_SPAWN = multiprocessing.get_context("spawn")


class WorkerError(KehoachError):
    """A process that ends before it has begun to work."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Why an item has no result.

    Args:
        code: the exit code of the process that last worked on it, negative for a signal.
        late: whether it was ended because the item took too long.
    """

    code: int
    late: bool = False


def in_order(
    load: Callable[[], Callable[[Item], Result]],
    items: Sequence[Item],
    *,
    jobs: int,
    lost: Callable[[Item, Loss], Result],
    timeout: float | None = None,
) -> Generator[Result]:
    """Yield the result of each item, in the order of the items; arguments as for `as_done`."""
    done: dict[int, Result] = {}
    following = 0
    results = as_done(load, items, jobs=jobs, lost=lost, timeout=timeout, ahead=AHEAD * jobs)
    for index, result in results:
        done[index] = result
        while following in done:
            yield done.pop(following)
            following += 1


def as_done(
    load: Callable[[], Callable[[Item], Result]],
    items: Sequence[Item],
    *,
    jobs: int,
    lost: Callable[[Item, Loss], Result],
    timeout: float | None = None,
    ahead: int | None = None,
) -> Generator[tuple[int, Result]]:
    """Yield the index of each item and its result, in the order in which they are done.

    Args:
        load: called once in each process, gives the function that does the work; it is
            pickled, and so are items and results.
        items: what to work on.
        jobs: how many processes.
        lost: gives the result of an item whose processes died `ATTEMPTS` times, or which took
            too long.
        timeout: seconds an item.
        ahead: how far the work may be ahead of the first item without a result; by default as
            far as it gets, so that a slow item keeps nobody waiting.

    Raises:
        KehoachError: when `load` refuses.
        WorkerError: when a process ends before it has begun.
    """
    crew = [_Worker[Item, Result](load) for _ in range(min(jobs, len(items)))]
    queue = _Queue(len(items), ahead)
    done: list[tuple[int, Result]] = []
    try:
        while True:
            for worker in crew:
                if worker.index is None and (index := queue.next()) is not None:
                    worker.give(index, items[index], timeout)
            # Only now, when all processes are at work: who takes the results may take long.
            yield from done
            busy = [worker for worker in crew if worker.index is not None]
            if not busy:
                return
            done = []
            for index, outcome in _outcomes(busy):
                if isinstance(outcome, Loss):
                    if not outcome.late and queue.again(index):
                        continue
                    outcome = lost(items[index], outcome)
                queue.finish(index)
                done.append((index, outcome))
    finally:
        for worker in crew:
            worker.stop()


class _Queue:
    """The indexes of items, in order, those first that are to be tried again."""

    def __init__(self, length: int, ahead: int | None) -> None:
        self._length, self._ahead = length, ahead
        self._again: deque[int] = deque()
        self._attempts: dict[int, int] = {}
        self._given = 0
        self._open: set[int] = set()

    def next(self) -> int | None:
        """The next item, if there is one that may be worked on already."""
        if self._again:
            return self._again.popleft()
        oldest = min(self._open, default=self._given)
        if self._given == self._length or (self._ahead and self._given - oldest >= self._ahead):
            return None
        self._open.add(self._given)
        self._given += 1
        return self._given - 1

    def again(self, index: int) -> bool:
        """Put back an item that was tried in vain, unless that was its last attempt."""
        self._attempts[index] = self._attempts.get(index, 0) + 1
        if self._attempts[index] == ATTEMPTS:
            return False
        self._again.append(index)
        return True

    def finish(self, index: int) -> None:
        """Note that an item has its result."""
        self._open.discard(index)
        self._attempts.pop(index, None)


class _Worker(Generic[Item, Result]):
    """One process, and the pipe to it.

    ``index`` is that of the item it works on, ``deadline`` when that takes too long, by the
    monotonic clock; the time counts from when the process has loaded what it needs.
    """

    def __init__(self, load: Callable[[], Callable[[Item], Result]]) -> None:
        self._load = load
        self._timeout: float | None = None
        self.index: int | None = None
        self.deadline: float | None = None
        self._start()

    def give(self, index: int, item: Item, timeout: float | None) -> None:
        """Hand over an item; a process that has died in the meantime is replaced."""
        self.index, self._timeout = index, timeout
        try:
            self.connection.send(item)
        except ConnectionError:
            self._replace()
            self.connection.send(item)
        self._set_deadline()

    def receive(self) -> Iterator[Result | Loss]:
        """What has come of the item; nothing yet where the process has just begun.

        Raises:
            KehoachError: when the work cannot be taken up.
        """
        try:
            message = self.connection.recv()
        except (EOFError, OSError):
            # Its pipe is closed a little before it has ended and has an exit code.
            wait([self._process.sentinel], _FAREWELL_S)
            if not self._ready:
                raise WorkerError(_no_beginning(self._end())) from None
            self.index = self.deadline = None
            yield Loss(self._replace())
            return
        if self._ready:
            self.index = self.deadline = None
            yield message
        elif message is not None:
            raise KehoachError(message)
        else:
            self._ready = True
            self._set_deadline()

    def give_up(self) -> Loss:
        """End the work on an item that takes too long."""
        self.index = self.deadline = None
        return Loss(self._replace(), late=True)

    def stop(self) -> None:
        """End the process, also in the middle of its work."""
        self._end()

    def _set_deadline(self) -> None:
        if self._ready and self._timeout is not None:
            self.deadline = time.monotonic() + self._timeout

    def _replace(self) -> int:
        """Put a new process in the place of this one; gives its exit code."""
        code = self._end()
        self._start()
        return code

    def _start(self) -> None:
        self._ready = False
        self.connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, self._load), daemon=True)
        self._process.start()
        theirs.close()

    def _end(self) -> int:
        self.connection.close()
        _kill(self._process)
        self._process.join()
        return self._process.exitcode or 0


def _outcomes(
    busy: Sequence[_Worker[Item, Result]],
) -> Iterator[tuple[int, Result | Loss]]:
    """Wait until a process has an answer, has died or has taken too long."""
    deadlines = [worker.deadline for worker in busy if worker.deadline is not None]
    timeout = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
    ready = set(wait([worker.connection for worker in busy], timeout))
    now = time.monotonic()
    for worker in busy:
        index = worker.index
        assert index is not None  # it is busy
        if worker.connection in ready:
            for outcome in worker.receive():
                yield index, outcome
        elif worker.deadline is not None and worker.deadline <= now:
            yield index, worker.give_up()


def _no_beginning(code: int) -> str:
    if code == OUT_OF_MEMORY:
        return say(
            "there is too little memory for a process to begin: allow more, or use fewer --jobs"
        )
    return say("a process could not begin its work and ended with code {code}", code=code)


def _serve(connection: Connection, load: Callable[[], Callable[[Item], Result]]) -> None:
    """Work until the pipe is closed; the first message says whether it can begin."""
    # Ctrl-C reaches all processes of a terminal; the one that started them stops them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _leave_group()
    try:
        try:
            work = load()
        except KehoachError as error:
            connection.send(str(error))
            return
        connection.send(None)
        while True:
            try:
                item = connection.recv()
            except EOFError:
                return
            connection.send(work(item))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _leave_group() -> None:
    """Take the lead of a group of processes, which ends with the process that started this one.

    Programs that this process calls are in its group, so that nothing of it is left to run.
    """
    if sys.platform != "win32":
        os.setpgrp()
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True)
        watch.start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    if sys.platform != "win32":
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _kill(process: BaseProcess) -> None:
    """End a process and, where there are groups, what it has called."""
    if sys.platform != "win32" and process.pid is not None:
        # Nobody has waited for it yet, so that no other process can have its number. Its group
        # is not there yet when it has just started.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
