"""Many files in one run: extraction, one after the other or in several processes.

One file that cannot be read costs that file alone: it goes to the list of failures and the
run goes on. What is done stays in a manifest beside the output, from which the output is
written, so that a run that was stopped at any moment goes on where it was and gives the same
bytes; see `pipeline.manifest`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from annotations import KehoachError
from annotations.language import say
from pipeline.attempts import Attempts, Load, attempt_here, load_attempt, lost
from pipeline.errors import OutputError, ReadError
from pipeline.inputs import Inputs, find, real, source_of
from pipeline.limits import NO_LIMITS, Limits
from pipeline.manifest import home_of, open_manifest
from pipeline.plan import Plan
from pipeline.progress import Step, Summary
from pipeline.readers.registry import SUFFIXES, Source
from pipeline.records import Failure
from pipeline.run import Run
from pipeline.settings import SHIPPED, Settings, load_extractor
from pipeline.wording import Lang
from pipeline.workers import in_order
from pipeline.writers import aimed
from pipeline.writers.writer import outputs_of


def extract_all(
    sources: Sequence[Source | str],
    *,
    settings: Settings = SHIPPED,
    jobs: int = 1,
    load: Load = load_extractor,
) -> Generator[Plan | Failure]:
    """Yield the plan of each source, or why there is none, in the order of the sources.

    A single source is read in this process. Several are read in processes of their own, also
    with one job, so that a library that crashes on a file takes that file's process with it
    and not the run; a script that calls this needs the usual ``if __name__ == "__main__"``.

    Args:
        sources: paths, or bytes with their name.
        settings: what the extraction is made from.
        jobs: how many processes.
        load: gives the extraction; a function of a module, since the processes import it.

    Raises:
        RuleError: when a rule cannot be used.
    """
    if len(sources) == 1:
        yield attempt_here(load(settings), sources[0])
    else:
        ready = partial(load_attempt, load, settings)
        yield from in_order(ready, sources, jobs=jobs, lost=partial(lost, limits=NO_LIMITS))


def extract_each(
    inputs: Inputs,
    take: Callable[[str, Plan], None],
    *,
    settings: Settings = SHIPPED,
    jobs: int = 1,
    standard_input: BinaryIO | None = None,
    report: Callable[[Step], None] = lambda step: None,
    load: Load = load_extractor,
) -> Summary:
    """Extract the plans of files and hand them over one by one, in the order of the files.

    Args:
        inputs: the files.
        take: called with the name and the plan of each file that was read.
        settings: what the extraction is made from.
        jobs: how many processes.
        standard_input: what ``-`` reads.
        report: called after each file.
        load: gives the extraction; see `extract_all`.

    Raises:
        RuleError: when a rule cannot be used.
    """
    sources = [source_of(name, standard_input) for name in inputs.names]
    summary = Summary(left_out=inputs.left_out, failures=list(inputs.failures))
    with closing(extract_all(sources, settings=settings, jobs=jobs, load=load)) as outcomes:
        for number, (name, outcome) in enumerate(zip(inputs.names, outcomes, strict=True), 1):
            step = Step(number, len(sources), name)
            if isinstance(outcome, Plan):
                take(name, outcome)
                summary.plans += 1
                summary.tasks += len(outcome.tasks)
                report(replace(step, tasks=len(outcome.tasks)))
            else:
                summary.failures.append(outcome)
                report(replace(step, reason=outcome.reason))
    return summary


def extract_one(
    path: Path,
    *,
    settings: Settings = SHIPPED,
    standard_input: BinaryIO | None = None,
    load: Load = load_extractor,
) -> Plan:
    """The plan of one file.

    Args:
        path: the file, or ``-`` for standard input.
        settings: what the extraction is made from.
        standard_input: what ``-`` reads.
        load: gives the extraction.

    Raises:
        ReadError: when the file cannot be read.
        RuleError: when a rule cannot be used.
    """
    outcome = attempt_here(load(settings), source_of(str(path), standard_input))
    if isinstance(outcome, Failure):
        raise ReadError(outcome.name, outcome.reason)
    return outcome


def extract_files(
    paths: Sequence[Path],
    *,
    out: Path,
    format: str | None = None,
    jobs: int = 1,
    settings: Settings = SHIPPED,
    limits: Limits = NO_LIMITS,
    fresh: bool = False,
    retry_failed: bool = False,
    lang: Lang = Lang.VI,
    standard_input: BinaryIO | None = None,
    report: Callable[[Step], None] = lambda step: None,
    load: Load = load_extractor,
) -> Summary:
    """Read all files, extract their tasks and write them to ``out``.

    Files that an earlier run to ``out`` has read, and which have not changed since, are not
    read again, unless the code or the settings have changed.

    Args:
        paths: files, folders, or ``-`` for standard input.
        out: a file, or a folder where the format writes folders.
        format: its name; by default the ending of ``out`` says it.
        jobs: how many processes.
        settings: what the extraction is made from.
        limits: what a plan may take.
        fresh: whether to read all files anew.
        retry_failed: whether to try those again that failed in an earlier run under the same
            conditions.
        lang: the language of a workbook's headers and values.
        standard_input: what ``-`` reads.
        report: called after each file that is done, and first for the earlier failures.
        load: gives the extraction; see `extract_all`.

    Raises:
        KehoachError: when there is nothing to read or nothing can be written.
        ReadError: when standard input is over the limit.
    """
    limits.check()
    inputs = find(paths, outputs=outputs_of(out))
    _check(paths, inputs, out)
    chosen, target = aimed(out, format=format, lang=lang, inputs=inputs.names)
    sources = [source_of(name, standard_input) for name in inputs.names]
    with open_manifest(home_of(out, folder=target.folder), fresh=fresh) as manifest:
        run = Run(inputs, sources, manifest, Attempts(load, settings, limits), report)
        run.look_up(retry_failed=retry_failed)
        run.work(chosen, replace(target, stage=manifest.stage), jobs=jobs)
    return run.summary


def _check(paths: Sequence[Path], inputs: Inputs, out: Path) -> None:
    folder = real(out)
    named = {real(path) for path in paths}
    if out.is_dir() and (folder in named or any(path.parent == folder for path in named)):
        raise OutputError(
            say("{out}: holds the files to read: write to a folder of its own", out=out)
        )
    if not inputs.names and not inputs.failures:
        endings = " ".join(suffix for suffix in SUFFIXES if suffix)
        shown = ", ".join(str(path) for path in paths)
        raise KehoachError(
            say(
                "{shown}: nothing to read: no file ends in one of {endings}",
                shown=shown,
                endings=endings,
            )
        )
