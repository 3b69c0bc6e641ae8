"""Folds by province: what is held out is never learnt from, and every plan is scored once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

pytest.importorskip("torch", reason="needs kehoach[train]")

from annotations import Annotation, Entity, Label, Span
from annotations.corpus import AnnotatedPlan
from pipeline.rules import load_rules
from pipeline.tagging import Mode, Tagger
from training.folds import cross_validate, folds, province, table

TEXT = "KẾ HOẠCH\n\n1. Nhà Sáng chế chủ trì rà soát."
AGENCY = "Nhà Sáng chế"
NAMES = ("can-tho-71-kh-2021", "can-tho-9-kh-2022", "ha-noi-308-kh-2025", "nghe-an-980-kh-2025")


def plan(name: str) -> AnnotatedPlan:
    at = TEXT.index(AGENCY)
    entity = Entity(Label.AGENCY, Span(at, at + len(AGENCY)))
    return AnnotatedPlan(name, Annotation(TEXT, (entity,)))


class Recall:
    """Knows the strings that it has seen."""

    def __init__(self, seen: Sequence[Annotation]) -> None:
        self._strings = {e.span.of(plan.text) for plan in seen for e in plan.entities}

    def tag(self, text: str) -> list[Entity]:
        return [
            Entity(Label.AGENCY, Span(at, at + len(string)), "model:recall", 1.0)
            for string in self._strings
            if (at := text.find(string)) >= 0
        ]


def test_a_province_is_in_the_name() -> None:
    assert [province(name) for name in NAMES] == ["can-tho", "can-tho", "ha-noi", "nghe-an"]


@pytest.mark.parametrize("count", [2, 3, 5])
def test_plans_of_a_province_are_held_out_together_and_once(count: int) -> None:
    dealt = folds([plan(name) for name in NAMES], count)
    assert len(dealt) == min(count, 3)
    assert sorted(one.name for fold in dealt for one in fold.held_out) == sorted(NAMES)
    for fold in dealt:
        learnt, held_out = (
            {province(one.name) for one in part} for part in (fold.learnt, fold.held_out)
        )
        assert not learnt & held_out
        assert len(fold.learnt) + len(fold.held_out) == len(NAMES)


def test_ways_to_tag_are_scored_side_by_side() -> None:
    def fit(learnt: Sequence[Annotation], seed: int) -> Tagger:
        return Recall(learnt)

    scores = cross_validate(
        [plan(name) for name in NAMES], fit=fit, rules=load_rules(None), count=3, seeds=(0, 1)
    )
    found = {mode: [run["AGENCY"].tp for run in runs] for mode, runs in scores.items()}
    assert found == {Mode.RULES: [0, 0], Mode.MODEL: [4, 4], Mode.BOTH: [4, 4]}
    lines = list(table(scores))
    assert lines[0] == "| | AGENCY | DATE | COUNTRY | DOCREF |"
    assert "| model | 1.000 ± 0.000 |" in lines[3]
