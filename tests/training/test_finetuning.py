"""A tiny encoder learns toy plans, the same way every time, and goes on where it was cut off."""

# The types of torch and datasets are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from training.base import Base, load_base, new_tagger
from training.errors import TrainingError
from training.finetuning import Corpus, Tuned, fine_tune, learn_silver
from training.quiet import quiet
from training.settings import Settings

Weights = dict[str, torch.Tensor]


def equal(one: Weights, other: Weights) -> bool:
    return all(torch.equal(one[name], other[name]) for name in one)


def test_a_toy_set_is_learnt(tuned: Tuned) -> None:
    assert tuned.scores["f1"] > 0.9
    assert tuned.transitions is not None


def quietly(line: str) -> None: ...


class Stopped(Exception):
    """The run is cut off."""


def stopping(words: str) -> Callable[[str], None]:
    def report(line: str) -> None:
        if line.startswith(words):
            raise Stopped

    return report


def run(
    base: Base,
    corpus: Corpus,
    settings: Settings,
    work: Path,
    *,
    resume: bool = False,
    report: Callable[[str], None] = quietly,
) -> Weights:
    with quiet():
        tuned = fine_tune(base, corpus, settings, work=work, resume=resume, report=report)
    return {name: weights.clone() for name, weights in tuned.model.state_dict().items()}


@pytest.fixture(scope="module")
def base(bases: dict[str, Path]) -> Base:
    return load_base(str(bases["plain"]))


@pytest.fixture(scope="module")
def little(corpus: Corpus) -> Corpus:
    return Corpus(corpus.train[:3], corpus.dev[:1], corpus.silver[:2])


@pytest.fixture(scope="module")
def brief(toy: Settings) -> Settings:
    return replace(toy, epochs=2, silver_epochs=2, dropout=0.1)


def test_the_same_seed_gives_the_same_weights(
    base: Base, little: Corpus, brief: Settings, tmp_path: Path
) -> None:
    one = run(base, little, brief, tmp_path / "one")
    assert equal(one, run(base, little, brief, tmp_path / "two"))
    untrained, other = (new_tagger(base, replace(brief, seed=seed)).state_dict() for seed in (0, 1))
    assert not equal(untrained, other)


def test_runs_may_share_what_silver_plans_taught(
    base: Base, little: Corpus, brief: Settings, tmp_path: Path
) -> None:
    with quiet():
        begun = learn_silver(base, little.silver, brief, work=tmp_path / "begun", report=quietly)
        before = {name: weights.clone() for name, weights in begun.state_dict().items()}
        tuned = fine_tune(base, little, brief, work=tmp_path / "rest", begun=begun, report=quietly)
    assert equal(tuned.model.state_dict(), run(base, little, brief, tmp_path / "whole"))
    assert equal(before, begun.state_dict())


@pytest.mark.parametrize("where", ["silver: epoch 2", "gold: epoch 2"])
def test_a_run_that_was_cut_off_ends_as_if_it_had_not_been(
    base: Base, little: Corpus, brief: Settings, tmp_path: Path, where: str
) -> None:
    with pytest.raises(Stopped):
        run(base, little, brief, tmp_path / "cut", report=stopping(where))
    resumed = run(base, little, brief, tmp_path / "cut", resume=True)
    assert equal(resumed, run(base, little, brief, tmp_path / "whole"))


def test_what_is_resumed_is_the_same_run(
    base: Base, little: Corpus, brief: Settings, tmp_path: Path
) -> None:
    with pytest.raises(TrainingError, match="no run to resume"):
        run(base, little, brief, tmp_path, resume=True)
    with pytest.raises(Stopped):
        run(base, little, brief, tmp_path, report=stopping("silver"))
    with pytest.raises(TrainingError, match="other plans or settings"):
        run(base, little, replace(brief, seed=1), tmp_path, resume=True)


def test_fixed_transitions_keep_a_softmax_layer(
    base: Base, little: Corpus, brief: Settings, tmp_path: Path
) -> None:
    weights = run(base, little, replace(brief, transitions="fixed", epochs=1), tmp_path)
    assert not any(name.startswith("chain") for name in weights)


def test_a_window_longer_than_the_encoder_is_refused(
    base: Base, little: Corpus, brief: Settings, tmp_path: Path
) -> None:
    with pytest.raises(TrainingError, match="reads 128 sub-words at once"):
        run(base, little, replace(brief, window=200), tmp_path)


def test_half_precision_takes_a_gpu(
    base: Base, little: Corpus, brief: Settings, tmp_path: Path
) -> None:
    if torch.cuda.is_available():
        pytest.skip("there is a GPU here")
    with pytest.raises(TrainingError, match="no GPU"):
        run(base, little, replace(brief, precision="bf16"), tmp_path)
