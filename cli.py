"""The command line: each command reads its options and calls one function."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from annotations import KehoachError
from annotations.commands import annotations_app
from annotations.language import say
from annotations.spoken import SpokenGroup, default_language
from evaluation.command import mount
from pipeline.console import (
    FAILED,
    Jobs,
    Language,
    Model,
    Rules,
    Tagging,
    one_line_errors,
    processes,
    tell,
)
from pipeline.console import progress as showing
from pipeline.page.command import mount as mount_page
from pipeline.register.command import mount as mount_register
from pipeline.wording import Lang
from training.commands import mount as mount_training

if TYPE_CHECKING:
    from rich.text import Text


# The modules that do the work are imported by the command that needs them, so that `--help`
# and wrong usage answer at once.

TERMINATED = 128 + signal.SIGTERM
"""The exit status after SIGTERM, as shells give it."""


def _terminate(*_: object) -> None:
    """End the run as an error does, so that what was begun is taken away."""
    sys.exit(TERMINATED)


class _Commands(SpokenGroup):
    """Commands that write UTF-8, whatever the console, and tidy up when they are terminated."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        signal.signal(signal.SIGTERM, _terminate)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="replace")
        return super().main(*args, **kwargs)


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(asked: bool) -> None:
    if asked:
        try:
            typer.echo(f"kehoach {metadata.version('kehoach')}")
        except metadata.PackageNotFoundError:
            typer.echo(say("kehoach (not installed)"))
        raise typer.Exit


def _size(text: str) -> int:
    from pipeline.limits import LimitError, parse_size

    try:
        return parse_size(text)
    except LimitError as error:
        raise typer.BadParameter(str(error)) from error


@app.callback(
    help="Extract the tasks of Vietnamese administrative plans (Kế hoạch): who leads what, "
    "with whom, by when."
)
def main(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version and exit.",
            is_eager=True,
            callback=_print_version,
        ),
    ] = False,
    lang: Annotated[
        Lang | None,
        typer.Option(
            help="The language of all that people read: Vietnamese or English; by default "
            "help and messages follow the locale (or KEHOACH_LANG).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Hold the options that belong to no command."""
    if lang is not None:
        default_language(context, lang)


@app.command(
    help="Read plans and write the table of their tasks.",
    epilog="""\b
Examples:
  kehoach extract plans --out tasks.xlsx
      all plans in a folder, into a workbook
  kehoach extract a.docx b.pdf --out tasks.csv
      two files, one task a row
  kehoach extract plans --out annotations --format brat
      a text and an annotation file for each plan
  kehoach extract plans --out tasks.xlsx --lang en --jobs 4
      English headers, four processes
  cat plan.txt | kehoach extract - --out tasks.jsonl
      standard input
  kehoach extract s3://archive/plans --out s3://archive/tasks.parquet --engine ray
      a store, on a Ray cluster

\b
A second run to the same output reads only files that are new or have changed;
a run that was stopped goes on where it was (see .NAME.kehoach beside the output).

\b
Reads .txt .md .html .docx .pdf and, with LibreOffice, .doc .rtf .odt;
scanned pages with tesseract (see: kehoach doctor).

\b
Exit status: 0 all files were read; 1 some failed, the rest is written;
2 wrong usage, or the output cannot be written.
""",
)
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files, folders (read with all that lies in them) or - for standard input.",
            show_default=False,
        ),
    ],
    out: Annotated[
        str,
        typer.Option(
            "--out",
            "-o",
            metavar="PATH",
            help="Where to write; the ending says the format. It appears when all is done.",
            show_default=False,
        ),
    ],
    format: Annotated[
        Literal["jsonl", "csv", "xlsx", "parquet", "brat", "ics"] | None,
        typer.Option(
            "--format",
            "-f",
            help="The format, where the ending does not say it. "
            "brat and jsonl write a folder with files for each plan.",
            show_default=False,
        ),
    ] = None,
    jobs: Jobs = None,
    rules: Rules = None,
    tagger: Tagging = None,
    model: Model = None,
    lang: Language = Lang.VI,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Read all files anew, whatever earlier runs have done.")
    ] = False,
    retry_failed: Annotated[
        bool,
        typer.Option(
            "--retry-failed", help="Try files again that failed in an earlier run to this output."
        ),
    ] = False,
    timeout: Annotated[
        float | None,
        typer.Option(
            min=0.01,
            metavar="SECONDS",
            help="How long a plan may take; one that takes longer is a failure.",
            show_default=False,
        ),
    ] = None,
    limit_memory: Annotated[
        int | None,
        typer.Option(
            metavar="SIZE",
            parser=_size,
            help="How much memory a process may take, such as 500M or 2G (Linux).",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        Literal["local", "ray"],
        typer.Option(
            help="Where to work: in processes here, or on a Ray cluster, which reads and writes "
            "URLs too (s3://bucket/plans) and writes a folder of Parquet files."
        ),
    ] = "local",
    address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="The Ray cluster; by default the one this machine belongs to.",
            show_default=False,
        ),
    ] = None,
    progress: Annotated[
        Literal["text", "json"],
        typer.Option(help="How to tell on standard error how far the run is."),
    ] = "text",
) -> None:
    """Read plans and write the table of their tasks."""
    from pipeline.limits import Limits
    from pipeline.progress import summary_json
    from pipeline.settings import Settings

    as_json = progress == "json"
    settings = Settings(rules=rules, mode=tagger, model=model)
    limits = Limits(timeout=timeout, memory=limit_memory)
    with one_line_errors(as_json=as_json), showing(as_json=as_json) as report:
        if engine == "ray":
            from pipeline.cluster import extract_on_cluster

            _refuse_with_ray(format=format, jobs=jobs, retry_failed=retry_failed)
            summary = extract_on_cluster(
                paths,
                out=out,
                address=address,
                settings=settings,
                limits=limits,
                fresh=fresh,
                report=report,
            )
        else:
            from pipeline.batch import extract_files

            summary = extract_files(
                [Path(path) for path in paths],
                out=Path(out),
                format=format,
                jobs=processes(jobs),
                settings=settings,
                limits=limits,
                fresh=fresh,
                retry_failed=retry_failed,
                lang=lang,
                standard_input=sys.stdin.buffer,
                report=report,
            )
    tell(summary_json(summary, out) if as_json else f"{summary.sentence} -> {out}")
    if summary.failures:
        raise typer.Exit(FAILED)


def _refuse_with_ray(*, format: str | None, jobs: int | None, retry_failed: bool) -> None:
    """Refuse options that a cluster does not have."""
    if format not in (None, "parquet"):
        raise KehoachError(
            say("--format {format}: a cluster writes Parquet only: leave it out", format=format)
        )
    if jobs is not None or retry_failed:
        option = "--retry-failed" if jobs is None else "--jobs"
        raise KehoachError(say("{option} is not for --engine ray: leave it out", option=option))


@app.command(
    help="Print the outline of a plan with its entities in colour, and its tasks beneath.",
    short_help="Print the outline of a plan and its tasks.",
    epilog="""\b
Example:
  kehoach show plan.docx
""",
)
def show(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A plan, or - for standard input.", show_default=False),
    ],
    rules: Rules = None,
    tagger: Tagging = None,
    model: Model = None,
    lang: Language = Lang.VI,
) -> None:
    """Print a plan's outline and its tasks."""
    from pipeline.batch import extract_one
    from pipeline.settings import Settings
    from pipeline.terminal import plan_lines

    with one_line_errors():
        settings = Settings(rules=rules, mode=tagger, model=model)
        plan = extract_one(file, settings=settings, standard_input=sys.stdin.buffer)
    _print(plan_lines(plan, lang))


@app.command(help="Say which helper programs are there and what each is for.")
def doctor() -> None:
    """Say which helper programs are installed."""
    from pipeline.doctor import helpers

    width = max(len(say("found")), len(say("MISSING")))
    for helper in helpers():
        mark = say("found") if helper.found else say("MISSING")
        typer.echo(f"{mark:<{width}}  {helper.name}: {helper.purpose}")
        if not helper.found:
            indent = " " * (width + 2)
            typer.echo(
                say(
                    "{indent}install it with: apt-get install {packages}",
                    indent=indent,
                    packages=helper.packages,
                )
            )


@annotations_app.command(
    "suggest", help="Write pre-annotated files to correct, the least certain plans first."
)
def suggest(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PLANS", help="Files, or folders of plans.", show_default=False),
    ],
    to: Annotated[
        Literal["label-studio", "doccano", "brat"],
        typer.Option(help="The tool to correct them in.", show_default=False),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="PATH", help="A file; for brat a folder.", show_default=False
        ),
    ],
    rules: Rules = None,
) -> None:
    """Write what was found in plans, for people to correct."""
    from annotations.suggest import write_suggestions
    from pipeline.suggestions import suggestions

    with one_line_errors():
        found = suggestions(paths, rules=rules, jobs=processes(None))
        conversion = write_suggestions(found.plans, out, to=to)
    for failure in found.failures:
        tell(say("{name}: FAILED: {reason}", name=failure.name, reason=failure.reason))
    for line in conversion.lines():
        tell(line)
    if found.failures:
        raise typer.Exit(FAILED)


app.add_typer(annotations_app, name="annotations")
mount(app)
mount_page(app)
mount_register(app)
mount_training(app)


def _print(lines: Iterable[Text]) -> None:
    from rich.console import Console

    console = Console()
    for line in lines:
        console.print(line, soft_wrap=not console.is_terminal)
