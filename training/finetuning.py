"""Fine-tuning: an encoder learns to tag annotated plans, silver ones first, then gold ones.

After each epoch over the gold plans the dev plans are decoded as they are when the tagger
runs, and scored by seqeval; training ends when F1 has not risen for a while, and the best
weights are kept. On a CPU the same seed gives the same weights.
"""

# The types of transformers, datasets and torch are partly unknown.
# pyright: reportUnknownMemberType=false, reportMissingTypeStubs=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import copy
import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import torch
from transformers import EarlyStoppingCallback, EvalPrediction, PreTrainedModel, Trainer
from transformers.trainer_utils import PredictionOutput, get_last_checkpoint

from annotations import Annotation
from annotations.language import say
from models.decoding import Transitions, decode, entities
from models.windows import WindowSize, merged
from training.augmentation import Augmenter
from training.base import Base, new_tagger
from training.data import SCHEME, Example, Padding, dataset, example, losses
from training.errors import TrainingError
from training.progress import EpochLines, Report
from training.scoring import f1_by_label
from training.settings import Settings
from training.trainer import add_chain, half_precision, new_trainer, transitions_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RUN = "run.json"
"""What a run that may be resumed was begun with."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a tagger learns from; folded texts with the entities that it is to find.

    Args:
        train: gold plans.
        dev: gold plans by which the best epoch is chosen.
        silver: plans that were labelled by rules.
    """

    train: Sequence[Annotation]
    dev: Sequence[Annotation]
    silver: Sequence[Annotation] = ()


@dataclass(frozen=True)
class Tuned:
    """A tagger that has learnt.

    Args:
        model: with the weights of the best epoch.
        base: what it was made from.
        size: of the windows it reads.
        train: the training plans in sub-words, without variants.
        dev: the dev plans in sub-words.
        transitions: the learnt ones, ``None`` for the fixed ones.
        outputs: what the model says of each sub-word of each dev plan, (n, tags).
        scores: strict F1 on dev, of all labels as "f1" and by label.
        epochs: how many epochs over the gold plans were run.
    """

    model: PreTrainedModel
    base: Base
    size: WindowSize
    train: tuple[Example, ...]
    dev: tuple[Example, ...]
    transitions: Transitions | None
    outputs: tuple[NDArray[np.float32], ...]
    scores: dict[str, float]
    epochs: float


def fine_tune(
    base: Base,
    corpus: Corpus,
    settings: Settings,
    *,
    work: Path,
    begun: PreTrainedModel | None = None,
    resume: bool = False,
    report: Report,
) -> Tuned:
    """Fine-tune an encoder.

    Args:
        base: the encoder.
        corpus: what it learns from.
        settings: how.
        work: the folder of checkpoints; what an earlier run left there is taken away, unless
            it is resumed.
        begun: what `learn_silver` made of ``corpus.silver`` with the same settings; it stays as
            it is. Runs that differ in their gold plans alone share it, and come to the same.
        resume: go on from the last checkpoint of a run with the same data and settings.
        report: is told of the progress, line by line.

    Raises:
        TrainingError: when there is nothing to learn from, or nothing to resume.
    """
    if not corpus.train or not corpus.dev:
        raise TrainingError(say("training takes at least one plan to learn from and one of dev"))
    size = window_size(base, settings)
    _begin(work, _fingerprint(base, corpus, settings), resume=resume)
    stages = _Stages(base, settings, size, work, resume, report)
    model = stages.silver(corpus.silver) if begun is None else copy.deepcopy(begun)
    return stages.gold(model, corpus)


def learn_silver(
    base: Base, plans: Sequence[Annotation], settings: Settings, *, work: Path, report: Report
) -> PreTrainedModel:
    """The first half of `fine_tune` alone: an encoder that has learnt from silver plans.

    Args:
        base: the encoder.
        plans: that were labelled by rules; where there are none, the model is as new.
        settings: how.
        work: the folder of checkpoints.
        report: is told of the progress, line by line.
    """
    size = window_size(base, settings)
    return _Stages(base, settings, size, work, False, report).silver(plans)


def window_size(base: Base, settings: Settings) -> WindowSize:
    """The windows that a base is given; at most a quarter is shared.

    Raises:
        TrainingError: when more is asked for than it can read.
    """
    size = settings.window or base.window
    if size > base.longest:
        raise TrainingError(
            say(
                "window is {size}: {name} reads {longest} sub-words at once",
                size=size,
                name=base.name,
                longest=base.longest,
            )
        )
    return WindowSize(size, size // 4)


def found(
    item: Example,
    outputs: NDArray[np.float32],
    transitions: Transitions | None,
    *,
    temperature: float = 1.0,
) -> Annotation:
    """What the outputs for a plan say when they are decoded.

    Args:
        item: the plan.
        outputs: of a model, (sub-words, tags).
        transitions: learnt ones; ``None`` for the fixed ones.
        temperature: what the outputs are divided by; scores depend on it, spans do not.
    """
    chunks = decode(
        outputs,
        item.starts,
        scheme=SCHEME,
        transitions=transitions or Transitions.fixed(SCHEME),
        temperature=temperature,
    )
    decoded = entities(chunks, item.encoding, item.plan.text, source="model:tagger")
    return Annotation(item.plan.text, decoded.entities)


@dataclass(frozen=True, slots=True)
class _Stages:
    """The two passes of training, and what they share."""

    base: Base
    settings: Settings
    size: WindowSize
    work: Path
    resume: bool
    report: Report

    def silver(self, plans: Sequence[Annotation]) -> PreTrainedModel:
        """A new model that learns from labels that rules gave; nothing is chosen by them."""
        model = new_tagger(self.base, self.settings)
        if self.settings.transitions == "learnt":
            add_chain(model)
        if plans:
            items = self._examples(plans)
            self.report(f"silver: {len(items)} texts in {_windows(items)} windows")
            arguments = self._arguments("silver", epochs=self.settings.silver_epochs)
            trainer = new_trainer(model, arguments, self._dataset(items), self._padding)
            self._train(trainer, "silver")
        return model

    def gold(self, model: PreTrainedModel, corpus: Corpus) -> Tuned:
        """Learn from plans that people annotated, and keep the best epoch."""
        dev, train = self._examples(corpus.dev), self._examples(corpus.train)
        for use, plans in (("train", train), ("dev", dev)):
            for line in losses(plans):
                self.report(f"{use}: {line}")
        items = (*train, *self._examples(list(_variants(corpus.train, self.settings))))
        self.report(
            f"gold: {len(train)} plans and {len(items) - len(train)} variants in "
            f"{_windows(items)} windows; dev: {len(dev)} plans"
        )
        trainer = new_trainer(
            model,
            self._arguments("gold", epochs=self.settings.epochs, choose="f1"),
            self._dataset(items),
            self._padding,
            dev=self._dataset(dev),
            compute_metrics=partial(_scores, dev, model),
        )
        trainer.add_callback(EarlyStoppingCallback(self.settings.patience))
        self._train(trainer, "gold")
        outputs = _by_plan(dev, _rows(trainer.predict(self._dataset(dev))))
        return Tuned(
            model=model.eval(),
            base=self.base,
            size=self.size,
            train=train,
            dev=dev,
            transitions=transitions_of(model),
            outputs=outputs,
            scores=dev_scores(dev, outputs, transitions_of(model)),
            epochs=float(trainer.state.epoch or 0),
        )

    def _examples(self, plans: Sequence[Annotation]) -> tuple[Example, ...]:
        return tuple(example(plan, self.base.encoder, self.size) for plan in plans)

    def _dataset(self, items: Sequence[Example]) -> Any:
        return dataset(items, self.base.encoder.vocabulary)

    @property
    def _padding(self) -> Padding:
        return Padding(self.base.encoder.vocabulary.pad)

    def _train(self, trainer: Trainer, stage: str) -> None:
        trainer.add_callback(EpochLines(self.report, stage))
        folder = self.work / stage
        known = self.resume and folder.is_dir()
        last = cast("str | None", get_last_checkpoint(str(folder)) if known else None)
        trainer.train(resume_from_checkpoint=last)

    def _arguments(self, stage: str, *, epochs: int, choose: str | None = None) -> dict[str, Any]:
        settings = self.settings
        return {
            "output_dir": str(self.work / stage),
            "num_train_epochs": epochs,
            "per_device_train_batch_size": settings.batch,
            "per_device_eval_batch_size": 4 * settings.batch,
            "learning_rate": settings.rate(self.base.width),
            "warmup_steps": settings.warm_up,  # less than 1 is a share
            "lr_scheduler_type": "linear",
            "weight_decay": settings.decay,
            "seed": settings.seed,
            "eval_strategy": "epoch" if choose else "no",
            "save_strategy": "epoch",
            "logging_strategy": "epoch",
            "save_total_limit": 1,
            "load_best_model_at_end": choose is not None,
            "metric_for_best_model": choose,
            "greater_is_better": True if choose else None,
            "restore_callback_states_from_checkpoint": True,
            "dataloader_pin_memory": torch.cuda.is_available(),
            "remove_unused_columns": False,
            "disable_tqdm": True,
            "report_to": "none",
            **half_precision(settings),
        }


def _variants(plans: Sequence[Annotation], settings: Settings) -> Iterator[Annotation]:
    """Varied copies of the plans."""
    augmenter = Augmenter.of(settings.augmentation, plans)
    chance = Random(settings.seed)
    for _ in range(settings.augmentation.copies):
        for plan in plans:
            yield augmenter.varied(plan, chance)


def _by_plan(
    items: Sequence[Example], predictions: NDArray[np.float32]
) -> tuple[NDArray[np.float32], ...]:
    """The outputs for each sub-word of each plan, from those of all windows with padding."""
    rows = iter(predictions)
    return tuple(
        merged(
            item.windows,
            [row[1 : 1 + len(window)] for window, row in zip(item.windows, rows, strict=False)],
            len(item.encoding),
        )
        for item in items
    )


def _scores(
    items: Sequence[Example], model: PreTrainedModel, prediction: EvalPrediction
) -> dict[str, float]:
    return dev_scores(items, _by_plan(items, _rows(prediction)), transitions_of(model))


def _rows(prediction: EvalPrediction | PredictionOutput) -> NDArray[np.float32]:
    """The outputs for each window, (windows, longest, tags)."""
    return cast("NDArray[np.float32]", prediction.predictions)


def dev_scores(
    items: Sequence[Example],
    outputs: Sequence[NDArray[np.float32]],
    transitions: Transitions | None,
) -> dict[str, float]:
    """Strict F1 of outputs that are decoded, of all labels as "f1" and by label.

    Args:
        items: plans with their gold entities.
        outputs: of a model for each, (sub-words, tags).
        transitions: learnt ones; ``None`` for the fixed ones.
    """
    return f1_by_label(
        (item.plan, found(item, rows, transitions))
        for item, rows in zip(items, outputs, strict=True)
    )


def _windows(items: Sequence[Example]) -> int:
    return sum(len(item.windows) for item in items)


def _begin(work: Path, fingerprint: dict[str, Any], *, resume: bool) -> None:
    """Make the folder of checkpoints, or see that the run in it is the one to be resumed."""
    run = work / _RUN
    if resume:
        if not run.is_file():
            raise TrainingError(say("{work}: no run to resume: leave out --resume", work=work))
        if json.loads(run.read_text(encoding="utf-8")) != fingerprint:
            raise TrainingError(
                say("{work}: was begun with other plans or settings: leave out --resume", work=work)
            )
        return
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    run.write_text(json.dumps(fingerprint, indent=2) + "\n", encoding="utf-8")


def _fingerprint(base: Base, corpus: Corpus, settings: Settings) -> dict[str, Any]:
    """What decides what comes out."""
    plans = hashlib.sha256()
    for plan in (*corpus.train, *corpus.dev, *corpus.silver):
        plans.update(repr((plan.text, [entity.key for entity in plan.entities])).encode())
    return {
        "base": base.name,
        "config": hashlib.sha256((base.folder / "config.json").read_bytes()).hexdigest(),
        "settings": asdict(settings),
        "plans": plans.hexdigest(),
    }
