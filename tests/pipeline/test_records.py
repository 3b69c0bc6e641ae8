"""What a record holds: plain values, every one of them grounded in the text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from types import NoneType
from typing import Any, NotRequired, cast, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from sample_plans import PlanBuilder, empty_plan, rich_plan, valued_plan

from annotations import Span
from pipeline.document import Document
from pipeline.plan import Node, Plan, Written, Zone
from pipeline.records import SCHEMA, PlanRecord, long_leaf_share, plan_record, shown


def values(record: Any) -> Iterator[dict[str, Any]]:
    """Every part of a record that has a text and offsets."""
    if isinstance(record, dict):
        part = cast("dict[str, Any]", record)
        if {"text", "start", "end"} <= part.keys():
            yield part
        yield from values(list(part.values()))
    elif isinstance(record, list):
        for value in cast("list[Any]", record):
            yield from values(value)


def fits(value: Any, hint: Any) -> bool:
    """Whether ``value`` is what the type says, key by key."""
    if is_typeddict(hint):
        hints = get_type_hints(hint)
        marked = get_type_hints(hint, include_extras=True)
        needed = {key for key, of in marked.items() if get_origin(of) is not NotRequired}
        return needed <= value.keys() <= hints.keys() and all(
            fits(item, hints[key]) for key, item in value.items()
        )
    if get_origin(hint) is list:
        return all(fits(item, get_args(hint)[0]) for item in value)
    if NoneType in get_args(hint):
        return value is None or fits(value, get_args(hint)[0])
    return type(value) is hint


def test_a_record_is_what_its_types_say() -> None:
    assert fits(plan_record(rich_plan()), PlanRecord)
    assert fits(plan_record(empty_plan()), PlanRecord)
    assert fits(plan_record(valued_plan()), PlanRecord)


def test_a_record_is_plain_values() -> None:
    record = plan_record(rich_plan())
    assert json.loads(json.dumps(record)) == record


def test_every_value_stands_where_its_offsets_say() -> None:
    plan = rich_plan()
    record = plan_record(plan)
    grounded = list(values(record))
    assert len(grounded) > 60
    for value in grounded:
        covered = plan.document.text[value["start"] : value["end"]]
        assert value["text"] == " ".join(covered.split())


def test_a_record_says_which_text_its_offsets_refer_to() -> None:
    plan = rich_plan("van-ban/a.docx")
    record = plan_record(plan, text_file="tasks.texts/a.txt")
    assert record["schema"] == SCHEMA
    assert record["source"] == {
        "name": "van-ban/a.docx",
        "format": "docx",
        "sha256": plan.document.digest,
        "characters": len(plan.document.text),
        "text_file": "tasks.texts/a.txt",
    }


def test_a_task_has_all_that_was_found_of_it() -> None:
    task = plan_record(rich_plan())["tasks"][0]
    assert task["number"] == "II.1"
    assert task["headings"] == ["II. NHIỆM VỤ"]
    assert [part["text"] for part in task["leads"]] == ["Sở Du lịch"]
    assert [part["text"] for part in task["partners"]] == [
        "Sở Giáo dục và Đào tạo",
        "Hội Nông dân tỉnh",
    ]
    assert [part["text"] for part in task["times"]] == ["quý II/2024"]
    assert task["partner_written"] is not None
    assert task["partner_written"]["text"] == "Sở Giáo dục và Đào tạo, Hội Nông dân tỉnh"
    assert task["deliverable"] is not None
    assert task["funding"] is not None
    assert [entity["text"] for entity in task["countries"]] == ["Nhật Bản"]
    assert [entity["text"] for entity in task["documents"]] == ["Chỉ thị số 08/CT-UBND"]
    assert (task["kind"], task["style"]) == ("specific", "labelled")


def test_a_part_in_a_task_says_why() -> None:
    lead, partner = (plan_record(rich_plan())["tasks"][2][key][0] for key in ("leads", "partners"))
    assert (lead["basis"], lead["cue"]) == ("heading", None)
    assert (partner["basis"], partner["rule"]) == ("sentence", "rule:partner-sentence")
    assert partner["cue"] is not None
    assert partner["cue"]["text"] == "Phối hợp với"


def test_an_entity_says_what_it_stands_for_and_how_that_was_found() -> None:
    task = plan_record(valued_plan())["tasks"][0]
    lead, missing, partners = task["leads"][0], task["partners"][0], task["partners"][1]
    assert lead["value"] == {
        "id": "so-du-lich@song-lam",
        "name": "Sở Du lịch tỉnh Sông Lam",
        "status": "resolved",
        "rule": "value:test",
        "confidence": 1.0,
        "candidates": [],
        "flags": [],
        "kind": "",
        "level": "",
        "province": "",
    }
    statuses = [part["value"] and part["value"]["status"] for part in (missing, partners)]
    assert statuses == ["open", "collective"]
    time, country = task["times"][0]["value"], task["countries"][0]["value"]
    assert time is not None
    assert (time.get("start"), time.get("end")) == ("2024-04-01", "2024-06-30")
    assert country is not None
    assert country.get("alpha3") == ""


def test_a_limit_that_counts_from_the_plan_comes_with_its_task() -> None:
    first, second, *_ = plan_record(valued_plan())["tasks"]
    assert [limit["value"]["id"] for limit in first["deadlines"]] == ["../2024-07-15"]
    assert second["deadlines"] == []


def test_an_entity_without_value_has_none() -> None:
    assert plan_record(rich_plan())["tasks"][0]["leads"][0]["value"] is None


def test_a_time_in_words_is_kept_where_no_date_was_found() -> None:
    task = plan_record(rich_plan())["tasks"][1]
    assert task["times"] == []
    assert task["time_written"] is not None
    assert task["time_written"]["text"] == "Thường xuyên"


def test_provenance_leads_back_to_page_and_table_cell() -> None:
    record = plan_record(rich_plan())
    assert record["tasks"][0]["place"]["page"] == 1
    assert record["tasks"][2]["place"]["page"] == 2
    letterhead = record["entities"][0]["place"]
    assert (letterhead["table"], letterhead["row"], letterhead["column"]) == (1, 1, 1)


def test_all_relations_of_the_annotation_are_in_the_record() -> None:
    plan = rich_plan()
    record = plan_record(plan)
    exported = {
        (key, task["start"], part["start"])
        for task in record["tasks"]
        for key, parts in (
            ("LEAD", task["leads"]),
            ("PARTNER", task["partners"]),
            ("TIME", task["times"]),
        )
        for part in parts
    } | {
        (key, citation["document"]["start"], end["start"])
        for citation in record["citations"]
        for key, end in (
            ("ISSUED_ON", citation["issued_on"]),
            ("ISSUED_BY", citation["issued_by"]),
        )
        if end is not None
    }
    assert exported == {
        (edge.role.value, edge.head.span.start, edge.tail.span.start)
        for edge in plan.annotation().relations
    }


def test_flags_of_reading_and_of_extraction_stand_together() -> None:
    plan = replace(rich_plan(), flags=("no-tasks", "ocr:2"))
    assert plan_record(plan)["flags"] == ["ocr:2", "no-tasks"]


def leaves(*lengths: tuple[int, Zone]) -> Plan:
    """A plan whose leaves hold so many syllables in such zones."""
    text, nodes = "", list[Node]()
    for count, zone in lengths:
        line = " ".join(["chữ"] * count)
        nodes.append(Node(Span(len(text), len(text) + len(line)), "", 0, False, zone))
        text += f"{line}\n"
    return replace(PlanBuilder(text).plan(()), outline=tuple(nodes))


@pytest.mark.parametrize(
    ("plan", "share"),
    [
        pytest.param(leaves((100, Zone.BODY), (300, Zone.BODY)), 0.0, id="300 is not long"),
        pytest.param(leaves((100, Zone.BODY), (400, Zone.BODY)), 0.8, id="a long one"),
        pytest.param(leaves((100, Zone.BODY), (301, Zone.ANNEX)), 0.7506, id="annexes count"),
        pytest.param(leaves((100, Zone.BODY), (400, Zone.BASES)), 0.0, id="bases do not"),
        pytest.param(leaves((5, Zone.TITLE)), None, id="no body"),
    ],
)
def test_the_share_of_text_that_was_left_whole(plan: Plan, share: float | None) -> None:
    assert long_leaf_share(plan) == share


def test_lone_surrogates_become_replacement_characters_in_place() -> None:
    assert shown("a\ud800b😀") == "a\ufffdb😀"
    plan = empty_plan(name="t\udce9p.txt")
    plan = replace(plan, metadata=replace(plan.metadata, title=Written("\udfff", Span(0, 1))))
    json.dumps(plan_record(plan), ensure_ascii=False).encode()


def test_the_text_of_an_entity_is_folded_to_composed_characters() -> None:
    plan = rich_plan()
    text = plan.document.text.replace("Nhật Bản", "Nha\u0323\u0302t Ba\u0309n")
    shifted = replace(plan, document=Document(text))
    countries = plan_record(shifted)["tasks"][0]["countries"]
    assert countries[0]["text"].startswith("Nhậ")
