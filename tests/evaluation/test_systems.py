"""How the pipeline is run: end to end, and with the gold entities given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from annotated import gold_plan

from annotations import AnnotationError, Entity, Label
from evaluation.folders import GoldPlans
from evaluation.plan_scores import score_plan
from evaluation.run import evaluate_gold
from evaluation.systems import UnknownSystem, run_system
from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.plan import Metadata, Plan, Style, Task
from pipeline.readers.registry import Source

GOLD = GoldPlans(Path("gold"), {"a": gold_plan()})


class FirstLine:
    """Takes what follows "a)" for a task, and finds no entities of its own."""

    def __init__(self) -> None:
        self.sources: list[object] = []

    def __call__(
        self, source: Source | Document | str, *, entities: Sequence[Entity] | None = None
    ) -> Plan:
        self.sources.append(source)
        if isinstance(source, Source):
            source = Document(source.data.decode(), name=source.name)
        assert isinstance(source, Document)
        tasks = [e for e in gold_plan().entities if e.label is Label.TASK]
        task = Task(tasks[0].span, tasks[0].span.of(source.text), Style.DUTY, "rule:first")
        return Plan(source, Metadata(), (), tuple(entities or ()), (task,), ())


def test_the_second_run_is_given_the_gold_entities_and_the_document_of_the_first() -> None:
    extract = FirstLine()
    predictions = run_system("rules", GOLD, extract=extract)
    assert predictions.given is not None
    found = predictions.given["a"]
    wanted = [entity.key for entity in GOLD.plans["a"].entities if entity.label is not Label.TASK]
    assert [e.key for e in found.entities if e.label is not Label.TASK] == wanted
    assert [type(source) for source in extract.sources] == [Source, Document]


def test_both_runs_are_scored() -> None:
    report = evaluate_gold(GOLD, [run_system("rules", GOLD, extract=FirstLine())])
    scores = report.primary
    assert (scores.name, scores.strict["TASK"].tp, scores.strict["AGENCY"].tp) == ("rules", 1, 0)
    assert scores.given is not None
    assert scores.given.strict["TASK"].tp == 1


def test_systems_stand_side_by_side_and_the_first_is_judged() -> None:
    found = [run_system(name, GOLD, extract=FirstLine()) for name in ("both", "rules")]
    report = evaluate_gold(GOLD, found)
    assert [system.name for system in report.systems] == ["both", "rules", "gazetteer"]
    assert report.primary.name == "both"


def test_the_second_run_can_be_left_out() -> None:
    extract = FirstLine()
    assert run_system("rules", GOLD, extract=extract, given=False).given is None
    assert len(extract.sources) == 1


def test_a_gold_text_that_cannot_be_read_is_an_error_of_the_gold() -> None:
    def refuse(
        source: Source | Document | str, *, entities: Sequence[Entity] | None = None
    ) -> Plan:
        raise ReadError("a.txt", "the file holds no text")

    with pytest.raises(AnnotationError, match=r"^a\.txt: the file holds no text"):
        run_system("rules", GOLD, extract=refuse)


def test_a_system_that_is_not_there() -> None:
    with pytest.raises(UnknownSystem, match="no system 'modle', only both rules model"):
        run_system("modle", GOLD)


def test_scores_of_a_plan_are_independent_of_what_made_them() -> None:
    gold = gold_plan()
    again = score_plan("a", gold, gold)
    assert again == score_plan("a", gold, gold)
