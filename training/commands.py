"""``kehoach train``: options, and what is printed.

`mount` adds the command to the typer app. The modules that do the work, and the libraries of
the extra ``train``, are imported when it runs.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated

import typer

from annotations import KehoachError
from annotations.language import say
from pipeline.console import WRONG_USAGE, one_line_errors, tell

NOT_BETTER = 1
"""The exit status when a model was to be replaced and the new one is not better."""

HELP = "Train a tagger on annotated plans, and compare it with the one in use."

EPILOG = """\b
Examples:
  kehoach train annotations/plans --base vinai/phobert-base --out phobert
      fine-tune PhoBERT; its weights come from the Hugging Face hub, or from a folder
  kehoach train annotations/plans --base encoder --silver silver --out small
      an encoder of one's own, first on labels that python -m training.silver wrote
  kehoach train corrected --base encoder --out fresh --replace
      on plans corrected in a tool; the new model replaces the old one if it is better
  kehoach train annotations/plans --base encoder --out small --config train.toml --resume
      with settings of one's own, from the last checkpoint on

\b
ANNOTATIONS are folders, or single files, of brat (NAME.ann with NAME.txt), doccano (.jsonl)
or Label Studio (.json). splits.toml, or folders named train, dev and test, say what a plan
is for; any other is for training. Dev chooses the best epoch, test compares the new model
with the old one; where there are none, the project's own are taken. A training plan that
stands in dev or test is refused.

\b
Exit status: 0 trained; 1 trained, but with --replace not better, so that nothing was
replaced; 2 wrong usage, or something that cannot be used: nothing was written.
"""

_NEEDED = ("torch", "transformers", "datasets", "accelerate", "seqeval", "onnx")


def mount(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("train", help=HELP, epilog=EPILOG)(train)


def train(
    annotations: Annotated[
        list[Path],
        typer.Argument(
            metavar="ANNOTATIONS", help="Annotated plans: folders or files.", show_default=False
        ),
    ],
    base: Annotated[
        str,
        typer.Option(
            metavar="MODEL",
            help="The encoder to start from: a folder, or a name on the Hugging Face hub.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="The folder to write; it appears when all is done.",
            show_default=False,
        ),
    ],
    config: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Settings in TOML; unknown keys are refused."),
    ] = None,
    silver: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Plans labelled by rules, to learn from first."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="The model to compare with; by default the one that ships."
        ),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="Put the new model in the place of that one if it is better; the old one is "
            "kept as NAME.previous.",
        ),
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from the last checkpoint of the same run.")
    ] = False,
    notes: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Markdown to put at the end of the model card."),
    ] = None,
) -> None:
    """Train a tagger."""
    with one_line_errors(unread=WRONG_USAGE):
        _need_libraries()
        from training.quiet import quiet
        from training.train import Request, train

        request = Request(
            annotations=annotations,
            base=base,
            out=out,
            config=config,
            silver=silver,
            against=against,
            replace=replace,
            resume=resume,
            notes=notes,
        )
        with quiet():
            outcome = train(request, tell)
    if replace and outcome.replaced is None:
        tell(say("the new model is not shown to be better: nothing was replaced"))
        raise typer.Exit(NOT_BETTER)


def _need_libraries() -> None:
    """Refuse a plain install.

    Raises:
        KehoachError: says what to install.
    """
    for name in _NEEDED:
        try:
            importlib.import_module(name)
        except ImportError as error:
            raise KehoachError(
                say("training needs {name}: pip install 'kehoach[train]'", name=error.name or name)
            ) from error
