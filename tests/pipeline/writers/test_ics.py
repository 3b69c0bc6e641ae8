"""iCalendar: one event a deadline, in the form that RFC 5545 asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_plans import empty_plan, rich_plan

from pipeline.document import Document
from pipeline.extract import extract
from pipeline.plan import Plan
from pipeline.records import Failure
from pipeline.wording import Lang
from pipeline.writers import open_writer
from pipeline.writers.ics import escaped, folds

BODY = """ỦY BAN NHÂN DÂN
TỈNH NGHỆ AN
Số: 15/KH-UBND
Nghệ An, ngày 12 tháng 3 năm 2024
KẾ HOẠCH
Phát triển du lịch cộng đồng năm 2024
I. NHIỆM VỤ
1. Xây dựng tài liệu; in ấn, phát hành
- Cơ quan chủ trì: Sở Du lịch.
- Cơ quan phối hợp: Sở Tài chính.
- Thời gian: trước ngày 25/5 và ngày 25/11.
2. Kiểm tra các điểm du lịch
- Cơ quan chủ trì: Sở Y tế.
- Thời gian: Hằng quý.
3. Tuyên truyền
- Cơ quan chủ trì: Sở Du lịch.
- Thời gian: Thường xuyên.
"""


def write(out: Path, *plans: Plan, lang: Lang = Lang.VI) -> str:
    with open_writer(out, lang=lang) as writer:
        for plan in plans:
            writer.plan(plan)
    return out.read_bytes().decode("utf-8")


def events(text: str) -> list[dict[str, str]]:
    """The events of a calendar, by property; lines unfolded, values as they stand."""
    found: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in ("END", "BEGIN"):
            found[-1][name] = value
    return found


def plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match[1], match[1]), value)


def test_each_deadline_is_an_event(tmp_path: Path) -> None:
    made = events(write(tmp_path / "t.ics", extract(Document(BODY, "kh.txt"))))
    assert [event["DTSTART;VALUE=DATE"] for event in made] == ["20240525", "20241125", "20240331"]
    assert [event["DTEND;VALUE=DATE"] for event in made] == ["20240526", "20241126", "20240401"]
    assert [event.get("RRULE") for event in made] == [
        None,
        None,
        "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;UNTIL=20241231",
    ]
    assert plain(made[0]["SUMMARY"]) == "Xây dựng tài liệu; in ấn, phát hành"
    assert plain(made[0]["DESCRIPTION"]).split("\n") == [
        "Chủ trì: Sở Du lịch",
        "Phối hợp: Sở Tài chính",
        "Thời gian: trước ngày 25/5 và ngày 25/11",
        "Số kế hoạch: 15/KH-UBND",
        "Trích yếu: Phát triển du lịch cộng đồng năm 2024",
        "Vị trí: kh.txt, đoạn 8",
    ]


def test_the_description_speaks_the_language_asked_for(tmp_path: Path) -> None:
    made = events(write(tmp_path / "t.ics", extract(Document(BODY)), lang=Lang.EN))
    assert plain(made[0]["DESCRIPTION"]).startswith("Lead: Sở Du lịch\nPartners: ")


def test_the_same_plan_gives_the_same_bytes_and_no_two_events_one_identifier(
    tmp_path: Path,
) -> None:
    plan = extract(Document(BODY))
    first, again = write(tmp_path / "a.ics", plan), write(tmp_path / "b.ics", plan)
    assert first == again
    made = events(first)
    assert len({event["UID"] for event in made}) == len(made)
    assert {event["DTSTAMP"] for event in made} == {"20240312T000000Z"}


def test_lines_end_and_fold_as_the_standard_says(tmp_path: Path) -> None:
    text = write(tmp_path / "t.ics", extract(Document(BODY)))
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode("utf-8")) for line in text.split("\r\n")) <= 75


@given(st.text(max_size=400))
def test_folding_and_escaping_lose_nothing(text: str) -> None:
    value = escaped(text)
    lines = list(folds(f"SUMMARY:{value}"))
    assert all(len(line.encode("utf-8", "surrogatepass")) <= 75 for line in lines)
    assert lines[0] + "".join(line[1:] for line in lines[1:]) == f"SUMMARY:{value}"
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert plain(value) == kept


def test_a_text_cannot_open_an_event_of_its_own(tmp_path: Path) -> None:
    plan = extract(Document(BODY))
    task = replace(plan.tasks[0], text="A\r\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:x\x00")
    text = write(tmp_path / "t.ics", replace(plan, tasks=(task, *plan.tasks[1:])))
    assert text.count("\r\nBEGIN:VEVENT\r\n") == 3
    assert "\x00" not in text


def test_a_long_task_is_short_in_the_summary_and_whole_in_the_description(tmp_path: Path) -> None:
    plan = extract(Document(BODY))
    words = "Rà soát hồ sơ " * 40
    task = replace(plan.tasks[0], text=words.strip())
    made = events(write(tmp_path / "t.ics", replace(plan, tasks=(task,))))
    assert len(plain(made[0]["SUMMARY"])) <= 182
    assert f"Nhiệm vụ: {words.strip()}" in plain(made[0]["DESCRIPTION"])


def test_a_folder_holds_a_calendar_a_plan(tmp_path: Path) -> None:
    plans = [rich_plan("a/kh.docx"), rich_plan("b/kh.docx")]
    out = tmp_path / "out"
    with open_writer(out, format="ics", inputs=["a/kh.docx", "b/kh.docx", "hỏng.pdf"]) as writer:
        for plan in plans:
            writer.plan(plan)
        writer.failure(Failure("hỏng.pdf", "the file is empty"))
    names = sorted(path.name for path in out.iterdir())
    assert names == ["a_kh.ics", "b_kh.ics", "failures.csv"]
    for name in names[:2]:
        text = (out / name).read_bytes().decode("utf-8")
        assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")


@pytest.mark.parametrize("plans", [[], [empty_plan()]])
def test_without_deadlines_the_calendar_is_empty(tmp_path: Path, plans: list[Plan]) -> None:
    text = write(tmp_path / "t.ics", *plans)
    assert events(text) == []
    assert text.endswith("END:VCALENDAR\r\n")
