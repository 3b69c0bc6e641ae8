"""The table of splits."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations import AnnotationError, splits
from annotations.splits import Split, SplitEntry

PATH = Path("plans/splits.toml")
ENTRY = 'split = "train"\nstyle = "tables"\ntopic = "health"\nissuer = "province"\n'


def test_an_entry_says_split_style_topic_and_issuer() -> None:
    table = splits.loads(f"# ours\n[plans.a-2024]\n{ENTRY}", PATH)
    assert table.plans == {"a-2024": SplitEntry(Split.TRAIN, "tables", "health", "province")}
    assert table.lines == {"a-2024": 2}


def test_the_plans_of_a_split_are_listed_in_the_order_of_the_file() -> None:
    test = ENTRY.replace("train", "test")
    toml = f"[plans.b]\n{ENTRY}\n[plans.c]\n{test}\n[plans.'dev/a']\n{ENTRY}"
    table = splits.loads(toml, PATH)
    assert list(table.names(Split.TRAIN)) == ["b", "dev/a"]
    assert table.lines == {"b": 1, "c": 7, "dev/a": 13}


def test_a_folder_without_a_table_has_none(tmp_path: Path) -> None:
    assert splits.load(tmp_path) is None


def test_the_table_lies_in_the_folder_of_the_plans(tmp_path: Path) -> None:
    (tmp_path / "splits.toml").write_text(f"[plans.a]\n{ENTRY}", encoding="utf-8")
    table = splits.load(tmp_path)
    assert table is not None
    assert table.plans["a"].split is Split.TRAIN


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("[plans.a]\nsplit = train\n", ":2: not TOML: "),
        (f"[plans.a]\n{ENTRY}[plans.a]\n{ENTRY}", "not TOML: a plan stands here twice: "),
        ("[plan.a]\n", ": unknown key 'plan': only [plans.NAME] is known"),
        ("plans = 3\n", ": 'plans' is not a table"),
        ('[plans.a]\nsplit = "train"\n', ":1: a: expected issuer, split, style, topic; missing"),
        (f"\n[plans.a]\n{ENTRY}note = ''\n", ":2: a: expected"),
        (f"[plans]\na = {{ {ENTRY.strip().replace(chr(10), ', ')}, x = 1 }}", ": a: expected"),
        (f"[plans.a]\n{ENTRY.replace('train', 'training')}", ":1: a: 'training' is not one of"),
        (f"[plans.a]\n{ENTRY.replace('health', ' ')}", ":1: a: topic is not a text in quotes"),
        ("[plans]\na = 'train'\n", ": a: expected issuer, split, style, topic"),
        (
            f"[plans.a]\n{ENTRY.replace(chr(34) + 'health' + chr(34), '3')}",
            ":1: a: topic is not a text in quotes",
        ),
    ],
)
def test_a_wrong_entry_is_named(toml: str, reason: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        splits.loads(toml, PATH)
    assert reason in str(caught.value)
    assert str(caught.value).startswith("plans/splits.toml:")
