"""The command line, as a person uses it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from extractors import load
from typer.testing import CliRunner, Result

import cli
import pipeline.batch
from pipeline.writers import FORMATS
from pipeline.writers.csv import CsvWriter

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in an empty folder, with a stand-in for the extraction."""
    for name in ("extract_files", "extract_one"):
        function = getattr(pipeline.batch, name)
        monkeypatch.setattr(pipeline.batch, name, partial(function, load=load))
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()

    def invoke(*arguments: str, input: bytes | None = None) -> Result:
        return runner.invoke(cli.app, arguments, input=input)

    return invoke


def test_all_files_read(run: Run) -> None:
    result = run("extract", "1.txt", "2.txt", "--out", "tasks.jsonl", "--jobs", "1")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "[1/2] 1.txt: 5 tasks",
        "[2/2] 2.txt: 5 tasks",
        "2 plans, 10 tasks -> tasks.jsonl",
    ]
    assert len(Path("tasks.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_some_files_failed(run: Run) -> None:
    result = run("extract", "1.txt", "bad.txt", "-o", "tasks.csv", "--jobs", "1")
    assert result.exit_code == 1
    assert "[2/2] bad.txt: FAILED: the file is empty" in result.stderr
    assert result.stderr.endswith("1 plan, 5 tasks; 1 file failed -> tasks.csv\n")
    assert Path("tasks.csv").exists()


def test_a_terminal_gets_a_bar_with_the_failures_above_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    result = run("extract", "1.txt", "bad.txt", "--out", "tasks.csv")
    assert "2/2" in result.stderr
    assert "bad.txt: FAILED: the file is empty\x1b[0m\n" in result.stderr
    assert "[1/2]" not in result.stderr


def test_progress_in_json_is_an_object_a_line(run: Run) -> None:
    result = run("extract", "1.txt", "bad.txt", "-o", "tasks.csv", "-j", "1", "--progress", "json")
    first, second, end = map(json.loads, result.stderr.splitlines())
    assert (first["event"], first["done"], first["total"]) == ("file", 1, 2)
    assert (first["file"], first["tasks"], first["failure"]) == ("1.txt", 5, None)
    assert first["rate"] > 0 and first["seconds_left"] > 0
    assert (second["tasks"], second["failure"]) == (None, "the file is empty")
    assert second["seconds_left"] == 0
    assert end == {
        "event": "end",
        "out": "tasks.csv",
        "plans": 1,
        "tasks": 5,
        "failed": 1,
        "unchanged": 0,
        "left_out": 0,
    }


def test_what_cannot_be_done_is_json_too(run: Run) -> None:
    result = run("extract", ".", "--out", "t.csv", "--progress", "json")
    error = json.loads(result.stderr)
    assert error["event"] == "error"
    assert "nothing to read" in error["message"]


def test_a_second_run_says_what_it_did_not_do_again(run: Run) -> None:
    Path("1.txt").write_text("1")
    Path("bad.txt").write_text("2")
    run("extract", "1.txt", "bad.txt", "--out", "tasks.csv")
    result = run("extract", "1.txt", "bad.txt", "--out", "tasks.csv")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "[2/2] bad.txt: FAILED: the file is empty",
        "1 plan, 5 tasks; 1 file failed (1 in an earlier run: --retry-failed tries again); "
        "2 files unchanged since the last run -> tasks.csv",
    ]
    assert "[1/2]" in run("extract", "1.txt", "bad.txt", "--out", "tasks.csv", "--fresh").stderr
    again = run("extract", "1.txt", "bad.txt", "--out", "tasks.csv", "--retry-failed")
    assert "[2/2] bad.txt" in again.stderr
    assert "1 file unchanged" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        pytest.param(["extract", "1.txt"], "Missing option '--out'", id="no output"),
        pytest.param(["extract", "--out", "t.csv"], "Missing argument 'PATH'", id="no input"),
        pytest.param(["extract", "1.txt", "-o", "t.csv", "-j", "0"], "--jobs", id="no jobs"),
        pytest.param(["extract", "1.txt", "-o", "t.csv", "-f", "json"], "'json'", id="no format"),
        pytest.param(["extract", "1.txt", "-o", "t.csv", "--lang", "fr"], "'fr'", id="no language"),
        pytest.param(["extract", "1.txt", "-o", "t.csv", "--rules", "x"], "'x'", id="no rules"),
        pytest.param(["extract", "1.txt", "-o", "t.csv", "--timeout", "0"], "--timeout", id="time"),
        pytest.param(
            ["extract", "1.txt", "-o", "t.csv", "--limit-memory", "much"],
            "write it like 500M",
            id="memory",
        ),
        pytest.param(["extrac"], "No such command 'extrac'", id="no command"),
    ],
)
def test_wrong_usage(run: Run, arguments: list[str], reason: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert reason in result.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["1.txt", "--out", "tasks"], "kehoach: tasks: the ending does not say a format: "),
        (["1.txt", "--out", "t.csv", "--format", "xlsx"], "kehoach: t.csv: the ending says csv, "),
        ([".", "--out", "t.csv"], "kehoach: .: nothing to read: "),
        (["1.txt", "--out", "t.csv", "--rules", "refused"], "kehoach: refused: a rule without"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, arguments: list[str], line: str) -> None:
    Path("refused").mkdir()
    result = run("extract", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1
    assert not Path("t.csv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process at once")
def test_a_terminated_run_leaves_what_the_next_one_needs(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def terminate(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(CsvWriter, "add", terminate)
    assert run("extract", "1.txt", "--out", "t.csv").exit_code == cli.TERMINATED
    assert [path.name for path in Path.cwd().rglob("*")] == [".t.csv.kehoach", "manifest.sqlite"]


def test_standard_input(run: Run) -> None:
    result = run("extract", "-", "--out", "t.jsonl", input="Kế hoạch".encode())
    assert result.exit_code == 0
    assert json.loads(Path("t.jsonl").read_text(encoding="utf-8"))["source"]["name"] == "-"


def test_a_folder_for_annotations(run: Run) -> None:
    assert run("extract", "a/1.txt", "b/1.txt", "-o", "out", "-f", "brat").exit_code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "a_1.ann",
        "a_1.txt",
        "b_1.ann",
        "b_1.txt",
    ]


def test_formats_on_the_command_line_are_those_that_there_are() -> None:
    hint = get_type_hints(cli.extract)["format"]
    (names, _) = get_args(hint)
    assert get_args(names) == tuple(FORMATS)


def test_a_plan_is_shown(run: Run) -> None:
    result = run("show", "1.txt", "--lang", "en")
    assert result.exit_code == 0
    assert "5 tasks\n" in result.stdout
    assert "     Lead: Sở Du lịch\n" in result.stdout
    assert "\x1b" not in result.stdout


def test_a_plan_that_cannot_be_shown_is_one_line(run: Run) -> None:
    result = run("show", "bad.txt")
    assert result.exit_code == 1
    assert result.stderr == "kehoach: bad.txt: the file is empty\n"


def test_a_file_name_does_not_steer_the_terminal(run: Run) -> None:
    result = run("extract", "bad\x1b[31m.txt", "--out", "t.csv")
    assert "bad␛[31m.txt: FAILED" in result.stderr
    assert "\x1b" not in result.stderr


def test_the_helpers_are_listed(run: Run) -> None:
    result = run("doctor")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in ("tesseract", "'vie'", "LibreOffice", ".doc"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--help"], ["extract", "show", "doctor", "Kế hoạch"]),
        (["extract", "-h"], ["kehoach extract plans --out tasks.xlsx", "Exit status", ".docx"]),
        (["show", "--help"], ["kehoach show plan.docx"]),
        (["--version"], ["kehoach "]),
    ],
)
def test_help(run: Run, arguments: list[str], words: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert [word for word in words if word not in result.stdout] == []


def test_no_command_shows_the_help(run: Run) -> None:
    assert "Commands:" in run().output


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    root = str(Path(cli.__file__).parent)
    return subprocess.run(
        [sys.executable, "-c", "import cli; cli.app()", *arguments],
        env={**os.environ, "PYTHONPATH": root, **environment},
        capture_output=True,
        check=True,
    )


def test_output_is_utf_8_whatever_the_console_says() -> None:
    result = process("--help", PYTHONIOENCODING="cp1252")
    assert "Kế hoạch" in result.stdout.decode("utf-8")


@pytest.mark.parametrize("module", ["spacy", "pyarrow", "xlsxwriter", "lxml", "rich", "torch"])
def test_help_does_not_wait_for_what_it_does_not_need(module: str) -> None:
    script = f"import sys, cli; sys.exit({module!r} in sys.modules)"
    environment: dict[str, Any] = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parent)}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
