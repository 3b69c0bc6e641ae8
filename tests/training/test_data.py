"""Plans become windows, and what a model cannot represent is counted."""

# The types of torch and datasets are partly unknown.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotations import Annotation, Entity, Label, Span
from models.encoding import Encoding, Vocabulary
from models.windows import WindowSize
from training.data import IGNORED, SCHEME, Cause, Padding, dataset, example, losses

WORDS = WindowSize(66, 16)
BEGIN, INSIDE = SCHEME.begin(Label.AGENCY), SCHEME.begin(Label.AGENCY) + 1


VOCABULARY = Vocabulary(size=100, types=1, start=0, end=2, pad=1, unknown=3, mask=4)


@dataclass(frozen=True)
class Words:
    """An encoder whose sub-words are what stands between two bars."""

    vocabulary: Vocabulary = VOCABULARY

    def encode(self, text: str) -> Encoding:
        spans: list[Span] = []
        at = 0
        for part in text.replace("\n", "|").split("|"):
            if part.strip():
                spans.append(Span(at, at + len(part)))
            at += len(part) + 1
        return Encoding((5,) * len(spans), tuple(spans), (0,) * len(spans))


def plan(text: str, *agencies: str) -> Annotation:
    entities = (
        Entity(Label.AGENCY, Span(text.index(words), text.index(words) + len(words)))
        for words in agencies
    )
    return Annotation(text, tuple(entities))


@pytest.mark.parametrize(
    ("text", "agency", "cause"),
    [
        ("Sở|Y tế|báo", "Sở|Y tế", None),
        ("Sở|Y tếbáo", "Sở|Y tế", Cause.ALIGNMENT),
        ("Sở|Y tế|báo", "Sở|Y", Cause.SEGMENTATION),
        ("Sở\nY tế", "Sở\nY tế", Cause.LINE),
        ("| |báo", " ", Cause.UNSEEN),
        ("a|" * 80, "a|" * 79 + "a", Cause.WINDOW),
    ],
)
def test_what_cannot_be_represented_has_a_cause(
    text: str, agency: str, cause: Cause | None
) -> None:
    lost = example(plan(text, agency), Words(), WORDS).lost
    assert lost == (Counter() if cause is None else Counter({(Label.AGENCY, cause): 1}))


def test_losses_are_told_by_label_and_cause() -> None:
    items = [example(plan("Sở|Y tếbáo", "Sở|Y tế"), Words(), WORDS)] * 2
    assert list(losses(items)) == [
        "cannot be represented: 2 AGENCY: an edge lies inside a sub-word"
    ]
    assert list(losses([])) == ["every entity can be represented"]


def test_an_entity_over_a_line_end_is_not_learnt_from() -> None:
    item = example(plan("giao|Sở\nY tế|báo", "Sở\nY tế"), Words(), WORDS)
    assert item.targets == (0, IGNORED, IGNORED, 0)


def test_the_rest_of_an_entity_that_a_window_cuts_is_not_learnt_from() -> None:
    text = "|".join("a" * 30)
    item = example(plan(text, "|".join("a" * 25)), Words(), WindowSize(22, 4))
    rows = dataset([item], VOCABULARY)
    assert [list(row) for row in rows["places"]] == [[0, 2, *[1] * 19, 0], [0, *[1] * 14, 0]]
    assert [list(row) for row in rows["labels"]] == [
        [IGNORED, BEGIN, *[INSIDE] * 19, IGNORED],
        [IGNORED, *[IGNORED] * 9, *[0] * 5, IGNORED],
    ]


def test_a_batch_is_as_long_as_its_longest_window() -> None:
    rows = [
        {
            "input_ids": [0, 5, 2],
            "token_type_ids": [0, 3, 0],
            "labels": [-100, 1, -100],
            "places": [0, 2, 0],
        },
        {"input_ids": [0, 2], "token_type_ids": [0, 0], "labels": [-100, -100], "places": [0, 0]},
    ]
    batch = Padding(pad=1)(rows)
    assert {name: tensor.tolist() for name, tensor in batch.items()} == {
        "input_ids": [[0, 5, 2], [0, 2, 1]],
        "token_type_ids": [[0, 3, 0], [0, 0, 0]],
        "attention_mask": [[1, 1, 1], [1, 1, 0]],
        "labels": [[-100, 1, -100], [-100, -100, -100]],
        "places": [[0, 2, 0], [0, 0, 0]],
    }


def test_every_toy_entity_has_its_tag(bases: dict[str, Path]) -> None:
    from toy_models import toy_plan

    from models.decoding import Chunk, entities
    from models.labels import runs
    from training.base import load_base

    toy = toy_plan(7)
    item = example(toy, load_base(str(bases["plain"])).encoder, WORDS)
    chunks = [Chunk(label, first, last, 1.0) for label, first, last in runs(item.targets, SCHEME)]
    back = entities(chunks, item.encoding, toy.text, source="gold").entities
    assert [entity.key for entity in back] == [entity.key for entity in toy.entities]
