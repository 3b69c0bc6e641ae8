"""JSON lines: one plan a line, or one file a plan."""

from __future__ import annotations

import json
from pathlib import Path

from sample_plans import empty_plan, rich_plan

from pipeline.records import Failure, plan_record
from pipeline.writers import open_writer


def test_a_plan_is_a_line(tmp_path: Path) -> None:
    plans = [rich_plan("a.txt", format="txt"), empty_plan()]
    with open_writer(tmp_path / "t.jsonl") as writer:
        for plan in plans:
            writer.plan(plan)
    lines = (tmp_path / "t.jsonl").read_bytes().decode().split("\n")
    assert [json.loads(line) for line in lines[:-1]] == [plan_record(plan) for plan in plans]
    assert lines[-1] == ""


def test_vietnamese_is_readable_in_the_file(tmp_path: Path) -> None:
    with open_writer(tmp_path / "t.jsonl") as writer:
        writer.plan(rich_plan())
    assert "Sở Du lịch" in (tmp_path / "t.jsonl").read_text(encoding="utf-8")


def test_a_folder_holds_a_file_a_plan_with_its_text(tmp_path: Path) -> None:
    plans = [rich_plan("a/kh.docx"), rich_plan("b/kh.txt", format="txt")]
    out = tmp_path / "out"
    with open_writer(out, format="jsonl", inputs=["a/kh.docx", "b/kh.txt", "hỏng.pdf"]) as writer:
        for plan in plans:
            writer.plan(plan)
        writer.failure(Failure("hỏng.pdf", "the file is empty"))
    assert sorted(path.name for path in out.iterdir()) == [
        "a_kh.jsonl",
        "a_kh.txt",
        "b_kh.jsonl",
        "failures.csv",
    ]
    record = json.loads((out / "a_kh.jsonl").read_text(encoding="utf-8"))
    assert record == plan_record(plans[0], text_file="a_kh.txt")
