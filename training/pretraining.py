"""``python -m training.pretraining``: from raw corpora to an encoder that can be fine-tuned."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from annotations.corpus import read_corpus
from annotations.splits import Split
from annotations.splits import load as load_splits
from models.encoders import TOKENIZER
from models.plain import PlainEncoder
from pipeline.console import WRONG_USAGE, one_line_errors
from training.corpus import EncodedCorpus, encode_corpus, nearest, read_paragraphs
from training.embeddings import initialise
from training.leaks import LeakFilter
from training.masked import (
    Pretraining,
    Progress,
    new_model,
    pretrain,
    save,
    trained_before,
)
from training.vocabulary import train_vocabulary

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def main(
    corpora: Annotated[
        list[Path],
        typer.Argument(metavar="CORPUS", help="Texts, one paragraph a line (.txt or .txt.xz)."),
    ],
    plans: Annotated[
        Path, typer.Option(help="A folder of plans (.txt): what the model is to read later.")
    ],
    held_out: Annotated[
        list[Path],
        typer.Option(
            help="A folder of annotated plans; what shares twelve syllables in a row with one "
            "of its dev or test plans, or with any where it has no splits, is dropped.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="The folder to write.")],
    size: Annotated[str, typer.Option(metavar="LAYERSxWIDTH")] = "4x256",
    tokens: Annotated[float, typer.Option(help="Sub-words to read, in millions.")] = 10,
    length: Annotated[int, typer.Option(help="Sub-words a sequence.")] = 128,
    batch: Annotated[int, typer.Option(help="Sub-words a step.")] = 4_096,
    rate: Annotated[float, typer.Option(help="The highest learning rate.")] = 1e-3,
    seed: Annotated[int, typer.Option(help="Of weights, order and masks.")] = 0,
    begin: Annotated[
        Path | None, typer.Option(help="Go on from the model in this folder, of an earlier run.")
    ] = None,
) -> None:
    """Learn a vocabulary and pre-train a RoBERTa by masked language modelling."""
    with one_line_errors(unread=WRONG_USAGE):
        layers, width = map(int, size.split("x"))
        settings = Pretraining(
            layers=layers,
            width=width,
            tokens=int(tokens * 1_000_000),
            length=length,
            batch=batch,
            rate=rate,
            seed=seed,
        )
        before = None if begin is None else trained_before(begin, settings)
        out.mkdir(parents=True, exist_ok=True)
        if begin is not None:
            shutil.copyfile(begin / TOKENIZER, out / TOKENIZER)
        leaks = LeakFilter.of(chain.from_iterable(map(held_out_texts, held_out)))
        encoder = _encoder(corpora, leaks, out)
        corpus, near = _encoded(corpora, plans, leaks, encoder)
        typer.echo(f"{leaks.dropped} paragraphs dropped: they share syllables with held-out plans")
        chosen = nearest(corpus, near, tokens=settings.tokens, size=encoder.vocabulary.size)
        typer.echo(f"{len(corpus)} sub-words, {len(chosen)} of them nearest to plans are read")
        if before is None:
            model, read = new_model(settings, encoder.vocabulary), 0
            initialise(model, corpus)
        else:
            model, read = before
        pretrain(
            model,
            chosen,
            encoder.vocabulary,
            settings,
            report=_tell,
            checkpoint=out / "checkpoint.pt",
        )
        save(model, replace(settings, tokens=read + settings.tokens), out)


def held_out_texts(folder: Path) -> list[str]:
    """The texts of the plans in ``folder`` that nothing may be learnt from.

    Args:
        folder: annotated plans; with a ``splits.toml`` those of dev and test, otherwise all.

    Raises:
        AnnotationError: when the folder cannot be read.
    """
    splits = load_splits(folder)
    return [
        plan.annotation.text
        for plan in read_corpus(folder)
        if splits is None or splits.plans[plan.name].split is not Split.TRAIN
    ]


def _encoder(corpora: list[Path], leaks: LeakFilter, out: Path) -> PlainEncoder:
    """The encoder in ``out``, learnt unless an earlier run has left it there."""
    file = out / TOKENIZER
    if not file.exists():
        paragraphs = chain.from_iterable(map(read_paragraphs, corpora))
        train_vocabulary(replace(leaks).clean(paragraphs)).save(str(file))
    return PlainEncoder.load(file)


def _encoded(
    corpora: list[Path], plans: Path, leaks: LeakFilter, encoder: PlainEncoder
) -> tuple[EncodedCorpus, EncodedCorpus]:
    """The corpora with the plans at their end, and the plans alone."""
    near = list(leaks.clean(read_paragraphs(plans)))
    paragraphs = leaks.clean(chain.from_iterable(map(read_paragraphs, corpora)))
    return encode_corpus(chain(paragraphs, near), encoder), encode_corpus(near, encoder)


def _tell(progress: Progress) -> None:
    typer.echo(progress.sentence)


if __name__ == "__main__":
    app()
