"""Plans pre-annotated by the pipeline, for people to correct."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.suggest import Suggestion
from pipeline.batch import extract_all
from pipeline.inputs import find
from pipeline.records import Failure
from pipeline.settings import Settings
from pipeline.writers.names import output_names


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was found, and the files that could not be read."""

    plans: tuple[Suggestion, ...]
    failures: tuple[Failure, ...]


def suggestions(paths: Sequence[Path], *, rules: Path | None = None, jobs: int = 1) -> Suggestions:
    """Extract plans and keep their annotations with what makes them doubtful.

    Args:
        paths: files, or folders of plans.
        rules: a folder of rules that add to those that ship.
        jobs: how many processes.

    Raises:
        KehoachError: when there is nothing to read, or the rules cannot be used.
    """
    inputs = find(paths)
    names = output_names(inputs.names)
    failures = list(inputs.failures)
    plans: list[Suggestion] = []
    for outcome in extract_all(inputs.names, settings=Settings(rules=rules), jobs=jobs):
        if isinstance(outcome, Failure):
            failures.append(outcome)
            continue
        flags = (*outcome.flags, *(flag for task in outcome.tasks for flag in task.flags))
        plans.append(Suggestion(names[outcome.document.name], outcome.annotation(), flags))
    return Suggestions(tuple(plans), tuple(failures))
