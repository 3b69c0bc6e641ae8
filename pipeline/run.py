"""A run over many files: what is missing is extracted and kept, the output follows behind.

The output is written from what the manifest keeps, in the order of the files, also where the
files were read in this run: so it does not depend on how often a run was stopped.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from functools import cached_property, partial

from pipeline.attempts import Attempts, lost_result
from pipeline.inputs import Inputs
from pipeline.limits import NO_LIMITS
from pipeline.manifest import Entry, Manifest, Result
from pipeline.progress import Step, Summary
from pipeline.readers.registry import Source
from pipeline.records import Failure
from pipeline.stamps import renewed, stamp
from pipeline.workers import as_done
from pipeline.writers import Format, Target, Writer

CATCH_UP = 4
"""Plans that are written while one is extracted, where the writing is behind: the processes
do not wait for it long."""


class Run:
    """A run over files; of each it knows, once it is done, its result's number and the outcome.

    Args:
        inputs: the files.
        sources: what to read, for each file.
        manifest: what earlier runs have done.
        attempts: gives the function that makes a result of a file.
        report: called after each file that is done.
    """

    def __init__(
        self,
        inputs: Inputs,
        sources: Sequence[Source | str],
        manifest: Manifest,
        attempts: Attempts,
        report: Callable[[Step], None],
    ) -> None:
        self._inputs, self._sources, self._manifest = inputs, sources, manifest
        self._attempts, self._report = attempts, report
        self._fingerprint = attempts.settings.fingerprint()
        self._ids = [0] * len(sources)
        # The number of tasks, or why there is no plan.
        self._outcomes: list[int | str | None] = [None] * len(sources)
        self._pending: list[int] = []
        self._failed_before: list[int] = []
        self._next = 0

    def look_up(self, *, retry_failed: bool) -> None:
        """Find out what earlier runs have done, and report their failures.

        Args:
            retry_failed: whether failures are to be tried again in any case.
        """
        for index, name in enumerate(self._inputs.names):
            entry = self._manifest.find(name)
            failed = entry is not None and entry.failure is not None
            if entry is None or (failed and retry_failed) or not self._holds(entry, index):
                self._pending.append(index)
                continue
            self._ids[index] = entry.id
            self._outcomes[index] = entry.tasks if entry.failure is None else entry.failure
            if failed:
                self._failed_before.append(index)
        self._started, self._worked = time.monotonic(), 0
        plans = len(self._sources) - len(self._pending) - len(self._failed_before)
        for number, index in enumerate(self._failed_before, plans + 1):
            self._tell(number, index)

    def work(self, chosen: Format, target: Target, *, jobs: int) -> None:
        """Extract what is missing, and write the output unless it is what it should be.

        Args:
            chosen: its format.
            target: where it goes.
            jobs: how many processes.
        """
        if not self._pending and self._manifest.is_written(
            chosen.name, self._digest(target), target.home
        ):
            return
        done = len(self._sources) - len(self._pending)
        with chosen.create(target) as writer:
            with closing(self._results(jobs)) as results:
                for number, (index, result) in enumerate(results, done + 1):
                    self._keep(index, result)
                    self._tell(number, index)
                    self._write(writer, CATCH_UP)
            self._write(writer, len(self._sources))
            for failure in self.summary.failures:
                writer.failure(failure)
        self._manifest.written(chosen.name, self._digest(target), target.home, writer.written)
        self._manifest.forget_all_but(self._ids)

    @property
    def summary(self) -> Summary:
        """What is done."""
        named = zip(self._inputs.names, self._outcomes, strict=True)
        tasks = [outcome for outcome in self._outcomes if isinstance(outcome, int)]
        return Summary(
            plans=len(tasks),
            tasks=sum(tasks),
            failures=[
                *self._inputs.failures,
                *(Failure(name, reason) for name, reason in named if isinstance(reason, str)),
            ],
            left_out=self._inputs.left_out,
            unchanged=len(self._sources) - len(self._pending),
            failed_before=len(self._failed_before),
        )

    def _holds(self, entry: Entry, index: int) -> bool:
        """Whether reading the file again would give the same."""
        if entry.fingerprint != self._fingerprint:
            return False
        if entry.failure is not None and entry.conditions != self._conditions:
            return False
        source = self._sources[index]
        if isinstance(source, Source):
            return stamp(source.data).sha256 == entry.stamp.sha256
        now = renewed(entry.stamp, source)
        if now is None:
            return False
        if now != entry.stamp:
            self._manifest.renew(entry.id, now)
        return True

    @cached_property
    def _conditions(self) -> str:
        """What a failure may be due to, besides the file and the settings."""
        # It loads readers, which a run over finished work does without.
        from pipeline.doctor import helpers

        found = ", ".join(helper.name for helper in helpers() if helper.found)
        return f"{self._attempts.limits}; {found}"

    def _results(self, jobs: int) -> Generator[tuple[int, Result]]:
        sources = [self._sources[index] for index in self._pending]
        limits = self._attempts.limits
        if len(self._sources) == 1 and limits == NO_LIMITS:
            attempt = self._attempts.here()
            for index, source in zip(self._pending, sources, strict=True):
                yield index, attempt(source)
            return
        lost = partial(lost_result, limits=limits)
        results = as_done(self._attempts, sources, jobs=jobs, lost=lost, timeout=limits.timeout)
        for position, result in results:
            yield self._pending[position], result

    def _keep(self, index: int, result: Result) -> None:
        self._ids[index] = self._manifest.keep(
            self._inputs.names[index],
            result,
            fingerprint=self._fingerprint,
            conditions="" if result.failure is None else self._conditions,
        )
        self._outcomes[index] = result.tasks if result.failure is None else result.failure
        self._worked += 1

    def _tell(self, number: int, index: int) -> None:
        name, outcome = self._inputs.names[index], self._outcomes[index]
        self._report(
            Step(
                number,
                len(self._sources),
                name,
                tasks=outcome if isinstance(outcome, int) else 0,
                reason=outcome if isinstance(outcome, str) else None,
                worked=self._worked,
                seconds=time.monotonic() - self._started,
            )
        )

    def _write(self, writer: Writer, most: int) -> None:
        """Write the next plans, up to the first file that is not done yet.

        Args:
            writer: takes them.
            most: how many files it goes on at most.
        """
        for index in range(self._next, min(self._next + most, len(self._sources))):
            outcome = self._outcomes[index]
            if outcome is None:
                return
            if isinstance(outcome, int):
                writer.plan(self._manifest.plan(self._ids[index]))
            self._next += 1

    def _digest(self, target: Target) -> str:
        """Says of what the output is made."""
        made_of = hashlib.sha256(f"{self._fingerprint}\n{target.lang}\n".encode())
        for name, id, outcome in zip(self._inputs.names, self._ids, self._outcomes, strict=True):
            made_of.update(f"{name!a}: {id if isinstance(outcome, int) else outcome!a}\n".encode())
        for failure in self._inputs.failures:
            made_of.update(f"{failure!a}\n".encode())
        return made_of.hexdigest()
