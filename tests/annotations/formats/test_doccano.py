"""doccano: its keys, its UTF-16 offsets, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from annotated_plans import ANNOTATION, DAY, HEALTH, PLAN, TASK, TEXT

from annotations import AnnotationError
from annotations.formats.conversion import Decoded, Source
from annotations.formats.registry import FORMATS

DOCCANO = FORMATS["doccano"]


def record() -> dict[str, Any]:
    (data,) = DOCCANO.encode([PLAN]).files.values()
    return json.loads(data)


def decoded(*records: object, texts: dict[str, str] | None = None) -> Decoded:
    lines = "\n".join(json.dumps(one) for one in records)
    return DOCCANO.decode([Source("all", "all.jsonl", lines.encode())], texts=texts)


def test_a_plan_is_one_record_with_entities_and_relations() -> None:
    made = record()
    assert made["name"] == "y-te-2024"
    assert made["text"] == TEXT
    assert made["entities"][1] == {
        "id": 2,
        "label": "AGENCY",
        "start_offset": HEALTH.span.start,
        "end_offset": HEALTH.span.end,
    }
    assert made["relations"][0] == {"id": 1, "from_id": 1, "to_id": 2, "type": "LEAD"}


def test_offsets_count_utf_16_code_units() -> None:
    ends = {one["id"]: one["end_offset"] for one in record()["entities"]}
    assert ends[1] == TASK.span.end + 1
    assert ends[4] == DAY.span.end + 1
    units = TEXT.encode("utf-16-le")
    assert units[: 2 * ends[4]].decode("utf-16-le").endswith("15/8/2024")


def test_what_doccano_exports_is_read() -> None:
    exported = {
        "id": 6400,
        "text": TEXT,
        "name": "y-te-2024",
        "Comments": [],
        "entities": [{**one, "id": one["id"] + 1000} for one in record()["entities"]],
        "relations": [
            {**one, "from_id": one["from_id"] + 1000, "to_id": one["to_id"] + 1000}
            for one in record()["relations"]
        ],
    }
    assert decoded(exported).plans == (PLAN,)


def test_an_arrow_drawn_from_the_agency_to_the_task_is_the_same_relation() -> None:
    made = record()
    for relation in made["relations"]:
        relation["from_id"], relation["to_id"] = relation["to_id"], relation["from_id"]
    assert decoded(made).plans[0].annotation.relations == ANNOTATION.relations


def test_a_record_without_a_name_is_the_plan_of_its_text() -> None:
    made = record()
    del made["name"]
    assert decoded(made, texts={"x": "", "known": TEXT}).plans[0].name == "known"
    assert decoded(made).plans[0].name == "all-1"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": None}, "all.jsonl:2: expected a key 'text'"),
        ({"text": 5}, "all.jsonl:2: text: expected a text, not 5"),
        ({"text": "\ud83d"}, "all.jsonl:2: text: half a character, \\ud83d, at 0"),
        ({"name": "../plan"}, "all.jsonl:2: name: '../plan' cannot be the name of a file"),
        ({"name": "y-te-2024"}, "all.jsonl:2: name: the plan 'y-te-2024' stands here twice"),
        ({"entities": None, "label": []}, "all.jsonl:2: an export without relations: turn"),
        ({"entities": {}}, "all.jsonl:2: entities: expected a list, not {}"),
        ({"entities": [7]}, "all.jsonl:2: entities[0]: expected an object, not 7"),
        (
            {"entities": [{"id": 1, "label": "ORG", "start_offset": 0, "end_offset": 1}]},
            "all.jsonl:2: entities[0].label: 'ORG' is not one of AGENCY DATE COUNTRY",
        ),
        (
            {"entities": [{"id": 1, "label": "DATE", "start_offset": 0, "end_offset": 999}]},
            "all.jsonl:2: entities[0].label: DATE 0-998 lies outside the text of",
        ),
        (
            {"entities": [{"id": 1, "label": "DATE", "start_offset": 3, "end_offset": 2}]},
            "DATE 3-2 lies outside the text",
        ),
        (
            {"entities": [{"id": 1, "label": "DATE", "start_offset": "3", "end_offset": 4}]},
            'entities[0].start_offset: expected a whole number, not "3"',
        ),
        (
            {
                "entities": [
                    {"id": 1, "label": "DATE", "start_offset": 0, "end_offset": 1},
                    {"id": 1, "label": "DATE", "start_offset": 2, "end_offset": 3},
                ]
            },
            "entities[1].label: the id 1 is taken by another entity",
        ),
        (
            {"relations": [{"id": 1, "from_id": 1, "to_id": 99, "type": "LEAD"}]},
            "relations[0].type: LEAD ends at 99, which is not among the entities",
        ),
        (
            {"relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "HEAD"}]},
            "relations[0].type: 'HEAD' is not one of LEAD PARTNER",
        ),
        (
            {"relations": [{"id": 1, "from_id": 2, "to_id": 4, "type": "LEAD"}]},
            "relations[0].type: LEAD joins TASK and AGENCY, not AGENCY and DATE",
        ),
    ],
)
def test_a_record_of_the_wrong_schema_is_named(change: dict[str, object], reason: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        decoded(record(), {**record(), "name": "second", **change})
    assert reason in str(caught.value)


def test_an_offset_within_a_character_is_refused() -> None:
    made = record()
    made["entities"][0]["end_offset"] = len(TEXT[: TEXT.index("🚑")]) + 1
    with pytest.raises(AnnotationError, match="lies within a character of two code units"):
        decoded(made)


@pytest.mark.parametrize("line", ["{", "nothing", '{"text": "a"} {}'])
def test_a_line_that_is_not_json_is_named(line: str) -> None:
    with pytest.raises(AnnotationError, match=r"^all\.jsonl:2: not JSON: "):
        DOCCANO.decode([Source("all", "all.jsonl", f"\n{line}\n".encode())])


def test_a_file_that_is_not_utf_8_is_named() -> None:
    with pytest.raises(AnnotationError, match=r"^all\.jsonl:1: not UTF-8 at byte 0"):
        DOCCANO.decode([Source("all", "all.jsonl", "{}".encode("utf-16"))])
