"""From a fine-tuned model to an ONNX file, in eight bits where that costs next to nothing.

onnxruntime quantises weights beforehand and activations while it runs. Weights of matrix
products keep seven of the eight bits: processors without VNNI add pairs of products in sixteen
bits, which eight would overflow, and what was measured here has to hold there
(https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
"""

# The types of torch, transformers and onnxruntime are partly unknown.
# pyright: reportUnknownMemberType=false, reportMissingTypeStubs=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import inspect
import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from models.encoding import Vocabulary
from models.runtime import IDS, MASK, TYPES, Runtime
from models.windows import merged, window_input
from training.data import Example
from training.finetuning import Tuned, dev_scores

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from transformers import PreTrainedModel

MOST_LOST = 0.003
"""What eight bits may cost of F1 on dev."""

OPSET = 17
"""The first with LayerNormalization as one operator."""

_EXAMPLE_LENGTH = 16


@dataclass(frozen=True)
class Exported:
    """An ONNX file that was checked on dev.

    Args:
        path: the file that is to be used.
        int8: whether it is the one in eight bits.
        scores: strict F1 of the file on dev, of all labels as "f1" and by label.
        outputs: what it says of each sub-word of the dev plans.
        fp32: F1 on dev in full precision.
        quantised: F1 on dev in eight bits; ``None`` where it was not asked for.
    """

    path: Path
    int8: bool
    scores: dict[str, float]
    outputs: tuple[NDArray[np.float32], ...]
    fp32: float
    quantised: float | None

    @property
    def sentence(self) -> str:
        """What was decided, and why."""
        if self.quantised is None:
            return f"exported in fp32: dev F1 {self.fp32:.4f}"
        lost = self.fp32 - self.quantised
        if self.int8:
            return f"exported in int8: dev F1 {self.quantised:.4f}, {lost:+.4f} less than fp32"
        return (
            f"int8 refused: it loses {lost:.4f} F1 on dev, more than {MOST_LOST}; "
            f"exported in fp32: dev F1 {self.fp32:.4f}"
        )


def export(tuned: Tuned, folder: Path, *, int8: bool = True) -> Exported:
    """Write a model as ONNX, and take eight bits if they lose at most `MOST_LOST` F1 on dev.

    Args:
        tuned: the model with its dev plans.
        folder: where to write.
        int8: whether to try eight bits.
    """
    vocabulary = tuned.base.encoder.vocabulary
    full = folder / "fp32.onnx"
    to_onnx(tuned.model, full, vocabulary)
    outputs = run(full, tuned.dev, vocabulary)
    scores = dev_scores(tuned.dev, outputs, tuned.transitions)
    if not int8:
        return Exported(full, False, scores, outputs, scores["f1"], None)
    small = folder / "int8.onnx"
    to_int8(full, small)
    small_outputs = run(small, tuned.dev, vocabulary)
    small_scores = dev_scores(tuned.dev, small_outputs, tuned.transitions)
    if accepted(scores["f1"], small_scores["f1"]):
        return Exported(small, True, small_scores, small_outputs, scores["f1"], small_scores["f1"])
    return Exported(full, False, scores, outputs, scores["f1"], small_scores["f1"])


def accepted(fp32: float, int8: float) -> bool:
    """Whether eight bits lose little enough; thousandths are compared free of rounding."""
    return fp32 - int8 <= MOST_LOST + 1e-9


def to_onnx(model: PreTrainedModel, path: Path, vocabulary: Vocabulary) -> None:
    """Write a token classifier that takes any number of windows of any length.

    Args:
        model: on any device; it is moved to the CPU.
        path: the file to write.
        vocabulary: of its encoder, for an input to trace.
    """
    network = _Logits(model.cpu()).eval()
    ids = torch.full((2, _EXAMPLE_LENGTH), vocabulary.unknown)
    mask = torch.ones_like(ids)
    mask[1, _EXAMPLE_LENGTH // 2 :] = 0  # a mask of ones alone would be traced away
    ids[mask == 0] = vocabulary.pad
    given = {IDS: ids, MASK: mask, TYPES: torch.zeros_like(ids)}
    given = {name: tensor for name, tensor in given.items() if name in network.inputs}
    axes = {0: "windows", 1: "length"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer names lines of transformers
        torch.onnx.export(
            network,
            tuple(given.values()),
            str(path),
            input_names=list(given),
            output_names=["logits"],
            dynamic_axes={name: axes for name in (*given, "logits")},
            opset_version=OPSET,
            dynamo=False,
        )


def to_int8(source: Path, target: Path) -> None:
    """Quantise the weights of an ONNX file: matrices by column, embeddings as a whole."""
    between = target.with_name("matrices.onnx")
    quiet = logging.getLogger()
    level = quiet.level
    quiet.setLevel(logging.ERROR)  # it advises pre-processing, which changes nothing here
    try:
        quantise = cast("Any", quantize_dynamic)
        quantise(
            str(source),
            str(between),
            op_types_to_quantize=["MatMul", "Gemm"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
        quantise(
            str(between),
            str(target),
            op_types_to_quantize=["Gather"],
            weight_type=QuantType.QInt8,
        )
    finally:
        quiet.setLevel(level)
        between.unlink(missing_ok=True)


def run(
    path: Path, items: Sequence[Example], vocabulary: Vocabulary
) -> tuple[NDArray[np.float32], ...]:
    """What an ONNX file says of each sub-word of plans, window by window as the tagger does."""
    runtime = Runtime(path)
    return tuple(
        merged(
            item.windows,
            runtime.rows([window_input(item.encoding, one, vocabulary) for one in item.windows]),
            len(item.encoding),
        )
        for item in items
    )


class _Logits(nn.Module):
    """A model that takes its inputs in order and gives its outputs alone."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model
        known = inspect.signature(model.forward).parameters
        self.inputs = tuple(name for name in (IDS, MASK, TYPES) if name in known)

    def forward(self, *given: Tensor) -> Tensor:
        """The logits, (windows, length, tags)."""
        return self.model(**dict(zip(self.inputs, given, strict=True))).logits
