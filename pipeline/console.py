"""What the commands share: options, progress, one line for what is refused, exit statuses."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotations import KehoachError
from annotations.processors import usable_cores
from pipeline.tagging import Mode
from pipeline.wording import Lang, harmless

if TYPE_CHECKING:
    from pipeline.progress import Step

MAX_JOBS = 8
"""Processes used unless told otherwise; each loads the rules anew."""

FAILED = 1
"""The exit status when some files could not be read."""

WRONG_USAGE = 2
"""The exit status when nothing was done."""

Plans = Annotated[
    list[Path],
    typer.Argument(
        metavar="PLANS",
        help="Files, folders (read with all that lies in them) or - for standard input.",
        show_default=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        metavar="N",
        help=f"How many processes; by default one a core, {MAX_JOBS} at most.",
        show_default=False,
    ),
]
Rules = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="A folder with rule files (*.toml) that add to those that ship.",
    ),
]
Tagging = Annotated[
    Mode | None,
    typer.Option(
        "--tagger",
        help="Who finds the agencies, dates, countries and documents; by default rules and "
        "model together where there is a model.",
        show_default=False,
    ),
]
Model = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="The folder of a model that 'kehoach train' wrote, instead of the one that ships.",
        show_default=False,
    ),
]
Language = Annotated[Lang, typer.Option(help="The language of headers and labels.")]


@contextmanager
def one_line_errors(*, as_json: bool = False, unread: int = FAILED) -> Generator[None]:
    """Tell what the project refuses in one line, and exit.

    Args:
        as_json: whether the line is an object.
        unread: the exit status where a file cannot be read; it is `WRONG_USAGE` elsewhere.
    """
    from pipeline.errors import ReadError
    from pipeline.progress import error_json

    try:
        yield
    except KehoachError as error:
        tell(error_json(str(error)) if as_json else f"kehoach: {error}")
        raise typer.Exit(unread if isinstance(error, ReadError) else WRONG_USAGE) from error


@contextmanager
def progress(*, as_json: bool = False) -> Generator[Callable[[Step], None]]:
    """A bar on a terminal, otherwise a line for each file, both on standard error."""
    from pipeline.progress import progress_bar, step_json, step_line

    if as_json:
        yield lambda step: tell(step_json(step))
        return
    with progress_bar() as report:
        yield report or (lambda step: tell(step_line(step)))


def tell(line: str) -> None:
    """A line on standard error; names of files may hold anything."""
    typer.echo(harmless(line), err=True)


def processes(jobs: int | None) -> int:
    """How many processes to use: those asked for, or one a core up to `MAX_JOBS`."""
    return jobs or min(usable_cores(), MAX_JOBS)
