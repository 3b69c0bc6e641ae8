"""Relations, records, stretches and errors: what is counted in a plan."""

from __future__ import annotations

from collections import Counter

import pytest
from annotated import Annotated, gold_plan, without
from hypothesis import given
from noise import any_annotations

from annotations import Annotation, Label, Role
from evaluation.counts import Counts, total
from evaluation.diagnosis import Kind, diagnose
from evaluation.items import items, strict
from evaluation.matching import match
from evaluation.records import records
from evaluation.relations import gold_spans, relaxed_relations
from evaluation.stretches import stretches

TASK = "Phối hợp với Công an tỉnh tổ chức tập huấn"


def linked(task: str, lead: str, role: Role = Role.LEAD) -> Annotation:
    plan = Annotated()
    agency = plan.after("1. Sở").mark(Label.AGENCY, lead)
    return plan.link(role, plan.mark(Label.TASK, task), agency).annotation


@pytest.mark.parametrize(
    ("predicted", "exact", "relaxed", "kinds"),
    [
        pytest.param(linked(TASK, "Sở Y tế"), Counts(1), Counts(1), [], id="right"),
        pytest.param(
            linked(TASK + " trong quý II/2024", "Sở Y tế"),
            Counts(0, 1, 1),
            Counts(1),
            [Kind.BOUNDS],
            id="the task ends elsewhere",
        ),
        pytest.param(
            linked(TASK, "Sở Y"),
            Counts(0, 1, 1),
            Counts(1),
            [Kind.BOUNDS],
            id="the agency ends elsewhere",
        ),
        pytest.param(
            linked(TASK, "Sở Y tế", Role.PARTNER),
            Counts(0, 0, 1),
            Counts(0, 0, 1),
            [Kind.ROLE],
            id="another role",
        ),
        pytest.param(
            linked("Báo cáo kết quả", "Sở Y tế"),
            Counts(0, 1, 1),
            Counts(0, 1, 1),
            [Kind.NO_HEAD, Kind.NO_HEAD],
            id="another task",
        ),
        pytest.param(
            linked(TASK, "Công an tỉnh"),
            Counts(0, 1, 1),
            Counts(0, 1, 1),
            [Kind.NO_TAIL, Kind.NO_TAIL],
            id="another agency",
        ),
        pytest.param(
            without(linked(TASK, "Sở Y tế"), Label.TASK),
            Counts(0, 0, 1),
            Counts(0, 0, 1),
            [Kind.NO_HEAD],
            id="no task",
        ),
        pytest.param(
            Annotation(linked(TASK, "Sở Y tế").text, linked(TASK, "Sở Y tế").entities),
            Counts(0, 0, 1),
            Counts(0, 0, 1),
            [Kind.MISSED],
            id="no relation",
        ),
    ],
)
def test_relations(
    predicted: Annotation, exact: Counts, relaxed: Counts, kinds: list[Kind]
) -> None:
    gold = linked(TASK, "Sở Y tế")
    wanted, found, matching = items(gold), items(predicted), match(gold, predicted)
    assert strict(wanted, found)[Role.LEAD] == exact
    assert relaxed_relations(wanted, found, gold_spans(matching))[Role.LEAD] == relaxed
    errors = diagnose(wanted, found, matching)
    roles = set(Role)
    assert [error.kind for error in errors if error.name in roles] == kinds


def test_a_row_is_right_when_every_field_is() -> None:
    gold = gold_plan()
    assert records(items(gold), items(gold)).share == 1


@pytest.mark.parametrize(
    ("lost", "right", "fields"),
    [
        pytest.param(Label.TASK, 0, (0, 0, 0, 0), id="no task"),
        pytest.param(Label.DATE, 1, (3, 3, 3, 1), id="no time"),
        pytest.param(Label.AGENCY, 0, (3, 0, 2, 3), id="no lead, no partner"),
        pytest.param(Label.COUNTRY, 3, (3, 3, 3, 3), id="a country is no field"),
    ],
)
def test_rows_by_field(lost: Label, right: int, fields: tuple[int, int, int, int]) -> None:
    gold = gold_plan()
    scores = records(items(gold), items(without(gold, lost)))
    assert scores.rows.tp == right
    assert scores.rows.gold == 3
    assert (scores.tasks, scores.leads, scores.partners, scores.times) == fields


def test_a_plan_is_cut_where_its_gold_tasks_begin() -> None:
    gold = gold_plan()
    cut = stretches(items(gold), items(without(gold, Label.COUNTRY)))
    assert [counts.fn for counts in cut] == [1, 0, 0, 1]
    assert [counts.tp for counts in cut] == [6, 6, 5, 2]


@given(any_annotations(), any_annotations())
def test_stretches_add_up_to_the_plan(gold: Annotation, found: Annotation) -> None:
    wanted, predicted = items(gold), items(found)
    cut = stretches(wanted, predicted)
    assert total(cut) == total(strict(wanted, predicted).values())
    tasks = [entity.key for entity in gold.labelled(Label.TASK)]
    assert len(cut) == len(set(tasks)) + 1


@given(any_annotations(), any_annotations())
def test_every_wrong_or_missed_item_is_in_one_error(gold: Annotation, found: Annotation) -> None:
    wanted, predicted = items(gold), items(found)
    errors = diagnose(wanted, predicted, match(gold, found))
    missed = Counter(error.gold for error in errors if error.gold)
    wrong = Counter(error.predicted for error in errors if error.predicted)
    assert missed == Counter(wanted - predicted)
    assert wrong == Counter(predicted - wanted)


@given(any_annotations(), any_annotations())
def test_relaxed_scores_are_never_below_strict_ones(gold: Annotation, found: Annotation) -> None:
    wanted, predicted = items(gold), items(found)
    exact = strict(wanted, predicted)
    relaxed = relaxed_relations(wanted, predicted, gold_spans(match(gold, found)))
    for role in Role:
        assert relaxed[role].tp >= exact[role].tp
        assert relaxed[role].gold == exact[role].gold
        assert relaxed[role].predicted == exact[role].predicted
