"""When the gate closes, and what it says of the change."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated import Annotated, gold_plan, without, write_plans, write_splits
from typer import Typer
from typer.testing import CliRunner, Result

from annotations import Annotation, AnnotationError, Label, Role
from evaluation.command import mount
from evaluation.gate import GateError, judge, parse_floors
from evaluation.report import Report, evaluate

TABLE = """KẾ HOẠCH
Chuyển đổi số năm 2024
|
Nội dung
|
Chủ trì
|
Thời gian
|
Nâng cấp cổng dịch vụ công
|
Sở Thông tin và Truyền thông
|
quý III/2024
|
Tập huấn cán bộ cấp xã
|
Sở Nội vụ
|
tháng 9/2024
|
"""


def table_plan() -> Annotation:
    plan = Annotated(TABLE)
    for task, lead, time in (
        ("Nâng cấp cổng dịch vụ công", "Sở Thông tin và Truyền thông", "quý III/2024"),
        ("Tập huấn cán bộ cấp xã", "Sở Nội vụ", "tháng 9/2024"),
    ):
        row = plan.mark(Label.TASK, task)
        plan.link(Role.LEAD, row, plan.mark(Label.AGENCY, lead))
        plan.link(Role.TIME, row, plan.mark(Label.DATE, time))
    return plan.annotation


GOLD = {"bang": table_plan(), "nhiem-vu": gold_plan(), "muc": gold_plan()}
STYLES = {"bang": "tables", "nhiem-vu": "duties", "muc": "duties"}
NO_TABLE = {**GOLD, "bang": without(GOLD["bang"], Label.TASK)}


def report(found: dict[str, Annotation], gold: dict[str, Annotation] | None = None) -> Report:
    return evaluate(gold or GOLD, found, styles=STYLES)


def run(*options: object) -> Result:
    app = Typer()
    mount(app)
    return CliRunner().invoke(app, [str(option) for option in options])


def test_a_plan_that_lost_all_its_table_tasks_closes_the_gate(tmp_path: Path) -> None:
    gold = write_plans(tmp_path / "gold", GOLD)
    write_splits(gold, {name: ("test", style) for name, style in STYLES.items()})
    before, after = (
        write_plans(tmp_path / name, found)
        for name, found in (("before", GOLD), ("after", NO_TABLE))
    )
    scores = tmp_path / "scores"
    assert run(gold, "--predictions", before, "--report", scores).exit_code == 0

    baseline = scores / "report.json"
    same = run(gold, "--predictions", before, "--baseline", baseline)
    assert (same.exit_code, same.stdout.splitlines()[-1]) == (0, "gate: passed")

    fallen = run(gold, "--predictions", after, "--baseline", baseline)
    assert fallen.exit_code == 1
    for name in ("TASK", "LEAD", "TIME", "tables", "bang"):
        assert f"gate: {name}: F1 fell from 1.000" in fallen.stdout
    assert 'lost: TASK "Nâng cấp cổng dịch vụ công"' in fallen.stdout
    assert "duties: F1" not in fallen.stdout

    accepted = [f"--accept={name}" for name in ("TASK", "LEAD", "TIME", "tables", "bang")]
    allowed = run(gold, "--predictions", after, "--baseline", baseline, *accepted)
    assert allowed.exit_code == 0, allowed.stdout


@pytest.mark.parametrize(
    ("options", "status", "line"),
    [
        pytest.param(["TASK=1"], 0, "gate: passed", id="reached"),
        pytest.param(["TASK=0.5", "ALL=0.9"], 0, "gate: passed", id="several"),
        pytest.param(["COUNTRY=0.9"], 0, "gate: passed", id="another label"),
        pytest.param(["RECORDS=1"], 0, "gate: passed", id="rows"),
    ],
)
def test_floors_that_are_reached(
    tmp_path: Path, options: list[str], status: int, line: str
) -> None:
    gold = write_plans(tmp_path, GOLD)
    floors = [f"--min={option}" for option in options]
    result = run(gold, "--predictions", gold, *floors)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (status, line)


def test_a_floor_is_missed_by_the_least() -> None:
    scores = report(NO_TABLE)
    f1 = scores.primary.strict["TASK"].f1
    assert f1 is not None
    assert judge(scores, floors={"TASK": f1}).passed
    assert judge(scores, floors={"TASK": f1 + 1e-6}).failures == (
        f"TASK: F1 {f1:.4f} is below --min {f1 + 1e-6:g}",
    )


def test_a_floor_that_cannot_be_checked_is_missed() -> None:
    gold = {"bang": GOLD["bang"]}
    (failure,) = judge(report(gold, gold), floors={"COUNTRY": 0.9}).failures
    assert "cannot be checked" in failure


@pytest.mark.parametrize(
    "option", ["TASK", "TASK=", "TASK=x", "TASK=nan", "TASK=1.5", "TASK=-1", "=0.9", "tasks=0.9"]
)
def test_a_floor_that_says_nothing_is_refused(option: str) -> None:
    with pytest.raises(GateError, match=r"^--min "):
        parse_floors([option])


def test_what_was_gained_and_lost_stands_plan_by_plan() -> None:
    before = {**GOLD, "muc": without(GOLD["muc"], Label.COUNTRY)}
    (lost, gained) = judge(report(NO_TABLE), baseline=report(before)).changes
    assert (lost.name, len(lost.lost), lost.gained) == ("bang", 6, ())
    assert (gained.name, len(gained.gained), gained.lost) == ("muc", 2, ())
    assert (lost.before, gained.now) == (1, 1)


def test_new_and_mended_errors_are_told_apart_from_lost_ones() -> None:
    plan = Annotated()
    plan.mark(Label.AGENCY, "Văn phòng")
    spurious = Annotation(
        plan.text,
        (*GOLD["muc"].entities, *plan.annotation.entities),
        GOLD["muc"].relations,
    )
    worse = {**GOLD, "muc": spurious}
    (change,) = judge(report(worse), baseline=report(GOLD)).changes
    assert (len(change.new_errors), change.lost, change.mended) == (1, (), ())
    (change,) = judge(report(GOLD), baseline=report(worse)).changes
    assert (len(change.mended), change.gained, change.new_errors) == (1, (), ())


def test_the_whole_may_not_fall_even_where_no_part_falls_by_much() -> None:
    plan = "Sở Y tế họp. " * 60
    spans = Annotated(plan)
    for start in range(0, len(plan), 13):
        spans.start = start
        spans.mark(Label.AGENCY, "Sở Y tế")
    full = spans.annotation
    less = Annotation(full.text, full.entities[1:])
    names = [f"plan-{number}" for number in range(12)]
    gold = {name: full for name in names}
    before = evaluate(gold, gold)
    (failure,) = judge(evaluate(gold, dict.fromkeys(names, less)), baseline=before).failures
    assert failure.startswith("ALL: F1 fell by 0.008 (paired bootstrap")
    fallen = evaluate(gold, dict.fromkeys(names, less))
    assert judge(fallen, baseline=before, accept=["ALL"]).passed


def test_something_found_where_there_was_rightly_nothing_is_a_fall() -> None:
    text = "Kế hoạch không giao nhiệm vụ."
    plan = Annotated(text)
    plan.mark(Label.TASK, "giao nhiệm vụ")
    gold = {"khong": Annotation(text)}
    before = evaluate(gold, gold)
    failures = judge(evaluate(gold, {"khong": plan.annotation}), baseline=before).failures
    assert failures[0].startswith("TASK: F1 fell from undefined to 0.000")


def test_a_plan_that_is_left_out_must_be_accepted_by_name() -> None:
    fewer = {name: GOLD[name] for name in ("bang", "muc")}
    now, before = report(fewer, fewer), report(GOLD)
    assert judge(now, baseline=before).failures == (
        "nhiem-vu: the baseline has this plan, now it is missing; --accept nhiem-vu",
    )
    assert judge(now, baseline=before, accept=["nhiem-vu"]).passed


def test_a_new_plan_is_named_and_does_not_count_against_the_baseline() -> None:
    fewer = {name: GOLD[name] for name in ("bang", "muc")}
    now = report({**GOLD, "nhiem-vu": Annotation(GOLD["nhiem-vu"].text)})
    gate = judge(now, baseline=report(fewer, fewer))
    assert (gate.passed, gate.added) == (True, ("nhiem-vu",))


def test_a_name_that_nothing_has_cannot_be_accepted() -> None:
    with pytest.raises(GateError, match="--accept TASKS: no label, style or plan"):
        judge(report(GOLD), baseline=report(GOLD), accept=["TASKS"])
    with pytest.raises(GateError, match="there is none"):
        judge(report(GOLD), accept=["TASK"])


@pytest.mark.parametrize(
    ("before", "message"),
    [
        pytest.param({"khac": gold_plan()}, "none of the plans", id="other plans"),
        pytest.param({**GOLD, "muc": table_plan()}, "muc had another text", id="another text"),
        pytest.param(
            {**GOLD, "muc": without(gold_plan(), Label.DATE)}, "muc had another gold", id="gold"
        ),
    ],
)
def test_a_baseline_of_other_gold_is_refused(before: dict[str, Annotation], message: str) -> None:
    with pytest.raises(AnnotationError, match=message):
        judge(report(GOLD), baseline=evaluate(before, before))
