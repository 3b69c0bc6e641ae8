"""Changes of annotated texts keep every entity on its own characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import Annotation, Entity, Label, Span
from training.edits import Edit, edited

TEXT = "Sở Y tế và UBND tỉnh"
HEALTH = Entity(Label.AGENCY, Span(0, 7))
PROVINCE = Entity(Label.AGENCY, Span(11, 20))
PLAN = Annotation(TEXT, (HEALTH, PROVINCE))


def words(plan: Annotation) -> list[str]:
    return [entity.span.of(plan.text) for entity in plan.entities]


@pytest.mark.parametrize(
    ("edit", "text", "entities"),
    [
        (Edit(Span(0, 7), "Sở Nội vụ"), "Sở Nội vụ và UBND tỉnh", ["Sở Nội vụ", "UBND tỉnh"]),
        (Edit(Span(0, 2), "SỞ"), "SỞ Y tế và UBND tỉnh", ["SỞ Y tế", "UBND tỉnh"]),
        (
            Edit(Span(11, 15), "Ủy ban nhân dân"),
            "Sở Y tế và Ủy ban nhân dân tỉnh",
            ["Sở Y tế", "Ủy ban nhân dân tỉnh"],
        ),
        (Edit(Span(7, 11), ", "), "Sở Y tế, UBND tỉnh", ["Sở Y tế", "UBND tỉnh"]),
        (Edit(Span(5, 9), "?"), TEXT, ["Sở Y tế", "UBND tỉnh"]),  # would blur where it ends
    ],
    ids=["whole", "beginning", "longer", "between", "across an edge"],
)
def test_an_edit_moves_what_follows(edit: Edit, text: str, entities: list[str]) -> None:
    plan = edited(PLAN, [edit])
    assert plan.text == text
    assert words(plan) == entities


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(Span(0, 3), "a"), Edit(Span(2, 4), "b")],
        [Edit(Span(1, 1), "a")],
        [Edit(Span(1, 2), "")],
    ],
    ids=["overlap", "covers nothing", "puts nothing"],
)
def test_edits_that_say_nothing_clear_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="edit"):
        edited(PLAN, edits)


@st.composite
def pieces(draw: st.DrawFn) -> list[tuple[str, str, bool]]:
    """Stretches of a text: what stands there, what shall stand there, whether it is an entity."""
    letters = st.text("aăâ ôƠ\n", min_size=1, max_size=4)
    return draw(st.lists(st.tuples(letters, letters, st.booleans()), max_size=8))


@given(pieces())
def test_entities_hold_what_their_own_characters_became(drawn: list[tuple[str, str, bool]]) -> None:
    entities: list[Entity] = []
    edits: list[Edit] = []
    text = ""
    for before, after, marked in drawn:
        span = Span(len(text), len(text) + len(before))
        text += before
        edits.append(Edit(span, after))
        if marked:
            entities.append(Entity(Label.DATE, span))
    plan = edited(Annotation(text, tuple(entities)), edits)
    assert plan.text == "".join(after for _, after, _ in drawn)
    assert words(plan) == [after for _, after, marked in drawn if marked]
