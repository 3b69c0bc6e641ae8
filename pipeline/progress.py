"""How far a run is: what is told of each file, and the ways of telling it."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from annotations.language import counted, say
from pipeline.records import Failure
from pipeline.wording import harmless


@dataclass(frozen=True, slots=True)
class Step:
    """One file is done.

    Args:
        number: how many are done with it, those included that earlier runs did.
        total: how many there are.
        name: the file.
        tasks: how many its plan has.
        reason: why there is no plan, or ``None``.
        worked: how many this run has worked on; this file is not among them when its failure
            is one of an earlier run.
        seconds: since this run began to work.
    """

    number: int
    total: int
    name: str
    tasks: int = 0
    reason: str | None = None
    worked: int = 0
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Whether the file gave no plan."""
        return self.reason is not None

    @property
    def sentence(self) -> str:
        """The file and what came of it."""
        if self.reason is not None:
            return say("{name}: FAILED: {reason}", name=self.name, reason=self.reason)
        return f"{self.name}: {_tasks(self.tasks)}"

    @property
    def rate(self) -> float | None:
        """Files a second in this run; ``None`` before it has done any."""
        return self.worked / self.seconds if self.worked and self.seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """How long the other files take at this rate."""
        return None if self.rate is None else (self.total - self.number) / self.rate


@dataclass(slots=True)
class Summary:
    """What a run has done.

    Args:
        plans: files that were read.
        tasks: what they hold.
        failures: files that were not read, and why.
        left_out: files in folders with an ending that no reader goes by.
        unchanged: how many plans and failures are those of an earlier run.
        failed_before: how many of the failures are.
    """

    plans: int = 0
    tasks: int = 0
    failures: list[Failure] = field(default_factory=list[Failure])
    left_out: int = 0
    unchanged: int = 0
    failed_before: int = 0

    @property
    def sentence(self) -> str:
        """All of it in words."""
        plans = counted("{number:,} plan", "{number:,} plans", self.plans)
        parts = [f"{plans}, {_tasks(self.tasks)}"]
        if self.failures:
            failed = len(self.failures)
            parts.append(counted("{number:,} file failed", "{number:,} files failed", failed))
        if self.failed_before:
            parts[-1] += say(
                " ({number} in an earlier run: --retry-failed tries again)",
                number=self.failed_before,
            )
        if self.unchanged:
            parts.append(
                counted(
                    "{number:,} file unchanged since the last run",
                    "{number:,} files unchanged since the last run",
                    self.unchanged,
                )
            )
        if self.left_out:
            parts.append(
                counted(
                    "{number:,} file of other kinds left out",
                    "{number:,} files of other kinds left out",
                    self.left_out,
                )
            )
        return "; ".join(parts)


def step_line(step: Step) -> str:
    """A step as a line of text."""
    return f"[{step.number}/{step.total}] {step.sentence}"


def step_json(step: Step) -> str:
    """A step as a line of JSON."""
    rate, left = step.rate, step.seconds_left
    return _json(
        event="file",
        done=step.number,
        total=step.total,
        file=step.name,
        tasks=None if step.failed else step.tasks,
        failure=step.reason,
        rate=None if rate is None else round(rate, 3),
        seconds_left=None if left is None else round(left, 1),
    )


def summary_json(summary: Summary, out: str) -> str:
    """A summary as a line of JSON."""
    return _json(
        event="end",
        out=out,
        plans=summary.plans,
        tasks=summary.tasks,
        failed=len(summary.failures),
        unchanged=summary.unchanged,
        left_out=summary.left_out,
    )


def error_json(message: str) -> str:
    """What the project refuses as a line of JSON."""
    return _json(event="error", message=message)


@contextmanager
def progress_bar() -> Generator[Callable[[Step], None] | None]:
    """A bar with rate and time left on a terminal, failures above it; ``None`` where none is."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.text import Text

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)

        def report(step: Step) -> None:
            sentence = harmless(step.sentence)
            if step.failed:
                progress.console.print(Text(sentence, style="red"), soft_wrap=True)
            shown = sentence if step.rate is None else f"{pace(step)}  {sentence}"
            progress.update(task, total=step.total, completed=step.number, description=shown)

        yield report


def pace(step: Step) -> str:
    """Rate and time left, as on the bar: ``12.3/s, 0:04:10 left``."""
    if step.rate is None or step.seconds_left is None:
        return ""
    minutes, seconds = divmod(round(step.seconds_left), 60)
    hours, minutes = divmod(minutes, 60)
    left = f"{hours}:{minutes:02}:{seconds:02}"
    return say("{rate:.1f}/s, {left} left", rate=step.rate, left=left)


def _json(**values: object) -> str:
    """JSON in ASCII, which no terminal takes for a command; names of files may hold anything."""
    return json.dumps(values, separators=(",", ":"))


def _tasks(number: int) -> str:
    return counted("{number:,} task", "{number:,} tasks", number)
