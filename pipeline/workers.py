"""Work done by several processes: results in order, and a process that dies costs one item.

`concurrent.futures` gives up all that is under way when one of its processes dies, without
saying which item killed it; here each process has a pipe of its own, so that it is known.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Generator, Iterable, Sequence
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from annotations import KehoachError

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 4
"""Items a process that may be done before the one that is waited for."""

# Forking a process that has threads, as a progress bar does, can lock up; spawning works alike
# on all systems.
_SPAWN = multiprocessing.get_context("spawn")


def in_order(
    load: Callable[[], Callable[[Item], Result]],
    items: Sequence[Item],
    *,
    jobs: int,
    lost: Callable[[Item, int], Result],
) -> Generator[Result]:
    """Yield the result of each item, in the order of the items.

    Args:
        load: called once in each process, gives the function that does the work; it is
            pickled, and so are items and results.
        items: what to work on.
        jobs: how many processes.
        lost: gives the result of an item whose process died with an exit code.

    Raises:
        KehoachError: when `load` refuses.
    """
    crew = [_Worker(load) for _ in range(min(jobs, len(items)))]
    idle, busy = list(crew), dict[_Worker[Item, Result], int]()
    done: dict[int, Result] = {}
    given = yielded = 0
    try:
        while yielded < len(items):
            while idle and given < min(len(items), yielded + AHEAD * jobs):
                worker = idle.pop()
                worker.give(items[given])
                busy[worker] = given
                given += 1
            for worker in _answering(busy):
                index = busy.pop(worker)
                try:
                    done[index] = worker.answer()
                except (EOFError, OSError):
                    done[index] = lost(items[index], worker.restart())
                idle.append(worker)
            while yielded in done:
                yield done.pop(yielded)
                yielded += 1
    finally:
        for worker in crew:
            worker.stop()


class _Worker(Generic[Item, Result]):
    """One process, and the pipe to it."""

    def __init__(self, load: Callable[[], Callable[[Item], Result]]) -> None:
        self._load = load
        self._start()

    def give(self, item: Item) -> None:
        """Hand over an item; a process that has died in the meantime is replaced."""
        try:
            self.connection.send(item)
        except ConnectionError:
            self.restart()
            self.connection.send(item)

    def answer(self) -> Result:
        """The result of the item.

        Raises:
            KehoachError: when the work could not be taken up.
            EOFError, OSError: when the process has died.
        """
        refusal: str | None
        refusal, result = self.connection.recv()
        if refusal is not None:
            raise KehoachError(refusal)
        return result

    def restart(self) -> int:
        """Put a new process in the place of one that has died; gives its exit code."""
        self._process.join()
        code = self._process.exitcode or 0
        self.connection.close()
        self._start()
        return code

    def stop(self) -> None:
        """End the process, also in the middle of its work."""
        self.connection.close()
        self._process.terminate()
        self._process.join()

    def _start(self) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, self._load), daemon=True)
        self._process.start()
        theirs.close()


def _answering(busy: Iterable[_Worker[Item, Result]]) -> list[_Worker[Item, Result]]:
    """Wait until one of the processes has an answer, or has died."""
    by_connection = {worker.connection: worker for worker in busy}
    ready = wait(list(by_connection))
    return [worker for connection, worker in by_connection.items() if connection in ready]


def _serve(connection: Connection, load: Callable[[], Callable[[Item], Result]]) -> None:
    """Work until the pipe is closed."""
    # Ctrl-C reaches all processes of a terminal; the one that started them stops them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work: Callable[[Item], Result] | None = None
    refusal = None
    try:
        work = load()
    except KehoachError as error:
        refusal = str(error)
    while True:
        try:
            item = connection.recv()
        except EOFError:
            return
        connection.send((refusal, None if work is None else work(item)))
