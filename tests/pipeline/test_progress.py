"""How far a run is."""

from __future__ import annotations

import json

import pytest

from pipeline.progress import Step, Summary, error_json, pace, step_json, step_line, summary_json
from pipeline.records import Failure

STEP = Step(60, 110, "a.txt", tasks=3, worked=20, seconds=4.0)


def test_rate_and_time_left_are_those_of_this_run() -> None:
    assert (STEP.rate, STEP.seconds_left) == (5.0, 10.0)
    assert pace(STEP) == "5.0/s, 0:00:10 left"
    assert pace(Step(1, 36_001, "a", worked=1, seconds=1.0)) == "1.0/s, 10:00:00 left"


@pytest.mark.parametrize("step", [Step(1, 2, "a"), Step(1, 2, "a", seconds=3.0)])
def test_before_anything_is_done_there_is_no_rate(step: Step) -> None:
    assert (step.rate, step.seconds_left, pace(step)) == (None, None, "")
    assert json.loads(step_json(step))["rate"] is None


def test_a_line_of_text() -> None:
    assert step_line(STEP) == "[60/110] a.txt: 3 tasks"
    assert step_line(Step(1, 2, "a.txt", tasks=1)) == "[1/2] a.txt: 1 task"
    assert step_line(Step(1, 2, "a.txt", reason="trống")) == "[1/2] a.txt: FAILED: trống"


def test_a_line_of_json() -> None:
    assert json.loads(step_json(STEP)) == {
        "event": "file",
        "done": 60,
        "total": 110,
        "file": "a.txt",
        "tasks": 3,
        "failure": None,
        "rate": 5.0,
        "seconds_left": 10.0,
    }
    assert json.loads(step_json(Step(1, 2, "a", reason="trống")))["failure"] == "trống"


@pytest.mark.parametrize("name", ["a\nb", "\x1b[31m", "t\udce9p", "kế hoạch"])
def test_json_is_one_line_of_ascii_whatever_a_file_is_called(name: str) -> None:
    for line in (step_json(Step(1, 1, name)), summary_json(Summary(), name), error_json(name)):
        assert line.isascii() and line.isprintable()
        assert name in json.loads(line).values()


@pytest.mark.parametrize(
    ("summary", "sentence"),
    [
        (Summary(1, 1), "1 plan, 1 task"),
        (Summary(5000, 90000), "5,000 plans, 90,000 tasks"),
        (
            Summary(2, 3, [Failure("a", "b")], left_out=1, unchanged=2, failed_before=1),
            "2 plans, 3 tasks; "
            "1 file failed (1 in an earlier run: --retry-failed tries again); "
            "2 files unchanged since the last run; 1 file of other kinds left out",
        ),
    ],
)
def test_a_summary_is_a_sentence(summary: Summary, sentence: str) -> None:
    assert summary.sentence == sentence
