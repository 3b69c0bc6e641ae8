"""Label Studio: what it imports and exports, and what people do in it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest
from annotated_plans import ANNOTATION, DAY, HEALTH, PLAN, TEXT

from annotations import AnnotationError, Label, Note, Role
from annotations.corpus import AnnotatedPlan
from annotations.formats.conversion import Decoded, Reason, Source
from annotations.formats.label_studio import CONFIG_NAME
from annotations.formats.registry import FORMATS

LABEL_STUDIO = FORMATS["label-studio"]
SKIPPED = '[{"was_cancelled": true, "result": []}]'


def task(plan: AnnotatedPlan = PLAN) -> dict[str, Any]:
    (only,) = json.loads(LABEL_STUDIO.encode([plan]).files[""])
    return only


def decoded(*tasks: object) -> Decoded:
    data = json.dumps(tasks, ensure_ascii=False).encode()
    return LABEL_STUDIO.decode([Source("export", "export.json", data)])


def changed(**values: object) -> dict[str, Any]:
    """The task with its annotation's first region changed."""
    made = task()
    made["annotations"][0]["result"][0]["value"].update(values)
    return made


def test_an_annotated_plan_is_a_task_with_an_annotation() -> None:
    made = task()
    assert made["data"] == {"text": TEXT, "name": "y-te-2024"}
    result = made["annotations"][0]["result"]
    assert result[1] == {
        "id": "T2",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": HEALTH.span.start,
            "end": HEALTH.span.end,
            "text": "Sở Y tế",
            "labels": ["AGENCY"],
        },
    }
    assert result[8] == {
        "type": "relation",
        "from_id": "T1",
        "to_id": "T2",
        "direction": "right",
        "labels": ["LEAD"],
    }


def test_offsets_count_code_points() -> None:
    values = [item["value"] for item in task()["annotations"][0]["result"] if "value" in item]
    assert (values[3]["start"], values[3]["end"]) == (DAY.span.start, DAY.span.end)
    assert TEXT.index("🚑") < DAY.span.start


def test_a_suggestion_is_a_prediction_with_scores_and_sources() -> None:
    sure = replace(HEALTH, source="model:ner", score=0.75)
    noted = (Note(sure, "value=so-y-te@hue"),)
    annotation = replace(ANNOTATION, entities=(sure,), relations=(), notes=noted)
    plan = AnnotatedPlan("a", annotation, certainty=0.6)
    made = task(plan)
    assert "annotations" not in made
    (prediction,) = made["predictions"]
    assert prediction["score"] == 0.6
    assert prediction["result"][0]["score"] == 0.75
    assert prediction["result"][0]["meta"] == {"text": ["model:ner", "value=so-y-te@hue"]}
    assert not LABEL_STUDIO.encode([plan]).conversion.losses


def test_a_note_is_the_text_of_a_regions_meta() -> None:
    note = Note(HEALTH, "value=so-y-te@hue")
    made = task(replace(PLAN, annotation=replace(ANNOTATION, notes=(note,))))
    assert made["annotations"][0]["result"][1]["meta"] == {"text": ["value=so-y-te@hue"]}
    (plan,) = decoded(made).plans
    assert plan.annotation.notes == (note,)


def test_the_source_of_an_accepted_suggestion_is_no_note() -> None:
    made = task()
    made["annotations"][0]["result"][1]["meta"] = {"text": ["rule:department", "xem\nlại"]}
    (plan,) = decoded(made).plans
    assert plan.annotation.notes == (Note(HEALTH, "xem lại"),)


def test_the_configuration_names_all_labels_and_relations() -> None:
    config = ET.fromstring(LABEL_STUDIO.encode([PLAN]).files[CONFIG_NAME])
    assert [label.get("value") for label in config.iter("Label")] == list(Label)
    assert [relation.get("value") for relation in config.iter("Relation")] == list(Role)
    (labels,), (text,) = config.iter("Labels"), config.iter("Text")
    assert (labels.get("name"), labels.get("toName")) == ("label", text.get("name"))
    assert text.get("value") == "$text"


def test_what_label_studio_exports_is_read() -> None:
    exported = task()
    exported |= {"id": 1, "drafts": [], "predictions": [], "meta": {}, "inner_id": 1}
    exported["annotations"][0] |= {"was_cancelled": False, "ground_truth": True, "prediction": {}}
    for item in exported["annotations"][0]["result"]:
        item["origin"] = "manual"
    result = decoded(exported)
    assert result.plans == (PLAN,)
    assert not result.conversion.losses


def test_the_displayed_text_may_lack_white_space_and_halve_emoji() -> None:
    shown = TEXT[: TEXT.index(".")].replace("\r\n", "\\n\\n").replace("🚑", "\ufffd\ufffd")
    assert decoded(changed(text=shown)).plans == (PLAN,)


def test_a_relation_of_any_direction_has_the_task_as_its_head() -> None:
    made = task()
    for item in made["annotations"][0]["result"]:
        if item["type"] == "relation":
            item["from_id"], item["to_id"] = item["to_id"], item["from_id"]
            item["direction"] = "left"
    assert decoded(made).plans == (PLAN,)


def test_white_space_that_was_selected_too_is_cut_off_and_counted() -> None:
    made = task()
    made["annotations"][0]["result"][1]["value"] |= {"end": HEALTH.span.end + 1, "text": None}
    result = decoded(made)
    assert result.plans == (PLAN,)
    assert result.conversion.lost(Reason.TRIMMED) == 1


def test_of_several_annotations_the_one_last_worked_on_is_taken() -> None:
    made = task()
    (annotation,) = made["annotations"]
    empty: dict[str, Any] = {
        "result": [],
        "updated_at": "2024-05-01T00:00:00Z",
        "ground_truth": True,
    }
    made["annotations"] = [{**annotation, "updated_at": "2024-05-02T00:00:00Z"}, empty]
    result = decoded(made)
    assert result.plans == (PLAN,)
    assert result.conversion.lost(Reason.OTHER_ANNOTATION) == 1


@pytest.mark.parametrize(
    ("made", "reason"), [("[]", Reason.UNREVIEWED), (SKIPPED, Reason.REJECTED)]
)
def test_a_task_that_nobody_finished_is_left_out_and_counted(made: str, reason: Reason) -> None:
    result = decoded({**task(), "annotations": json.loads(made)})
    assert result.plans == ()
    assert result.conversion.lost(reason) == 1


def test_what_carries_no_label_and_what_hangs_on_it_is_counted() -> None:
    made = task()
    result = made["annotations"][0]["result"]
    result[1]["value"]["labels"] = []  # the agency of the LEAD
    del result[9]["labels"]  # the PARTNER
    result.append({"id": "x", "type": "choices", "value": {"choices": ["ok"]}})
    conversion = decoded(made).conversion
    assert (conversion.entities, conversion.relations) == (7, 3)
    assert {(loss.what, loss.reason) for loss in conversion.losses} == {
        ("region", Reason.UNLABELLED),
        ("relation", Reason.UNLABELLED),
        ("LEAD", Reason.END_LOST),
        ("choices", Reason.FOREIGN),
    }


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (changed(labels=["ORG"]), "annotations[0].result[0].value.labels[0]: 'ORG' is not one of"),
        (changed(labels=["TASK", "DATE"]), "value: 2 labels on one region; give it one"),
        (changed(start=1.5), "value.start: expected a whole number, not 1.5"),
        (changed(end=9999), "TASK 0-9999 lies outside the text"),
        (changed(start=1), "value: 1-88 covers 'iao Sở Y tế"),
        ({"text": "a"}, "export.json:1: expected a key 'data'"),
        ({"data": {"my_text": "a"}}, "export.json:1: data: expected a key 'text'"),
        ({"data": {"text": "a"}, "annotations": [7]}, "annotations[0]: expected an object, not 7"),
        ("a task", 'export.json:1: expected an object, not "a task"'),
    ],
)
def test_a_task_of_the_wrong_schema_is_named(wrong: object, reason: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        decoded(wrong)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('{"data": {}}', "export.json:1: expected a list of tasks"),
        ("", "export.json:1: expected a list of tasks"),
        ("[", "export.json:1: not JSON"),
        ("[\n{]", "export.json:2: not JSON"),
        (f"[{json.dumps(task())} {{}}]", "export.json:1: not JSON: Expecting ','"),
        ("[\n{}\n{}]", "export.json:2: expected a key 'data'"),
        ("[\n\n7]", "export.json:3: expected an object"),
        ("[] []", "export.json:1: not JSON: Extra data"),
    ],
)
def test_a_broken_file_is_named_with_its_line(data: str, reason: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        LABEL_STUDIO.decode([Source("export", "export.json", data.encode())])
    assert str(caught.value).startswith(reason)


def test_an_empty_list_holds_no_plans() -> None:
    assert LABEL_STUDIO.decode([Source("export", "export.json", b" [ ] \n")]).plans == ()
