"""The CRF learns to tag toy plans, the same way every time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from marked import mark_entities, read_entities

from annotations import Annotation
from training.peers.crf import CrfTagger


@pytest.fixture(scope="module")
def tagger(plans: Sequence[Annotation], tmp_path_factory: pytest.TempPathFactory) -> CrfTagger:
    return CrfTagger.fit(plans, tmp_path_factory.mktemp("crf") / "model")


def test_an_unseen_plan_is_tagged(tagger: CrfTagger, unseen: str) -> None:
    text = read_entities(unseen).text
    assert mark_entities(text, tagger.tag(text)) == unseen


@pytest.mark.parametrize("text", ["", "\n", "  \n\n \n"])
def test_nothing_is_found_where_nothing_stands(tagger: CrfTagger, text: str) -> None:
    assert tagger.tag(text) == []


def test_the_same_plans_give_the_same_model(plans: Sequence[Annotation], tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        CrfTagger.fit(plans[:2], path)
    assert one.read_bytes() == other.read_bytes()


def test_entities_that_tokens_cannot_hold_are_left_out(
    cut: Sequence[Annotation], tmp_path: Path
) -> None:
    tagger = CrfTagger.fit(cut, tmp_path / "model")
    text = cut[0].text
    assert [entity.span.of(text) for entity in tagger.tag(text)] == ["Lào", "Pháp"]
