"""A folder of annotated plans: names, texts, and what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated_plans import ANNOTATION, TEXT, write_plans

from annotations import AnnotationError, brat
from annotations.corpus import as_plan_name, is_plan_name, read_corpus


def test_plans_are_read_by_name_also_in_folders_below(tmp_path: Path) -> None:
    write_plans(tmp_path, {"b": ANNOTATION, "dev/a": ANNOTATION})
    assert [plan.name for plan in read_corpus(tmp_path)] == ["b", "dev/a"]


def test_a_second_annotator_need_not_keep_the_texts(tmp_path: Path) -> None:
    write_plans(tmp_path, {"a": ANNOTATION})
    (tmp_path / "a.txt").unlink()
    (plan,) = read_corpus(tmp_path, texts={"a": TEXT})
    assert plan.annotation == ANNOTATION
    with pytest.raises(AnnotationError, match=r"a\.txt: cannot be opened"):
        read_corpus(tmp_path)


def test_the_text_beside_the_file_goes_before_the_known_one(tmp_path: Path) -> None:
    write_plans(tmp_path, {"a": ANNOTATION})
    (plan,) = read_corpus(tmp_path, texts={"a": "another"})
    assert plan.annotation.text == TEXT


def test_the_file_and_line_of_a_broken_annotation_are_named(tmp_path: Path) -> None:
    write_plans(tmp_path, {"a": ANNOTATION})
    standoff = brat.dumps(ANNOTATION) + "nonsense\n"
    (tmp_path / "a.ann").write_text(standoff, encoding="utf-8", newline="")
    with pytest.raises(AnnotationError, match=rf"a\.ann:{standoff.count(chr(10))}: "):
        read_corpus(tmp_path)


@pytest.mark.parametrize(
    ("made", "reason"), [("absent", "no such folder"), ("empty", "holds no .ann file")]
)
def test_a_folder_without_plans_is_refused(tmp_path: Path, made: str, reason: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(AnnotationError, match=reason):
        read_corpus(tmp_path / made)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "plans").write_text("", encoding="utf-8")
    with pytest.raises(AnnotationError, match="not a folder"):
        read_corpus(tmp_path / "plans")


@pytest.mark.parametrize("name", ["a", "lào-cai 2023", "dev/a", "v1.2"])
def test_a_name_may_be_any_files(name: str) -> None:
    assert is_plan_name(name)


@pytest.mark.parametrize("name", ["", ".", "..", "../a", "/a", "a/", "a//b", ".a", "a.", "a\\b"])
def test_a_name_stays_in_its_folder(name: str) -> None:
    assert not is_plan_name(name)


@pytest.mark.parametrize("name", ["a:b", "a?", "a\n", "a ", 'a"', "a\0"])
def test_a_name_can_be_written_on_every_system(name: str) -> None:
    assert not is_plan_name(name)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("ke-hoach 2024", "ke-hoach 2024"),
        ('KH: "mới"?', "KH_ _mới__"),
        ("../a.", "a"),
        (". .", "_"),
        ("dev//a\x00", "dev/a_"),
    ],
)
def test_the_name_of_a_file_becomes_the_nearest_name_of_a_plan(file: str, name: str) -> None:
    assert as_plan_name(file) == name
    assert is_plan_name(name)
