"""``python -m training.silver``: labels by the rules, kept where a first model says the same.

A paragraph is kept where the two agree on every entity in it: two views of a text that differ
in kind are seldom wrong together (Blum and Mitchell, "Combining labeled and unlabeled data with
co-training", 1998). The first model learns from what the rules say alone (``--rules-alone``).
What shares twelve syllables in a row with a held-out plan is dropped before anything is
labelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from annotations import Annotation, Entity, Span, brat
from annotations.language import say
from annotations.storage import read_bytes, write_all
from models import load_tagger
from pipeline.console import WRONG_USAGE, one_line_errors
from pipeline.document import Document
from pipeline.extract import extract
from pipeline.folding import fold
from pipeline.readers import Source, read
from pipeline.rules import Rules, load_rules
from pipeline.tagging import Tagger
from training.corpus import read_paragraphs
from training.errors import TrainingError
from training.leaks import LeakFilter
from training.plans import folded_as
from training.pretraining import held_out_texts

TOGETHER = 40
"""Paragraphs of a corpus that are read as one text."""

SPARSE = 3

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@dataclass(frozen=True, slots=True)
class Silver:
    """A text whose labels rules and model agree on, or rules alone gave.

    Args:
        annotation: the paragraphs that were kept, one a line.
        kept: how many they are.
        read: how many were labelled.
    """

    annotation: Annotation
    kept: int
    read: int


@app.command()
def main(
    out: Annotated[Path, typer.Option(help="The folder to write: NAME.txt with NAME.ann.")],
    held_out: Annotated[
        list[Path],
        typer.Option(
            help="A folder of annotated plans; what shares twelve syllables in a row with one "
            "of its dev or test plans, or with any where it has no splits, is dropped.",
        ),
    ],
    corpus: Annotated[
        list[Path] | None, typer.Option(help="Texts, one paragraph a line (.txt or .txt.xz).")
    ] = None,
    plans: Annotated[
        list[Path] | None, typer.Option(help="Plans without annotation: a folder of .txt files.")
    ] = None,
    model: Annotated[
        Path | None, typer.Option(help="The first model; by default the one that ships.")
    ] = None,
    rules_alone: Annotated[
        bool,
        typer.Option(
            "--rules-alone",
            help="Keep all that the rules label: for the first model to learn from.",
        ),
    ] = False,
    sample: Annotated[int, typer.Option(help="Paragraphs of the corpus to label.")] = 20_000,
    seed: Annotated[int, typer.Option(help="Of the sample.")] = 0,
) -> None:
    """Write silver labels for `kehoach train --silver`."""
    with one_line_errors(unread=WRONG_USAGE):
        leaks = LeakFilter.of(chain.from_iterable(map(held_out_texts, held_out)))
        paragraphs = chain.from_iterable(map(read_paragraphs, corpus or ()))
        documents = _documents(paragraphs, plans or (), leaks, count=sample, seed=seed)
        if rules_alone and model is not None:
            raise TrainingError(say("give --model or --rules-alone, not both"))
        tagger, rules = None if rules_alone else load_tagger(model), load_rules(None)
        files: dict[Path, bytes] = {}
        kept = labelled = 0
        for document in documents:
            silver = agreed(document, tagger, rules)
            kept, labelled = kept + silver.kept, labelled + silver.read
            if silver.kept:
                path = out / f"{len(files) // 2:05}.ann"
                files[path] = brat.dumps(silver.annotation, name=path).encode()
                files[path.with_suffix(".txt")] = silver.annotation.text.encode()
        if not files:
            raise TrainingError(say("nothing to label: give --corpus or --plans"))
        write_all(files)
    typer.echo(f"{leaks.dropped} paragraphs dropped: they share syllables with held-out plans")
    why = "labelled by the rules alone" if rules_alone else "rules and model agree on them"
    typer.echo(f"{kept} of {labelled} paragraphs kept: {why} -> {out}")


def agreed(document: Document, tagger: Tagger | None, rules: Rules) -> Silver:
    """The paragraphs of a text on whose entities rules and model agree, as a text of their own.

    Of the paragraphs in which neither finds any, every `SPARSE`-th is kept: they teach little
    and are most.

    Args:
        document: a text as its reader leaves it.
        tagger: the first model; ``None`` agrees to everything.
        rules: compiled rules.
    """
    plan = extract(document, rules=rules)
    by_rules = folded_as(Annotation(document.text, plan.entities), document)
    by_model = by_rules.entities if tagger is None else tagger.tag(by_rules.text)
    kept: list[Annotation] = []
    read = blank = 0
    for line in _lines(by_rules.text):
        read += 1
        ours = [entity for entity in by_rules.entities if entity.span.overlaps(line)]
        theirs = {entity.key for entity in by_model if entity.span.overlaps(line)}
        if {entity.key for entity in ours} != theirs:
            continue
        blank += not ours
        if all(line.contains(entity.span) for entity in ours) and (ours or blank % SPARSE == 1):
            entities = (_moved(entity, -line.start) for entity in ours)
            kept.append(Annotation(line.of(by_rules.text), tuple(entities)))
    return Silver(_joined(kept), len(kept), read)


def sampled(paragraphs: Iterable[str], *, count: int, chance: Random) -> list[list[str]]:
    """Runs of `TOGETHER` paragraphs, each as likely as any other (Vitter's algorithm R, 1985).

    Args:
        paragraphs: of a corpus.
        count: how many paragraphs to take, about.
        chance: draws.
    """
    wanted = count // TOGETHER
    taken: list[list[str]] = []
    remaining = iter(paragraphs)
    for number, run in enumerate(iter(lambda: list(islice(remaining, TOGETHER)), [])):
        if len(taken) < wanted:
            taken.append(run)
        elif (at := chance.randint(0, number)) < wanted:
            taken[at] = run
    return taken


def _documents(
    corpus: Iterable[str], plans: Sequence[Path], leaks: LeakFilter, *, count: int, seed: int
) -> Iterator[Document]:
    """The texts to label, without what leaks."""
    for folder in plans:
        for file in sorted(folder.rglob("*.txt")):
            document = read(Source(str(file), read_bytes(file)))
            # What folding joins is one paragraph; a leak may run over its soft line breaks.
            lines = leaks.clean(fold(document).text.split("\n"))
            yield Document("\n".join(lines), name=str(file), wrapped=False)
    for run in sampled(corpus, count=count, chance=Random(seed)):
        yield Document("\n".join(leaks.clean(run)), wrapped=False)


def _joined(paragraphs: Iterable[Annotation]) -> Annotation:
    text = ""
    entities: list[Entity] = []
    for paragraph in paragraphs:
        entities += (_moved(entity, len(text)) for entity in paragraph.entities)
        text += f"{paragraph.text}\n"
    return Annotation(text, tuple(entities))


def _moved(entity: Entity, by: int) -> Entity:
    return entity.moved(lambda span: Span(span.start + by, span.end + by))


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if line:
            yield Span(start, start + len(line))
        start += len(line) + 1


if __name__ == "__main__":
    app()
