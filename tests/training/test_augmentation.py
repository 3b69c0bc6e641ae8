"""Plans are varied as plans vary, and their entities stay exact."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import Annotation, Entity, Label, Span
from models.plain import as_read
from training.augmentation import (
    Augmenter,
    abbreviations,
    breaks,
    by_kind,
    capitals,
    kind,
    slips,
    swaps,
    tones,
)
from training.edits import Edit, edited
from training.settings import Augmentation

ALL = Augmentation(swaps=0.5, abbreviations=0.5, capitals=0.5, tones=1.0, slips=0.05, breaks=0.5)


def plan(text: str, **labels: str) -> Annotation:
    """A text with one entity of each label, found by its words."""
    entities = [
        Entity(Label(label), Span(text.index(words), text.index(words) + len(words)))
        for label, words in labels.items()
    ]
    return Annotation(text, tuple(sorted(entities, key=lambda entity: entity.span)))


def after(annotation: Annotation, edits: Iterable[Edit]) -> tuple[str, list[str]]:
    result = edited(annotation, edits)
    return result.text, [entity.span.of(result.text) for entity in result.entities]


@pytest.mark.parametrize(
    ("text", "agency", "wanted"),
    [
        ("Giao UBND tỉnh Lào Cai.", "UBND tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Giao HĐND tỉnh.", "HĐND tỉnh", "Hội đồng nhân dân tỉnh"),
        ("Giao Uỷ ban nhân dân xã.", "Uỷ ban nhân dân xã", "UBND xã"),
        ("ỦY BAN NHÂN DÂN TỈNH A", "ỦY BAN NHÂN DÂN TỈNH A", "UBND TỈNH A"),
        ("Sở Giao thông vận tải báo cáo.", "Sở Giao thông vận tải", "Sở GTVT"),
    ],
)
def test_abbreviations_go_both_ways(text: str, agency: str, wanted: str) -> None:
    annotation = plan(text, AGENCY=agency)
    changed, entities = after(annotation, abbreviations(annotation, Random(0), share=1))
    assert entities == [wanted]
    assert changed == text.replace(agency, wanted)


@pytest.mark.parametrize("text", ["Số 15/KH-UBND", "liên tịch HĐND-UBND", "tp và ubnd", "UBNDX"])
def test_what_only_looks_like_an_abbreviation_stays(text: str) -> None:
    assert not list(abbreviations(Annotation(text), Random(0), share=1))


def test_document_references_are_not_rewritten() -> None:
    annotation = plan("Kế hoạch của UBND tỉnh", DOCREF="Kế hoạch của UBND tỉnh")
    assert not list(abbreviations(annotation, Random(0), share=1))


@pytest.mark.parametrize(
    ("agency", "wanted"),
    [
        ("Sở Y tế", "sở"),
        ("SỞ Y TẾ", "sở"),
        ("UBND tỉnh Lào Cai", "ubnd tỉnh"),
        ("Uỷ ban nhân dân tỉnh", "ủy ban"),
        ("các sở, ban, ngành", "các sở,"),
        ("Chính phủ", "chính phủ"),
    ],
)
def test_an_agency_is_of_a_kind(agency: str, wanted: str) -> None:
    assert kind(agency) == wanted


@pytest.mark.parametrize(
    ("agency", "wanted"), [("Sở Y tế", "Sở Nội vụ"), ("SỞ Y TẾ TỈNH", "SỞ NỘI VỤ")]
)
def test_agencies_become_others_of_their_kind(agency: str, wanted: str) -> None:
    annotation = plan(f"Giao {agency} chủ trì.", AGENCY=agency)
    kinds = by_kind(["Sở Nội vụ", "Bộ Y tế"])
    changed, entities = after(annotation, swaps(annotation, kinds, Random(0), share=1))
    assert entities == [wanted]
    assert changed == f"Giao {wanted} chủ trì."


def test_lines_in_capitals_stay_the_same_words() -> None:
    annotation = plan("Sở Y tế báo cáo.\nHoàn thành.", AGENCY="Sở Y tế")
    changed, entities = after(annotation, capitals(annotation.text, Random(0), share=1))
    assert changed == "SỞ Y TẾ BÁO CÁO.\nHOÀN THÀNH."
    assert entities == ["SỞ Y TẾ"]


def test_tones_move_all_one_way() -> None:
    text = "hoà bình, hòa nhập, Uỷ ban, Ủy ban"
    seen = {after(Annotation(text), tones(text, Random(seed)))[0] for seed in range(8)}
    assert seen == {"hoà bình, hoà nhập, Uỷ ban, Uỷ ban", "hòa bình, hòa nhập, Ủy ban, Ủy ban"}


def test_slips_lose_marks_and_take_signs_for_others() -> None:
    text = "Quyết định số 15, đến năm 2025"
    misread = edited(Annotation(text), slips(text, Random(0), share=1)).text
    assert len(misread) == len(text)
    assert not set("ếịố15") & set(misread)


def test_broken_lines_hold_the_same_words() -> None:
    text = "Giao Sở Y tế chủ trì, phối hợp với các đơn vị liên quan tổ chức thực hiện. " * 4
    broken = edited(Annotation(text), breaks(text, Random(0))).text
    assert broken.split() == text.split()
    assert max(map(len, broken.split("\n"))) <= 110
    assert "\n" in broken


_WORDS = st.sampled_from(
    ["Sở", "Y tế", "UBND", "tỉnh", "Ủy ban nhân dân", "hoà", "thành phố", "TP.", "15/KH-UBND", ","]
)


@st.composite
def plans(draw: st.DrawFn) -> Annotation:
    """Words in lines, some runs of them entities."""
    text = ""
    entities: list[Entity] = []
    for _ in range(draw(st.integers(1, 12))):
        words = " ".join(draw(st.lists(_WORDS, min_size=1, max_size=5)))
        if draw(st.booleans()):
            label = draw(st.sampled_from([Label.AGENCY, Label.DATE, Label.DOCREF]))
            entities.append(Entity(label, Span(len(text), len(text) + len(words))))
        text += words + draw(st.sampled_from([" ", "\n"]))
    return Annotation(text, tuple(entities))


WAYS: dict[str, Callable[[Annotation, Random], Iterable[Edit]]] = {
    "capitals": lambda plan, chance: capitals(plan.text, chance, share=0.5),
    "tones": lambda plan, chance: tones(plan.text, chance),
    "breaks": lambda plan, chance: breaks(plan.text, chance),
}


@given(plans(), st.sampled_from(sorted(WAYS)), st.integers(0, 9))
def test_what_keeps_the_length_moves_nothing(annotation: Annotation, way: str, seed: int) -> None:
    result = edited(annotation, WAYS[way](annotation, Random(seed)))
    assert result.entities == annotation.entities
    assert as_read(result.text).split() == as_read(annotation.text).split()


@given(plans(), st.integers(0, 9))
def test_a_variant_has_the_same_entities_apart_by_the_same_gaps(
    annotation: Annotation, seed: int
) -> None:
    result = Augmenter.of(ALL, [annotation]).varied(annotation, Random(seed))
    assert [entity.label for entity in result.entities] == [
        entity.label for entity in annotation.entities
    ]
    for before, entity in zip(annotation.entities, result.entities, strict=True):
        assert entity.span.of(result.text).strip()
        assert _edges(annotation, before) == _edges(result, entity)
    assert Augmenter.of(ALL, [annotation]).varied(annotation, Random(seed)) == result


def _edges(plan: Annotation, entity: Entity) -> tuple[bool, bool]:
    """Whether an entity begins and ends at white space or an end of the text."""
    before = plan.text[: entity.span.start]
    behind = plan.text[entity.span.end :]
    return not before or before[-1].isspace(), not behind or behind[0].isspace()
