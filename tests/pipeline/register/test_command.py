"""`kehoach load` and `kehoach query`, as a person uses them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from extractors import load as stand_in
from registers import Load, plan_text
from sample_plans import rich_plan
from typer.testing import CliRunner, Result

import cli
import pipeline.register.load
from pipeline.plan import Plan

ROOT = Path(__file__).parents[3]

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with a stand-in for the extraction."""
    function = partial(pipeline.register.load.load_plans, load=stand_in)
    monkeypatch.setattr(pipeline.register.load, "load_plans", function)
    runner = CliRunner()
    return lambda *arguments, **options: runner.invoke(cli.app, arguments, **options)


def test_a_register_is_made_here(run: Run) -> None:
    result = run("load", "1.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "[1/1] 1.txt: 5 tasks",
        "1 plan, 5 tasks -> sqlite:///kehoach.db",
    ]
    assert Path("kehoach.db").is_file()


def test_the_environment_names_the_database(run: Run) -> None:
    result = run("load", "1.txt", env={"KEHOACH_DB": "other.db"})
    assert result.stderr.endswith("-> sqlite:///other.db\n")


def test_some_files_failed(run: Run) -> None:
    result = run("load", "1.txt", "bad.txt", "--jobs", "1")
    assert result.exit_code == 1
    assert "[2/2] bad.txt: FAILED: the file is empty" in result.stderr


def test_tasks_are_printed_one_a_line(load: Load, run: Run) -> None:
    load("a.txt", "kehoach.db", plan_text())
    result = run("query", "--lead", "Sở Ngoại vụ", "--due-before", "31/12/2024", "--lang", "en")
    assert result.exit_code == 0
    assert [line.split("\t") for line in result.stdout.splitlines()] == [
        ["Plan", "Item", "Task", "Lead", "Partners", "Time", "Due"],
        [
            "12/KH-UBND",
            "II.1",
            "Sở Ngoại vụ chủ trì, phối hợp với Công an tỉnh tổ chức đoàn công tác sang Lào "
            "trước ngày 30/6/2024",
            "Sở Ngoại vụ",
            "Công an tỉnh",
            "ngày 30/6/2024",
            "2024-06-30",
        ],
    ]
    assert result.stderr == "1 task\n"


def test_a_terminal_gets_a_table(load: Load, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    load("a.txt", "kehoach.db", plan_text())
    monkeypatch.setenv("FORCE_COLOR", "1")
    result = run("query", "--country", "LA", env={"COLUMNS": "150"})
    assert "│ 12/KH-UBND" in result.stdout


def test_nothing_found_is_no_error(load: Load, run: Run) -> None:
    load("a.txt", "kehoach.db", plan_text())
    result = run("query", "--text", "không có")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 tasks\n")


def test_what_a_document_says_steers_no_terminal(
    load_made: Callable[[Plan, str], object], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    plan = rich_plan("a.txt", format="txt")
    task = replace(plan.tasks[0], text="\x1b[2Jxóa\t[red]màn hình[/red]", number="\u202e1")
    load_made(replace(plan, tasks=(task,)), "kehoach.db")
    for colour in ("0", "1"):
        if colour == "1":
            monkeypatch.setenv("FORCE_COLOR", "1")
        result = run("query", env={"COLUMNS": "200"})
        assert "\x1b[2J" not in result.stdout
        assert "\u202e" not in result.stdout
        assert "[red]" in result.stdout


@pytest.mark.parametrize("name", ["tasks.csv", "tasks.xlsx", "tasks.jsonl"])
def test_tasks_are_exported(load: Load, run: Run, name: str) -> None:
    load("a.txt", "kehoach.db", plan_text())
    result = run("query", "--partner", "Công an tỉnh", "--out", name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"1 task -> {name}\n"
    assert Path(name).is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["load", "empty"], "kehoach: empty: nothing to read"),
        (["load"], "Missing argument"),
        (["load", "1.txt", "--db", "mysql://an:s3cret@host/x"], "kehoach: mysql: not a database"),
        (["load", "1.txt", "--db", "none/x.db"], "kehoach: sqlite:///none/x.db: unable to open"),
        (["query"], "kehoach: sqlite:///kehoach.db: no such file: kehoach load makes it"),
        (["query", "--due-before", "soon"], "kehoach: soon: no such day"),
        (["query", "--lead", " "], "kehoach: the question has no words among its leads"),
        (["query", "--out", "tasks.doc"], "kehoach: tasks.doc: the ending does not say a format"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, arguments: list[str], said: str) -> None:
    Path("empty").mkdir()
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "s3cret" not in result.stderr
    assert "Traceback" not in result.stderr
    assert [path.name for path in Path().iterdir()] == ["empty"]


def test_a_database_that_goes_away_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import OperationalError

    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {"text": "secret"}, Exception("disk I/O error"))

    monkeypatch.setattr("pipeline.register.load.store", refuse)
    result = run("load", "1.txt")
    assert result.exit_code == 2
    assert result.stderr == "kehoach: sqlite:///kehoach.db: disk I/O error\n"


def test_other_commands_do_not_wait_for_sqlalchemy() -> None:
    code = "import cli, sys; sys.exit('sqlalchemy' in sys.modules or 'alembic' in sys.modules)"
    path = os.pathsep.join((str(ROOT), *sys.path))
    assert (
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, check=False
        ).returncode
        == 0
    )
