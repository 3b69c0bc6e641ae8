"""CSV: one task a row, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_plans import empty_plan, rich_plan, valued_plan

from pipeline.plan import Plan
from pipeline.records import Failure
from pipeline.writers import open_writer
from pipeline.writers.cells import TaskCells, no_formula

VALUED = (
    *("lead_names", "lead_ids", "partner_names", "partner_ids", "time_values", "starts_on"),
    *("due_on", "deadlines", "country_codes", "document_keys", "unresolved"),
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, *plans: Plan) -> list[dict[str, str]]:
    with open_writer(path) as writer:
        for plan in plans:
            writer.plan(plan)
    return rows(path)


def test_a_task_is_a_row(tmp_path: Path) -> None:
    written = write(tmp_path / "t.csv", rich_plan("a.txt", format="txt"), empty_plan())
    assert len(written) == 5
    first = written[0]
    assert first["name"] == "a.txt"
    assert first["plan_number"] == "15/KH-UBND"
    assert first["task"] == "Xây dựng bộ tài liệu hướng dẫn đón khách"
    assert first["leads"] == "Sở Du lịch"
    assert first["partners"] == "Sở Giáo dục và Đào tạo\nHội Nông dân tỉnh"
    assert first["partner_written"] == "Sở Giáo dục và Đào tạo, Hội Nông dân tỉnh"
    assert first["lead_cue"] == "Cơ quan chủ trì"
    assert (first["page"], first["paragraph"]) == ("", "11")


def test_values_have_columns_of_their_own(tmp_path: Path) -> None:
    row = write(tmp_path / "t.csv", valued_plan())[0]
    assert {key: row[key] for key in row if key in VALUED} == {
        "lead_names": "Sở Du lịch tỉnh Sông Lam",
        "lead_ids": "so-du-lich@song-lam",
        "partner_names": "",
        "partner_ids": "*hoi@song-lam",
        "time_values": "2024-34\n../2024-07-15",
        "starts_on": "2024-04-01",
        "due_on": "2024-07-15",
        "deadlines": "bộ tài liệu",
        "country_codes": "JP",
        "document_keys": "chi-thi/8/ct-ubnd@song-lam/",
        "unresolved": "Sở Giáo dục và Đào tạo",
    }


def test_a_plan_without_values_leaves_their_columns_empty(tmp_path: Path) -> None:
    row = write(tmp_path / "t.csv", rich_plan())[0]
    assert {row[key] for key in VALUED} == {""}


def test_the_columns_stand_there_without_any_task(tmp_path: Path) -> None:
    assert write(tmp_path / "t.csv", empty_plan()) == []
    header = (tmp_path / "t.csv").read_bytes()
    assert header.startswith(b"\xef\xbb\xbfname,plan_number,")
    assert header.decode("utf-8-sig").strip().split(",") == list(TaskCells.__annotations__)


def test_a_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    plan = rich_plan()
    task = replace(plan.tasks[0], text='=HYPERLINK("x")', number="-1")
    (row,) = write(tmp_path / "t.csv", replace(plan, tasks=(task,)))
    assert (row["task"], row["number"]) == ('\'=HYPERLINK("x")', "'-1")


@pytest.mark.parametrize("text", ["Sở Y tế", "a=b", "", "1. Việc"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert no_formula(text) == text


@given(st.text(st.sampled_from("=+-@'\t\ra1")))
def test_taking_one_apostrophe_away_gives_the_text_back(text: str) -> None:
    cell = no_formula(text)
    assert cell.removeprefix("'") == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_failures_go_to_a_file_beside(tmp_path: Path) -> None:
    with open_writer(tmp_path / "t.csv") as writer:
        writer.failure(Failure("hỏng.pdf", "the file is empty"))
    assert rows(tmp_path / "t.failures.csv") == [
        {"name": "hỏng.pdf", "reason": "the file is empty"}
    ]


def test_a_list_of_failures_from_an_earlier_run_goes_away(tmp_path: Path) -> None:
    (tmp_path / "t.failures.csv").write_text("name,reason\n")
    write(tmp_path / "t.csv", empty_plan())
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
