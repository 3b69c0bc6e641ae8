"""Prodigy: tokens, inclusive token ends, relations by token, answers."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from annotated_plans import ANNOTATION, HEALTH, PLAN, TEXT

from annotations import Annotation, AnnotationError, Entity, Label, Relation, Role, Span
from annotations.corpus import AnnotatedPlan
from annotations.formats.conversion import Decoded, Reason, Source
from annotations.formats.registry import FORMATS

PRODIGY = FORMATS["prodigy"]


def record(plan: AnnotatedPlan = PLAN) -> dict[str, Any]:
    (data,) = PRODIGY.encode([plan]).files.values()
    return json.loads(data)


def decoded(made: object) -> Decoded:
    data = json.dumps(made, ensure_ascii=False).encode()
    return PRODIGY.decode([Source("out", "out.jsonl", data)])


def test_tokens_cover_the_text_with_its_white_space() -> None:
    tokens = record()["tokens"]
    assert tokens[0] == {"text": "Giao", "start": 0, "end": 4, "id": 0, "ws": True}
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == TEXT


def test_a_span_says_its_first_and_its_last_token() -> None:
    span = record()["spans"][1]
    tokens = record()["tokens"]
    assert (span["start"], span["end"], span["label"]) == (
        HEALTH.span.start,
        HEALTH.span.end,
        "AGENCY",
    )
    assert tokens[span["token_start"]]["text"] == "Sở"
    assert tokens[span["token_end"]]["text"] == "tế"


def test_a_relation_joins_the_last_tokens_and_repeats_the_spans() -> None:
    made = record()
    task, agency = made["spans"][:2]
    assert made["relations"][0] == {
        "head": task["token_end"],
        "child": agency["token_end"],
        "head_span": task,
        "child_span": agency,
        "label": "LEAD",
    }


def test_what_prodigy_exports_is_read() -> None:
    exported = record()
    exported |= {"_input_hash": 1, "_task_hash": 2, "_view_id": "relations"}
    for relation in exported["relations"]:
        relation["color"] = "#ffd882"
    assert decoded(exported).plans == (PLAN,)


def test_a_span_within_a_token_is_counted_with_its_relations() -> None:
    part = Entity(Label.AGENCY, Span(HEALTH.span.start, HEALTH.span.end - 1))
    task = ANNOTATION.entities[0]
    plan = AnnotatedPlan("a", Annotation(TEXT, (task, part), (Relation(Role.LEAD, task, part),)))
    conversion = PRODIGY.encode([plan]).conversion
    assert (conversion.entities, conversion.relations) == (1, 0)
    assert conversion.lost(Reason.TOKEN_BORDER) == 1
    assert conversion.lost(Reason.END_LOST) == 1


def test_a_suggestion_has_no_answer_and_is_not_read_as_reviewed() -> None:
    made = record(replace(PLAN, certainty=0.5))
    assert "answer" not in made
    assert decoded(made).plans == ()
    assert decoded(made).conversion.lost(Reason.UNREVIEWED) == 1


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_a_record_that_was_not_accepted_is_counted(answer: str) -> None:
    result = decoded({**record(), "answer": answer})
    assert result.plans == ()
    assert result.conversion.lost(Reason.REJECTED) == 1


def test_a_relation_to_a_bare_token_is_refused() -> None:
    made = record()
    made["relations"][0]["child_span"] = {"start": 0, "end": 4, "label": None}
    with pytest.raises(AnnotationError, match=r"relations\[0\]\.label: LEAD ends at \(0, 4, ''\)"):
        decoded(made)
