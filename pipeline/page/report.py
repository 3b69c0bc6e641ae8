"""From plans to the page: what `kehoach report` does."""

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
from pipeline.errors import OutputError
from pipeline.inputs import Inputs, find, source_of
from pipeline.page.data import PageData
from pipeline.page.markup import render
from pipeline.plan import Plan
from pipeline.progress import Step, Summary
from pipeline.settings import SHIPPED, Settings, load_extractor
from pipeline.wording import Lang
from pipeline.writers.staging import check_replaceable, staged, writing


def write_report(
    paths: Sequence[Path],
    *,
    out: Path,
    jobs: int = 1,
    settings: Settings = SHIPPED,
    lang: Lang = Lang.VI,
    standard_input: BinaryIO | None = None,
    report: Callable[[Step], None] = lambda step: None,
    load: Load = load_extractor,
) -> Summary:
    """Read all files, extract their tasks and write the page to ``out``.

    The page appears when it is whole. Files that cannot be read are listed on it.

    Args:
        paths: files, folders, or ``-`` for standard input.
        out: the page's file.
        jobs: how many processes.
        settings: what the extraction is made from.
        lang: the language that the page opens in.
        standard_input: what ``-`` reads.
        report: called after each file.
        load: gives the extraction; see `extract_all`.

    Raises:
        KehoachError: when there is no plan to show or the page cannot be written.
    """
    inputs = find(paths, outputs=(out,))
    _check(paths, inputs, out)
    sources = [source_of(name, standard_input) for name in inputs.names]
    summary = Summary(left_out=inputs.left_out, failures=list(inputs.failures))
    data = PageData()
    with closing(extract_all(sources, settings=settings, jobs=jobs, load=load)) as outcomes:
        for number, outcome in enumerate(outcomes, 1):
            step = Step(number, len(sources), inputs.names[number - 1])
            if isinstance(outcome, Plan):
                summary.plans += 1
                summary.tasks += len(outcome.tasks)
                data.add(outcome)
                report(replace(step, tasks=len(outcome.tasks)))
            else:
                summary.failures.append(outcome)
                report(replace(step, reason=outcome.reason))
    for failure in summary.failures:
        data.add_failure(failure)
    if data.empty:
        raise KehoachError(
            say("{paths}: no file gave a plan, so no page is written", paths=_shown(paths))
        )
    _write(render(data, lang=lang), out)
    return summary


def _check(paths: Sequence[Path], inputs: Inputs, out: Path) -> None:
    """Refuse what would come to nothing, before any work is done."""
    if not inputs.names:
        raise KehoachError(
            say("{paths}: nothing to read: name files or folders of plans", paths=_shown(paths))
        )
    if out.is_dir():
        raise OutputError(say("{out}: is a folder: name a file in it that ends in .html", out=out))
    check_replaceable(out)


def _write(page: str, out: Path) -> None:
    with staged(out.parent) as stage, writing(out):
        (stage / out.name).write_text(page, encoding="utf-8", newline="")


def _shown(paths: Sequence[Path]) -> str:
    return ", ".join(str(path) for path in paths)
