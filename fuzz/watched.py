"""A process that runs a target on one file after the other, watched from outside.

What a native library does to its process (a crash, memory without end, a loop) is seen here as
the end of that process, which is then replaced.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import re
import signal
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

TIME_LIMIT_S = 10.0
"""A file that takes longer hangs: seconds of the processor, since others may use it as well."""

HELPERS_TIME_LIMIT_S = 400.0
"""Seconds by the clock for files that other programs read; the readers' own limits are lower."""

_CLOCK_FACTOR = 12
"""How many times its limit a process may take by the clock, in which it may also sleep."""

MEMORY_LIMIT = 1024**3
"""Bytes that a file may take, beyond what the process holds before the first one."""

_ROOT = Path(__file__).parents[1]
_SPAWN = multiprocessing.get_context("spawn")
_ADDRESS_SPACE = re.compile(r"^VmSize:\s+(\d+) kB$", re.MULTILINE)
_FRAME = re.compile(r'File "(?:[^"]*/)?((?:pipeline|annotations|fuzz)/[^"]+)", line (\d+)')


class Kind(StrEnum):
    """What came of a file."""

    READ = "read"
    REFUSED = "refused"
    EXCEPTION = "exception"
    MEMORY = "memory"
    HANG = "hang"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file.

    Args:
        kind: what.
        detail: the traceback or the exit code, where it is a finding.
        seconds: how long it took.
    """

    kind: Kind
    detail: str = ""
    seconds: float = 0.0

    @property
    def is_finding(self) -> bool:
        """Whether it shows a defect."""
        return self.kind not in (Kind.READ, Kind.REFUSED)

    @property
    def signature(self) -> str:
        """What alike findings share: the kind, the error and where it was raised."""
        frames = _FRAME.findall(self.detail)
        error = self.detail.strip().splitlines()[-1:] if self.kind is Kind.EXCEPTION else [""]
        name = error[0].partition(":")[0] if error else ""
        frame = frames[0] if self.kind is Kind.HANG else frames[-1] if frames else ("?", "?")
        return f"{self.kind} {name} {':'.join(frame)}" if frames else f"{self.kind} {self.detail}"


class Watched:
    """Runs one target; a context manager.

    Args:
        target: the name of the target.
        helpers: whether other programs do the work.
    """

    def __init__(self, target: str, *, helpers: bool = False) -> None:
        self._target, self._helpers = target, helpers
        self._folder = TemporaryDirectory(prefix="fuzz-")
        self._stacks = Path(self._folder.name, "stacks")
        self._start()

    def run(self, data: bytes) -> Outcome:
        """Run the target on one file."""
        begun = self._used()
        try:
            self._connection.send_bytes(data)
            if not self._answers(begun):
                return self._replaced(Kind.HANG, TIME_LIMIT_S)
            kind, detail = self._connection.recv()
        except (EOFError, OSError):
            return self._replaced(Kind.CRASH, 0.0)
        return Outcome(Kind(kind), detail, self._used() - begun)

    def _answers(self, begun: float) -> bool:
        """Whether an answer comes in time."""
        if self._helpers:
            return self._connection.poll(HELPERS_TIME_LIMIT_S)
        ends = time.monotonic() + _CLOCK_FACTOR * TIME_LIMIT_S
        while not self._connection.poll(0.5):
            if self._used() - begun > TIME_LIMIT_S or time.monotonic() > ends:
                return False
        return True

    def _used(self) -> float:
        """Seconds of the processor that the process has used; by the clock where unknown."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        except (OSError, ValueError):
            return time.monotonic()
        user, system = fields.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()
        self._folder.cleanup()

    def _replaced(self, kind: Kind, seconds: float) -> Outcome:
        if kind is Kind.HANG and self._process.pid is not None and sys.platform != "win32":
            os.kill(self._process.pid, signal.SIGUSR1)  # it writes where it hangs
        code = self._end()
        said = self._stacks.read_text(encoding="utf-8", errors="replace")
        detail = said or f"exit code {code}"
        self._start()
        return Outcome(kind, detail, seconds)

    def _start(self) -> None:
        self._stacks.write_bytes(b"")
        self._connection, theirs = _SPAWN.Pipe()
        arguments = (theirs, self._target, str(self._stacks))
        self._process = _SPAWN.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        if not self._connection.poll(120) or self._connection.recv() != "ready":
            raise RuntimeError(f"the process for {self._target} does not start")

    def _end(self) -> int | None:
        self._process.join(0.2)
        self._connection.close()
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        return self._process.exitcode


def _serve(connection: Connection, name: str, stacks: str) -> None:
    """Run the target on every file that comes."""
    from fuzz.targets import targets
    from pipeline.errors import ReadError

    target = targets()[name]
    if not target.helpers:
        os.environ["PATH"] = ""  # so that no page goes to Tesseract
    if not target.helpers:
        with suppress(ReadError):
            target.run(target.seeds(True)[0])  # loads what is loaded late
        _limit_memory()
    with Path(stacks).open("w", encoding="utf-8") as file:
        faulthandler.enable(file)
        if sys.platform != "win32":
            faulthandler.register(signal.SIGUSR1, file)
        connection.send("ready")
        while True:
            try:
                data = connection.recv_bytes()
            except EOFError:
                return
            try:
                target.run(data)
                outcome = (Kind.READ, "")
            except ReadError as error:
                outcome = (Kind.REFUSED, error.reason)
            except MemoryError:
                outcome = (Kind.MEMORY, traceback.format_exc())
            # Whatever a reader raises is what is looked for.
            except Exception:
                outcome = (Kind.EXCEPTION, traceback.format_exc())
            connection.send(outcome)


def _limit_memory() -> None:
    """Let this process take no more than `MEMORY_LIMIT` beyond what it has, where it can be."""
    if sys.platform != "linux":
        return
    import resource

    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    held = _ADDRESS_SPACE.search(status)
    if held is not None:
        limit = int(held[1]) * 1024 + MEMORY_LIMIT
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
