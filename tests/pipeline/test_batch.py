"""Many files in one run: one bad file costs that file alone."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from extractors import load

from annotations import KehoachError
from pipeline.batch import extract_all, extract_files, extract_one
from pipeline.errors import OutputError, ReadError, RuleError
from pipeline.plan import Plan
from pipeline.progress import Step, Summary
from pipeline.readers.registry import Source
from pipeline.records import Failure
from pipeline.settings import Settings

REFUSED = Settings(rules=Path("refused"))


def outcomes(*names: str, jobs: int = 1) -> list[str]:
    """The name of each plan, or why there is none, in the order in which they come."""
    return [
        outcome.document.name if isinstance(outcome, Plan) else outcome.reason
        for outcome in extract_all(names, jobs=jobs, load=load)
    ]


def run(tmp_path: Path, *names: str, out: str = "tasks.jsonl", jobs: int = 2) -> Summary:
    return extract_files([Path(name) for name in names], out=tmp_path / out, jobs=jobs, load=load)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("bad.txt", "the file is empty"),
        ("memory.txt", "takes more memory than there is"),
        ("deep.txt", "is nested too deeply to be read"),
    ],
)
def test_what_a_file_is_to_blame_for_is_a_failure(name: str, reason: str) -> None:
    assert list(extract_all([name], load=load)) == [Failure(name, reason)]


def test_a_defect_of_the_program_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        list(extract_all(["bug.txt"], load=load))


def test_nothing_gives_nothing() -> None:
    assert outcomes() == []


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_files(jobs: int) -> None:
    names = ["slow-1.txt", "2.txt", "bad.txt", "3.txt", "slow-4.txt", "5.txt"]
    expected = ["the file is empty" if name == "bad.txt" else name for name in names]
    assert outcomes(*names, jobs=jobs) == expected


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_dies_costs_its_file_alone(
    jobs: int, capfd: pytest.CaptureFixture[str]
) -> None:
    names = ("1.txt", "crash-2.txt", "3.txt", "bug-4.txt", "crash-5.txt", "6.txt")
    first, second, third, fourth, fifth, sixth = outcomes(*names, jobs=jobs)
    assert (first, third, sixth) == ("1.txt", "3.txt", "6.txt")
    assert second.startswith("its process ended with code 3")
    assert fourth.startswith("its process ended with code 1: please report it")
    assert fifth == second
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_results_are_streamed() -> None:
    stream = extract_all([f"{number}.txt" for number in range(100)], jobs=1, load=load)
    assert isinstance(next(stream), Plan)
    stream.close()


def test_bytes_keep_their_name() -> None:
    (plan,) = extract_all([Source("-", "Kế hoạch".encode())], load=load)
    assert isinstance(plan, Plan)
    assert plan.document.name == "-"


@pytest.mark.parametrize("names", [["1.txt"], ["1.txt", "2.txt"]])
def test_rules_that_cannot_be_used_stop_the_run(names: list[str]) -> None:
    with pytest.raises(KehoachError, match="refused: a rule without a name"):
        list(extract_all(names, settings=REFUSED, load=load))


def test_one_file_gives_its_plan_or_raises() -> None:
    assert extract_one(Path("1.txt"), load=load).document.name == "1.txt"
    with pytest.raises(ReadError, match=r"bad\.txt: the file is empty"):
        extract_one(Path("bad.txt"), load=load)
    with pytest.raises(RuleError):
        extract_one(Path("1.txt"), settings=REFUSED, load=load)


def test_a_run_writes_what_it_reads_and_says_what_it_did(tmp_path: Path) -> None:
    summary = run(tmp_path, "1.txt", "bad.txt", "3.txt")
    assert (summary.plans, summary.tasks, summary.left_out) == (2, 10, 0)
    assert summary.failures == [Failure("bad.txt", "the file is empty")]
    assert summary.sentence == "2 plans, 10 tasks; 1 file failed"
    lines = (tmp_path / "tasks.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == ["1.txt", "3.txt"]
    assert "bad.txt,the file is empty" in (tmp_path / "tasks.failures.csv").read_text("utf-8")


def test_a_run_in_which_all_fails_writes_an_empty_table(tmp_path: Path) -> None:
    assert run(tmp_path, "bad.txt").sentence == "0 plans, 0 tasks; 1 file failed"
    assert (tmp_path / "tasks.jsonl").read_text(encoding="utf-8") == ""


def test_each_file_is_reported_when_it_is_done(tmp_path: Path) -> None:
    steps: list[Step] = []
    paths = [Path("1.txt"), Path("bad.txt")]
    extract_files(paths, out=tmp_path / "t.csv", report=steps.append, load=load)
    assert [(step.number, step.total, step.failed) for step in steps] == [
        (1, 2, False),
        (2, 2, True),
    ]
    assert [step.sentence for step in steps] == [
        "1.txt: 5 tasks",
        "bad.txt: FAILED: the file is empty",
    ]


def test_standard_input_is_read(tmp_path: Path) -> None:
    out = tmp_path / "t.jsonl"
    extract_files([Path("-")], out=out, standard_input=io.BytesIO(b"x"), load=load)
    assert json.loads(out.read_text(encoding="utf-8"))["source"]["text_file"] == "t.texts/stdin.txt"


@pytest.mark.parametrize("given", ["in", "in/a.txt"])
def test_results_do_not_go_into_the_folder_that_is_read(tmp_path: Path, given: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("a")
    with pytest.raises(OutputError, match="holds the files to read: write to a folder of its own"):
        extract_files([tmp_path / given], out=tmp_path / "in", format="brat", load=load)


def test_a_table_may_go_into_the_folder_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    for _ in range(2):
        summary = extract_files([tmp_path], out=tmp_path / "tasks.jsonl", load=load)
        assert summary.plans == 1


def test_a_folder_without_plans_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    with pytest.raises(KehoachError, match=r"nothing to read: no file ends in one of \.txt"):
        extract_files([tmp_path], out=tmp_path / "t.csv", load=load)


def test_a_run_that_cannot_start_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(KehoachError, match="a rule without a name"):
        extract_files([Path("1.txt")], out=tmp_path / "t.csv", settings=REFUSED, load=load)
    assert list(tmp_path.iterdir()) == []
