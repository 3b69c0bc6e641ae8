"""Questions and what they find."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from registers import Load, Rows, plan_text
from sample_plans import valued_plan

from pipeline.plan import Plan
from pipeline.register.errors import RegisterError
from pipeline.register.query import Question, day, found_tasks


@pytest.fixture
def filled(load: Load, db: str) -> str:
    """Two plans: tasks A1 to A3 of Nghệ An and B1 to B3 of Hà Tĩnh."""
    load("a.txt", db, plan_text("Nghệ An", number="12"))
    load("b.txt", db, plan_text("Hà Tĩnh", number="7", day="15/5/2025"))
    return db


def found(question: Question, db: str) -> str:
    with found_tasks(question, database=db) as tasks:
        return " ".join(f"{task.plan.name[0].upper()}{task.position}" for task in tasks)


QUESTIONS: list[tuple[dict[str, Any], str]] = [
    ({}, "A1 A2 A3 B1 B2 B3"),
    ({"leads": ["Sở Ngoại vụ"]}, "A1 B1"),
    ({"leads": ["SỞ NGOẠI VỤ"]}, "A1 B1"),
    ({"leads": ["Sở Ngoại vụ tỉnh Hà Tĩnh"]}, "B1"),
    ({"leads": ["so-ngoai-vu@ha-tinh"]}, "B1"),
    ({"leads": ["Sở Văn hóa - Thể thao và Du lịch"]}, "A2 B2"),
    ({"leads": ["Sở VHTTDL"]}, "A2 B2"),
    ({"leads": ["Sở Y tế"]}, ""),
    ({"leads": ["chi cục dân"]}, "A3 B3"),
    ({"leads": ["Sở Ngoại vụ", "Chi cục Dân số"]}, "A1 A3 B1 B3"),
    ({"leads": ["Công an tỉnh"]}, ""),
    ({"partners": ["Công an tỉnh"]}, "A1 B1"),
    ({"partners": ["UBND huyện Yên Thành"]}, "A2 B2"),
    ({"due_before": date(2024, 6, 30)}, "A1 B1"),
    ({"due_before": date(2024, 6, 29)}, ""),
    ({"due_after": date(2024, 12, 31)}, "A2 B2"),
    ({"due_after": date(2025, 1, 1)}, "B2"),
    ({"due_after": date(2024, 7, 1), "due_before": date(2024, 12, 31)}, "A2"),
    ({"countries": ["LA"]}, "A1 B1"),
    ({"countries": ["la"]}, "A1 B1"),
    ({"countries": ["Nhật Bản", "Lào"]}, "A1 A2 B1 B2"),
    ({"plans": ["7/KH-UBND"]}, "B1 B2 B3"),
    ({"plans": ["a.txt"]}, "A1 A2 A3"),
    ({"plans": ["hợp tác với NƯỚC NGOÀI"]}, "A1 A2 A3 B1 B2 B3"),
    ({"texts": ["văn hóa NHẬT"]}, "A2 B2"),
    ({"texts": ["văn hoá nhật"]}, "A2 B2"),
    ({"texts": ["100%"]}, "A3 B3"),
    ({"texts": ["1%0"]}, ""),
    ({"texts": ["_00"]}, ""),
    ({"texts": ["d'Ivoire"]}, "A3 B3"),
    ({"leads": ["Sở Ngoại vụ"], "plans": ["12/KH"], "countries": ["LA"]}, "A1"),
]


def test_a_question_finds_the_tasks_that_have_all_of_it(filled: str) -> None:
    assert [(asked, found(Question(**asked), filled)) for asked, _ in QUESTIONS] == QUESTIONS


def test_a_deadline_of_several_is_enough(load: Load, db: str) -> None:
    load("a.txt", db, plan_text().replace("30/6/2024", "30/6/2024 và ngày 15/11/2024"))
    for last in (date(2024, 6, 30), date(2024, 11, 15)):
        assert found(Question(due_before=last, due_after=last), db) == "A1"


NO_SQL = ("'", "' OR '1'='1", "x'); DROP TABLE tasks;--", '"', "\\", "%s", ":x", "?", "%", "_")


def test_what_is_asked_is_no_sql(filled: str, rows: Rows) -> None:
    for words in NO_SQL:
        for question in (Question(leads=[words]), Question(plans=[words])):
            assert found(question, filled) == "", question
        expected = "A3 B3" if words in ("'", "%") else ""
        assert found(Question(texts=[words]), filled) == expected, words
    assert rows("SELECT count(*) FROM tasks") == [(6,)]


@pytest.mark.parametrize("name", ["Sở Giáo dục và Đào tạo", "sở giáo dục", "ĐÀO TẠO"])
def test_an_unresolved_agency_is_found_by_its_words(
    load_made: Callable[[Plan, str], object], name: str
) -> None:
    load_made(valued_plan("a.txt"), "register.db")
    assert found(Question(partners=[name]), "register.db") == "A1"


@pytest.mark.parametrize("option", ["leads", "partners", "countries", "plans", "texts"])
def test_an_empty_word_is_refused(option: str) -> None:
    asked: dict[str, Any] = {option: ["x", "  "]}
    question = Question(**asked)
    with pytest.raises(RegisterError, match=option), found_tasks(question, database="none.db"):
        pass


def test_an_unknown_country_is_refused(load: Load) -> None:
    load("a.txt", "register.db", plan_text())
    with (
        pytest.raises(RegisterError, match="Atlantis: no such country"),
        found_tasks(Question(countries=["Atlantis"]), database="register.db"),
    ):
        pass


@pytest.mark.parametrize("text", ["2022-12-31", "31/12/2022", "31.12.2022", " 31-12-2022 "])
def test_a_day_is_written_in_either_order(text: str) -> None:
    assert day(text) == date(2022, 12, 31)


@pytest.mark.parametrize("text", ["", "2022", "31/2/2022", "12/31/2022", "tomorrow", "2022-W01-1x"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(RegisterError, match="no such day: write it like 2022-12-31"):
        day(text)


def test_asking_makes_no_file(folder: Path) -> None:
    with (
        pytest.raises(RegisterError, match=r"none\.db: no such file: kehoach load makes it"),
        found_tasks(Question(), database="none.db"),
    ):
        pass
    assert list(folder.iterdir()) == []
