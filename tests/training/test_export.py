"""What is exported says what was trained; eight bits are taken where they lose little."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training import export as exporting
from training.export import accepted, export
from training.finetuning import Tuned


def test_fp32_says_what_torch_says(tuned: Tuned, tmp_path: Path) -> None:
    exported = export(tuned, tmp_path, int8=False)
    assert not exported.int8
    assert exported.quantised is None
    for ours, theirs in zip(exported.outputs, tuned.outputs, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-3)
    assert exported.scores == pytest.approx(tuned.scores)


def test_int8_is_smaller_and_scores_as_much(tuned: Tuned, tmp_path: Path) -> None:
    exported = export(tuned, tmp_path)
    assert exported.int8
    assert exported.path.stat().st_size < (tmp_path / "fp32.onnx").stat().st_size
    assert exported.scores["f1"] >= exported.fp32 - 0.003
    assert exported.sentence.startswith("exported in int8")


@pytest.mark.parametrize(
    ("fp32", "int8", "taken"), [(0.95, 0.95, True), (0.95, 0.947, True), (0.95, 0.9469, False)]
)
def test_int8_may_lose_three_thousandths(fp32: float, int8: float, taken: bool) -> None:
    assert accepted(fp32, int8) is taken


def test_int8_that_loses_more_is_refused(
    tuned: Tuned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = exporting.run

    def spoilt(path: Path, *rest: object) -> tuple[object, ...]:
        outputs = measure(path, *rest)  # pyright: ignore
        return tuple(rows * 0 for rows in outputs) if path.name == "int8.onnx" else outputs

    monkeypatch.setattr(exporting, "run", spoilt)
    exported = export(tuned, tmp_path)
    assert not exported.int8
    assert exported.path.name == "fp32.onnx"
    assert "int8 refused" in exported.sentence
