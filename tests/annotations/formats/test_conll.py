"""CoNLL IOB2: tokens, tags, sentences, and the text they are found in again."""

from __future__ import annotations

import pytest
from annotated_plans import ANNOTATION, HEALTH, PLAN, POLICE, TEXT, entity

from annotations import Annotation, AnnotationError, Entity, Label, Span
from annotations.corpus import AnnotatedPlan
from annotations.formats.conversion import Decoded, Reason, Source
from annotations.formats.registry import FORMATS

CONLL = FORMATS["conll"]


def encoded(annotation: Annotation) -> str:
    (data,) = CONLL.encode([AnnotatedPlan("a", annotation)]).files.values()
    return data.decode()


def decoded(conll: str, text: str | None = None) -> Decoded:
    source = Source("a", "a.conll", conll.encode())
    return CONLL.decode([source], texts={} if text is None else {"a": text})


def test_a_line_of_text_is_a_sentence_and_a_token_has_its_tag() -> None:
    text = "Sở Y tế\nbáo cáo."
    assert encoded(Annotation(text, (entity(Label.AGENCY, "Sở Y tế", text=text),))) == (
        "Sở B-AGENCY\nY I-AGENCY\ntế I-AGENCY\n\nbáo O\ncáo O\n. O\n"
    )


def test_an_entity_over_a_line_break_keeps_its_lines_together() -> None:
    text = "gửi Sở Y\ntế\nngay"
    conll = encoded(Annotation(text, (entity(Label.AGENCY, "Sở Y\ntế", text=text),)))
    assert conll == "gửi O\nSở B-AGENCY\nY I-AGENCY\ntế I-AGENCY\n\nngay O\n"


def test_entities_side_by_side_stay_two() -> None:
    text = "Lào Campuchia"
    two = (entity(Label.COUNTRY, "Lào", text=text), entity(Label.COUNTRY, "Campuchia", text=text))
    conll = encoded(Annotation(text, two))
    assert conll == "Lào B-COUNTRY\nCampuchia B-COUNTRY\n"
    assert decoded(conll, text).plans[0].annotation.entities == two


def test_what_one_flat_layer_cannot_hold_is_counted() -> None:
    part = Entity(Label.DATE, Span(TEXT.index("2024"), TEXT.index("2024") + 3))
    crossing = entity(Label.AGENCY, "Y tế chủ trì")
    annotation = Annotation(TEXT, (*ANNOTATION.entities, part, crossing), ANNOTATION.relations)
    conversion = CONLL.encode([AnnotatedPlan("a", annotation)]).conversion
    counts = {reason: conversion.lost(reason) for reason in Reason if conversion.lost(reason)}
    assert counts == {
        Reason.NO_RELATIONS: 5,
        Reason.NO_TASK_LAYER: 1,
        Reason.TOKEN_BORDER: 1,
        Reason.OVERLAP: 1,
    }
    assert (conversion.entities, conversion.relations) == (7, 0)
    assert "1 TASK: the format holds one flat layer" in "\n".join(conversion.lines())


def test_tokens_are_found_in_the_text_again() -> None:
    conll = encoded(ANNOTATION)
    (plan,) = decoded(conll, TEXT).plans
    assert plan.annotation.text == TEXT
    assert {HEALTH, POLICE} <= set(plan.annotation.entities)


def test_without_the_text_tokens_are_joined_and_that_is_said() -> None:
    result = decoded(encoded(Annotation("Sở  Y tế,\n\tbáo")))
    assert result.plans[0].annotation.text == "Sở Y tế ,\nbáo"
    assert result.conversion.lost(Reason.NO_WHITE_SPACE) == 1


def test_more_columns_and_document_marks_of_others_are_read() -> None:
    conll = "-DOCSTART- -X- -X- O\n\nLào NNP B-NP B-COUNTRY\nđến VB B-VP O\n"
    (plan,) = decoded(conll).plans
    assert plan.annotation.entities == (Entity(Label.COUNTRY, Span(0, 3)),)


@pytest.mark.parametrize(
    ("conll", "reason"),
    [
        ("Sở B-AGENCY\nY\n", "a.conll:2: expected 'TOKEN TAG'"),
        ("Sở B-ORG\n", "a.conll:1: 'B-ORG' is not O, B- or I- with a known label"),
        ("Sở E-AGENCY\n", "a.conll:1: 'E-AGENCY' is not"),
        ("Sở O\nY I-AGENCY\n", "a.conll:2: I-AGENCY continues no AGENCY: not IOB2"),
        ("Sở B-DATE\nY I-AGENCY\n", "a.conll:2: I-AGENCY continues no AGENCY: not IOB2"),
        ("Sở B-AGENCY\n\nY I-AGENCY\n", "a.conll:3: I-AGENCY continues no AGENCY: not IOB2"),
        ("Sở O\nTài O\n", "a.conll:2: 'Tài' is not what follows in the text of a"),
    ],
)
def test_a_broken_line_is_named(conll: str, reason: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        decoded(conll, "Sở Y tế")
    assert reason in str(caught.value)


def test_the_example_plan_has_no_other_losses() -> None:
    reasons = {loss.reason for loss in CONLL.encode([PLAN]).conversion.losses}
    assert reasons == {Reason.NO_RELATIONS, Reason.NO_TASK_LAYER}
