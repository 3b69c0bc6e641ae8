"""The settings of a training run: what they are, and how they are read from TOML.

epochs = 20
learning_rate = 3e-4

[augmentation]
copies = 2
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError, with_config

from annotations.language import say
from annotations.storage import decode_utf8, read_bytes
from training.errors import TrainingError

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=0)]
AtLeastOne = Annotated[int, Field(ge=1)]

SMALL_WIDTH = 512
"""Up to this hidden size an encoder takes the learning rate of small ones."""

SMALL_RATE, LARGE_RATE = 3e-4, 3e-5
"""Learning rates by size: small encoders need larger steps (Turc et al., "Well-read students
learn better", 2019: 3e-4 for BERT-mini), PhoBERT-base is fine-tuned at 1e-5 to 5e-5 (Nguyen and
Nguyen, "PhoBERT", 2020)."""


@with_config(extra="forbid", strict=True, allow_inf_nan=False)
@dataclass(frozen=True, slots=True, kw_only=True)
class Augmentation:
    """How training plans are varied; each share is that of the places that change.

    Args:
        copies: varied copies of each plan beside the plan itself; 0 for none.
        swaps: of agencies that become another one of their kind.
        abbreviations: of names with a known abbreviation that change to it or from it.
        capitals: of lines that are written in capitals throughout.
        tones: of plans whose tone marks move to the other place.
        slips: of characters that are read wrongly, as OCR does.
        breaks: of plans whose lines are broken by width and joined again as a reader joins them.
    """

    copies: Count = 2
    swaps: Share = 0.3
    abbreviations: Share = 0.2
    capitals: Share = 0.1
    tones: Share = 0.3
    slips: Share = 0.003
    breaks: Share = 0.3


@with_config(extra="forbid", strict=True, allow_inf_nan=False)
@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a tagger is fine-tuned.

    Args:
        seed: of weights, order, dropout and augmentation.
        seeds: how many runs are made, with this seed and those that follow it; the run that is
            best on dev is kept, the spread is told.
        epochs: passes over the gold plans at most, their varied copies included.
        silver_epochs: passes over the silver plans, before the gold ones.
        patience: epochs without a better F1 on dev after which training ends.
        batch: windows a step.
        learning_rate: the highest; by default by the size of the encoder.
        warm_up: the share of all steps in which it rises.
        decay: of weights (AdamW).
        dropout: of the encoder's hidden states and attention.
        transitions: between tags: ``learnt`` with the encoder, or ``fixed`` ones that only keep
            what cannot be apart.
        window: sub-words a window at most; by default what the encoder is used to.
        int8: whether weights are exported in eight bits, where that costs next to nothing.
        precision: in training; ``auto`` takes bf16 or fp16 where a GPU has it.
        augmentation: how plans are varied.
    """

    seed: Count = 0
    seeds: AtLeastOne = 1
    epochs: AtLeastOne = 20
    silver_epochs: AtLeastOne = 2
    patience: AtLeastOne = 5
    batch: AtLeastOne = 8
    learning_rate: Positive | None = None
    warm_up: Share = 0.1
    decay: Annotated[float, Field(ge=0)] = 0.01
    dropout: Share = 0.1
    transitions: Literal["learnt", "fixed"] = "learnt"
    window: Annotated[int, Field(ge=16)] | None = None
    int8: bool = True
    precision: Literal["auto", "fp32", "bf16", "fp16"] = "auto"
    augmentation: Augmentation = field(default_factory=Augmentation)

    def rate(self, width: int) -> float:
        """The learning rate for an encoder of a hidden size."""
        if self.learning_rate is not None:
            return self.learning_rate
        return SMALL_RATE if width <= SMALL_WIDTH else LARGE_RATE


_SETTINGS = TypeAdapter(Settings)


def read_settings(path: Path) -> Settings:
    """The settings of a TOML file; what it does not name keeps its default.

    Raises:
        TrainingError: when it is not TOML, or a key is unknown or its value cannot be.
        AnnotationError: when it cannot be read.
    """
    try:
        table = tomllib.loads(decode_utf8(read_bytes(path), path))
    except tomllib.TOMLDecodeError as error:
        raise TrainingError(say("{path}: not TOML: {error}", path=path, error=error)) from error
    try:
        # Of JSON strict validation takes tables for dataclasses; dates, which no setting is, fail.
        return _SETTINGS.validate_json(json.dumps(table, default=str))
    except ValidationError as error:
        raise TrainingError(f"{path}: {_first(error)}") from error


def _first(error: ValidationError) -> str:
    """The first thing that is wrong, in one line."""
    fault = error.errors()[0]
    key = ".".join(map(str, fault["loc"]))
    if fault["type"] == "unexpected_keyword_argument":
        return say("unknown key {key!r}: known are {known}", key=key, known=", ".join(_keys()))
    return say(
        "{key} is {value!r}: {fault}", key=key, value=fault["input"], fault=fault["msg"].lower()
    )


def _keys() -> list[str]:
    inner = [f"augmentation.{name}" for name in Augmentation.__dataclass_fields__]
    return [name for name in Settings.__dataclass_fields__ if name != "augmentation"] + inner
