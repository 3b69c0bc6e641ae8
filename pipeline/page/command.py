"""``kehoach report``: options; `mount` adds the command to the typer app."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.console import (
    FAILED,
    Jobs,
    Language,
    Model,
    Plans,
    Rules,
    Tagging,
    one_line_errors,
    processes,
    progress,
    tell,
)
from pipeline.wording import Lang


def mount(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        "report",
        help="Read plans and write a page of all their tasks, to filter, read and print.",
        short_help="Write a page of all tasks, to filter, read and print.",
        epilog="""\b
Examples:
  kehoach report plans --out report.html
      all plans in a folder, on one page that needs no network
  kehoach report a.docx b.pdf --out report.html --lang en
      opens in English; the page itself can switch

\b
Exit status: 0 all files were read; 1 some failed, the page lists them;
2 wrong usage, no file gave a plan, or the page cannot be written.
""",
    )(report)


def report(
    plans: Plans,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="The page, a file of HTML. It appears when all is done.",
            show_default=False,
        ),
    ],
    jobs: Jobs = None,
    rules: Rules = None,
    tagger: Tagging = None,
    model: Model = None,
    lang: Language = Lang.VI,
) -> None:
    """Read plans and write a page of all their tasks."""
    from pipeline.page.report import write_report
    from pipeline.settings import Settings

    with one_line_errors(), progress() as steps:
        summary = write_report(
            plans,
            out=out,
            jobs=processes(jobs),
            settings=Settings(rules=rules, mode=tagger, model=model),
            lang=lang,
            standard_input=sys.stdin.buffer,
            report=steps,
        )
    tell(f"{summary.sentence} -> {out}")
    if summary.failures:
        raise typer.Exit(FAILED)
