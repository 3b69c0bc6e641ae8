"""Tasks that were found, as files."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sample_plans import valued_plan
from workbooks import column, read_workbook

from pipeline.errors import OutputError
from pipeline.plan import Plan
from pipeline.records import plan_record
from pipeline.register.export import export
from pipeline.register.found import FoundCells, FoundTask, due_days, found_task
from pipeline.register.query import Question, found_tasks
from pipeline.wording import Lang, word
from pipeline.writers.cells import TaskCells, task_cells


@pytest.fixture
def tasks(load_made: Callable[[Plan, str], Any]) -> list[FoundTask]:
    load_made(valued_plan("a.txt"), "register.db")
    with found_tasks(Question(), database="register.db") as found:
        return [found_task(task) for task in found]


def test_the_cells_are_those_that_extract_writes(tasks: list[FoundTask]) -> None:
    """What the register gives back is what was put in."""
    record = plan_record(valued_plan("a.txt"))
    expected = [
        {
            key: str(value)
            for key, value in task_cells(record, task).items()
            if key in FoundCells.__annotations__
        }
        for task in record["tasks"]
    ]
    assert export(tasks, Path("tasks.csv")) == len(expected) == 5
    with Path("tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert set(FoundCells.__annotations__) <= set(TaskCells.__annotations__)
    assert found == expected


def test_json_lines_keep_what_belongs_together(tasks: list[FoundTask]) -> None:
    assert export(tasks, Path("tasks.jsonl")) == 5
    first, *_ = map(json.loads, Path("tasks.jsonl").read_text(encoding="utf-8").splitlines())
    assert first["leads"] == [
        {
            "id": "so-du-lich@song-lam",
            "name": "Sở Du lịch tỉnh Sông Lam",
            "status": "resolved",
            "basis": "label",
            "cue": "Cơ quan chủ trì",
            "text": "Sở Du lịch",
            "start": first["leads"][0]["start"],
            "end": first["leads"][0]["start"] + len("Sở Du lịch"),
        }
    ]
    assert [partner["id"] for partner in first["partners"]] == ["", "*hoi@song-lam"]
    assert (first["due_on"], first["plan"]["number"]) == ("2024-07-15", "15/KH-UBND")


def test_a_workbook_has_days(tasks: list[FoundTask]) -> None:
    assert export(tasks, Path("tasks.xlsx"), lang=Lang.EN) == 5
    rows = read_workbook(Path("tasks.xlsx"))["Tasks"]
    assert column(rows, "Due")[0] == (datetime(2024, 7, 15) - datetime(1899, 12, 30)).days
    assert column(rows, "Lead, identifier")[0] == "so-du-lich@song-lam"
    assert column(rows, "Kind")[0] == word("kind.specific", Lang.EN)


def test_all_days_of_a_task_are_told(tasks: list[FoundTask]) -> None:
    assert due_days(tasks[0]) == ["2024-06-30", "2024-07-15"]


@pytest.mark.parametrize("name", ["tasks.pdf", "tasks", "tasks.csv/"])
def test_what_is_no_format_is_refused(name: str, tasks: list[FoundTask]) -> None:
    Path("tasks.csv").mkdir()
    with pytest.raises(OutputError, match=r"the ending does not say a format|is a folder"):
        export(tasks, Path(name))


def test_a_file_appears_when_it_is_whole(tasks: list[FoundTask], folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())

    def breaks() -> Iterator[FoundTask]:
        yield tasks[0]
        raise KeyboardInterrupt

    for name in ("tasks.csv", "tasks.xlsx", "tasks.jsonl"):
        with pytest.raises(KeyboardInterrupt):
            export(breaks(), Path(name))
    assert sorted(path.name for path in folder.iterdir()) == before
