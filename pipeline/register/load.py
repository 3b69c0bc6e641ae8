"""From plans to the register: what `kehoach load` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from annotations import KehoachError
from annotations.language import say
from pipeline.attempts import Load
from pipeline.batch import extract_all
from pipeline.inputs import STANDARD_INPUT, find, real, source_of
from pipeline.plan import Plan
from pipeline.progress import Step, Summary
from pipeline.records import plan_record, shown
from pipeline.register import schema
from pipeline.register.database import connected
from pipeline.register.store import store
from pipeline.settings import SHIPPED, Settings, load_extractor


def load_plans(
    paths: Sequence[Path],
    *,
    database: str,
    jobs: int = 1,
    settings: Settings = SHIPPED,
    standard_input: BinaryIO | None = None,
    report: Callable[[Step], None] = lambda step: None,
    load: Load = load_extractor,
) -> Summary:
    """Read all files, extract their tasks and put them into the register.

    Each plan is there whole, or as it was before; those that are done stay when the run is
    stopped. A database of an earlier version is brought up to date first.

    Args:
        paths: files, folders, or ``-`` for standard input.
        database: its URL, or the path of an SQLite file, which is made where it is not there.
        jobs: how many processes.
        settings: what the extraction is made from.
        standard_input: what ``-`` reads.
        report: called after each file.
        load: gives the extraction; see `extract_all`.

    Raises:
        KehoachError: when there is nothing to read.
        RegisterError: when the database cannot be used.
    """
    inputs = find(paths)
    if not inputs.names:
        shown_paths = ", ".join(map(str, paths))
        raise KehoachError(
            say(
                "{shown_paths}: nothing to read: name files or folders of plans",
                shown_paths=shown_paths,
            )
        )
    sources = [source_of(name, standard_input) for name in inputs.names]
    summary = Summary(left_out=inputs.left_out, failures=list(inputs.failures))
    with connected(database, create=True) as register:
        schema.upgrade(register)
        outcomes = extract_all(sources, settings=settings, jobs=jobs, load=load)
        with closing(outcomes):
            for number, (name, outcome) in enumerate(zip(inputs.names, outcomes, strict=True), 1):
                step = Step(number, len(sources), name)
                if isinstance(outcome, Plan):
                    with register.writing() as session:
                        store(session, plan_record(outcome), path=_path(name))
                    summary.plans += 1
                    summary.tasks += len(outcome.tasks)
                    report(replace(step, tasks=len(outcome.tasks)))
                else:
                    summary.failures.append(outcome)
                    report(replace(step, reason=outcome.reason))
    return summary


def _path(name: str) -> str | None:
    return None if name == STANDARD_INPUT else shown(str(real(Path(name))))
