"""The notations of marked texts, and what they refuse."""

from __future__ import annotations

import pytest
from cases import cases
from marked import (
    ISSUE,
    WORK,
    MarkupError,
    mark_entities,
    mark_relations,
    mark_spans,
    read_entities,
    read_relations,
    read_spans,
)

from annotations import Entity, Label, Relation, Role, Span


def test_spans() -> None:
    source = "giao [Sở Y tế], [Công an tỉnh] thực hiện"
    text, spans = read_spans(source)
    assert text == "giao Sở Y tế, Công an tỉnh thực hiện"
    assert [span.of(text) for span in spans] == ["Sở Y tế", "Công an tỉnh"]
    assert mark_spans(text, spans) == source


def test_entities() -> None:
    source = "[A Sở Y tế] thăm [C Lào] [D năm 2024] theo [R Đề án 06]"
    marked = read_entities(source)
    assert [(one.label, one.span.of(marked.text)) for one in marked.entities] == [
        (Label.AGENCY, "Sở Y tế"),
        (Label.COUNTRY, "Lào"),
        (Label.DATE, "năm 2024"),
        (Label.DOCREF, "Đề án 06"),
    ]
    assert mark_entities(marked.text, marked.entities) == source


def test_relations() -> None:
    marked = read_relations("1. [L1 Sở Y tế]\n- {1 Cùng [P1 Sở Nội vụ] họp [T1 năm 2024]}.\n")
    task = Entity(Label.TASK, Span(13, 40))
    health = Entity(Label.AGENCY, Span(3, 10))
    home = Entity(Label.AGENCY, Span(18, 27))
    year = Entity(Label.DATE, Span(32, 40))
    assert marked.text == "1. Sở Y tế\n- Cùng Sở Nội vụ họp năm 2024.\n"
    assert task.span.of(marked.text) == "Cùng Sở Nội vụ họp năm 2024"
    assert marked.entities == (health, task, home, year)
    assert marked.relations == (
        Relation(Role.LEAD, task, health),
        Relation(Role.PARTNER, task, home),
        Relation(Role.TIME, task, year),
    )


RELATIONS = {
    "an agency of several tasks": "[L1-3,5 Sở Y tế] {1 a} {2 b} {3 c} {4 d} {5 e}",
    "an agency in two roles": "[L1;P2 Sở Y tế] {1 a} {2 b}",
    "an entity at the start of a task": "{1 [L1 Sở Y tế] họp}",
    "an entity that is all of a task": "{1 [L1 Sở Y tế]}",
    "a task without relations": "{1 họp}",
    "a reference": "[R1 Đề án 06] [O1 năm 2022] của [B1,2 Chính phủ], [R2 Đề án 07]",
    "a reference within a task": "{1 [L1 Sở Y tế] theo [R1 Đề án 06] của [B1 Chính phủ]}",
}


@pytest.mark.parametrize("source", cases(RELATIONS))
def test_relations_are_written_as_they_are_read(source: str) -> None:
    assert mark_relations(read_relations(source)) == source


def test_only_the_roles_that_are_asked_for_are_written() -> None:
    marked = read_relations("{1 [L1 Sở Y tế] theo [R1 Đề án 06] của [B1 Chính phủ]}")
    assert mark_relations(marked, roles=WORK) == "{1 [L1 Sở Y tế] theo Đề án 06 của Chính phủ}"
    assert mark_relations(marked, roles=ISSUE) == "Sở Y tế theo [R1 Đề án 06] của [B1 Chính phủ]"


FAULTY = {
    "an opening bracket alone": "{1 giao [L1 Sở Y tế}",
    "a closing bracket alone": "{1 giao} Sở Y tế]",
    "a task that is never closed": "{1 giao [L1 Sở Y tế]",
    "an empty text": "{1 giao} [L1 ]",
    "a tag alone": "{1 giao} [L1]",
    "a space before the tag": "{1 giao} [ L1 Sở Y tế]",
    "no tag": "{1 giao} [Sở Y tế]",
    "an unknown role": "{1 giao} [X1 Sở Y tế]",
    "a role of small letters": "{1 giao} [l1 Sở Y tế]",
    "a role without a number": "{1 giao} [L Sở Y tế]",
    "a task without a number": "{giao [L1 Sở Y tế]}",
    "a task that is not there": "{1 giao} [L2 Sở Y tế]",
    "a reference that is not there": "{1 giao} [B1 Sở Y tế]",
    "tasks out of turn": "{2 giao} {1 họp}",
    "a number that skips": "{1 giao} {3 họp}",
    "a number twice": "{1 giao} {1 họp}",
    "tasks that nest": "{1 giao {2 họp}}",
    "entities that nest": "{1 giao} [L1 Sở [P1 Y tế]]",
    "a task within an entity": "[L1 Sở {1 Y tế}]",
    "brackets that cross": "{1 giao [L1 Sở} Y tế]",
    "white space at the end": "{1 giao } [L1 Sở Y tế]",
    "white space at the start": "{1  giao} [L1 Sở Y tế]",
    "numbers that run backwards": "{1 a} {2 b} {3 c} [L3-1 Sở Y tế]",
    "a role twice": "{1 giao} [L1,1 Sở Y tế]",
    "an agency that is a date": "{1 giao} [L1;T1 Sở Y tế]",
    "a reference with two numbers": "[R1,2 Đề án 06]",
}


@pytest.mark.parametrize("source", cases(FAULTY))
def test_faulty_relations_are_refused(source: str) -> None:
    with pytest.raises(MarkupError):
        read_relations(source)


@pytest.mark.parametrize(
    "source", ["[B Sở Y tế]", "[Sở Y tế]", "[A Sở Y tế", "Sở Y tế]", "{1 giao}"]
)
def test_faulty_entities_are_refused(source: str) -> None:
    with pytest.raises(MarkupError):
        read_entities(source)


@pytest.mark.parametrize(
    "source", ["[Sở Y tế", "Sở Y tế]", "[]", "[Sở [Y tế]]", "[ Sở Y tế]", "{Sở}"]
)
def test_faulty_spans_are_refused(source: str) -> None:
    with pytest.raises(MarkupError):
        read_spans(source)


def test_an_error_says_where() -> None:
    with pytest.raises(MarkupError, match=r"line 2, at '\[X1 Sở Y tế\]"):
        read_relations("{1 giao}\n[X1 Sở Y tế]")


def test_a_fault_of_no_case_is_refused() -> None:
    with pytest.raises(KeyError):
        cases({"a": 1}, {"b": "reason"})
