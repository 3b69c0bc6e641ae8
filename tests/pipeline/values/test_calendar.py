"""Deadlines of a time field, and the days and rules by which a calendar holds them."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.values
import pipeline.writers
from annotations import Span
from pipeline.document import Document
from pipeline.extract import extract
from pipeline.plan import Metadata, Plan, Style, Task, Written
from pipeline.values.calendar import Point, every, months_on, times_in
from pipeline.values.dates import NO_FRAME, Frame
from pipeline.values.deadlines import deadlines, plan_deadlines, task_deadlines
from pipeline.values.occurrences import occurrences
from pipeline.values.types import Status

PLAN = Frame(issued=date(2022, 9, 19))
"""A Monday."""


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("Trước ngày 25/5/2023", ["../2023-05-25"]),
        ("Quý II và quý IV năm 2023", ["2023-34", "2023-36"]),
        ("Năm 2021, 2022, 2023", ["2021", "2022", "2023"]),
        ("2023", ["2023"]),
        ("Từ 01/9/2023 đến 14/12/2023", ["2023-09-01/2023-12-14"]),
        ("từ quý II/2023 đến hết quý I/2024", ["2023-34/2024-33"]),
        ("Từ tháng 5 đến hết tháng 10", ["2022-05/2022-10"]),
        ("Hằng tháng, báo cáo UBND tỉnh trước ngày 25", ["R/XXXX-XX-25/P1M"]),
        ("Định kỳ 6 tháng, năm", ["R/P6M, R/P1Y"]),
        ("Từ quý I/2026, duy trì hằng năm", ["2026-33/..", "R/P1Y"]),
        ("Thường xuyên", []),
    ],
)
def test_a_field_holds_several_times(field: str, values: list[str]) -> None:
    assert [value.id for value in deadlines(field, frame=PLAN)] == values


@pytest.mark.parametrize(
    ("field", "value", "end"),
    [
        ("trong thời gian 15 ngày kể từ ngày ban hành", "../P15D", "2022-10-04"),
        ("Trong vòng 10 ngày kể từ ngày ký ban hành", "../P10D", "2022-09-29"),
        ("15 ngày sau khi Kế hoạch được ban hành", "../P15D", "2022-10-04"),
        ("Trong thời hạn hai tuần kể từ ngày nhận được Kế hoạch này", "../P2W", "2022-10-03"),
        ("Trong 03 tháng kể từ ngày ký", "../P3M", "2022-12-19"),
        ("chậm nhất 20 (hai mươi) ngày kể từ khi Quyết định có hiệu lực", "../P20D", "2022-10-09"),
    ],
)
def test_a_time_counted_from_the_plan_is_kept_and_resolved(
    field: str, value: str, end: str
) -> None:
    (found,) = deadlines(field, frame=PLAN)
    assert (found.id, found.end, found.flags) == (value, end, ("inferred-start",))
    (unknown,) = deadlines(field, frame=NO_FRAME)
    assert (unknown.id, unknown.end, unknown.flags) == (value, "", ())


def test_what_is_to_begin_after_a_time_counted_from_the_plan_has_no_end() -> None:
    (found,) = deadlines("Sau 30 ngày kể từ ngày Kế hoạch có hiệu lực", frame=PLAN)
    assert (found.id, found.start, found.end) == ("P30D/..", "2022-10-19", "")


def test_working_days_leave_out_the_ends_of_weeks() -> None:
    (found,) = deadlines("trong 05 ngày làm việc kể từ ngày ban hành", frame=PLAN)
    assert (found.id, found.end) == ("../P5D", "2022-09-26")
    assert "working-days" in found.flags


def test_a_time_counted_from_another_event_stays_open() -> None:
    (found,) = deadlines("trong thời hạn 07 ngày kể từ ngày nhận đủ hồ sơ", frame=PLAN)
    assert (found.status, found.candidates) == (Status.OPEN, ("P7D",))


BODY = """ỦY BAN NHÂN DÂN
TỈNH NGHỆ AN
Số: 15/KH-UBND
Nghệ An, ngày 19 tháng 9 năm 2022
KẾ HOẠCH
Phát triển du lịch cộng đồng
I. TRÁCH NHIỆM
1. Sở Du lịch
a) Xây dựng chương trình, báo cáo trong thời gian 15 ngày kể
từ ngày ban hành Kế hoạch.
b) Trả kết quả trong thời hạn 07 ngày kể từ ngày nhận đủ hồ sơ.
c) Tổng hợp, báo cáo trước ngày 20/12.
"""


def test_the_limits_of_a_plan_stand_where_they_are_written() -> None:
    plan = extract(Document(BODY))
    limits = [limit for found in plan_deadlines(plan, frame=PLAN).values() for limit in found]
    assert [limit.value.end for limit in limits] == ["2022-10-04"]
    words = limits[0].written.span.of(BODY)
    assert words == "trong thời gian 15 ngày kể\ntừ ngày ban hành Kế hoạch"
    assert limits[0].written.text == " ".join(words.split())


def test_a_task_without_a_time_field_is_due_by_the_times_of_its_text() -> None:
    plan = extract(Document(BODY))
    due = [[each.end for each in task_deadlines(task, plan, frame=PLAN)] for task in plan.tasks]
    assert due == [["2022-10-04"], [], ["2022-12-20"]]


def test_the_time_field_counts_more_than_the_text() -> None:
    text = "Báo cáo trong năm 2021"
    field = Written("Quý I/2023", Span(0, 1))
    task = Task(Span(0, len(text)), text, Style.LABELLED, "rule:test", time=field)
    plan = Plan(Document(text), Metadata(), (), (), (task,), ())
    assert [value.id for value in task_deadlines(task, plan, frame=PLAN)] == ["2023-33"]


def due(field: str, frame: Frame = PLAN) -> list[tuple[str, str]]:
    found = occurrences(deadlines(field, frame=frame), frame=frame)
    return [(each.day.isoformat(), each.rule) for each in found]


@pytest.mark.parametrize(
    ("field", "day"),
    [
        ("Trước ngày 25/5/2023", "2023-05-25"),
        ("Quý II/2023", "2023-06-30"),
        ("trước tháng 9/2023", "2023-08-31"),
        ("Từ 01/9/2023 đến 14/12/2023", "2023-12-14"),
        ("trong thời gian 15 ngày kể từ ngày ban hành", "2022-10-04"),
    ],
)
def test_a_deadline_falls_on_its_last_day(field: str, day: str) -> None:
    assert due(field) == [(day, "")]


@pytest.mark.parametrize(
    ("field", "day", "rule"),
    [
        ("Hằng năm", "2022-12-31", "FREQ=YEARLY"),
        ("Định kỳ hai năm một lần", "2022-12-31", "FREQ=YEARLY;INTERVAL=2"),
        ("Định kỳ 6 tháng", "2022-12-31", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1"),
        ("Hằng quý", "2022-09-30", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        ("Hằng tháng", "2022-09-30", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("Hằng tuần", "2022-09-23", "FREQ=WEEKLY"),
        ("Hằng ngày", "2022-09-19", "FREQ=DAILY"),
        ("02 lần/ngày", "2022-09-19", "FREQ=DAILY"),
        ("2 lần/tuần", "2022-09-20", "FREQ=WEEKLY;BYDAY=TU,FR"),
        ("02 lần/tháng", "2022-09-30", "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
        ("ngày 20 hằng tháng", "2022-09-20", "FREQ=MONTHLY"),
        ("ngày 05 hằng tháng", "2022-10-05", "FREQ=MONTHLY"),
        ("ngày 30 hằng tháng", "2022-09-30", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("trước ngày 15/11 hằng năm", "2022-11-15", "FREQ=YEARLY"),
        ("trước ngày 15/6 hằng năm", "2023-06-15", "FREQ=YEARLY"),
        ("Tháng 2 hằng năm", "2023-02-28", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        ("Quý II hằng năm", "2023-06-30", "FREQ=YEARLY"),
        ("tháng 6 - tháng 11 hằng năm", "2022-11-30", "FREQ=YEARLY"),
        ("ngày 10 của tháng cuối quý", "2022-12-10", "FREQ=MONTHLY;INTERVAL=3"),
        ("ngày 05 tháng đầu quý sau", "2022-10-05", "FREQ=MONTHLY;INTERVAL=3"),
    ],
)
def test_a_recurrence_begins_with_the_plan_and_has_a_rule(field: str, day: str, rule: str) -> None:
    assert due(field) == [(day, rule)]


def test_a_recurrence_ends_with_the_years_that_the_plan_or_the_text_names() -> None:
    frame = Frame(issued=date(2022, 9, 19), period=(2023, 2025))
    assert due("Hằng năm", frame) == [("2023-12-31", "FREQ=YEARLY;UNTIL=20251231")]
    assert due("Hằng năm, giai đoạn 2024 - 2026")[0] == (
        "2024-12-31",
        "FREQ=YEARLY;UNTIL=20261231",
    )


def test_a_recurrence_begins_where_its_field_says() -> None:
    assert due("Từ quý I/2026, duy trì hằng năm") == [("2026-12-31", "FREQ=YEARLY")]
    assert due("hằng tuần, bắt đầu từ tháng 5 năm 2023") == [("2023-05-05", "FREQ=WEEKLY")]


def test_several_deadlines_are_several_occurrences() -> None:
    assert due("Định kỳ 6 tháng, năm") == [
        ("2022-12-31", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1"),
        ("2022-12-31", "FREQ=YEARLY"),
    ]
    assert due("ngày 10/6 và 05/12 hằng năm") == [
        ("2023-06-10", "FREQ=YEARLY"),
        ("2022-12-05", "FREQ=YEARLY"),
    ]


@pytest.mark.parametrize("field", ["Từ năm 2026", "Thường xuyên", "vào ngày 18", "Hằng năm"])
def test_what_has_no_end_or_no_beginning_is_in_no_calendar(field: str) -> None:
    assert due(field, NO_FRAME) == []


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 400))
def test_months_on_is_as_many_months_later_and_never_after_the_same_day(
    day: date, months: int
) -> None:
    later = months_on(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


@given(st.integers(1990, 2090), st.integers(1, 12), st.integers(33, 36))
def test_a_stretch_of_the_calendar_runs_from_its_first_to_its_last_day(
    year: int, month: int, quarter: int
) -> None:
    for point, days in (
        (Point(year=year, month=month), (28, 31)),
        (Point(year=year, part=quarter), (90, 92)),
        (Point(year=year), (365, 366)),
    ):
        assert point.first is not None and point.last is not None
        assert days[0] <= (point.last - point.first).days + 1 <= days[1]


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        (every(12, "M"), "P1Y"),
        (every(6, "M"), "P6M"),
        (times_in(2, "Y"), "P6M"),
        (times_in(5, "Y"), "P0.2Y"),
        (times_in(3, "Q"), "P1M"),
        (times_in(2, "Q"), "P1.5M"),
        (times_in(1, "Q"), "P3M"),
        (times_in(2, "W"), "P0.5W"),
        (times_in(3, "D"), "PT8H"),
    ],
)
def test_durations_are_said_in_the_largest_unit_that_fits(duration: str, expected: str) -> None:
    assert duration == expected


def test_no_module_of_values_or_the_calendar_asks_for_the_time() -> None:
    folder = Path(pipeline.values.__path__[0])
    files = [*folder.rglob("*.py"), Path(pipeline.writers.__path__[0]) / "ics.py"]
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not names & {"today", "now", "utcnow", "time_ns", "localtime"}, file
