"""Which notes are values, and which identifiers have the form of VALUES.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from annotated_plans import ANNOTATION, DAY, DECISION, HEALTH, JAPAN, OWN_PLANS, TASK

from annotations import Annotation, Entity, Label, Note, brat
from annotations.values import EntityValue, Status, note_of, value_of, values

VALUES = Path(__file__).parents[2] / "annotations" / "VALUES.md"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("value=so-y-te@hue", EntityValue("so-y-te@hue", Status.RESOLVED)),
        ("value=so-y-te@hue; status=resolved", EntityValue("so-y-te@hue", Status.RESOLVED)),
        ("value=*so-ban-nganh@hue", EntityValue("*so-ban-nganh@hue", Status.COLLECTIVE)),
        ("value=; status=open", EntityValue("", Status.OPEN)),
        ("value=", EntityValue("", Status.OPEN)),
        ("xem lại", None),
    ],
)
def test_a_note_that_begins_with_value_is_one(text: str, value: EntityValue | None) -> None:
    assert value_of(Note(HEALTH, text)) == value


@pytest.mark.parametrize(
    "value",
    [
        EntityValue("so-y-te@hue>phong-nghiep-vu-y", Status.RESOLVED),
        EntityValue("*truong", Status.COLLECTIVE),
        EntityValue("", Status.OPEN),
    ],
)
def test_a_value_comes_back_from_its_note(value: EntityValue) -> None:
    assert value_of(note_of(HEALTH, value)) == value


@pytest.mark.parametrize(
    ("entity", "text", "reason"),
    [
        (TASK, "value=so-y-te@hue", "only AGENCY, DATE, COUNTRY, DOCREF have a value"),
        (HEALTH, "value=Sở Y tế", "is no identifier of a AGENCY"),
        (HEALTH, "value=so-y-te@hue; open", "is not 'value=ID' or 'value=ID; status=STATUS'"),
        (HEALTH, "value=so-y-te@hue; status=known", "'known' is not one of"),
        (HEALTH, "value=so-y-te@hue; status=open", "a value that is open has no identifier"),
        (HEALTH, "value=; status=resolved", "a value that is open has no identifier"),
        (HEALTH, "value=*truong; status=resolved", "begins with '*'"),
        (HEALTH, "value=truong; status=collective", "begins with '*'"),
        (DAY, "value=15/8/2024", "is no identifier of a DATE"),
        (JAPAN, "value=jp", "is no identifier of a COUNTRY"),
        (DECISION, "value=quyet-dinh/12/qd-ubnd", "is no identifier of a DOCREF"),
    ],
)
def test_a_value_of_another_form_is_refused(entity: Entity, text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        value_of(Note(entity, text))


FORMS = {
    Label.AGENCY: (
        "bo-ngoai-giao",
        "so-ngoai-vu@nghe-an",
        "ubnd@nghe-an/huyen-dien-chau",
        "so-y-te@nghe-an>phong-nghiep-vu-y",
        "other:unicef",
        "ubnd@nghe-an/huyen-dien-chau, ubnd@nghe-an/huyen-yen-thanh",
        "*so-ban-nganh@nghe-an",
    ),
    Label.DATE: (
        "2022-05-25",
        "2022-34",
        "2021/2025",
        "../2022-05-25",
        "2022-05/..",
        "R/P1Y",
        "R/XXXX-XX-15/P1M",
        "R/2022/2025/P1Y",
        "R/P6M, R/P1Y",
        "XXXX-05-25",
        "../P15D",
    ),
    Label.COUNTRY: ("LA", "SUHH"),
    Label.DOCREF: (
        "quyet-dinh/272/qd-ttg/2019",
        "nghi-quyet/18/nq-tw/",
        "nghi-quyet/66.2/nq-cp/2025",
        "tieu-chuan/11523-2/tcvn/2016",
        "ke-hoach/5/kh-ubnd@nghe-an:huyen-dien-chau/",
        "self",
    ),
}


@pytest.mark.parametrize(("label", "id"), [(label, id) for label in FORMS for id in FORMS[label]])
def test_the_forms_of_the_scheme_are_accepted(label: Label, id: str) -> None:
    entity = next(ANNOTATION.labelled(label))
    value = value_of(Note(entity, f"value={id}"))
    assert value is not None
    assert value.id == id


def test_notes_that_are_no_values_are_passed_over() -> None:
    notes = (Note(HEALTH, "xem lại"), Note(JAPAN, "value=JP"), Note(ANNOTATION.relations[0], "?"))
    annotation = Annotation(ANNOTATION.text, ANNOTATION.entities, ANNOTATION.relations, notes)
    assert values(annotation) == {JAPAN: EntityValue("JP", Status.RESOLVED)}


def test_the_table_of_the_scheme_counts_the_values_of_the_own_plans() -> None:
    rows = re.findall(
        r"^\| (AGENCY|DATE|COUNTRY|DOCREF) \| (\d+) \|", VALUES.read_text("utf-8"), re.M
    )
    labels = [
        entity.label.value
        for path in sorted(OWN_PLANS.glob("*.ann"))
        for entity in values(brat.read(path))
    ]
    assert len(labels) >= 300
    assert {label: int(count) for label, count in rows} == {
        label: labels.count(label) for label in ("AGENCY", "DATE", "COUNTRY", "DOCREF")
    }
