"""Suggestions for people to correct, the least certain plans first."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from annotated_plans import ANNOTATION, HEALTH, TEXT

from annotations import Annotation, KehoachError
from annotations.formats.label_studio import CONFIG_NAME
from annotations.suggest import TARGETS, Suggestion, certainty, write_suggestions


def scored(*scores: float | None) -> Annotation:
    entities = (replace(HEALTH, source=f"rule:{at}", score=one) for at, one in enumerate(scores))
    return Annotation(TEXT, tuple(entities))


@pytest.mark.parametrize(
    ("annotation", "flags", "expected"),
    [
        (scored(1.0, 0.5), (), 0.75),
        (scored(None, 0.5), (), 0.75),
        (scored(1.0), ("ocr",), 0.5),
        (scored(1.0, 1.0), ("no-lead", "no-lead"), 0.5),
        (Annotation(TEXT), (), 0.0),
        (ANNOTATION, (), 1.0),
    ],
    ids=["mean score", "no score is sure", "flag", "each flag", "nothing found", "rules alone"],
)
def test_certainty(annotation: Annotation, flags: tuple[str, ...], expected: float) -> None:
    assert certainty(Suggestion("a", annotation, flags)) == pytest.approx(expected)


SUGGESTIONS = [
    Suggestion("sure", scored(1.0)),
    Suggestion("empty", Annotation(TEXT)),
    Suggestion("unsure", scored(0.4)),
    Suggestion("flagged", scored(1.0), ("ocr",)),
]
ORDER = ["empty", "unsure", "flagged", "sure"]


def test_label_studio_gets_predictions_least_certain_first(tmp_path: Path) -> None:
    conversion = write_suggestions(SUGGESTIONS, tmp_path / "plans.json", to="label-studio")
    tasks = json.loads((tmp_path / "plans.json").read_text(encoding="utf-8"))
    assert [task["data"]["name"] for task in tasks] == ORDER
    assert [task["predictions"][0]["score"] for task in tasks] == [0.0, 0.4, 0.5, 1.0]
    assert (tmp_path / f"plans.{CONFIG_NAME}").is_file()
    assert not conversion.losses


def test_doccano_gets_records_least_certain_first(tmp_path: Path) -> None:
    conversion = write_suggestions(SUGGESTIONS, tmp_path / "plans.jsonl", to="doccano")
    lines = (tmp_path / "plans.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["name"] for line in lines] == ORDER
    assert "3 AGENCY: the format holds no scores and sources" in "\n".join(conversion.lines())


def test_a_folder_for_brat_says_the_order(tmp_path: Path) -> None:
    write_suggestions(SUGGESTIONS, tmp_path / "brat", to="brat")
    rows = (tmp_path / "brat" / "order.tsv").read_text(encoding="utf-8").splitlines()
    assert [row.split("\t") for row in rows] == [
        ["certainty", "plan"],
        ["0.000", "empty"],
        ["0.400", "unsure"],
        ["0.500", "flagged"],
        ["1.000", "sure"],
    ]
    assert (tmp_path / "brat" / "unsure.ann").read_text(encoding="utf-8") == (
        f"T1\tAGENCY {HEALTH.span.start} {HEALTH.span.end}\tSở Y tế\n"
    )


def test_only_formats_of_tools_for_correcting_are_written(tmp_path: Path) -> None:
    assert TARGETS == ("label-studio", "doccano", "brat")
    with pytest.raises(KehoachError, match="'docbin' is not one of label-studio doccano brat"):
        write_suggestions(SUGGESTIONS, tmp_path / "a", to="docbin")
