"""The trainer of transformers with the loss of whole paragraphs."""

# The types of transformers and torch are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

from typing import Any

import torch
from torch.nn.functional import cross_entropy
from transformers import PreTrainedModel, PrinterCallback, Trainer, TrainingArguments

from annotations.language import say
from models.decoding import Transitions
from training.chain import Chain
from training.data import SCHEME, Padding
from training.errors import TrainingError
from training.settings import Settings

_CHAIN = "chain"
"""The name of the learnt transitions among the modules of a model; checkpoints hold them too."""


def add_chain(model: PreTrainedModel) -> None:
    """Give a model transitions to learn."""
    model.add_module(_CHAIN, Chain(len(SCHEME)))


def transitions_of(model: PreTrainedModel) -> Transitions | None:
    """The transitions that a model learnt, ``None`` where it has none."""
    chain = getattr(model, _CHAIN, None)
    return chain.transitions(SCHEME) if isinstance(chain, Chain) else None


class _Trainer(Trainer):
    """Takes the loss of whole paragraphs where a model has transitions."""

    def compute_loss(
        self, model: Any, inputs: Any, return_outputs: bool = False, *args: Any, **kwargs: Any
    ) -> Any:
        """The loss, and what the model says where it is asked for."""
        targets, places = inputs.pop("labels"), inputs.pop("places")
        outputs = model(**inputs)
        chain = getattr(model, _CHAIN, None)
        if chain is None:
            loss = cross_entropy(outputs.logits.flatten(0, 1), targets.flatten())
        else:
            loss = chain(outputs.logits, targets, places)
        return (loss, outputs) if return_outputs else loss


def new_trainer(
    model: PreTrainedModel,
    arguments: dict[str, Any],
    train: Any,
    padding: Padding,
    *,
    dev: Any = None,
    compute_metrics: Any = None,
) -> Trainer:
    """A trainer that tells nothing by itself.

    Args:
        model: with or without a chain.
        arguments: of `TrainingArguments`.
        train: the windows to learn from.
        padding: makes batches of them.
        dev: the windows that each epoch is scored on.
        compute_metrics: scores them.
    """
    trainer = _Trainer(
        model=model,
        args=TrainingArguments(**arguments),
        train_dataset=train,
        eval_dataset=dev,
        data_collator=padding,
        compute_metrics=compute_metrics,
    )
    trainer.remove_callback(PrinterCallback)  # `EpochLines` tells the same for people
    return trainer


def half_precision(settings: Settings) -> dict[str, bool]:
    """Which half precision is used: none on a CPU, whose sums have to be the same every time."""
    chosen = settings.precision
    if chosen == "auto":
        chosen = "fp32"
        if torch.cuda.is_available():
            chosen = "bf16" if torch.cuda.is_bf16_supported() else "fp16"
    elif chosen != "fp32" and not torch.cuda.is_available():
        raise TrainingError(
            say("precision is {chosen!r}: there is no GPU here; take 'auto'", chosen=chosen)
        )
    return {"bf16": chosen == "bf16", "fp16": chosen == "fp16"}
