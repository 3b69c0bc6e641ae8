"""From plans to the page: what `kehoach report` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from annotations import KehoachError
from annotations.language import say
from pipeline.attempts import Load
from pipeline.batch import extract_each
from pipeline.errors import OutputError
from pipeline.inputs import Inputs, find, refuse_none
from pipeline.page.data import PageData
from pipeline.page.markup import render
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
        load: gives the extraction; see `pipeline.batch.extract_all`.

    Raises:
        KehoachError: when there is no plan to show or the page cannot be written.
    """
    inputs = find(paths, outputs=(out,))
    _check(paths, inputs, out)
    data = PageData()
    summary = extract_each(
        inputs,
        lambda _, plan: data.add(plan),
        settings=settings,
        jobs=jobs,
        standard_input=standard_input,
        report=report,
        load=load,
    )
    for failure in summary.failures:
        data.add_failure(failure)
    if data.empty:
        raise KehoachError(
            say(
                "{paths}: no file gave a plan, so no page is written",
                paths=", ".join(map(str, paths)),
            )
        )
    _write(render(data, lang=lang), out)
    return summary


def _check(paths: Sequence[Path], inputs: Inputs, out: Path) -> None:
    """Refuse what would come to nothing, before any work is done."""
    refuse_none(paths, inputs)
    if out.is_dir():
        raise OutputError(say("{out}: is a folder: name a file in it that ends in .html", out=out))
    check_replaceable(out)


def _write(page: str, out: Path) -> None:
    with staged(out.parent) as stage, writing(out):
        (stage / out.name).write_text(page, encoding="utf-8", newline="")
