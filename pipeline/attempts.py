"""One file's turn: its plan, or why there is none; in this process or in one that may die."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from annotations import KehoachError
from annotations.language import later, say, translated
from pipeline.errors import ReadError
from pipeline.freezing import freeze
from pipeline.limits import Limits, written_size
from pipeline.manifest import Result
from pipeline.plan import Plan
from pipeline.readers.registry import Source, load
from pipeline.records import Failure
from pipeline.settings import Extractor, Settings
from pipeline.stamps import UNKNOWN, Stamp, file_status, stamp, stamp_file
from pipeline.workers import OUT_OF_MEMORY, Loss

Load = Callable[[Settings], Extractor]
"""Gives the extraction; a function of a module, since processes import it."""

_NO_MEMORY = later("takes more memory than there is")


def attempt(extract: Extractor, source: Source | str) -> Plan | Failure:
    """The plan of ``source``, or why there is none.

    Only what a file can be to blame for is caught: a defect of the program is no failure of
    the file and must be seen.

    Raises:
        MemoryError: when there is too little memory; a process of its own ends by it.
    """
    try:
        return extract(source)
    except ReadError as error:
        return Failure(name_of(source), error.reason)
    except KehoachError as error:
        return Failure(name_of(source), str(error))
    except RecursionError:
        return Failure(name_of(source), say("is nested too deeply to be read"))


def attempt_here(extract: Extractor, source: Source | str) -> Plan | Failure:
    """The same in this process, which goes on when there is too little memory."""
    try:
        return attempt(extract, source)
    except MemoryError:
        return Failure(name_of(source), translated(_NO_MEMORY))


@dataclass(frozen=True, slots=True)
class Attempts:
    """Loads the extraction and gives a function that makes results of files; can be pickled.

    Args:
        load: gives the extraction.
        settings: what it is made from.
        limits: imposed on the process that loads it.
    """

    load: Load
    settings: Settings
    limits: Limits

    def __call__(self) -> Callable[[Source | str], Result]:
        """Limit this process and load the extraction."""
        self.limits.impose()
        return partial(_result, partial(attempt, self.load(self.settings)))

    def here(self) -> Callable[[Source | str], Result]:
        """The same for this process, which is not limited."""
        return partial(_result, partial(attempt_here, self.load(self.settings)))


def load_attempt(load: Load, settings: Settings) -> Callable[[Source | str], Plan | Failure]:
    """Loads the extraction in a process and gives the function that works there."""
    return partial(attempt, load(settings))


def lost(source: Source | str, loss: Loss, *, limits: Limits) -> Failure:
    """The failure of a file whose process died, or was ended because it took too long."""
    return Failure(name_of(source), _reason(loss, limits))


def lost_result(source: Source | str, loss: Loss, *, limits: Limits) -> Result:
    """The same as a result."""
    known = stamp(source.data) if isinstance(source, Source) else stamp_file(source)
    return Result(known, failure=_reason(loss, limits))


def name_of(source: Source | str) -> str:
    """The name that the user gave it."""
    return source.name if isinstance(source, Source) else source


def _result(attempted: Callable[[Source | str], Plan | Failure], source: Source | str) -> Result:
    try:
        opened, known = _opened(source)
    except ReadError:
        # The extraction says why it cannot be opened.
        opened, known = source, UNKNOWN
    outcome = attempted(opened)
    if isinstance(outcome, Failure):
        return Result(known, failure=outcome.reason)
    return Result(known, tasks=len(outcome.tasks), plan=freeze(outcome))


def _opened(source: Source | str) -> tuple[Source, Stamp]:
    """The bytes of a file and what it is.

    Raises:
        ReadError: when it cannot be opened.
    """
    if isinstance(source, Source):
        return source, stamp(source.data)
    status = file_status(source)
    opened = load(Path(source))
    return opened, stamp(opened.data, status)


def _reason(loss: Loss, limits: Limits) -> str:
    if loss.late:
        return say("takes longer than {timeout:g} s, the limit (--timeout)", timeout=limits.timeout)
    if loss.code == OUT_OF_MEMORY:
        if limits.memory is None:
            return translated(_NO_MEMORY)
        return say(
            "takes more memory than {memory}, the limit (--limit-memory)",
            memory=written_size(limits.memory),
        )
    if loss.code < 0:
        return say(
            "its process was ended by signal {signal}: is there too little memory?",
            signal=-loss.code,
        )
    return say(
        "its process ended with code {code}: please report it with what is shown above",
        code=loss.code,
    )
