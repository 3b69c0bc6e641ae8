"""spaCy's DocBin: what spaCy users find in it, and what it cannot hold."""

# spaCy's annotations leave some of its types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

import pytest
import spacy
from annotated_plans import ANNOTATION, PLAN, TEXT, entity
from spacy.tokens import Doc, DocBin

from annotations import Annotation, AnnotationError, Entity, Label, Span
from annotations.corpus import AnnotatedPlan
from annotations.formats.conversion import Reason, Source
from annotations.formats.registry import FORMATS

DOCBIN = FORMATS["docbin"]


def docbin(*docs: Doc, store_user_data: bool = False) -> Source:
    data = DocBin(store_user_data=store_user_data, docs=docs).to_bytes()
    return Source("set", "set.spacy", data)


def foreign(label: str = "COUNTRY") -> Doc:
    """A document that somebody else made."""
    doc = spacy.blank("xx")("Đoàn thăm Lào.")
    span = doc.char_span(10, 13, label=label)
    assert span is not None
    doc.ents = (span,)
    return doc


def test_spacy_finds_entities_and_tasks() -> None:
    (data,) = DOCBIN.encode([PLAN]).files.values()
    (doc,) = DocBin().from_bytes(data).get_docs(spacy.blank("xx").vocab)
    assert doc.text == TEXT
    assert [(span.label_, span.text) for span in doc.ents][:2] == [
        ("AGENCY", "Sở Y tế"),
        ("AGENCY", "Công an tỉnh"),
    ]
    assert [span.text for span in doc.spans["tasks"]] == [TEXT[: TEXT.index(".")]]


def test_what_spacy_cannot_hold_is_counted() -> None:
    longer = entity(Label.AGENCY, "Sở Y tế chủ trì")
    part = Entity(Label.DATE, Span(1, 3))
    annotation = Annotation(TEXT, (*ANNOTATION.entities, longer, part), ANNOTATION.relations)
    conversion = DOCBIN.encode([AnnotatedPlan("a", annotation)]).conversion
    counts = {reason: conversion.lost(reason) for reason in Reason if conversion.lost(reason)}
    assert counts == {Reason.OVERLAP: 1, Reason.TOKEN_BORDER: 1, Reason.END_LOST: 1}


def test_a_document_of_others_has_its_entities_and_a_name_from_its_text() -> None:
    doc = foreign()
    (plan,) = DOCBIN.decode([docbin(doc)], texts={"lao": doc.text}).plans
    assert plan.name == "lao"
    assert plan.annotation.entities == (Entity(Label.COUNTRY, Span(10, 13)),)
    assert DOCBIN.decode([docbin(doc, doc)]).plans[1].name == "set-2"


def test_an_unknown_label_is_named() -> None:
    with pytest.raises(AnnotationError, match=r"^set\.spacy: document 1: 'GPE' is not one of"):
        DOCBIN.decode([docbin(foreign("GPE"))])


@pytest.mark.parametrize(
    "stored",
    [
        {"name": "../a", "relations": []},
        {"name": "a", "relations": [["LEAD", 0, 1, 2, 3]]},
        {"name": "a", "relations": [["HEAD", 0, 1, 2, 3]]},
        {"name": "a", "relations": [["LEAD"]]},
    ],
)
def test_relations_of_nothing_are_refused(stored: dict[str, object]) -> None:
    doc = foreign()
    doc.user_data["kehoach"] = stored
    with pytest.raises(AnnotationError, match=r"^set\.spacy: document 1: "):
        DOCBIN.decode([docbin(doc, store_user_data=True)])


@pytest.mark.parametrize("data", [b"", b"\x00" * 40, b"x\x9c\x03\x00\x00\x00\x00\x01", b"[]"])
def test_a_file_of_another_kind_is_named(data: bytes) -> None:
    with pytest.raises(AnnotationError, match=r"^set\.spacy: not a spaCy DocBin"):
        DOCBIN.decode([Source("set", "set.spacy", data)])
