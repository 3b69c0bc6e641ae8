"""Bad files in a folder: each is one clear line, and the rest of the folder is read."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from sample_plans import TEXT

from pipeline.batch import extract_files

BAD = {
    "empty.txt": b"",
    "blank.txt": b" \r\n\t",
    "binary.txt": bytes(range(256)) * 20,
    "truncated.docx": b"PK\x03\x04\x14\x00",
    "truncated.pdf": b"%PDF-1.7\n1 0 obj\n",
    "misnamed.pdf": TEXT.encode(),
    "misnamed.docx": TEXT.encode(),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    for name, data in BAD.items():
        (folder / name).write_bytes(data)
    return folder


def test_the_rest_of_the_folder_is_read(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "tasks.jsonl"
    summary = extract_files([folder, tmp_path / "missing.txt"], out=out, jobs=2)
    (record,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert record["source"]["name"] == str(folder / "good.txt")
    assert summary.plans == 1
    assert sorted(Path(failure.name).name for failure in summary.failures) == sorted(
        [*BAD, "missing.txt"]
    )


def test_each_reason_is_one_line_without_the_name(folder: Path, tmp_path: Path) -> None:
    extract_files([folder], out=tmp_path / "tasks.csv", jobs=2)
    with (tmp_path / "tasks.failures.csv").open(encoding="utf-8-sig", newline="") as file:
        reasons = {Path(row["name"]).name: row["reason"] for row in csv.DictReader(file)}
    assert reasons.keys() == BAD.keys()
    for name, reason in reasons.items():
        assert len(reason) > 10, name
        assert "\n" not in reason
        assert str(folder) not in reason


def test_a_text_that_is_no_plan_gives_a_plan_without_tasks(tmp_path: Path) -> None:
    (tmp_path / "thu.txt").write_text("Chào bạn, hôm nay trời đẹp.\n", encoding="utf-8")
    summary = extract_files([tmp_path / "thu.txt"], out=tmp_path / "tasks.jsonl")
    assert (summary.plans, summary.tasks, summary.failures) == (1, 0, [])
