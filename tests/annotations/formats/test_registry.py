"""The formats by name, and their files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from annotated_plans import ANNOTATION, PLAN, TEXT

from annotations import AnnotationError, KehoachError, brat
from annotations.corpus import AnnotatedPlan
from annotations.formats.conversion import Source
from annotations.formats.registry import FORMATS, format_named


def test_the_formats_have_these_names() -> None:
    assert list(FORMATS) == ["brat", "doccano", "label-studio", "conll", "docbin", "prodigy"]
    assert format_named("brat").folder


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KehoachError, match="'xml' is not a format: give one of brat doccano"):
        format_named("xml")


@pytest.mark.parametrize("name", FORMATS)
def test_plans_in_folders_below_keep_their_names(name: str, tmp_path: Path) -> None:
    format = FORMATS[name]
    out = tmp_path / f"out{format.suffixes[0]}"
    format.write([AnnotatedPlan("dev/a", ANNOTATION), AnnotatedPlan("test/a", ANNOTATION)], out)
    read = format.read(out, texts={"dev/a": TEXT, "test/a": TEXT})
    assert [plan.name for plan in read.plans] == ["dev/a", "test/a"]


def test_several_files_of_a_format_are_read_together(tmp_path: Path) -> None:
    format = FORMATS["doccano"]
    for name in ("a", "b"):
        format.write([AnnotatedPlan(name, ANNOTATION)], tmp_path / f"{name}.jsonl")
    assert [plan.name for plan in format.read(tmp_path).plans] == ["a", "b"]


def test_one_brat_file_is_read_with_the_text_beside_it(tmp_path: Path) -> None:
    FORMATS["brat"].write([PLAN], tmp_path)
    (plan,) = FORMATS["brat"].read(tmp_path / "y-te-2024.ann").plans
    assert plan == PLAN


def test_a_brat_file_without_its_text_is_refused() -> None:
    source = Source("a", "in/a.ann", brat.dumps(ANNOTATION).encode())
    with pytest.raises(AnnotationError, match=r"^in/a\.txt: missing"):
        FORMATS["brat"].decode([source])
    (plan,) = FORMATS["brat"].decode([source], texts={"a": TEXT}).plans
    assert plan.annotation == ANNOTATION


def test_a_folder_without_files_of_the_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(AnnotationError, match=r"holds no \.ann file"):
        FORMATS["brat"].read(tmp_path)


def test_brat_files_are_read_and_written_without_spacy() -> None:
    code = (
        "import sys, annotations.commands, annotations.formats.brat, annotations.formats.doccano;"
        "sys.exit('spacy' in sys.modules)"
    )
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
