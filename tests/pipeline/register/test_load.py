"""Plans into the register."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from subprocess import run
from typing import Any

import pytest
from extractors import load as stand_in
from registers import Load, Rows, plan_text
from sample_plans import long_plan, rich_plan, valued_plan
from sqlalchemy import event
from sqlalchemy.engine import Engine

from annotations import KehoachError
from pipeline.plan import Plan
from pipeline.register.load import load_plans
from pipeline.settings import Extractor

TABLES = (
    "plans", "files", "tasks", "agencies", "assignments", "times", "documents", "citations",
    "task_countries", "task_documents",
)  # fmt: skip


def counts(rows: Rows) -> dict[str, object]:
    return {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def test_a_plan_is_there_with_all_its_parts(load: Load, db: str, rows: Rows) -> None:
    summary = load("a.txt", db, plan_text())
    assert summary.sentence == "1 plan, 3 tasks"
    assert rows("SELECT number, type, issuer_id, issued_on, date FROM plans") == [
        (
            "12/KH-UBND",
            "KẾ HOẠCH",
            "ubnd@nghe-an",
            _day("2024-03-12", db),
            "ngày 12 tháng 3 năm 2024",
        )
    ]
    assert rows(
        "SELECT tasks.number, role, agency_id, written FROM assignments "
        "JOIN tasks ON task_id = tasks.id ORDER BY tasks.position, assignments.position"
    ) == [
        ("II.1", "LEAD", "so-ngoai-vu@nghe-an", "Sở Ngoại vụ"),
        ("II.1", "PARTNER", "cong-an@nghe-an", "Công an tỉnh"),
        (
            "II.2",
            "LEAD",
            "so-van-hoa-the-thao-va-du-lich@nghe-an",
            "Sở Văn hoá, Thể thao và Du lịch",
        ),
        (
            "II.2",
            "PARTNER",
            "ubnd@nghe-an/huyen-dien-chau",
            "UBND các huyện Diễn Châu, Yên Thành",
        ),
        (
            "II.2",
            "PARTNER",
            "ubnd@nghe-an/huyen-yen-thanh",
            "UBND các huyện Diễn Châu, Yên Thành",
        ),
        ("II.3", "LEAD", "so-y-te@nghe-an>chi-cuc-dan-so", "Chi cục Dân số"),
    ]
    assert rows("SELECT code FROM task_countries ORDER BY code") == [("JP",), ("LA",)]
    assert rows("SELECT document_id, issuer_id FROM citations ORDER BY document_id") == [
        ("ke-hoach/12/kh-ubnd@nghe-an/2024", "ubnd@nghe-an"),
        ("quyet-dinh/272/qd-ttg/2023", "thu-tuong-chinh-phu"),
    ]


def test_deadlines_are_days_that_sql_can_compare(load: Load, db: str, rows: Rows) -> None:
    load("a.txt", db, plan_text())
    assert rows(
        "SELECT number, due_on FROM tasks WHERE due_on < :day", day=_day("2024-07-01", db)
    ) == [("II.1", _day("2024-06-30", db))]


def test_every_field_of_a_plan_is_kept(
    load_made: Callable[[Plan, str], Any], db: str, rows: Rows
) -> None:
    load_made(valued_plan("a.txt"), db)
    assert rows(
        "SELECT headings, content, lead_written, time_written, deliverable, funding, due_on "
        "FROM tasks WHERE number = 'II.1'"
    ) == [
        (
            "II. NHIỆM VỤ",
            "Biên soạn tài liệu song ngữ cho khách Nhật Bản",
            "Sở Du lịch",
            "quý II/2024",
            "01 bộ tài liệu",
            "120 triệu đồng",
            _day("2024-07-15", db),
        )
    ]
    assert rows("SELECT value, of_plan FROM times WHERE due_on IS NOT NULL ORDER BY value") == [
        ("../2024-07-15", True),
        ("2024-34", False),
    ]
    assert rows(
        "SELECT DISTINCT agencies.id, status FROM agencies JOIN assignments ON "
        "agency_id = agencies.id WHERE role = 'PARTNER' ORDER BY agencies.id"
    ) == [
        ("*hoi@song-lam", "collective"),
        ("written:công an tỉnh", "open"),
        ("written:sở giáo dục và đào tạo", "open"),
    ]


def test_a_plan_that_is_loaded_again_is_not_doubled(load: Load, db: str, rows: Rows) -> None:
    load("a.txt", db, plan_text())
    before = counts(rows), rows("SELECT id FROM plans")
    load("a.txt", db)
    assert (counts(rows), rows("SELECT id FROM plans")) == before


def test_a_changed_file_takes_the_place_of_what_it_held(load: Load, db: str, rows: Rows) -> None:
    load("a.txt", db, plan_text("Nghệ An"))
    load("a.txt", db, plan_text("Hà Tĩnh", number="13"))
    assert rows("SELECT number FROM plans") == [("13/KH-UBND",)]
    # The districts that the plan names are those of Nghệ An wherever it is from.
    of_the_issuer = "province <> '' AND id NOT LIKE '%/%'"
    assert rows(f"SELECT DISTINCT province FROM agencies WHERE {of_the_issuer}") == [("ha-tinh",)]


def test_a_file_that_was_moved_stays_one_plan(load: Load, db: str, rows: Rows) -> None:
    load("a.txt", db, plan_text())
    Path("a.txt").rename("b.txt")
    load("b.txt", db)
    assert rows("SELECT name FROM plans") == [("b.txt",)]


def test_a_plan_stays_as_long_as_one_of_its_files(load: Load, db: str, rows: Rows) -> None:
    load("a.txt", db, plan_text(number="12"))
    load("b.txt", db, plan_text(number="12"))
    load("b.txt", db, plan_text(number="13"))
    assert rows("SELECT number FROM plans ORDER BY number") == [("12/KH-UBND",), ("13/KH-UBND",)]
    load("a.txt", db, plan_text(number="13"))
    assert rows("SELECT number FROM plans") == [("13/KH-UBND",)]


def test_files_of_the_same_name_in_two_folders_are_two(load: Load, db: str, rows: Rows) -> None:
    for name, number in (("x", "12"), ("y", "13")):
        Path(name).mkdir()
        load(f"{name}/a.txt", db, plan_text(number=number))
    assert rows("SELECT count(*) FROM plans") == [(2,)]


def test_standard_input_replaces_nothing(extractor: Extractor, db: str, rows: Rows) -> None:
    for number in ("12", "13", "13"):
        text = io.BytesIO(plan_text(number=number).encode())
        load_plans([Path("-")], database=db, standard_input=text, load=lambda _: extractor)
    assert rows("SELECT name, number FROM plans ORDER BY number") == [
        ("-", "12/KH-UBND"),
        ("-", "13/KH-UBND"),
    ]
    assert rows("SELECT count(*) FROM files") == [(0,)]


def test_one_agency_of_two_plans_is_one_row(load: Load, db: str, rows: Rows) -> None:
    load("a.txt", db, plan_text(number="12"))
    load("b.txt", db, plan_text(number="13"))
    assert rows("SELECT count(*) FROM assignments WHERE agency_id = 'so-ngoai-vu@nghe-an'") == [
        (2,)
    ]
    assert rows("SELECT count(*) FROM agencies WHERE id = 'so-ngoai-vu@nghe-an'") == [(1,)]


def test_files_that_cannot_be_read_are_told_and_the_rest_is_loaded(rows: Rows, db: str) -> None:
    steps: list[str] = []
    summary = load_plans(
        [Path("1.txt"), Path("bad.txt")],
        database=db,
        load=stand_in,
        report=lambda step: steps.append(step.sentence),
    )
    assert summary.sentence == "1 plan, 5 tasks; 1 file failed"
    assert steps == ["1.txt: 5 tasks", "bad.txt: FAILED: the file is empty"]
    assert rows("SELECT name FROM plans") == [("1.txt",)]


def test_nothing_to_read_makes_no_database(folder: Path) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(KehoachError, match="empty: nothing to read"):
        load_plans([Path("empty")], database="register.db")
    assert not Path("register.db").exists()


@pytest.mark.parametrize(
    "words", ["Robert'); DROP TABLE tasks;--", 'a "b" \\ %s %(x)s :x ?', "NUL \0 in it"]
)
def test_what_a_text_says_is_no_sql(
    load_made: Callable[[Plan, str], Any], db: str, rows: Rows, words: str
) -> None:
    plan = rich_plan("a.txt", format="txt")
    task = replace(plan.tasks[0], text=words, number=words)
    load_made(replace(plan, tasks=(task, *plan.tasks[1:])), db)
    assert rows("SELECT text FROM tasks WHERE position = 1") == [(words.replace("\0", "\ufffd"),)]
    assert counts(rows)["tasks"] == 5


def test_a_very_long_name_still_has_an_identifier(load: Load, db: str, rows: Rows) -> None:
    long = " ".join(["Phát triển"] * 600)
    load("a.txt", db, plan_text().replace("Chi cục Dân số", f"Trung tâm Xúc tiến {long}"))
    ids = [str(id) for (id,) in rows("SELECT id FROM agencies")]
    assert max(map(len, ids)) <= 400
    assert len(set(ids)) == len(ids)


def test_a_very_long_task_is_kept(
    load_made: Callable[[Plan, str], Any], db: str, rows: Rows
) -> None:
    load_made(long_plan(300_000), db)
    assert rows("SELECT length(text), length(searched) FROM tasks") == [(300_000, 300_000)]


def test_what_fails_in_the_middle_leaves_the_plan_as_it_was(
    load: Load, db: str, rows: Rows
) -> None:
    load("a.txt", db, plan_text())
    before = counts(rows)

    def fail(*statement: Any) -> None:
        if "INSERT INTO times" in statement[2]:
            raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        with pytest.raises(KeyboardInterrupt):
            load("a.txt", db, plan_text(number="13"))
    finally:
        event.remove(Engine, "before_cursor_execute", fail)
    assert counts(rows) == before
    assert rows("SELECT number FROM plans") == [("12/KH-UBND",)]


_KILLED = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from pipeline.register.load import load_plans
from registers import Load, Rows, plan_text
from sample_plans import rich_plan

def kill(*statement):
    if "INSERT INTO citations" in statement[2]:
        os._exit(9)

event.listen(Engine, "before_cursor_execute", kill)
load_plans([Path("b.txt")], database=sys.argv[1], load=lambda _: lambda source: rich_plan(source))
"""


def test_a_process_that_dies_leaves_nothing_half_written(load: Load, db: str, rows: Rows) -> None:
    load("a.txt", db, plan_text())
    before = counts(rows)
    killed = run([sys.executable, "-c", _KILLED, db], env=_environment(), check=False)
    assert killed.returncode == 9
    assert counts(rows) == before
    load("a.txt", db)
    assert counts(rows) == before


def test_two_loads_at_a_time_take_turns(load: Load, db: str, rows: Rows) -> None:
    names = [f"{number}.txt" for number in range(6)]
    for number, name in enumerate(names):
        Path(name).write_text(plan_text(number=str(number + 1)), encoding="utf-8")
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(partial(load, db=db), names))
    assert counts(rows)["plans"] == 6
    assert counts(rows)["tasks"] == 18


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def _day(iso: str, db: str) -> object:
    """A day as the driver gives it: SQLite keeps it as text."""
    return iso if db.startswith("sqlite") else date.fromisoformat(iso)
