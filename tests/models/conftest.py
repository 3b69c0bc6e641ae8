"""Tiny models and tokenizers, made by the tests."""

# The libraries are typed in part.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from models.labels import Scheme

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
LETTERS = "aàáảãạăâbcdđeêghiklmnoôơpqrstuưvxyủỉế"
MADE_OF = [*LETTERS, *"0123456789", *".,;:-/()"]
WORDS = ["ủy", "ban", "nhân", "dân", "tỉnh", "sở", "y", "tế", "lào", "ngày", "số", "năm"]


def tiny_tokenizer() -> Tokenizer:
    """Words that are known whole, anything else letter by letter."""
    vocabulary = {piece: number for number, piece in enumerate([*SPECIAL, *MADE_OF])}
    merges: list[tuple[str, str]] = []
    for word in WORDS:
        for end in range(2, len(word) + 1):
            pair = word[: end - 1], word[end - 1]
            for piece in (*pair, "".join(pair)):
                vocabulary.setdefault(piece, len(vocabulary))
            if pair not in merges:
                merges.append(pair)
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Split(Regex(r"\W|\d"), "isolated")]
    )
    tokenizer.add_special_tokens(SPECIAL)
    return tokenizer


def attention_model(
    *, vocabulary: int, types: int = 0, tags: int = 9, width: int = 32, seed: int = 0
) -> onnx.ModelProto:
    """One layer of self-attention over random sub-words; every output depends on all of them."""
    random = np.random.default_rng(seed)

    def weights(name: str, *shape: int) -> onnx.TensorProto:
        drawn = random.standard_normal(shape).astype(np.float32)
        return numpy_helper.from_array(drawn * 0.5, name)

    initializers = [
        weights("pieces", vocabulary, width),
        weights("queries", width, width),
        weights("head", width, tags),
    ]
    nodes = [helper.make_node("Gather", ["pieces", "input_ids"], ["x0"])]
    inputs = ["input_ids", "attention_mask"]
    if types:
        inputs.append("token_type_ids")
        initializers.append(weights("cases", types, width))
        nodes.append(helper.make_node("Gather", ["cases", "token_type_ids"], ["case"]))
        nodes.append(helper.make_node("Add", ["x0", "case"], ["x"]))
    else:
        nodes.append(helper.make_node("Identity", ["x0"], ["x"]))
    nodes += [
        helper.make_node("MatMul", ["x", "queries"], ["q"]),
        helper.make_node("Transpose", ["x"], ["xt"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["q", "xt"], ["similar"]),
        helper.make_node("Softmax", ["similar"], ["attention"], axis=-1),
        helper.make_node("MatMul", ["attention", "x"], ["seen"]),
        helper.make_node("Add", ["seen", "x"], ["y"]),
        helper.make_node("MatMul", ["y", "head"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["b", "n"]) for name in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["b", "n", tags])],
        initializers,
    )
    opset = [helper.make_opsetid("", 17)]
    return helper.make_model(graph, opset_imports=opset, ir_version=9)


def lookup_model(pieces: dict[int, int], *, vocabulary: int, tags: int = 9) -> onnx.ModelProto:
    """Says one tag for each sub-word, whatever its case and surroundings; O by default."""
    table = np.zeros((vocabulary, tags), dtype=np.float32)
    table[:, 0] = 4
    for piece, tag in pieces.items():
        table[piece] = 0
        table[piece, tag] = 4
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["pieces"]),
            helper.make_node("Gather", ["same", "token_type_ids"], ["cases"]),
            helper.make_node("Add", ["pieces", "cases"], ["logits"]),
        ],
        "lookup",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["b", "n"])
            for name in ("input_ids", "token_type_ids")
        ],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["b", "n", tags])],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.zeros((4, tags), dtype=np.float32), "same"),
        ],
    )
    opset = [helper.make_opsetid("", 17)]
    return helper.make_model(graph, opset_imports=opset, ir_version=9)


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return tiny_tokenizer()


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    return Scheme()


@pytest.fixture
def attention(tmp_path: Path) -> Callable[..., Path]:
    """Writes an `attention_model`, in int8 if asked."""

    def write(*, int8: bool = False, **options: Any) -> Path:
        path = tmp_path / "attention.onnx"
        onnx.save(attention_model(**options), path)
        if int8:
            from onnxruntime.quantization import quantize_dynamic

            quantized = tmp_path / "attention-int8.onnx"
            quantize_dynamic(path, quantized)
            return quantized
        return path

    return write


@pytest.fixture
def lookup(tmp_path: Path) -> Callable[..., Path]:
    """Writes a `lookup_model`."""

    def write(pieces: dict[int, int], **options: Any) -> Path:
        path = tmp_path / "lookup.onnx"
        onnx.save(lookup_model(pieces, **options), path)
        return path

    return write
