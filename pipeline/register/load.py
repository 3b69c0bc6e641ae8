"""From plans to the register: what `kehoach load` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from pipeline.attempts import Load
from pipeline.batch import extract_each
from pipeline.inputs import STANDARD_INPUT, find, real, refuse_none
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
        load: gives the extraction; see `pipeline.batch.extract_all`.

    Raises:
        KehoachError: when there is nothing to read.
        RegisterError: when the database cannot be used.
    """
    inputs = find(paths)
    refuse_none(paths, inputs)
    with connected(database, create=True) as register:
        schema.upgrade(register)

        def keep(name: str, plan: Plan) -> None:
            with register.writing() as session:
                store(session, plan_record(plan), path=_path(name))

        return extract_each(
            inputs,
            keep,
            settings=settings,
            jobs=jobs,
            standard_input=standard_input,
            report=report,
            load=load,
        )


def _path(name: str) -> str | None:
    return None if name == STANDARD_INPUT else shown(str(real(Path(name))))
