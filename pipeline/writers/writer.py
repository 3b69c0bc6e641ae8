"""What all writers share: staging, the text beside the results, the list of failures."""

from __future__ import annotations

import csv
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from pipeline.document import Document
from pipeline.inputs import TEXTS
from pipeline.plan import Plan
from pipeline.records import Failure, PlanRecord, plan_record, shown
from pipeline.wording import Lang
from pipeline.writers.cells import no_formula
from pipeline.writers.names import another_name
from pipeline.writers.staging import check_replaceable, files_in, staged, writing


@dataclass(frozen=True, slots=True)
class Target:
    """Where and how to write.

    Args:
        path: the file or folder.
        names: what the files of each document's own are called, by the document's name.
        lang: the language of headers and values.
        folder: whether ``path`` is a folder.
        stage: where files wait until all are whole; by default a hidden folder of their own.
    """

    path: Path
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    lang: Lang = Lang.VI
    folder: bool = False
    stage: Path | None = None

    @property
    def home(self) -> Path:
        """The folder that all files of the output lie in."""
        return self.path if self.folder else self.path.parent


class Writer(ABC):
    """A context manager that takes plans and failures one by one.

    All files are staged and appear when the ``with`` block ends well; when it does not, the
    output is as it was before.

    A format says how to add a plan (`add`) and, where it needs to, what to do first (`begin`)
    and last (`end`). What it opens goes on the stack ``files``, which is closed before the
    files appear; then ``written`` names them all, relative to the folder they lie in.
    """

    def __init__(self, target: Target) -> None:
        self.target = target
        self.stage = Path()
        self.files = ExitStack()
        self.failures: list[Failure] = []
        self.written: list[str] = []
        self._open = ExitStack()
        self._stale: list[Path] = []
        self._used: set[str] = set()

    def plan(self, plan: Plan) -> None:
        """Write one plan.

        Raises:
            OutputError: when the disk refuses it.
        """
        with writing(self.target.path):
            self.add(plan, self._name(plan.document.name))

    def failure(self, failure: Failure) -> None:
        """Note a file that gave no plan."""
        self.failures.append(failure)

    @abstractmethod
    def add(self, plan: Plan, name: str) -> None:
        """Write one plan to the staged files.

        Args:
            plan: what to write.
            name: what files of the plan's own are called, without an ending.
        """

    def begin(self) -> None:
        """Open what the format needs; by default nothing."""
        return

    def end(self) -> None:
        """Finish what was opened; by default the failures go to a file of their own."""
        self.write_failures()

    def record(self, plan: Plan, name: str) -> PlanRecord:
        """The plan's record, with the text it refers to written beside the results."""
        return plan_record(plan, text_file=self.write_text(plan.document, name))

    def write_text(self, document: Document, name: str) -> str | None:
        """Write the text that offsets refer to, unless the file itself is that text.

        Returns:
            its path relative to the results, ``None`` where the file is the text.
        """
        if is_text_itself(document):
            return None
        folder = "" if self.target.folder else f"{self.target.path.stem}{TEXTS}/"
        relative = f"{folder}{name}.txt"
        path = self.stage / relative
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(encoded(document))
        return relative

    def write_failures(self) -> None:
        """Write ``NAME.failures.csv``; without failures an older one is taken away."""
        name = "failures.csv" if self.target.folder else f"{self.target.path.stem}.failures.csv"
        if not self.failures:
            self._stale.append(self.target.home / name)
            return
        with (self.stage / name).open("w", encoding="utf-8-sig", newline="") as file:
            list_failures(self.failures, file)

    def _list(self) -> None:
        self.written = files_in(self.stage)

    def _name(self, document: str) -> str:
        name = self.target.names.get(document)
        if name is None or name in self._used:
            name = another_name(document, {*self.target.names.values(), *self._used})
        self._used.add(name)
        return name

    def __enter__(self) -> Self:
        with writing(self.target.path), ExitStack() as stack:
            if not self.target.folder:
                check_replaceable(self.target.path)
            self.stage = stack.enter_context(staged(self.target.home, self.target.stage))
            stack.callback(self._list)
            stack.enter_context(self.files)
            self.begin()
            self._open = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._open.__exit__(kind, error, trace)
            return
        with writing(self.target.path):
            with self._open:
                self.end()
            for path in self._stale:
                path.unlink(missing_ok=True)


def list_failures(failures: Iterable[Failure], file: TextIO) -> None:
    """Write failures as CSV, one a row."""
    rows = csv.writer(file)
    rows.writerow(("name", "reason"))
    rows.writerows(
        (no_formula(shown(failure.name)), no_formula(shown(failure.reason))) for failure in failures
    )


def outputs_of(out: Path) -> tuple[Path, ...]:
    """All files and folders that a run to ``out`` writes."""
    beside = (f"{out.stem}{TEXTS}", f"{out.stem}.failures.csv")
    return (out, *(out.parent / name for name in beside))


def is_text_itself(document: Document) -> bool:
    """Whether the file that was read holds the document's text as UTF-8."""
    converted = any(flag.startswith("encoding") for flag in document.flags)
    return document.format == "txt" and document.name != "-" and not converted


def encoded(document: Document) -> bytes:
    """The bytes whose SHA-256 is the document's digest."""
    return document.text.encode("utf-8", "surrogatepass")
