"""The command line: each command reads its options and calls one function."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from annotations import KehoachError
from annotations.commands import annotations_app
from evaluation.command import mount
from pipeline.wording import Lang, harmless

if TYPE_CHECKING:
    from rich.text import Text

    from pipeline.batch import Step

# The modules that do the work are imported by the command that needs them, so that `--help`
# and wrong usage answer at once.

MAX_JOBS = 8
"""Processes used unless told otherwise; each loads the rules anew."""

FAILED = 1
"""The exit status when some files could not be read."""

WRONG_USAGE = 2
"""The exit status when nothing was done."""

TERMINATED = 128 + signal.SIGTERM
"""The exit status after SIGTERM, as shells give it."""


def _terminate(*_: object) -> None:
    """End the run as an error does, so that what was begun is taken away."""
    sys.exit(TERMINATED)


class _Commands(TyperGroup):
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
            typer.echo("kehoach (not installed)")
        raise typer.Exit


Rules = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="A folder with rule files (*.toml) that add to those that ship.",
    ),
]
Language = Annotated[Lang, typer.Option(help="The language of headers and labels.")]


@app.callback(
    help="Extract the tasks of Vietnamese administrative plans (Kế hoạch): who leads what, "
    "with whom, by when."
)
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version and exit.",
            is_eager=True,
            callback=_print_version,
        ),
    ] = False,
) -> None:
    """Hold the options that belong to no command."""


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
        list[Path],
        typer.Argument(
            metavar="PATH",
            help="Files, folders (read with all that lies in them) or - for standard input.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="PATH",
            help="Where to write; the ending says the format. It appears when all is done.",
            show_default=False,
        ),
    ],
    format: Annotated[
        Literal["jsonl", "csv", "xlsx", "parquet", "brat"] | None,
        typer.Option(
            "--format",
            "-f",
            help="The format, where the ending does not say it. "
            "brat and jsonl write a folder with files for each plan.",
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            metavar="N",
            help=f"How many processes; by default one a core, {MAX_JOBS} at most.",
            show_default=False,
        ),
    ] = None,
    rules: Rules = None,
    lang: Language = Lang.VI,
) -> None:
    """Read plans and write the table of their tasks."""
    from pipeline.batch import extract_files

    with _one_line_errors(), _progress() as report:
        summary = extract_files(
            paths,
            out=out,
            format=format,
            jobs=jobs or min(_cores(), MAX_JOBS),
            rules=rules,
            lang=lang,
            standard_input=sys.stdin.buffer,
            report=report,
        )
    _tell(f"{summary.sentence} -> {out}")
    if summary.failures:
        raise typer.Exit(FAILED)


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
    lang: Language = Lang.VI,
) -> None:
    """Print a plan's outline and its tasks."""
    from pipeline.batch import extract_one
    from pipeline.terminal import plan_lines

    with _one_line_errors():
        plan = extract_one(file, rules=rules, standard_input=sys.stdin.buffer)
    _print(plan_lines(plan, lang))


@app.command(help="Say which helper programs are there and what each is for.")
def doctor() -> None:
    """Say which helper programs are installed."""
    from pipeline.doctor import helpers

    for helper in helpers():
        mark = "found  " if helper.found else "MISSING"
        typer.echo(f"{mark}  {helper.name}: {helper.purpose}")
        if not helper.found:
            typer.echo(f"         install it with: apt-get install {helper.packages}")


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

    with _one_line_errors():
        found = suggestions(paths, rules=rules, jobs=min(_cores(), MAX_JOBS))
        conversion = write_suggestions(found.plans, out, to=to)
    for failure in found.failures:
        _tell(f"{failure.name}: FAILED: {failure.reason}")
    for line in conversion.lines():
        _tell(line)
    if found.failures:
        raise typer.Exit(FAILED)


app.add_typer(annotations_app, name="annotations")
mount(app)


@contextmanager
def _one_line_errors() -> Generator[None]:
    """Tell what the project refuses in one line."""
    from pipeline.errors import ReadError

    try:
        yield
    except KehoachError as error:
        _tell(f"kehoach: {error}")
        raise typer.Exit(FAILED if isinstance(error, ReadError) else WRONG_USAGE) from error


@contextmanager
def _progress() -> Generator[Callable[[Step], None]]:
    """A bar on a terminal, otherwise a line for each file, both on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.text import Text

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: _tell(f"[{step.number}/{step.total}] {step.sentence}")
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def report(step: Step) -> None:
            sentence = harmless(step.sentence)
            if step.failed:
                bar.console.print(Text(sentence, style="red"), soft_wrap=True)
            bar.update(task, total=step.total, completed=step.number, description=sentence)

        yield report


def _print(lines: Iterable[Text]) -> None:
    from rich.console import Console

    console = Console()
    for line in lines:
        console.print(line, soft_wrap=not console.is_terminal)


def _tell(line: str) -> None:
    """A line on standard error; names of files may hold anything."""
    typer.echo(harmless(line), err=True)


def _cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
