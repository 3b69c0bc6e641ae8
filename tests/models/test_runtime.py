"""onnxruntime: a window's outputs depend on the window alone."""

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
from onnx import TensorProto, helper

from models.encoding import Vocabulary
from models.errors import ModelError
from models.runtime import Runtime
from models.windows import WindowInput

TYPES = 4
KNOWN = Vocabulary(size=60, types=TYPES, start=0, end=2, pad=1, unknown=3, mask=4)


def drawn(*lengths: int, seed: int = 0) -> list[WindowInput]:
    random = np.random.default_rng(seed)
    return [
        WindowInput(random.integers(5, KNOWN.size, length), random.integers(0, TYPES, length))
        for length in lengths
    ]


@pytest.mark.parametrize("int8", [False, True], ids=["fp32", "int8"])
@pytest.mark.parametrize("threads", [1, 3])
def test_outputs_are_independent_of_batch_order_and_threads(
    attention: Callable[..., Path], int8: bool, threads: int
) -> None:
    path = attention(vocabulary=KNOWN.size, types=TYPES, int8=int8)
    windows = drawn(40, 3, 17, 64, 17, 5, 64)
    alone = [Runtime(path, threads=1).rows([window])[0] for window in windows]
    runtime = Runtime(path, threads=threads)
    for order in ([0, 1, 2, 3, 4, 5, 6], [6, 2, 5, 0, 3, 4, 1], [3]):
        rows = runtime.rows([windows[at] for at in order])
        for at, one in zip(order, rows, strict=True):
            assert np.array_equal(one, alone[at])
    assert [len(one) for one in alone] == [len(window) - 2 for window in windows]


def test_a_padded_batch_would_change_an_int8_model(attention: Callable[..., Path]) -> None:
    """Why windows are not run in batches."""
    import onnxruntime

    path = attention(vocabulary=KNOWN.size, types=TYPES, int8=True)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    one, other = drawn(20, 20)

    def run(*windows: WindowInput) -> Any:
        feed = {
            "input_ids": np.stack([window.ids for window in windows]),
            "attention_mask": np.ones((len(windows), 20), dtype=np.int64),
            "token_type_ids": np.stack([window.types for window in windows]),
        }
        taken = {each.name for each in session.get_inputs()}
        return session.run(None, {name: feed[name] for name in taken})[0]

    assert not np.array_equal(run(one)[0], run(one, other)[0])


def test_no_windows_no_rows(attention: Callable[..., Path]) -> None:
    assert Runtime(attention(vocabulary=KNOWN.size)).rows([]) == []


def test_a_model_that_fits_passes(attention: Callable[..., Path]) -> None:
    path = attention(vocabulary=KNOWN.size, types=TYPES)
    Runtime(path).check(vocabulary=KNOWN, tags=9, size=32)


@pytest.mark.parametrize(
    ("vocabulary", "types", "tags", "reason"),
    [
        (KNOWN.size - 1, TYPES, 9, "cannot take the vocabulary of 60 sub-words"),
        (KNOWN.size, TYPES - 1, 9, "cannot take the vocabulary of 60 sub-words and 4 types"),
        (KNOWN.size, 0, 9, "takes no token_type_ids"),
        (KNOWN.size, TYPES, 7, r"outputs of shape \(1, 32, 7\) .* need \(1, 32, 9\)"),
    ],
)
def test_a_model_that_does_not_fit_its_encoder_or_labels_is_refused(
    attention: Callable[..., Path], vocabulary: int, types: int, tags: int, reason: str
) -> None:
    runtime = Runtime(attention(vocabulary=vocabulary, types=types, tags=tags))
    with pytest.raises(ModelError, match=reason) as raised:
        runtime.check(vocabulary=KNOWN, tags=9, size=32)
    assert "\n" not in str(raised.value)


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    with pytest.raises(ModelError, match="no weights"):
        Runtime(path)
    path.write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    with pytest.raises(ModelError, match="no model that onnxruntime reads") as raised:
        Runtime(path)
    assert "\n" not in str(raised.value)


def test_other_inputs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    graph = helper.make_graph(
        [helper.make_node("Identity", ["pixels"], ["logits"])],
        "other",
        [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, ["n"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n"])],
    )
    opset = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=9), path)
    with pytest.raises(ModelError, match="takes pixels, not input_ids"):
        Runtime(path)


def test_outputs_that_are_no_numbers_are_refused(lookup: Callable[..., Path]) -> None:
    path = lookup({}, vocabulary=KNOWN.size)
    model = onnx.load(path)
    table = onnx.numpy_helper.to_array(model.graph.initializer[0]).copy()
    table[7] = np.nan
    model.graph.initializer[0].CopyFrom(onnx.numpy_helper.from_array(table, "table"))
    onnx.save(model, path)
    ids = np.array([0, 6, 7, 2])
    with pytest.raises(ModelError, match="no numbers"):
        Runtime(path).rows([WindowInput(ids, np.zeros_like(ids))])
