"""``kehoach evaluate``: options, and what is printed.

`mount` adds the command to the typer app. The modules that do the work are imported when it
runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotations import KehoachError
from annotations.language import say
from pipeline.wording import harmless

if TYPE_CHECKING:
    from evaluation.gate import Gate
    from evaluation.report import Report
    from evaluation.tables import Table

CLOSED = 1
"""The exit status of a gate that is closed."""

WRONG_USAGE = 2

HELP = "Score the pipeline, or a folder of predictions, against annotated plans."

EPILOG = """\b
Examples:
  kehoach evaluate annotations/plans --split test
      run the pipeline over the test split and print its scores
  kehoach evaluate gold --predictions found
      score NAME.ann files that lie in found
  kehoach evaluate annotations/plans --split test --report scores
      write report.json, report.md and report.html into scores as well
  kehoach evaluate annotations/plans --split test --min TASK=0.90 --min ALL=0.93
      exit 1 when an F1 is lower
  kehoach evaluate annotations/plans --split test --min VALUE.AGENCY=0.95
      exit 1 when fewer agencies have the right value
  kehoach evaluate annotations/plans --split test --baseline report.json --accept TIME
      exit 1 when F1 fell against an earlier report, TIME excepted

\b
GOLD_DIR holds NAME.txt with NAME.ann (brat standoff); splits.toml says which plan
belongs to which split. With --baseline the gate closes when a label, a role, a style or a
plan falls by more than 0.02, or the whole falls at 5 % by a paired bootstrap.

\b
Exit status: 0 scored, and the gate, if any, is open; 1 the gate is closed;
2 wrong usage, or a file that cannot be used.
"""


def mount(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("evaluate", help=HELP, epilog=EPILOG)(evaluate)


def evaluate(
    gold_dir: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD_DIR", help="Annotated plans: NAME.txt with NAME.ann.", show_default=False
        ),
    ],
    predictions: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Score the NAME.ann files in DIR instead of running the pipeline; "
            "a missing file counts as one where nothing was found.",
        ),
    ] = None,
    split: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Score only this split: train, dev or test."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write report.json, report.md and report.html into DIR."),
    ] = None,
    minimum: Annotated[
        list[str] | None,
        typer.Option(
            "--min",
            metavar="LABEL=F1",
            help="Exit 1 when the strict F1 of a label or role is lower. Also ENTITIES, "
            "RELATIONS, ALL, RECORDS for whole task rows, and VALUE.AGENCY (DATE, COUNTRY, "
            "DOCREF) or VALUES for the share of right values. May be given again.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="REPORT.json", help="Exit 1 when F1 fell against this report."),
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A label, role, style or plan that may fall against the baseline; ALL for "
            "the whole. May be given again.",
        ),
    ] = None,
    system: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="What to run: both, rules or model; by default all there is. The gate judges "
            "the first.",
        ),
    ] = None,
    train: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Annotated plans the system learnt from, to tell seen entity strings from "
            "unseen ones; by default the train split of GOLD_DIR.",
        ),
    ] = None,
    given: Annotated[
        bool,
        typer.Option(
            "--given/--no-given",
            help="Also run with the gold entities given, to see the errors of tasks and "
            "relations alone.",
        ),
    ] = True,
    iob: Annotated[
        bool,
        typer.Option("--iob", help="Also score strict IOB2 through seqeval (extra: train)."),
    ] = False,
) -> None:
    """Score the pipeline against annotated plans."""
    from evaluation import run

    try:
        earlier = run.read_baseline(baseline)
        gold = run.read_gold(gold_dir, split=split, training=train)
        found = run.found(gold, predictions=predictions, systems=system or (), given=given)
        scores = run.evaluate_gold(gold, found, iob=iob)
        gate = run.judge_report(
            scores, minimum=minimum or (), baseline=earlier, accept=accept or ()
        )
        if report is not None:
            run.write_report(report, scores, gold.texts, gate=gate, baseline=earlier)
    except KehoachError as error:
        typer.echo(harmless(f"kehoach: {error}"), err=True)
        raise typer.Exit(WRONG_USAGE) from error
    _print(scores, earlier)
    if gate is not None:
        for line in _gate_lines(gate, gold.texts):
            typer.echo(harmless(line))
        if not gate.passed:
            raise typer.Exit(CLOSED)


def _print(report: Report, baseline: Report | None) -> None:
    """The brief tables, in columns that also a pipe keeps apart."""
    from evaluation.tables import tables

    for table in tables(report, baseline):
        if table.brief:
            for line in _columns(table):
                typer.echo(harmless(line))
            typer.echo()


def _columns(table: Table) -> Iterator[str]:
    rows = [table.columns, *table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
    yield table.title
    for row in rows:
        name, *rest = (
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join((name, *rest)).rstrip()


def _gate_lines(gate: Gate, texts: dict[str, str]) -> Iterator[str]:
    from evaluation.markdown import change_lines, change_title

    for change in gate.changes:
        yield change_title(change)
        yield from (f"  {line}" for line in change_lines(change, texts[change.name], limit=10))
    for name in gate.added:
        yield say("{name}: not in the baseline", name=name)
    if gate.whole is not None:
        low, high = gate.whole.interval
        yield say(
            "whole F1 {difference:+.3f} against the baseline "
            "(95 % {low:+.3f} to {high:+.3f}, p = {p:.4f} for a fall)",
            difference=gate.whole.difference,
            low=low,
            high=high,
            p=gate.whole.p_worse,
        )
    for failure in gate.failures:
        yield say("gate: {failure}", failure=failure)
    yield say("gate: passed") if gate.passed else say("gate: failed")
