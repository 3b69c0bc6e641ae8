"""Tiny encoders and a tagger that learnt from toy plans, made once."""

# The types of torch and datasets are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from toy_models import toy_plans, write_phobert_base, write_plain_base

from training.base import load_base
from training.finetuning import Corpus, Tuned, fine_tune
from training.plans import folded
from training.quiet import quiet
from training.settings import Augmentation, Settings

TOY = Settings(
    epochs=2,
    silver_epochs=1,
    learning_rate=4e-3,
    dropout=0.0,
    window=64,
    augmentation=Augmentation(copies=1),
)


@pytest.fixture(scope="session", autouse=True)
def one_core() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders of tiny encoders by kind."""
    folder = tmp_path_factory.mktemp("bases")
    with quiet():
        return {
            "plain": write_plain_base(folder / "plain"),
            "phobert": write_phobert_base(folder / "phobert"),
        }


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Sixteen plans to learn from, four for dev and four labelled by rules, as it were."""
    plans = [folded(plan) for plan in toy_plans(24).values()]
    return Corpus(plans[:16], plans[16:20], plans[20:])


@pytest.fixture(scope="session", params=["plain", "phobert"])
def tuned(
    request: pytest.FixtureRequest,
    bases: dict[str, Path],
    corpus: Corpus,
    tmp_path_factory: pytest.TempPathFactory,
) -> Tuned:
    """A tagger that learnt from the toy plans."""
    base = load_base(str(bases[request.param]))
    work = tmp_path_factory.mktemp("work")
    with quiet():
        return fine_tune(base, corpus, TOY, work=work, report=lambda line: None)


@pytest.fixture(scope="session")
def toy() -> Settings:
    """Settings with which a toy set is learnt in a few seconds."""
    return TOY
