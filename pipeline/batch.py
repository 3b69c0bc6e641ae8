"""Many files in one run: extraction, one after the other or in several processes.

One file that cannot be read costs that file alone: it goes to the list of failures and the
run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from annotations import KehoachError
from pipeline.document import Document
from pipeline.errors import OutputError, ReadError
from pipeline.extract import extract
from pipeline.inputs import STANDARD_INPUT, Inputs, find
from pipeline.plan import Plan
from pipeline.readers.registry import SUFFIXES, Source
from pipeline.records import Failure
from pipeline.rules import load_rules
from pipeline.wording import Lang
from pipeline.workers import in_order
from pipeline.writers import open_writer
from pipeline.writers.writer import outputs_of

Extractor = Callable[[Source | Document | str], Plan]


@dataclass(frozen=True, slots=True)
class Step:
    """One file is done.

    Args:
        number: how many are done with it.
        total: how many there are.
        name: the file.
        outcome: its plan, or why there is none.
    """

    number: int
    total: int
    name: str
    outcome: Plan | Failure

    @property
    def failed(self) -> bool:
        """Whether the file gave no plan."""
        return isinstance(self.outcome, Failure)

    @property
    def sentence(self) -> str:
        """The file and what came of it."""
        if isinstance(self.outcome, Failure):
            return f"{self.name}: FAILED: {self.outcome.reason}"
        return f"{self.name}: {_count(len(self.outcome.tasks), 'task')}"


@dataclass(slots=True)
class Summary:
    """What a run has done.

    Args:
        plans: files that were read.
        tasks: what they hold.
        failures: files that were not read, and why.
        left_out: files in folders with an ending that no reader goes by.
    """

    plans: int = 0
    tasks: int = 0
    failures: list[Failure] = field(default_factory=list[Failure])
    left_out: int = 0

    @property
    def sentence(self) -> str:
        """All of it in words."""
        parts = [f"{_count(self.plans, 'plan')}, {_count(self.tasks, 'task')}"]
        if self.failures:
            parts.append(f"{_count(len(self.failures), 'file')} failed")
        if self.left_out:
            parts.append(f"{_count(self.left_out, 'file')} of other kinds left out")
        return "; ".join(parts)


def load_extractor(rules: Path | None = None) -> Extractor:
    """The extraction with its rules loaded.

    Args:
        rules: a folder with rules that add to those that ship.

    Raises:
        RuleError: when a rule cannot be used.
    """
    return partial(extract, rules=load_rules(rules))


def extract_all(
    sources: Sequence[Source | str],
    *,
    rules: Path | None = None,
    jobs: int = 1,
    load: Callable[[Path | None], Extractor] = load_extractor,
) -> Generator[Plan | Failure]:
    """Yield the plan of each source, or why there is none, in the order of the sources.

    A single source is read in this process. Several are read in processes of their own, also
    with one job, so that a library that crashes on a file takes that file's process with it
    and not the run; a script that calls this needs the usual ``if __name__ == "__main__"``.

    Args:
        sources: paths, or bytes with their name.
        rules: a folder with rules that add to those that ship.
        jobs: how many processes.
        load: gives the extraction; a function of a module, since the processes import it.

    Raises:
        RuleError: when a rule cannot be used.
    """
    if len(sources) == 1:
        yield attempt(load(rules), sources[0])
    else:
        ready = partial(_load_attempt, load, rules)
        yield from in_order(ready, sources, jobs=jobs, lost=_lost)


def attempt(extract: Extractor, source: Source | str) -> Plan | Failure:
    """The plan of ``source``, or why there is none.

    Only what a file can be to blame for is caught: a defect of the program is no failure of
    the file and must be seen.
    """
    try:
        return extract(source)
    except ReadError as error:
        return Failure(_name(source), error.reason)
    except KehoachError as error:
        return Failure(_name(source), str(error))
    except MemoryError:
        return Failure(_name(source), "takes more memory than there is")
    except RecursionError:
        return Failure(_name(source), "is nested too deeply to be read")


def extract_one(
    path: Path,
    *,
    rules: Path | None = None,
    standard_input: BinaryIO | None = None,
    load: Callable[[Path | None], Extractor] = load_extractor,
) -> Plan:
    """The plan of one file.

    Args:
        path: the file, or ``-`` for standard input.
        rules: a folder with rules that add to those that ship.
        standard_input: what ``-`` reads.
        load: gives the extraction.

    Raises:
        ReadError: when the file cannot be read.
        RuleError: when a rule cannot be used.
    """
    outcome = attempt(load(rules), _source(str(path), standard_input))
    if isinstance(outcome, Failure):
        raise ReadError(outcome.name, outcome.reason)
    return outcome


def extract_files(
    paths: Sequence[Path],
    *,
    out: Path,
    format: str | None = None,
    jobs: int = 1,
    rules: Path | None = None,
    lang: Lang = Lang.VI,
    standard_input: BinaryIO | None = None,
    report: Callable[[Step], None] = lambda step: None,
    load: Callable[[Path | None], Extractor] = load_extractor,
) -> Summary:
    """Read all files, extract their tasks and write them to ``out``.

    Args:
        paths: files, folders, or ``-`` for standard input.
        out: a file, or a folder where the format writes folders.
        format: its name; by default the ending of ``out`` says it.
        jobs: how many processes.
        rules: a folder with rules that add to those that ship.
        lang: the language of a workbook's headers and values.
        standard_input: what ``-`` reads.
        report: called after each file.
        load: gives the extraction; see `extract_all`.

    Raises:
        KehoachError: when there is nothing to read or nothing can be written.
    """
    inputs = find(paths, outputs=outputs_of(out))
    _check(paths, inputs, out)
    writer = open_writer(out, format=format, lang=lang, inputs=inputs.names)
    sources = [_source(name, standard_input) for name in inputs.names]
    summary = Summary(left_out=inputs.left_out)
    with writer, closing(extract_all(sources, rules=rules, jobs=jobs, load=load)) as outcomes:
        for failure in inputs.failures:
            summary.failures.append(failure)
            writer.failure(failure)
        for number, outcome in enumerate(outcomes, 1):
            if isinstance(outcome, Plan):
                summary.plans += 1
                summary.tasks += len(outcome.tasks)
                writer.plan(outcome)
            else:
                summary.failures.append(outcome)
                writer.failure(outcome)
            report(Step(number, len(sources), inputs.names[number - 1], outcome))
    return summary


def _check(paths: Sequence[Path], inputs: Inputs, out: Path) -> None:
    folder = out.resolve()
    named = {path.resolve() for path in paths}
    if out.is_dir() and (folder in named or any(path.parent == folder for path in named)):
        raise OutputError(f"{out}: holds the files to read: write to a folder of its own")
    if not inputs.names and not inputs.failures:
        endings = " ".join(suffix for suffix in SUFFIXES if suffix)
        shown = ", ".join(str(path) for path in paths)
        raise KehoachError(f"{shown}: nothing to read: no file ends in one of {endings}")


def _source(name: str, standard_input: BinaryIO | None) -> Source | str:
    if name != STANDARD_INPUT or standard_input is None:
        return name
    return Source(name, standard_input.read())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _name(source: Source | str) -> str:
    return source.name if isinstance(source, Source) else source


def _load_attempt(
    load: Callable[[Path | None], Extractor], rules: Path | None
) -> Callable[[Source | str], Plan | Failure]:
    return partial(attempt, load(rules))


def _lost(source: Source | str, code: int) -> Failure:
    if code < 0:
        reason = f"its process was ended by signal {-code}: is there too little memory?"
    else:
        reason = f"its process ended with code {code}: please report it with what is shown above"
    return Failure(_name(source), reason)
