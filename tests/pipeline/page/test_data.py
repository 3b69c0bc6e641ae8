"""What the page is told of plans."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from sample_plans import PlanBuilder, empty_plan, rich_plan

from annotations import Entity, Label, Role, Span
from pipeline.document import Cell, Document, Table
from pipeline.page.data import PageData
from pipeline.page.names import Names
from pipeline.plan import Basis, Deadline, Metadata, Node, Plan, Style, Task, Written, Zone
from pipeline.records import Failure
from pipeline.values.types import AgencyValue, CountryValue, DateValue, Status, Value


def told(*plans: Plan, values: dict[Entity, Value] | None = None) -> dict[str, Any]:
    data = PageData()
    for plan in plans:
        data.add(replace(plan, values=values or {}))
    return json.loads(data.json())


def entity(plan: Plan, text: str) -> Entity:
    return next(
        entity
        for entity in plan.entities
        if " ".join(entity.span.of(plan.document.text).split()) == text
    )


def agency(plan: Plan, text: str, id: str, status: Status = Status.RESOLVED) -> dict[Entity, Value]:
    name = f"{text} tỉnh Sông Lam" if id else text
    value = AgencyValue(
        status=status, id=id, name=name, rule="value:test", confidence=1.0, written=text
    )
    return {each: value for each in plan.entities if each.span.of(plan.document.text) == text}


def due(plan: Plan, text: str, day: str, **more: Any) -> dict[Entity, Value]:
    value = DateValue(
        status=Status.RESOLVED,
        id=f"../{day}",
        name=day,
        rule="value:test",
        confidence=1.0,
        written=text,
        end=day,
        **more,
    )
    return {entity(plan, text): value}


def test_tasks_share_the_agencies_they_name() -> None:
    data = told(rich_plan("a.txt"), rich_plan("b.txt"))
    names = [each["name"] for each in data["agencies"]]
    assert len(names) == len(set(names))
    for plan in data["plans"]:
        first = plan["tasks"][0]
        assert [names[place] for place in first["leads"]] == ["Sở Du lịch"]
        assert [names[place] for place in first["partners"]] == [
            "Sở Giáo dục và Đào tạo",
            "Hội Nông dân tỉnh",
        ]


def test_without_a_value_the_written_text_counts() -> None:
    data = told(rich_plan())
    assert {each["status"] for each in data["agencies"]} == {"written"}
    assert data["plans"][0]["tasks"][0]["times"] == [
        {"text": "quý II/2024", "due": "", "recurring": False, "inferred": False}
    ]
    assert data["countries"] == [{"name": "Nhật Bản", "place": "", "code": "", "status": "written"}]


def test_a_value_gives_the_name_and_the_identifier() -> None:
    plan = rich_plan()
    japan: Value = CountryValue(
        status=Status.RESOLVED,
        id="JP",
        name="Nhật Bản",
        rule="value:country",
        confidence=1.0,
        written="Nhật Bản",
    )
    values = agency(plan, "Sở Du lịch", "so-du-lich@song-lam") | {entity(plan, "Nhật Bản"): japan}
    data = told(plan, values=values)
    assert {
        "name": "Sở Du lịch tỉnh Sông Lam",
        "place": "",
        "code": "so-du-lich@song-lam",
        "status": "resolved",
    } in (data["agencies"])
    assert data["countries"][0]["code"] == "JP"


@pytest.mark.parametrize(
    ("mentions", "name"),
    [
        (("UBND các huyện", "UBND các huyện Diễn Châu, Yên Thành"),
         "UBND các huyện Diễn Châu, Yên Thành"),
        (("UBND CÁC HUYỆN DIỄN CHÂU, YÊN THÀNH", "UBND 02 huyện"), "UBND 02 huyện"),
    ],
)  # fmt: skip
def test_several_bodies_go_by_the_mention_that_says_most(
    mentions: tuple[str, str], name: str
) -> None:
    names = Names()
    for mention in mentions:
        value = AgencyValue(
            status=Status.RESOLVED,
            id="ubnd@nghe-an/huyen-dien-chau, ubnd@nghe-an/huyen-yen-thanh",
            name="Ủy ban nhân dân",
            rule="value:test",
            confidence=1.0,
            written=mention,
            province="nghe-an",
        )
        assert names.place(mention, value) == 0
    assert [(each["name"], each["place"]) for each in names.names] == [(name, "Nghệ An")]


def test_a_written_identifier_is_no_value() -> None:
    """Two agencies are one only by value or by text, never by a text that looks like a value."""
    plan = rich_plan()
    values = agency(plan, "Sở Du lịch", "sở tài chính")
    names = [each["name"] for each in told(plan, values=values)["agencies"]]
    assert {"Sở Du lịch tỉnh Sông Lam", "Sở Tài chính"} <= set(names)


@pytest.mark.parametrize(
    ("day", "flags"), [("2024-12-31", []), ("2025-01-01", ["past-period"]), ("", [])]
)
def test_a_deadline_after_the_plans_period_is_flagged(day: str, flags: list[str]) -> None:
    plan = rich_plan()
    task = told(plan, values=due(plan, "quý II/2024", day))["plans"][0]["tasks"][0]
    assert (task["times"][0]["due"], task["flags"]) == (day, flags)


def test_a_plan_without_a_period_has_no_deadline_after_it() -> None:
    plan = replace(rich_plan(), metadata=Metadata())
    (made,) = told(plan, values=due(plan, "quý II/2024", "2030-01-01"))["plans"]
    assert made["period"] == []
    assert made["tasks"][0]["flags"] == []


def test_an_agency_that_could_be_several_is_flagged() -> None:
    plan = rich_plan()
    values = agency(plan, "Sở Du lịch", "", Status.OPEN)
    tasks = told(plan, values=values)["plans"][0]["tasks"]
    assert [task["flags"] for task in tasks] == [
        ["open-agency"],
        ["no-lead"],
        ["open-agency"],
        ["open-agency"],
        [],
    ]


def test_recurring_and_inferred_times_are_told() -> None:
    plan = rich_plan()
    values = due(plan, "hằng năm", "", recurrence="R/P1Y") | due(
        plan, "quý II/2024", "2024-06-30", flags=("inferred-year",)
    )
    tasks = told(plan, values=values)["plans"][0]["tasks"]
    assert tasks[0]["times"][0]["inferred"]
    assert tasks[3]["times"][0]["recurring"]


def test_offsets_count_as_javascript_does() -> None:
    make = PlanBuilder("\U0001d7cf\U0001d7d0. Sở Y tế lập kế hoạch.\n")
    span = make.span("Sở Y tế lập kế hoạch")
    part = make.part(Role.LEAD, "Sở Y tế", Basis.SENTENCE)
    task = Task(span, "Sở Y tế lập kế hoạch", Style.SENTENCE, "rule:x", assignments=(part,))
    plan = make.plan((task,), document=Document(make.text))
    (made,) = told(plan)["plans"]
    units = made["text"].encode("utf-16-le")

    def of(start: int, end: int) -> str:
        return units[2 * start : 2 * end].decode("utf-16-le")

    assert of(made["tasks"][0]["start"], made["tasks"][0]["end"]) == task.text
    assert of(*made["entities"][:2]) == "Sở Y tế"
    assert of(*made["leaves"][:2]) == make.text.rstrip()


def test_leaves_of_a_row_stand_together() -> None:
    text = "Việc\nChủ trì\nHọp báo\nlần đầu\nSở Y tế\nHết.\n"
    spans = [Span(at, at + len(line)) for at, line in _lines(text)]
    cells = (
        Cell(0, 0, spans[0]),
        Cell(0, 1, spans[1]),
        Cell(1, 0, Span(spans[2].start, spans[3].end)),
        Cell(1, 1, spans[4], column_span=2),
    )
    nodes = tuple(Node(span, "", 0, False, Zone.BODY, cell=at < 5) for at, span in enumerate(spans))
    document = Document(text, tables=(Table(Span(0, spans[4].end), cells),))
    plan = replace(empty_plan(text=text), document=document, outline=nodes)
    (made,) = told(plan)["plans"]
    assert made["rows"] == [
        {
            "table": 0,
            "first": 0,
            "last": 2,
            "cells": [
                {"column": 0, "columns": 1, "first": 0, "last": 1},
                {"column": 1, "columns": 1, "first": 1, "last": 2},
            ],
        },
        {
            "table": 0,
            "first": 2,
            "last": 5,
            "cells": [
                {"column": 0, "columns": 1, "first": 2, "last": 4},
                {"column": 1, "columns": 2, "first": 4, "last": 5},
            ],
        },
    ]
    assert made["tables"] == [{"widths": [15, 7, 6], "words": [4, 3, 1]}]


def test_a_limit_that_counts_from_the_plan_is_a_time_too() -> None:
    plan = rich_plan()
    task = plan.tasks[1]
    value = DateValue(
        status=Status.RESOLVED,
        id="../2024-03-27",
        name="trước 27/3/2024",
        rule="value:test",
        confidence=1.0,
        written="trong 15 ngày",
        end="2024-03-27",
        flags=("inferred",),
    )
    limit = Deadline(Written("trong 15 ngày", task.span), value)
    data = PageData()
    data.add(replace(plan, deadlines={task.span: (limit,)}))
    assert json.loads(data.json())["plans"][0]["tasks"][1]["times"] == [
        {"text": "trong 15 ngày", "due": "2024-03-27", "recurring": False, "inferred": True}
    ]


def test_a_collective_is_named_as_the_task_writes_it() -> None:
    plan = rich_plan()
    values = agency(plan, "Sở Du lịch", "*so-ban-nganh@song-lam", Status.COLLECTIVE)
    values |= agency(plan, "Hội Nông dân tỉnh", "*so-ban-nganh@song-lam", Status.COLLECTIVE)
    first = told(plan, values=values)["plans"][0]["tasks"][0]
    assert first["leads"][0] in first["partners"]
    assert (first["lead_texts"], first["partner_texts"]) == (
        ["Sở Du lịch"],
        ["Sở Giáo dục và Đào tạo", "Hội Nông dân tỉnh"],
    )


def test_failures_are_told() -> None:
    data = PageData()
    assert data.empty
    data.add_failure(Failure("hỏng.docx", "the file is empty"))
    assert json.loads(data.json()) == {
        "agencies": [],
        "countries": [],
        "failures": [{"name": "hỏng.docx", "reason": "the file is empty"}],
        "plans": [],
    }


def test_a_label_that_is_marked_is_no_task() -> None:
    made = told(rich_plan())["plans"][0]
    labels = set(made["entities"][2::4])
    assert labels <= set(range(4))
    assert len(made["entities"]) == 4 * sum(
        entity.label is not Label.TASK for entity in rich_plan().entities
    )


def _lines(text: str) -> list[tuple[int, str]]:
    starts: list[tuple[int, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        starts.append((at, line.rstrip("\n")))
        at += len(line)
    return starts
