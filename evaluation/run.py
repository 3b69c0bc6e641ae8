"""From folders to a report and to its files: what the command line calls."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from pathlib import Path

from annotations.storage import write_all
from evaluation.folders import GoldPlans, read_gold, read_predictions
from evaluation.gate import Gate, judge, parse_floors
from evaluation.report import Report, evaluate
from evaluation.report_file import dumps, read_report
from evaluation.systems import Predictions, run_system, usual_systems

REPORT_FILES = ("report.json", "report.md", "report.html")


def evaluate_folder(
    folder: Path,
    *,
    predictions: Path | None = None,
    split: str | None = None,
    training: Path | None = None,
    systems: Sequence[str] = (),
    given: bool = True,
    iob: bool = False,
) -> Report:
    """Score a folder of gold plans.

    Args:
        folder: the gold, ``NAME.txt`` with ``NAME.ann``.
        predictions: a folder of predicted ``NAME.ann``; without it the pipeline runs.
        split: score only this split of the folder's ``splits.toml``.
        training: the plans that the system learnt from, instead of the folder's train split.
        systems: what to run, by default `usual_systems`.
        given: whether to run it with gold entities too.
        iob: whether to score strict IOB2 through seqeval too.

    Raises:
        KehoachError: one line that names the file, and the line where there is one.
    """
    gold = read_gold(folder, split=split, training=training)
    return evaluate_gold(
        gold, found(gold, predictions=predictions, systems=systems, given=given), iob=iob
    )


def found(
    gold: GoldPlans,
    *,
    predictions: Path | None = None,
    systems: Sequence[str] = (),
    given: bool = True,
) -> list[Predictions]:
    """What is to be scored: a folder of predictions, or what each system finds.

    Args:
        gold: the plans.
        predictions: a folder of predictions; then nothing runs.
        systems: what to run, by default `usual_systems`.
        given: whether to run each with gold entities too.

    Raises:
        KehoachError: as `evaluate_folder`.
    """
    if predictions is not None:
        return [Predictions("predictions", read_predictions(predictions, gold))]
    return [run_system(name, gold, given=given) for name in systems or usual_systems()]


def evaluate_gold(gold: GoldPlans, found: Iterable[Predictions], *, iob: bool = False) -> Report:
    """Score what systems found in gold plans; the trivial baseline stands last.

    Args:
        gold: the plans.
        found: what each system found, the one that a gate judges first.
        iob: whether to score strict IOB2 through seqeval too.

    Raises:
        AnnotationError: when a prediction is of another text.
        MissingScorer: when ``iob`` is asked for and seqeval is not installed.
    """
    found = list(found)
    reports = [
        evaluate(
            gold.plans,
            predictions.found,
            system=predictions.system,
            given=predictions.given,
            styles=gold.styles,
            training=gold.training,
            split=gold.split,
            iob=iob,
            baseline=predictions is found[-1],
        )
        for predictions in found
    ]
    return reduce(Report.joined, reports)


def judge_report(
    report: Report,
    *,
    minimum: Iterable[str] = (),
    baseline: Report | None = None,
    accept: Collection[str] = (),
) -> Gate | None:
    """Judge a report by the options of the command line; ``None`` when none was given.

    Args:
        report: what was scored.
        minimum: ``LABEL=F1`` options.
        baseline: an earlier report.
        accept: names that may fall.

    Raises:
        GateError: when an option says nothing that can be judged.
        AnnotationError: when the baseline is of other plans.
    """
    floors = parse_floors(minimum)
    if not floors and baseline is None and not accept:
        return None
    return judge(report, floors=floors, baseline=baseline, accept=accept)


def read_baseline(path: Path | None) -> Report | None:
    """The earlier report to compare with, where one is named.

    Raises:
        AnnotationError: when it is no report of this schema.
    """
    return None if path is None else read_report(path)


def write_report(
    folder: Path,
    report: Report,
    texts: Mapping[str, str],
    *,
    gate: Gate | None = None,
    baseline: Report | None = None,
) -> None:
    """Write `REPORT_FILES`, all of them or none.

    Args:
        folder: where to, made when it is not there.
        report: what was scored.
        texts: the plans' texts.
        gate: the judgement, where there is one.
        baseline: what the report is compared with.

    Raises:
        AnnotationError: when a file cannot be written.
    """
    # Rendering takes a template engine, which a run without --report need not load.
    from evaluation import markdown, page

    contents = (
        dumps(report),
        markdown.render(report, texts, gate=gate, baseline=baseline),
        page.render(report, texts, gate=gate, baseline=baseline),
    )
    write_all(
        {
            folder / name: content.encode("utf-8", "replace")
            for name, content in zip(REPORT_FILES, contents, strict=True)
        }
    )
