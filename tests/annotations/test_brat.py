"""What brat standoff files say, and that reading and writing them loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import Annotation, AnnotationError, Entity, Label, Note, Relation, Role, Span, brat

TEXT = "Giao Sở Y tế\n  và Công an\r\ntỉnh thực hiện năm 2024."
TASK = Entity(Label.TASK, Span(0, 50))
HEALTH = Entity(Label.AGENCY, Span(5, 12))
POLICE = Entity(Label.AGENCY, Span(18, 31))
YEAR = Entity(Label.DATE, Span(42, 50))
GOLD = Path(__file__).parents[3] / "shared" / "gold"


def entity_line(label: str = "AGENCY", offsets: str = "5 12", text: str = "Sở Y tế") -> str:
    return f"T1\t{label} {offsets}\t{text}\n"


def test_entities_and_relations_are_numbered_in_text_order() -> None:
    annotation = Annotation(
        TEXT, (YEAR, HEALTH, TASK), (Relation(Role.TIME, TASK, YEAR, "rule:x", 0.5),)
    )
    assert brat.dumps(annotation).split("\n") == [
        "T1\tTASK 0 12;15 25;27 50\tGiao Sở Y tế và Công an tỉnh thực hiện năm 2024",
        "T2\tAGENCY 5 12\tSở Y tế",
        "T3\tDATE 42 50\tnăm 2024",
        "R1\tTIME Arg1:T1 Arg2:T3",
        "",
    ]


def test_a_span_over_a_line_break_is_one_fragment_a_line() -> None:
    assert brat.dumps(Annotation(TEXT, (POLICE,))) == "T1\tAGENCY 18 25;27 31\tCông an tỉnh\n"


def test_the_same_entity_or_relation_is_written_once() -> None:
    again = Entity(Label.AGENCY, HEALTH.span, "model:x", 0.9)
    lead = Relation(Role.LEAD, TASK, HEALTH)
    annotation = Annotation(
        TEXT, (TASK, HEALTH, again), (lead, Relation(Role.LEAD, TASK, again, "model:x"))
    )
    read = brat.loads(brat.dumps(annotation), TEXT)
    assert read == Annotation(TEXT, (TASK, HEALTH), (lead,))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("# chép lại từ bản in\n", id="remark"),
        pytest.param("#1\tAnnotationError T1\tbrat's own\n", id="note of another type"),
        pytest.param("\n", id="blank line"),
        pytest.param("  \r\n", id="blank line with a carriage return"),
    ],
)
def test_remarks_and_blank_lines_are_left_out(line: str) -> None:
    assert brat.loads(line + entity_line() + line, TEXT).entities == (HEALTH,)


def test_an_annotators_notes_are_read_and_written_behind_what_they_are_on() -> None:
    lead = Relation(Role.LEAD, TASK, HEALTH)
    notes = (Note(lead, "chắc chắn?"), Note(HEALTH, "value=so-y-te@hue"), Note(HEALTH, "xem lại"))
    standoff = brat.dumps(Annotation(TEXT, (TASK, HEALTH), (lead,), notes))
    assert standoff.split("\n")[3:] == [
        "#1\tAnnotatorNotes T2\tvalue=so-y-te@hue",
        "#2\tAnnotatorNotes T2\txem lại",
        "#3\tAnnotatorNotes R1\tchắc chắn?",
        "",
    ]
    assert set(brat.loads(standoff, TEXT).notes) == set(notes)


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    assert brat.loads("\ufeff" + entity_line().replace("\n", "\r\n"), TEXT).entities == (HEALTH,)


def test_a_relation_may_stand_before_its_ends() -> None:
    standoff = f"R1\tLEAD Arg1:T2 Arg2:T1\n{entity_line()}T2\tTASK 0 12\tGiao Sở Y tế\n"
    (relation,) = brat.loads(standoff, TEXT).relations
    assert (relation.role, relation.tail) == (Role.LEAD, HEALTH)


@pytest.mark.parametrize(
    ("standoff", "reason"),
    [
        ("T1 AGENCY 5 12 Sở Y tế\n", "expected 'T<n>⇥LABEL start end⇥text'"),
        ("A1\tNegation T1\n", "or a note that begins with '#'"),
        (entity_line(label="ORG"), "'ORG' is not one of AGENCY DATE COUNTRY DOCREF TASK"),
        (entity_line() * 2, "T1 stands here for the second time"),
        (entity_line(offsets="12 5"), "do not rise"),
        (entity_line(offsets="5 5"), "do not rise"),
        (entity_line(offsets="5 99"), "the span ends at 99, the text at 51"),
        (entity_line(offsets="5 7;10 12"), "text between the fragments is left out"),
        (entity_line(offsets="4 11"), "the offsets cover 'Sở Y t', not 'Sở Y tế'"),
        ("R1\tLEAD Arg1:T8 Arg2:T9\n", "T8 is not in this file"),
        (entity_line() + "#1\tAnnotatorNotes T2\tvalue=VN\n", "T2 is not in this file"),
        (entity_line() + "R1\tHEAD Arg1:T1 Arg2:T1\n", "'HEAD' is not one of LEAD PARTNER"),
        (
            entity_line() + "R1\tLEAD Arg1:T1 Arg2:T1\n",
            "LEAD runs from TASK to AGENCY, not from AGENCY to AGENCY",
        ),
    ],
)
def test_a_broken_line_is_named_with_its_fault(standoff: str, reason: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        brat.loads(standoff, TEXT, name="ke-hoach.ann")
    last = standoff.count("\n")
    assert str(caught.value).startswith(f"ke-hoach.ann:{last}: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "annotation",
    [
        pytest.param(Annotation(TEXT, (Entity(Label.DATE, Span(3, 3)),)), id="empty"),
        pytest.param(Annotation(TEXT, (Entity(Label.DATE, Span(4, 12)),)), id="leading space"),
        pytest.param(Annotation(TEXT, (Entity(Label.DATE, Span(50, 60)),)), id="outside"),
        pytest.param(
            Annotation(TEXT, (TASK,), (Relation(Role.LEAD, TASK, HEALTH),)), id="end not listed"
        ),
        pytest.param(Annotation(TEXT, (TASK,), (), (Note(HEALTH, "?"),)), id="note on nothing"),
    ],
)
def test_what_has_no_form_in_brat_is_refused(annotation: Annotation) -> None:
    with pytest.raises(AnnotationError, match="ke-hoach"):
        brat.dumps(annotation, name="ke-hoach.ann")


@pytest.mark.parametrize("missing", [".ann", ".txt"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    path = tmp_path / "ke-hoach.ann"
    brat.write(Annotation(TEXT), path)
    path.with_suffix(missing).unlink()
    with pytest.raises(AnnotationError, match=rf"ke-hoach\{missing}: cannot be opened"):
        brat.read(path)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.ann"
    brat.write(Annotation(TEXT), path)
    path.with_suffix(".txt").write_bytes("Sở Y tế".encode("utf-16"))
    with pytest.raises(AnnotationError, match=r"ke-hoach\.txt: not UTF-8 at byte 0"):
        brat.read(path)


@pytest.mark.parametrize("text", ["\ufeffSở Y tế\r\n", "Sở\rY tế\n", "ÁO"])
def test_the_text_is_written_byte_for_byte(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ke-hoach.ann"
    brat.write(Annotation(text), path)
    assert path.with_suffix(".txt").read_bytes() == text.encode()
    assert brat.read(path).text == text


@st.composite
def annotated_texts(draw: st.DrawFn) -> Annotation:
    """Any text with spans that begin and end with something visible."""
    text = draw(st.text(st.sampled_from("aạđÁ1.;|\u0301\ufeff \t\n\r\x0b\x85\u2028\xa0😀")))
    edges = [offset for offset, character in enumerate(text) if not character.isspace()]
    if not edges:
        return Annotation(text)
    offset = st.sampled_from(edges)
    pair = st.tuples(offset, offset).map(lambda ends: Span(min(ends), max(ends) + 1))
    entity = st.builds(Entity, st.sampled_from(Label), pair)
    entities = draw(st.lists(entity, unique=True, max_size=6))
    tasks = [entity for entity in entities if entity.label is Label.TASK]
    agencies = [entity for entity in entities if entity.label is Label.AGENCY]
    relations = [Relation(Role.LEAD, task, agency) for task in tasks for agency in agencies]
    return Annotation(text, tuple(entities), tuple(relations))


@given(annotated_texts())
def test_writing_and_reading_gives_the_same_annotation(annotation: Annotation) -> None:
    read = brat.loads(brat.dumps(annotation), annotation.text)
    assert read.text == annotation.text
    assert set(read.entities) == set(annotation.entities)
    assert read.relations == annotation.relations


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold plans are not here")
@pytest.mark.parametrize("path", sorted(GOLD.glob("dev/*.ann")), ids=lambda path: path.stem)
def test_a_gold_plan_is_written_as_it_was_read(path: Path) -> None:
    annotation = brat.read(path)
    assert annotation.entities
    assert brat.dumps(annotation) == path.read_text(encoding="utf-8")
