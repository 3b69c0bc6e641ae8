"""``report.json`` comes back as it was, and nothing else is taken for one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from annotated import gold_plan
from noise import noisy

from annotations import AnnotationError
from evaluation.report import Report, evaluate
from evaluation.report_file import SCHEMA, dumps, loads, read_report


def report() -> Report:
    gold = {"a": gold_plan(), "b": gold_plan()}
    found = {name: noisy(plan, seed=seed) for seed, (name, plan) in enumerate(gold.items())}
    return evaluate(
        gold, found, given=gold, styles={"a": "duties"}, training={"t": gold_plan()}, split="test"
    )


def test_a_report_comes_back_as_it_was() -> None:
    assert loads(dumps(report())) == report()


def test_the_same_counts_give_the_same_bytes() -> None:
    assert dumps(report()) == dumps(report())


def test_it_says_its_schema_and_sums_up() -> None:
    document = json.loads(dumps(report()))
    assert document["schema"] == SCHEMA
    assert document["summary"]["predictions"]["strict"]["TASK"]["gold"] == 6


def test_it_holds_no_text_of_the_plans() -> None:
    assert "Sở" not in dumps(report())


def broken(change: dict[str, Any]) -> str:
    return json.dumps({**json.loads(dumps(report())), **change}, indent=1)


def renamed(key: str) -> str:
    head, systems = dumps(report()).split('"systems"')
    systems = systems.replace(f'"{key}"', '"other"')
    return f'{head}"systems"{systems}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", r"^r\.json:1: no JSON", id="empty"),
        pytest.param('{"schema":\n\n}', r"^r\.json:3: no JSON", id="broken off"),
        pytest.param("[" * 100_000, r"^r\.json:1: no JSON: nested", id="nested too deeply"),
        pytest.param("[1]", r"^r\.json:1: no schema", id="a list"),
        pytest.param('{"records": []}', r"^r\.json:1: no schema", id="another document"),
        pytest.param(
            broken({"schema": "kehoach-evaluation/0"}),
            r"^r\.json:2: schema 'kehoach-evaluation/0' instead of",
            id="another version",
        ),
        pytest.param(broken({"systems": []}), r"^r\.json:\d+: every plan", id="no system"),
        pytest.param(broken({"systems": 3}), r"^r\.json:\d+: systems: ", id="no list"),
        pytest.param(renamed("tp"), r"^r\.json:\d+: systems\.0\.plans\.0\..*", id="unknown key"),
        pytest.param(renamed("errors"), r"^r\.json:\d+: systems\.0\.plans\.0\.", id="missing key"),
        pytest.param(renamed("TASK"), r"^r\.json:\d+: ", id="unknown label"),
    ],
)
def test_anything_else_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(AnnotationError, match=message) as caught:
        loads(text, name="r.json")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_not_utf_8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match="cannot be opened"):
        read_report(tmp_path / "report.json")
    (tmp_path / "report.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(AnnotationError, match="not UTF-8"):
        read_report(tmp_path / "report.json")
