"""The ``annotations`` commands that need no pipeline, as a typer app to be mounted.

The modules that do the work are imported by the command that needs them.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotations.errors import KehoachError
from annotations.formats.registry import FORMATS, format_named
from annotations.language import say

if TYPE_CHECKING:
    from rich.table import Table

    from annotations.agreement import Comparison
    from annotations.formats.conversion import Conversion

WRONG_INPUT = 2
"""The exit status when a file is wrong, or a check finds an error."""

_FORMATS = ", ".join(FORMATS)

annotations_app = typer.Typer(
    help="Check, convert, correct and compare annotated plans.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Folder = Annotated[
    Path,
    typer.Argument(
        metavar="DIR", help="Annotated plans: NAME.txt with NAME.ann.", show_default=False
    ),
]


@annotations_app.command(
    "check",
    help="Find what is wrong with annotated plans.",
    epilog="""\b
Finds broken lines, offsets outside the text, white space at borders, overlaps,
unknown labels, relations of the wrong types, tasks without lead (a warning), values
of another form than VALUES.md has, texts that changed since they were annotated, and,
by splits.toml, the same plan or a near-duplicate in two splits.

\b
Exit status: 0 no error; 2 there are errors, each named with its file and line.
""",
)
def check_command(folder: Folder) -> None:
    """Print all findings of a folder."""
    from annotations.check import Severity, check

    with one_line_errors():
        findings = check(folder)
    for finding in findings:
        _print(str(finding))
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    _tell(say("{errors} errors, {warnings} warnings", errors=errors, warnings=warnings))
    if errors:
        raise typer.Exit(WRONG_INPUT)


@annotations_app.command(
    "digest", help="Record the texts as they are now, so that 'check' notices a later change."
)
def digest_command(folder: Folder) -> None:
    """Write SHA256SUMS."""
    from annotations.corpus import read_corpus
    from annotations.importing import record_digests

    with one_line_errors():
        plans = read_corpus(folder)
        record_digests(folder, plans)
    _tell(say("{number} texts recorded", number=len(plans)))


@annotations_app.command(
    "import",
    help="Bring corrected annotations back into a folder of plans: all of a file, or none.",
    epilog="""\b
Examples:
  kehoach annotations import export.json --from label-studio --into plans
  kehoach annotations import all.jsonl --from doccano --into plans

\b
What the tool's file holds and is not taken over is counted and said.
""",
)
def import_command(
    source: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What the tool exported.", show_default=False),
    ],
    from_: Annotated[
        str,
        typer.Option("--from", metavar="FORMAT", help=f"{_FORMATS}.", show_default=False),
    ],
    into: Annotated[
        Path,
        typer.Option(metavar="DIR", help="Where NAME.ann is written.", show_default=False),
    ],
) -> None:
    """Bring corrected annotations back."""
    from annotations.importing import import_into

    with one_line_errors():
        conversion = import_into(into, source, format=format_named(from_))
    _report(conversion, f"{source} -> {into}")


@annotations_app.command(
    "convert",
    help="Convert annotations, and say what the format cannot hold.",
    epilog="""\b
Examples:
  kehoach annotations convert plans --to docbin --out plans.spacy
  kehoach annotations convert plans --to conll --out tokens
  kehoach annotations convert tokens --from conll --texts plans --to brat --out back
""",
)
def convert_command(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="PATH", help="A file, or a folder of brat or conll.", show_default=False
        ),
    ],
    to: Annotated[str, typer.Option(metavar="FORMAT", help=f"{_FORMATS}.", show_default=False)],
    out: Annotated[
        Path,
        typer.Option(
            metavar="PATH",
            help="A file; for brat and conll a folder, for label-studio a second file with "
            "the labelling configuration is written beside it.",
            show_default=False,
        ),
    ],
    from_: Annotated[str, typer.Option("--from", metavar="FORMAT", help=f"{_FORMATS}.")] = "brat",
    texts: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The plans that a conll folder was made from."),
    ] = None,
) -> None:
    """Convert annotations."""
    from annotations.corpus import read_corpus

    with one_line_errors():
        known = [] if texts is None else read_corpus(texts)
        decoded = format_named(from_).read(
            source, texts={plan.name: plan.annotation.text for plan in known}
        )
        conversion = format_named(to).write(decoded.plans, out)
    _report(decoded.conversion, str(source))
    _report(conversion, str(out))


@annotations_app.command(
    "agree",
    help="Print how far two annotators agree, by label and relation, and where they differ.",
)
def agree_command(
    first: Folder,
    second: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="The other annotator's NAME.ann; texts may lie in the first folder only.",
            show_default=False,
        ),
    ],
    differences: Annotated[bool, typer.Option(help="List the differences.")] = True,
) -> None:
    """Compare two annotators."""
    from rich.console import Console

    from annotations.agreement import compare
    from annotations.corpus import read_corpus

    with one_line_errors():
        ours = read_corpus(first)
        texts = {plan.name: plan.annotation.text for plan in ours}
        comparison = compare(ours, read_corpus(second, texts=texts))
    Console().print(_table(comparison))
    if comparison.alone:
        number = len(comparison.alone)
        _tell(say("plans that only one of the two has, left out: {number}", number=number))
    for item in comparison.differences if differences else ():
        _print(
            f"{item.plan}.txt:{item.line}: {item.kind}: {item.first or '—'} | {item.second or '—'}"
        )


@contextmanager
def one_line_errors() -> Generator[None]:
    """Tell what the project refuses in one line, and exit with status 2."""
    try:
        yield
    except KehoachError as error:
        _tell(f"kehoach: {error}")
        raise typer.Exit(WRONG_INPUT) from error


def _table(comparison: Comparison) -> Table:
    from rich.table import Table

    from annotations.types import Label

    table = Table(title=say("Agreement on {number} plans", number=len(comparison.plans)))
    table.add_column("")
    for column in (say("first"), say("second"), say("both"), "F1"):
        table.add_column(column, justify="right")
    for row in comparison.agreements:
        f1 = "—" if row.f1 is None else f"{row.f1:.3f}"
        table.add_row(row.what, str(row.first), str(row.second), str(row.both), f1)
        if row.what is Label.TASK:
            table.add_section()
    return table


def _report(conversion: Conversion, heading: str) -> None:
    for line in conversion.lines():
        _tell(f"{heading}: {line}")


def _print(line: str) -> None:
    typer.echo(_harmless(line))


def _tell(line: str) -> None:
    typer.echo(_harmless(line), err=True)


def _harmless(line: str) -> str:
    # Texts and names of files may hold what a terminal obeys.
    return "".join(character if character.isprintable() else "\ufffd" for character in line)
