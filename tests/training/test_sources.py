"""Annotated plans are read from any tool's files, checked, and kept apart by split."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from annotated import write_plans, write_splits
from toy_models import toy_plan, toy_plans

from annotations import Annotation, AnnotationError, KehoachError, Label, Span
from annotations.corpus import AnnotatedPlan
from annotations.formats.registry import format_named
from annotations.splits import Split
from training.errors import TrainingError
from training.sources import Source, Sources, held_out_dev, read_sources, refuse_leaks


def quietly(line: str) -> None: ...


def source(name: str, annotation: Annotation, split: Split = Split.TRAIN) -> Source:
    return Source(Path("plans"), name, annotation, split)


@pytest.mark.parametrize(
    ("format", "file"), [("brat", ""), ("doccano", "all.jsonl"), ("label-studio", "all.json")]
)
def test_a_folder_holds_the_files_of_a_tool(tmp_path: Path, format: str, file: str) -> None:
    plans = toy_plans(2)
    annotated = [AnnotatedPlan(name, plan) for name, plan in plans.items()]
    format_named(format).write(annotated, tmp_path / file)
    read = read_sources(tmp_path, quietly)
    assert {plan.annotation.text for plan in read} == {plan.text for plan in plans.values()}
    assert {
        (plan.annotation.text, entity.key) for plan in read for entity in plan.annotation.entities
    } == {(plan.text, entity.key) for plan in plans.values() for entity in plan.entities}


def test_a_single_file_is_read_too(tmp_path: Path) -> None:
    format_named("doccano").write([AnnotatedPlan("one", toy_plan(1))], tmp_path / "one.jsonl")
    assert len(read_sources(tmp_path / "one.jsonl", quietly)) == 1


def test_splits_and_folders_say_what_a_plan_is_for(tmp_path: Path) -> None:
    plans = toy_plans(3)
    (tmp_path / "test").mkdir()
    write_plans(
        tmp_path, dict(zip(("listed", "test/in-folder", "other"), plans.values(), strict=True))
    )
    write_splits(tmp_path, {"listed": ("dev", "duty")})
    assert {plan.name: plan.split for plan in read_sources(tmp_path, quietly)} == {
        "listed": "dev",
        "test/in-folder": "test",
        "other": "train",
    }


def test_what_nobody_reviewed_is_left_out(tmp_path: Path) -> None:
    plans = [AnnotatedPlan("done", toy_plan(1)), AnnotatedPlan("waiting", toy_plan(2), 0.5)]
    format_named("label-studio").write(plans, tmp_path / "all.json")
    lines: list[str] = []
    assert [plan.name for plan in read_sources(tmp_path, lines.append)] == ["done"]
    assert any("nobody has reviewed it" in line for line in lines)


def break_label(folder: Path) -> None:
    file = folder / "plan-0.ann"
    file.write_text(file.read_text("utf-8").replace("AGENCY", "PERSON"), "utf-8")


def break_offsets(folder: Path) -> None:
    (folder / "plan-0.txt").write_text("ngắn", "utf-8")


def break_encoding(folder: Path) -> None:
    (folder / "plan-0.txt").write_bytes(b"\xff\xfe\x00")


def empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (break_label, "PERSON"),
        (break_offsets, "plan-0"),
        (break_encoding, "not UTF-8"),
        (empty, "holds no annotations"),
    ],
)
def test_what_is_broken_is_refused_in_one_line(
    tmp_path: Path, harm: Callable[[Path], None], message: str
) -> None:
    harm(write_plans(tmp_path, toy_plans(2)))
    with pytest.raises(KehoachError) as error:
        read_sources(tmp_path, quietly)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("name", "message"), [("nowhere", "no such"), ("plan.pdf", "is none of")])
def test_what_holds_no_annotations_is_refused(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "plan.pdf").touch()
    with pytest.raises(AnnotationError, match=message):
        read_sources(tmp_path / name, quietly)


def test_overlapping_entities_of_a_tool_are_refused(tmp_path: Path) -> None:
    plan = toy_plan(1)
    first = plan.entities[0]
    inside = replace(first, label=Label.DATE, span=Span(first.span.start, first.span.end - 1))
    broken = Annotation(plan.text, (first, inside, *plan.entities[1:]))
    format_named("label-studio").write([AnnotatedPlan("one", broken)], tmp_path / "all.json")
    with pytest.raises(TrainingError, match="overlaps"):
        read_sources(tmp_path, quietly)


@pytest.mark.parametrize("split", [Split.DEV, Split.TEST])
@pytest.mark.parametrize("share", [1.0, 0.3], ids=["whole", "a part"])
def test_a_training_plan_in_dev_or_test_is_refused(split: Split, share: float) -> None:
    held_out = toy_plan(1)
    part = held_out.text[: int(share * len(held_out.text))]
    sources = Sources.of(
        [
            source("fresh", Annotation(part)),
            source("other", toy_plan(2)),
            source("old", held_out, split),
        ]
    )
    with pytest.raises(TrainingError, match=rf"plans/fresh shares 100% with plans/old \({split}\)"):
        refuse_leaks(sources)


def test_plans_that_share_formulas_alone_are_taken() -> None:
    refuse_leaks(Sources.of([source("a", toy_plan(1)), source("b", toy_plan(2), Split.TEST)]))


def test_every_fifth_plan_is_dev_where_none_is_named() -> None:
    plans = [source(name, plan) for name, plan in toy_plans(10).items()]
    sources = held_out_dev(Sources.of(plans))
    assert (len(sources.train), len(sources.dev)) == (8, 2)
    reordered = held_out_dev(Sources.of(reversed(plans)))
    assert {plan.name for plan in reordered.dev} == {plan.name for plan in sources.dev}
    assert held_out_dev(sources) == sources
