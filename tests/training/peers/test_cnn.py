"""spaCy's CNN learns to tag toy plans, the same way every time, and keeps its best epoch."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, cast

import pytest
from marked import mark_entities, read_entities

from annotations import Annotation
from training.peers import cnn
from training.peers.cnn import PATIENCE, CnnTagger


@pytest.fixture(scope="module", autouse=True)
def small_steps() -> Generator[None]:
    """Toy plans have few lines."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cnn, "BATCH", 4)
        yield


@pytest.fixture(scope="module")
def tagger(plans: Sequence[Annotation]) -> CnnTagger:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cnn, "EPOCHS", 5)
        return CnnTagger.fit(plans[:6], plans[6:])


def weights(tagger: CnnTagger) -> bytes:
    return cast("Any", tagger.nlp.get_pipe("ner")).model.to_bytes()


def test_an_unseen_plan_is_tagged(tagger: CnnTagger, unseen: str) -> None:
    text = read_entities(unseen).text
    assert mark_entities(text, tagger.tag(text)) == unseen


@pytest.mark.parametrize("text", ["", "\n", "  \n\n \n"])
def test_nothing_is_found_where_nothing_stands(tagger: CnnTagger, text: str) -> None:
    assert tagger.tag(text) == []


def test_entities_that_tokens_cannot_hold_are_left_out(
    cut: Sequence[Annotation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cnn, "EPOCHS", 6)
    tagger = CnnTagger.fit(cut, cut[:1])
    text = cut[0].text
    assert [entity.span.of(text) for entity in tagger.tag(text)] == ["Lào", "Pháp"]


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets what each epoch scores on dev."""

    def set_scores(*scores: float) -> None:
        remaining = iter(scores)
        monkeypatch.setattr(cnn, "f1_by_label", lambda pairs: {"f1": next(remaining)})  # pyright: ignore
        monkeypatch.setattr(cnn, "EPOCHS", len(scores))

    return set_scores


def fit(plan: Annotation, *, seed: int = 0) -> tuple[bytes, int]:
    """The weights that come of a plan, and how many epochs were run."""
    told: list[str] = []
    tagger = CnnTagger.fit([plan], [plan], seed=seed, report=told.append)
    return weights(tagger), len(told)


def test_the_same_seed_gives_the_same_weights(
    cut: Sequence[Annotation], scored: Callable[..., None]
) -> None:
    def trained(seed: int) -> bytes:
        scored(0.5)
        return fit(cut[0], seed=seed)[0]

    assert trained(1) == trained(1) != trained(2)


def test_the_best_epoch_is_kept(cut: Sequence[Annotation], scored: Callable[..., None]) -> None:
    scored(0.5, 0.9)
    best, _ = fit(cut[0])
    scored(0.5, 0.9, 0.9, 0.1)
    assert fit(cut[0]) == (best, 4)


@pytest.mark.parametrize(
    ("scores", "epochs"),
    [
        ((0.5, *[0.5] * PATIENCE, 0.9), 1 + PATIENCE),
        ((*[0.0] * (2 * PATIENCE), 0.9), 2 * PATIENCE + 1),
    ],
    ids=["it no longer rises", "it has not risen yet"],
)
def test_training_ends_when_the_score_no_longer_rises(
    cut: Sequence[Annotation], scored: Callable[..., None], scores: Sequence[float], epochs: int
) -> None:
    scored(*scores)
    assert fit(cut[0])[1] == epochs
