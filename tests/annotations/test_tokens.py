"""The tokenizer keeps the text and can hold every span that people annotated."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated_plans import OWN_PLANS
from hypothesis import given
from hypothesis import strategies as st

from annotations.corpus import read_corpus
from annotations.tokens import tokenize

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Sở Y tế", "Sở Y tế"),
        ("15/KH-UBND", "15 / KH - UBND"),
        ("ngày 05/02/2023;", "ngày 05/02/2023 ;"),
        ("năm 2018của tỉnh", "năm 2018 của tỉnh"),
        ("Campuchia;Tổng lãnh sự", "Campuchia ; Tổng lãnh sự"),
        ("Chính phủ[2]", "Chính phủ [ 2 ]"),
        ("Số:412/KH", "Số : 412 / KH"),
        ("quý I.", "quý I ."),
        ("(tháng 8).", "( tháng 8 ) ."),
        ("thực hiện./.", "thực hiện ./."),
        ("1.234.567 đồng", "1.234.567 đồng"),
    ],
)
def test_a_token_ends_where_an_entity_may(text: str, tokens: str) -> None:
    assert [token.text for token in tokenize(text)] == tokens.split()


@given(st.text())
def test_the_text_is_kept(text: str) -> None:
    assert tokenize(text).text == text


@pytest.mark.parametrize(
    "folder",
    [
        OWN_PLANS,
        pytest.param(
            GOLD, marks=pytest.mark.skipif(not GOLD.is_dir(), reason="the gold plans are not here")
        ),
    ],
    ids=["own plans", "gold plans"],
)
def test_no_annotated_span_begins_or_ends_inside_a_token(folder: Path) -> None:
    inside: list[str] = []
    for plan in read_corpus(folder):
        doc = tokenize(plan.annotation.text)
        inside += [
            f"{plan.name}: {entity.label} {entity.span.of(plan.annotation.text)!r}"
            for entity in plan.annotation.entities
            if doc.char_span(entity.span.start, entity.span.end) is None
        ]
    assert inside == []
