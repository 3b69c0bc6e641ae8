"""The agreement of two annotators, and where they differ."""

from __future__ import annotations

from dataclasses import replace

import pytest
from annotated_plans import ANNOTATION, DAY, HEALTH, JAPAN, POLICE, TASK, TEXT, entity

from annotations import Annotation, Entity, KehoachError, Label, Relation, Role, Span
from annotations.agreement import Comparison, Kind, compare
from annotations.corpus import AnnotatedPlan


def compared(first: Annotation, second: Annotation) -> Comparison:
    return compare([AnnotatedPlan("a", first)], [AnnotatedPlan("a", second)])


def only(comparison: Comparison, what: Label | Role) -> tuple[int, int, int, float | None]:
    (row,) = [row for row in comparison.agreements if row.what is what]
    return (row.first, row.second, row.both, row.f1)


def annotation(*entities: Entity, relations: tuple[Relation, ...] = ()) -> Annotation:
    return Annotation(TEXT, entities, relations)


def test_equal_annotations_agree_wholly() -> None:
    comparison = compared(ANNOTATION, ANNOTATION)
    assert [row.what for row in comparison.agreements] == [*Label, *Role]
    assert {row.f1 for row in comparison.agreements} == {1.0}
    assert comparison.differences == ()


def test_agreement_is_f1_and_the_same_either_way_round() -> None:
    first, second = annotation(HEALTH, POLICE), annotation(HEALTH, DAY)
    assert only(compared(first, second), Label.AGENCY) == (2, 1, 1, pytest.approx(2 / 3))
    assert only(compared(second, first), Label.AGENCY) == (1, 2, 1, pytest.approx(2 / 3))
    assert only(compared(first, second), Label.DATE) == (0, 1, 0, 0.0)


def test_agreement_on_what_neither_has_is_undefined() -> None:
    assert only(compared(annotation(HEALTH), annotation()), Label.COUNTRY) == (0, 0, 0, None)


def test_sources_and_scores_make_no_difference() -> None:
    other = replace(HEALTH, source="model:ner", score=0.4)
    lead = Relation(Role.LEAD, TASK, HEALTH)
    comparison = compared(
        annotation(TASK, HEALTH, relations=(lead,)),
        annotation(TASK, other, relations=(replace(lead, tail=other, source="rule:x"),)),
    )
    assert comparison.differences == ()
    assert only(comparison, Role.LEAD) == (1, 1, 1, 1.0)


@pytest.mark.parametrize(
    ("first", "second", "kind", "shown"),
    [
        ([HEALTH], [], Kind.ONLY_FIRST, ("AGENCY Sở Y tế", None)),
        ([], [HEALTH], Kind.ONLY_SECOND, (None, "AGENCY Sở Y tế")),
        (
            [HEALTH],
            [entity(Label.AGENCY, "Sở Y tế chủ trì")],
            Kind.BORDERS,
            ("AGENCY Sở Y tế", "AGENCY Sở Y tế chủ trì"),
        ),
        (
            [HEALTH],
            [entity(Label.DOCREF, "Sở Y tế")],
            Kind.LABELS,
            ("AGENCY Sở Y tế", "DOCREF Sở Y tế"),
        ),
    ],
)
def test_a_difference_says_how(
    first: list[Entity], second: list[Entity], kind: Kind, shown: tuple[str | None, str | None]
) -> None:
    (difference,) = compared(annotation(*first), annotation(*second)).differences
    assert (difference.plan, difference.line, difference.kind) == ("a", 1, kind)
    assert (difference.first, difference.second) == shown


def test_other_labels_over_other_characters_are_two_differences() -> None:
    longer = entity(Label.DOCREF, "Sở Y tế chủ trì")
    kinds = [one.kind for one in compared(annotation(HEALTH), annotation(longer)).differences]
    assert sorted(kinds) == [Kind.ONLY_FIRST, Kind.ONLY_SECOND]


def test_a_task_is_never_paired_with_an_entity_in_it() -> None:
    agency = Entity(Label.AGENCY, TASK.span)
    kinds = [one.kind for one in compared(annotation(TASK), annotation(agency)).differences]
    assert sorted(kinds) == [Kind.ONLY_FIRST, Kind.ONLY_SECOND]


def test_the_most_alike_are_paired() -> None:
    start = HEALTH.span.start
    first = annotation(Entity(Label.AGENCY, Span(start, start + 7)))
    near = Entity(Label.AGENCY, Span(start, start + 6))
    far = Entity(Label.AGENCY, Span(start + 6, start + 9))
    differences = compared(first, annotation(near, far)).differences
    assert [(one.kind, one.second) for one in differences] == [
        (Kind.BORDERS, "AGENCY Sở Y t"),
        (Kind.ONLY_SECOND, "AGENCY ế c"),
    ]


def test_a_relation_between_other_borders_is_the_same_with_other_ends() -> None:
    longer = entity(Label.AGENCY, "Sở Y tế chủ trì")
    comparison = compared(
        annotation(TASK, HEALTH, relations=(Relation(Role.LEAD, TASK, HEALTH),)),
        annotation(TASK, longer, relations=(Relation(Role.LEAD, TASK, longer),)),
    )
    by_kind = {one.kind: one for one in comparison.differences}
    assert set(by_kind) == {Kind.BORDERS, Kind.ENDS}
    assert (by_kind[Kind.ENDS].second or "").endswith("→ Sở Y tế chủ trì")


def test_another_role_is_another_relation() -> None:
    comparison = compared(
        annotation(TASK, HEALTH, relations=(Relation(Role.LEAD, TASK, HEALTH),)),
        annotation(TASK, HEALTH, relations=(Relation(Role.PARTNER, TASK, HEALTH),)),
    )
    assert [one.kind for one in comparison.differences] == [Kind.ONLY_FIRST, Kind.ONLY_SECOND]


def test_a_difference_says_the_line_of_the_text() -> None:
    (difference,) = compared(annotation(JAPAN), annotation()).differences
    assert difference.line == 3


def test_plans_that_one_has_alone_count_for_nothing() -> None:
    plan, other = AnnotatedPlan("a", ANNOTATION), AnnotatedPlan("b", ANNOTATION)
    comparison = compare([plan], [plan, other])
    assert (comparison.plans, comparison.alone) == (("a",), ("b",))
    assert only(comparison, Label.AGENCY)[:2] == (3, 3)


def test_nothing_in_common_is_refused() -> None:
    with pytest.raises(KehoachError, match="no plan of the same name"):
        compare([AnnotatedPlan("a", ANNOTATION)], [AnnotatedPlan("b", ANNOTATION)])


def test_different_texts_are_refused() -> None:
    with pytest.raises(KehoachError, match="a: the two annotate different texts"):
        compared(ANNOTATION, Annotation(TEXT + "\n"))
