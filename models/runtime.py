"""A model in onnxruntime: windows in, one row of outputs for each sub-word out.

Each window is a run of its own, without padding, and windows run beside each other on threads
of one core each. So a row depends on its window alone: not on what else is tagged, nor on the
order, nor on the number of threads. (In a batch it would: int8 models quantise activations by
the range of the whole batch.) It costs nothing: for a RoBERTa of 4 layers x 256 on two cores
with AVX2 this way was faster than padded batches of eight by a sixth in fp32 and by two fifths
in int8, and int8 weights that are widened to fp32 were half as fast.
"""

# onnxruntime has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from annotations.language import later, say, translated
from annotations.processors import usable_cores
from models.encoding import Vocabulary
from models.errors import ModelError
from models.windows import AROUND, WindowInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

IDS, MASK, TYPES = "input_ids", "attention_mask", "token_type_ids"
_ANEW = later("export the model again, or copy its whole folder")


class _Session(Protocol):
    """What is used of `onnxruntime.InferenceSession`."""

    def run(self, names: Sequence[str] | None, feed: dict[str, Any]) -> list[NDArray[Any]]: ...
    def get_inputs(self) -> Sequence[Any]: ...


class Runtime:
    """A loaded ``model.onnx``.

    Args:
        path: the file.
        threads: how many windows run at a time; as many as there are cores by default.

    Raises:
        ModelError: when the file is missing, is no ONNX model, or asks for other inputs.
    """

    def __init__(self, path: Path, *, threads: int | None = None) -> None:
        self._path = path
        self._threads = threads or usable_cores()
        self._session = _session(path)
        self._inputs = {one.name for one in self._session.get_inputs()}
        if IDS not in self._inputs or not self._inputs <= {IDS, MASK, TYPES}:
            raise ModelError(
                path,
                say(
                    "takes {inputs}, not {ids} and its kin; {anew}",
                    inputs=", ".join(sorted(self._inputs)),
                    ids=IDS,
                    anew=translated(_ANEW),
                ),
            )

    def check(self, *, vocabulary: Vocabulary, tags: int, size: int) -> None:
        """Run the longest window of the highest numbers.

        Args:
            vocabulary: the numbers of the encoder.
            tags: how many outputs a sub-word must have.
            size: sub-words of the longest window.

        Raises:
            ModelError: when the model cannot take it, or gives another number of outputs.
        """
        if vocabulary.types > 1 and TYPES not in self._inputs:
            raise ModelError(
                self._path,
                say(
                    "takes no {types}, but its encoder gives token types; {anew}",
                    types=TYPES,
                    anew=translated(_ANEW),
                ),
            )
        inside = size - AROUND
        last = [vocabulary.start, *[vocabulary.size - 1] * inside, vocabulary.end]
        types = [0, *[vocabulary.types - 1] * inside, 0]
        probe = WindowInput(np.array(last, dtype=np.int64), np.array(types, dtype=np.int64))
        try:
            shape = self._logits(probe).shape
        except _faults() as error:
            raise ModelError(
                self._path,
                say(
                    "cannot take the vocabulary of {size} sub-words and {types} types in "
                    "windows of {window}; {anew} ({error})",
                    size=vocabulary.size,
                    types=vocabulary.types,
                    window=size,
                    anew=translated(_ANEW),
                    error=_line(error),
                ),
            ) from error
        if shape != (1, size, tags):
            raise ModelError(
                self._path,
                say(
                    "gives outputs of shape {shape} where its labels need {needed}; {anew}",
                    shape=shape,
                    needed=(1, size, tags),
                    anew=translated(_ANEW),
                ),
            )

    def rows(self, windows: Sequence[WindowInput]) -> list[NDArray[np.float32]]:
        """The outputs for each window, without those of its special sub-words, (n, tags).

        Raises:
            ModelError: when an output is no finite number.
        """
        if not windows:
            return []
        longest_first = sorted(range(len(windows)), key=lambda at: -len(windows[at]))
        with ThreadPoolExecutor(min(self._threads, len(windows))) as pool:
            rows = pool.map(self._row, [windows[at] for at in longest_first])
            done = dict(zip(longest_first, rows, strict=True))
        return [done[at] for at in range(len(windows))]

    def _row(self, window: WindowInput) -> NDArray[np.float32]:
        logits = self._logits(window)
        if not np.isfinite(logits).all():
            raise ModelError(
                self._path, say("gives outputs that are no numbers; {anew}", anew=translated(_ANEW))
            )
        return logits[0, 1:-1]

    def _logits(self, window: WindowInput) -> NDArray[np.float32]:
        feed = {
            IDS: window.ids[None],
            MASK: np.ones((1, len(window)), dtype=np.int64),
            TYPES: window.types[None],
        }
        return self._session.run(None, {name: feed[name] for name in self._inputs})[0]


def _session(path: Path) -> _Session:
    import onnxruntime

    if not path.is_file():
        raise ModelError(path, say("is missing: the folder has no weights; copy it whole"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # every length would keep a pattern of its own
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
    except _faults() as error:
        raise ModelError(
            path,
            say(
                "is no model that onnxruntime reads; {anew} ({error})",
                anew=translated(_ANEW),
                error=_line(error),
            ),
        ) from error
    return cast(_Session, session)


def _faults() -> tuple[type[Exception], ...]:
    """What onnxruntime raises; its exceptions have no common class but `Exception`."""
    state = import_module("onnxruntime.capi.onnxruntime_pybind11_state")

    return (
        state.Fail,
        state.InvalidArgument,
        state.InvalidGraph,
        state.InvalidProtobuf,
        state.NoSuchFile,
        state.NotImplemented,
        state.RuntimeException,
    )


def _line(error: Exception) -> str:
    """The first line of a message."""
    return str(error).strip().partition("\n")[0]
