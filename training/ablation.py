"""``python -m training.ablation``: what each part of a tagger is worth, a row of a table each.

Every row learns from the same plans, the project's own train plans and the gold plans outside
one fold by province, and is scored on that fold as the pipeline tags with it alone. A row
takes one thing away from the whole (``full``), runs it from a file, or puts another learner in
its place. Rows of one run share what they have in common: the same model is trained once.
"""

# The types of transformers are partly unknown.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Generic, TypeVar

import torch
import typer
from transformers import AutoModel, PreTrainedModel

from annotations.corpus import AnnotatedPlan, read_corpus
from annotations.language import say
from evaluation.counts import ENTITY_LABELS, Counts, with_groups
from models.bundle import Bundle
from models.manifest import Manifest
from models.runtime import Runtime
from models.tagger import OnnxTagger
from pipeline.console import WRONG_USAGE, one_line_errors, tell
from pipeline.rules import load_rules
from pipeline.tagging import Mode, Tagger
from training.base import Base, load_base
from training.errors import TrainingError
from training.export import to_int8, to_onnx
from training.finetuning import Corpus, Tuned, fine_tune, learn_silver
from training.folds import Fold, counted, folds
from training.peers.cnn import CnnTagger
from training.peers.crf import CrfTagger
from training.plans import folded
from training.progress import Report
from training.quiet import quiet
from training.settings import Augmentation, Settings, read_settings
from training.sources import Sources, read_sources
from training.tagger import TorchTagger

NAMES = (*(label.value for label in ENTITY_LABELS), "ENTITIES")
"""The columns of the table; the last one is the micro average of the others."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Learnt(Generic[T]):
    """What was trained, and the processor seconds it took, those of what it began with too."""

    value: T
    seconds: float


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a row is made with.

    Args:
        corpus: what all rows learn from.
        settings: how; a row says where it differs.
        tuned: trains an encoder, or gives the one that was trained so before.
        folder: for files, which have to stay as long as the tagger is used.
        report: is told of the progress.
    """

    corpus: Corpus
    settings: Settings
    tuned: Callable[[Recipe], Learnt[Tuned]]
    folder: Path
    report: Report


def in_torch(tuned: Tuned, folder: Path) -> Tagger:
    """The model as it was trained."""
    return TorchTagger.calibrated(tuned)


def in_fp32(tuned: Tuned, folder: Path) -> Tagger:
    """The exported file in full precision, in onnxruntime."""
    path = folder / "fp32.onnx"
    to_onnx(tuned.model, path, tuned.base.encoder.vocabulary)
    return _onnx_tagger(tuned, path)


def in_int8(tuned: Tuned, folder: Path) -> Tagger:
    """The exported file in eight bits, whatever they lose, in onnxruntime."""
    full, small = folder / "full.onnx", folder / "int8.onnx"
    to_onnx(tuned.model, full, tuned.base.encoder.vocabulary)
    to_int8(full, small)
    return _onnx_tagger(tuned, small)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A row with an encoder: what is done otherwise than in the whole.

    Args:
        pretrained: whether it starts from the weights of the base, or from random ones.
        silver: whether it learns from silver plans first.
        changes: settings with another value.
        run: how the trained model is run.
    """

    pretrained: bool = True
    silver: bool = True
    changes: Mapping[str, Any] = field(default_factory=dict[str, Any])
    run: Callable[[Tuned, Path], Tagger] = in_torch

    def learn(self, shop: Workshop) -> Learnt[Tagger]:
        """The tagger of this row."""
        tuned = shop.tuned(self)
        return _timed(lambda: self.run(tuned.value, shop.folder), before=tuned.seconds)


@dataclass(frozen=True, slots=True)
class Peer:
    """A row with another learner, which has no use for silver plans.

    Args:
        fit: trains it.
    """

    fit: Callable[[Workshop], Tagger]

    def learn(self, shop: Workshop) -> Learnt[Tagger]:
        """The tagger of this row."""
        return _timed(lambda: self.fit(shop))


def _cnn(shop: Workshop) -> Tagger:
    corpus = shop.corpus
    return CnnTagger.fit(corpus.train, corpus.dev, seed=shop.settings.seed, report=shop.report)


def _crf(shop: Workshop) -> Tagger:
    return CrfTagger.fit(shop.corpus.train, shop.folder / "crf.model")


ROWS: Mapping[str, Recipe | Peer] = {
    "full": Recipe(),
    "no-pretraining": Recipe(pretrained=False),
    "no-silver": Recipe(silver=False),
    "no-augmentation": Recipe(changes={"augmentation": Augmentation(copies=0)}),
    "plain-decoding": Recipe(changes={"transitions": "fixed"}),
    "fp32": Recipe(run=in_fp32),
    "int8": Recipe(run=in_int8),
    "cnn": Peer(_cnn),
    "crf": Peer(_crf),
}
"""The rows by name. Another size is ``full`` with another base."""


def trainer(
    base: Base, corpus: Corpus, settings: Settings, *, folder: Path, report: Report
) -> Callable[[Recipe], Learnt[Tuned]]:
    """Trains encoders by recipes; what recipes have in common is trained once.

    Args:
        base: the encoder.
        corpus: what is learnt from.
        settings: how, where a recipe does not say otherwise.
        folder: for checkpoints and weights.
        report: is told of the progress, line by line.
    """
    # The random encoder reads windows of the size that the pre-trained one is used to.
    settings = replace(settings, window=settings.window or base.window)

    @cache
    def encoder(pretrained: bool) -> Base:
        return base if pretrained else untrained(base, folder / "untrained", seed=settings.seed)

    @cache
    def begun(pretrained: bool, silver: bool, changed: Settings) -> Learnt[PreTrainedModel]:
        plans = corpus.silver if silver else ()
        start = encoder(pretrained)
        with TemporaryDirectory(dir=folder) as work:
            return _timed(
                lambda: learn_silver(start, plans, changed, work=Path(work), report=report)
            )

    @cache
    def tuned(pretrained: bool, silver: bool, changed: Settings) -> Learnt[Tuned]:
        # Silver plans are not varied.
        first = begun(pretrained, silver, replace(changed, augmentation=settings.augmentation))
        start, gold = encoder(pretrained), replace(corpus, silver=())
        with TemporaryDirectory(dir=folder) as work:
            return _timed(
                lambda: fine_tune(
                    start, gold, changed, work=Path(work) / "run", begun=first.value, report=report
                ),
                before=first.seconds,
            )

    return lambda recipe: tuned(
        recipe.pretrained, recipe.silver, replace(settings, **recipe.changes)
    )


def untrained(base: Base, folder: Path, *, seed: int) -> Base:
    """A base with random weights; its architecture and its tokenizer are the same.

    Args:
        base: the encoder.
        folder: where its weights are written.
        seed: of the weights.
    """
    torch.manual_seed(seed)
    AutoModel.from_config(base.config).save_pretrained(folder)
    return replace(base, folder=folder)


def fold_of(plans: Sequence[AnnotatedPlan], count: int, number: int) -> Fold:
    """One of the folds that plans are dealt out in.

    Args:
        plans: the gold plans.
        count: how many folds.
        number: which one, from 1.

    Raises:
        TrainingError: when there is no such fold.
    """
    dealt = folds(plans, count)
    if not 1 <= number <= len(dealt):
        raise TrainingError(
            say(
                "--fold {number}: the provinces of the gold plans make {count} folds",
                number=number,
                count=len(dealt),
            )
        )
    return dealt[number - 1]


def header(title: str) -> Iterator[str]:
    """The lines above the rows."""
    yield f"| {title} | {' | '.join(NAMES[:-1])} | all | CPU s |"
    yield f"|---|{'---:|' * (len(NAMES) + 1)}"


def row(name: str, counts: Mapping[str, Counts], seconds: float) -> str:
    """A row of the table: F1 by label and of all, and the seconds that training took."""
    cells = ("—" if f1 is None else f"{f1:.4f}" for f1 in (counts[name].f1 for name in NAMES))
    return f"| {name} | {' | '.join(cells)} | {seconds:.0f} |"


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def main(
    rows: Annotated[list[str], typer.Argument(metavar="ROW", help=f"Any of {', '.join(ROWS)}.")],
    gold: Annotated[Path, typer.Option(help="Annotated plans, named PROVINCE-NUMBER-...")],
    own: Annotated[Path, typer.Option(help="Plans with splits to learn from and choose by.")],
    base: Annotated[str, typer.Option(help="The encoder to start from.")],
    silver: Annotated[Path | None, typer.Option(help="Silver plans to learn from first.")] = None,
    config: Annotated[Path | None, typer.Option(help="Settings in TOML.")] = None,
    count: Annotated[int, typer.Option("--folds", min=2)] = 5,
    fold: Annotated[int, typer.Option(min=1, help="Which fold is held out.")] = 1,
    seed: Annotated[int | None, typer.Option(help="By default that of the settings.")] = None,
    with_header: Annotated[bool, typer.Option("--header", help="Print the header too.")] = False,
) -> None:
    """Train each row, score it on the fold that is held out, and print it as Markdown."""
    with one_line_errors(unread=WRONG_USAGE), quiet(), TemporaryDirectory() as work:
        chosen = {name: _known(name) for name in rows}
        settings = Settings() if config is None else read_settings(config)
        settings = settings if seed is None else replace(settings, seed=seed)
        held_out = fold_of(read_corpus(gold), count, fold)
        corpus = _corpus(own, held_out, silver)
        tuned = trainer(load_base(base), corpus, settings, folder=Path(work), report=tell)
        shop = Workshop(corpus, settings, tuned, Path(work), tell)
        rules = load_rules(None)
        if with_header:
            for line in header(f"fold {fold}, seed {settings.seed}"):
                typer.echo(line)
        for name, recipe in chosen.items():
            tell(f"{name}:")
            learnt = recipe.learn(shop)
            counts = counted(held_out.held_out, learnt.value, rules, Mode.MODEL)
            typer.echo(row(name, with_groups(counts), learnt.seconds))


def _known(name: str) -> Recipe | Peer:
    if name not in ROWS:
        raise TrainingError(
            say("unknown row {name!r}: known are {known}", name=name, known=", ".join(ROWS))
        )
    return ROWS[name]


def _corpus(own: Path, fold: Fold, silver: Path | None) -> Corpus:
    """What is learnt from beside the fold.

    Raises:
        KehoachError: when plans cannot be read, or there is none of dev.
    """
    sources = Sources.of(read_sources(own, tell))
    train = (*sources.train, *fold.learnt)
    if not train or not sources.dev:
        raise TrainingError(say("training takes at least one plan to learn from and one of dev"))
    return Corpus(
        [folded(plan.annotation) for plan in train],
        [folded(plan.annotation) for plan in sources.dev],
        [] if silver is None else [folded(plan.annotation) for plan in read_corpus(silver)],
    )


def _onnx_tagger(tuned: Tuned, path: Path) -> OnnxTagger:
    """The tagger that ships, without a folder of its own."""
    manifest = Manifest(
        name=path.stem,
        base=tuned.base.name,
        encoder=tuned.base.kind,
        vocabulary=tuned.base.encoder.vocabulary.size,
        transitions=tuned.transitions,
        window=tuned.size,
    )
    return OnnxTagger(Bundle(manifest, tuned.base.encoder, Runtime(path)))


def _timed(make: Callable[[], T], *, before: float = 0.0) -> Learnt[T]:
    """Make something, with the processor seconds of all threads that it took."""
    begun = time.process_time()
    made = make()
    return Learnt(made, before + time.process_time() - begun)


if __name__ == "__main__":
    app()
