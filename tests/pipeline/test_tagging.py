"""Rules and model together: a model that is sure adds agencies and goes on, and never cuts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marked import mark_entities, read_entities

from annotations import Entity
from pipeline.tagging import merge

CASES = [  # what the rules found; what the model found, and how sure it is; what both find
    ("[A Sở Y tế] họp.", "Sở Y tế họp.", 1.0, "[A Sở Y tế] họp."),
    ("Viễn thông Yên Hòa.", "[A Viễn thông Yên Hòa].", 0.99, "[A Viễn thông Yên Hòa]."),
    ("Viễn thông Yên Hòa.", "[A Viễn thông Yên Hòa].", 0.8, "Viễn thông Yên Hòa."),
    ("ra mắt ở Yên Hòa.", "ra mắt ở [C Yên Hòa].", 1.0, "ra mắt ở Yên Hòa."),
    ("theo [R Đề án 06] này.", "[R theo Đề án 06] này.", 1.0, "theo [R Đề án 06] này."),
    ("Văn phòng [A Sở] lưu.", "[A Văn phòng Sở] lưu.", 0.95, "[A Văn phòng Sở] lưu."),
    ("Văn phòng [A Sở] lưu.", "[A Văn phòng Sở] lưu.", 0.9, "Văn phòng [A Sở] lưu."),
    ("xong [D tháng 9]/2025.", "xong [D tháng 9/2025].", 1.0, "xong [D tháng 9]/2025."),
    ("xong vào Tết.", "xong vào [D Tết].", 1.0, "xong vào Tết."),
    ("[A Hội Khuyến học] huyện.", "[A Hội] Khuyến học huyện.", 1.0, "[A Hội Khuyến học] huyện."),
    ("[A Sở Y tế], [A Ban Tôn giáo].", "[A Sở Y tế, Ban Tôn giáo].", 1.0, None),
    ("họp [D tháng 9].", "[A họp tháng 9].", 1.0, None),
    ("[A Tỉnh đoàn] họp.", "Tỉnh [A đoàn họp].", 1.0, None),
]


def tagged(marked: str, score: float) -> list[Entity]:
    return [
        replace(entity, source="model:m", score=score) for entity in read_entities(marked).entities
    ]


@pytest.mark.parametrize(("rules", "model", "score", "both"), CASES)
def test_a_model_that_is_sure_adds_and_goes_on(
    rules: str, model: str, score: float, both: str | None
) -> None:
    found = read_entities(rules)
    merged = merge(found.entities, tagged(model, score))
    assert mark_entities(found.text, merged) == (both or rules)


def test_what_goes_on_says_what_made_it() -> None:
    rules, model = "Văn phòng [A Sở] và [A Ban Tôn giáo].", "[A Văn phòng Sở] và Ban Tôn giáo."
    merged = merge(read_entities(rules).entities, tagged(model, 1.0))
    assert [(entity.source, entity.score) for entity in merged] == [
        ("model:m", 1.0),
        ("gold", None),
    ]


@pytest.mark.parametrize("label", "ADCR")
def test_an_entity_without_a_score_is_not_sure(label: str) -> None:
    unsure = [replace(one, score=None) for one in tagged(f"[{label} Viễn thông] họp.", 1.0)]
    assert merge([], unsure) == []
