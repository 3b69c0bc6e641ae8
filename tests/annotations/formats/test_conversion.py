"""What people leave in a tool is put in order, and all that is lost is counted."""

from __future__ import annotations

from annotated_plans import HEALTH, TASK, TEXT

from annotations import Annotation, Entity, Label, Relation, Role, Span
from annotations.corpus import AnnotatedPlan
from annotations.formats.conversion import Conversion, Loss, Losses, Reason, tidied

BEFORE = Entity(Label.AGENCY, Span(HEALTH.span.start - 1, HEALTH.span.end))
BLANK = Entity(Label.DATE, Span(4, 5))


def tidy(*entities: Entity, relations: tuple[Relation, ...] = ()) -> tuple[Annotation, Losses]:
    losses = Losses()
    plan = AnnotatedPlan("a", Annotation(TEXT, entities, relations))
    return tidied(plan, losses).annotation, losses


def test_entities_are_put_in_text_order() -> None:
    annotation, losses = tidy(HEALTH, TASK)
    assert annotation.entities == (TASK, HEALTH)
    assert not losses


def test_white_space_at_borders_is_cut_off_with_its_relations_kept() -> None:
    annotation, losses = tidy(TASK, BEFORE, relations=(Relation(Role.LEAD, TASK, BEFORE),))
    assert annotation.entities == (TASK, HEALTH)
    assert annotation.relations == (Relation(Role.LEAD, TASK, HEALTH),)
    assert losses == {Loss("a", "AGENCY", Reason.TRIMMED): 1}


def test_what_covers_nothing_goes_with_its_relations() -> None:
    annotation, losses = tidy(TASK, BLANK, relations=(Relation(Role.TIME, TASK, BLANK),))
    assert annotation == Annotation(TEXT, (TASK,))
    assert losses == {
        Loss("a", "DATE", Reason.BLANK): 1,
        Loss("a", "TIME", Reason.END_LOST): 1,
    }


def test_what_is_there_twice_is_there_once() -> None:
    both = (Relation(Role.LEAD, TASK, HEALTH), Relation(Role.LEAD, TASK, BEFORE))
    annotation, losses = tidy(TASK, HEALTH, BEFORE, relations=both)
    assert annotation == Annotation(TEXT, (TASK, HEALTH), both[:1])
    assert losses == {
        Loss("a", "AGENCY", Reason.TRIMMED): 1,
        Loss("a", "AGENCY", Reason.REPEATED): 1,
        Loss("a", "LEAD", Reason.REPEATED): 1,
    }


def test_the_account_has_a_line_for_each_reason() -> None:
    losses = Losses()
    losses.note("a", "LEAD", Reason.NO_RELATIONS, 2)
    losses.note("b", "LEAD", Reason.NO_RELATIONS)
    losses.note("b", "TIME", Reason.NO_RELATIONS)
    losses.note("b", "DATE", Reason.TOKEN_BORDER)
    losses.note("b", "DATE", Reason.OVERLAP, 0)
    plan = AnnotatedPlan("a", Annotation(TEXT, (TASK, HEALTH)))
    conversion = Conversion.of([plan], losses)
    assert list(conversion.lines()) == [
        "1 plans, 2 entities, 0 relations",
        "not as it was: 3 LEAD, 1 TIME: the format holds no relations",
        "not as it was: 1 DATE: begins or ends inside a token",
    ]
    assert conversion.lost(Reason.NO_RELATIONS) == 4
