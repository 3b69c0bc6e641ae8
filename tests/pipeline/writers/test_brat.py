"""Brat: the text and the annotation of each plan, in gold's schema."""

from __future__ import annotations

from pathlib import Path

from sample_plans import empty_plan, rich_plan

from annotations import brat
from pipeline.writers import open_writer


def test_a_plan_is_a_text_and_its_annotation(tmp_path: Path) -> None:
    plan = rich_plan("van-ban/ke-hoach.docx")
    with open_writer(tmp_path / "out", format="brat") as writer:
        writer.plan(plan)
    read = brat.read(tmp_path / "out" / "ke-hoach.ann")
    expected = plan.annotation()
    assert read.text == plan.document.text
    assert {entity.key for entity in read.entities} == {e.key for e in expected.entities}
    assert {(edge.role, edge.head.key, edge.tail.key) for edge in read.relations} == {
        (edge.role, edge.head.key, edge.tail.key) for edge in expected.relations
    }


def test_a_text_without_entities_has_an_empty_annotation(tmp_path: Path) -> None:
    with open_writer(tmp_path / "out", format="brat") as writer:
        writer.plan(empty_plan())
    assert (tmp_path / "out" / "trong.ann").read_bytes() == b""
    assert (tmp_path / "out" / "trong.txt").exists()


def test_equal_stems_get_their_folder_in_the_name(tmp_path: Path) -> None:
    names = ["2023/kh.txt", "2024/kh.txt"]
    with open_writer(tmp_path / "out", format="brat", inputs=names) as writer:
        for name in names:
            writer.plan(rich_plan(name, format="txt"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "2023_kh.ann",
        "2023_kh.txt",
        "2024_kh.ann",
        "2024_kh.txt",
    ]
