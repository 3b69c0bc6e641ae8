"""Corrected annotations come back into the folder of plans."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from annotated_plans import ANNOTATION, HEALTH, JAPAN, POLICE, TEXT, write_plans

from annotations import Annotation, AnnotationError, Note, Role, brat, digests
from annotations.corpus import AnnotatedPlan, read_corpus
from annotations.formats.conversion import Loss, Reason
from annotations.formats.registry import FORMATS
from annotations.importing import import_into, record_digests

DOCCANO = FORMATS["doccano"]


def exported(path: Path, *plans: AnnotatedPlan) -> Path:
    DOCCANO.write(plans, path)
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one plan, its relations in an order of their own."""
    relations = tuple(reversed(ANNOTATION.relations))
    folder = tmp_path / "plans"
    write_plans(folder, {"a": Annotation(TEXT, ANNOTATION.entities, relations)})
    return folder


def test_a_correction_replaces_the_annotation_and_shows_alone_in_a_diff(
    folder: Path, tmp_path: Path
) -> None:
    before = (folder / "a.ann").read_text(encoding="utf-8").splitlines()
    corrected = Annotation(TEXT, ANNOTATION.entities[:-1], ANNOTATION.relations)
    import_into(
        folder, exported(tmp_path / "x.jsonl", AnnotatedPlan("a", corrected)), format=DOCCANO
    )
    after = (folder / "a.ann").read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == [
        f"T8\tCOUNTRY {JAPAN.span.start} {JAPAN.span.end}\tNhật Bản"
    ]
    assert [line for line in after if line not in before] == []


def test_a_new_plan_is_added_with_its_text(folder: Path, tmp_path: Path) -> None:
    conversion = import_into(
        folder, exported(tmp_path / "x.jsonl", AnnotatedPlan("b", ANNOTATION)), format=DOCCANO
    )
    assert brat.read(folder / "b.ann") == ANNOTATION
    assert (folder / "b.txt").read_bytes() == TEXT.encode()
    assert (conversion.plans, conversion.entities, conversion.relations) == (1, 8, 5)


def test_the_texts_are_recorded_and_the_records_of_others_kept(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "SHA256SUMS").write_bytes(digests.dumps({"a": "0" * 64, "c": "1" * 64}))
    import_into(
        folder, exported(tmp_path / "x.jsonl", AnnotatedPlan("a", ANNOTATION)), format=DOCCANO
    )
    recorded = {name: known.sha256 for name, known in digests.load(folder).items()}
    assert recorded == {"a": digests.digest(TEXT), "c": "1" * 64}


def test_a_broken_annotation_is_replaced(folder: Path, tmp_path: Path) -> None:
    (folder / "a.ann").write_text("nonsense", encoding="utf-8")
    import_into(
        folder, exported(tmp_path / "x.jsonl", AnnotatedPlan("a", ANNOTATION)), format=DOCCANO
    )
    assert brat.read(folder / "a.ann") == ANNOTATION


def test_another_text_is_refused_and_nothing_written(folder: Path, tmp_path: Path) -> None:
    before = contents(folder)
    source = exported(
        tmp_path / "x.jsonl",
        AnnotatedPlan("b", ANNOTATION),
        AnnotatedPlan("a", Annotation(TEXT.replace("\r\n", "\n"))),
    )
    with pytest.raises(AnnotationError, match=r"x\.jsonl: the text of a is not that of .*a\.txt"):
        import_into(folder, source, format=DOCCANO)
    assert contents(folder) == before


@pytest.mark.parametrize(
    "change", [{"text": None}, {"name": "../a"}, {"entities": [7]}, {"relations": 1}]
)
def test_a_file_of_the_wrong_schema_leaves_all_as_it_was(
    folder: Path, tmp_path: Path, change: dict[str, Any]
) -> None:
    before = contents(folder)
    source = exported(tmp_path / "x.jsonl", AnnotatedPlan("b", ANNOTATION))
    good = source.read_text(encoding="utf-8")
    bad = json.dumps({**json.loads(good), "name": "c", **change})
    source.write_text(good + bad + "\n", encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"x\.jsonl:2: "):
        import_into(folder, source, format=DOCCANO)
    assert contents(folder) == before


def test_a_missing_file_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match=r"x\.jsonl: cannot be opened"):
        import_into(folder, tmp_path / "x.jsonl", format=DOCCANO)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_brings_its_own_back(name: str, tmp_path: Path) -> None:
    format = FORMATS[name]
    plans = read_corpus(write_plans(tmp_path / "plans", {"a": ANNOTATION, "dev/b": ANNOTATION}))
    out = tmp_path / f"out{format.suffixes[0]}"
    format.write(plans, out)
    import_into(tmp_path / "plans", out, format=format)
    assert read_corpus(tmp_path / "plans") == plans
    assert set(digests.load(tmp_path / "plans")) == {"a", "dev/b"}


def test_a_flat_format_leaves_tasks_and_relations_as_they_are(tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "plans", {"a": ANNOTATION})
    format = FORMATS["conll"]
    format.write(read_corpus(folder), tmp_path / "tokens")
    path = tmp_path / "tokens" / "a.conll"
    conll = path.read_text(encoding="utf-8")
    path.write_text(
        conll.replace("Công B-AGENCY\nan I-AGENCY\ntỉnh I-AGENCY", "Công O\nan O\ntỉnh O"),
        encoding="utf-8",
    )
    conversion = import_into(folder, tmp_path / "tokens", format=format)
    (plan,) = read_corpus(folder)
    assert set(ANNOTATION.entities) - set(plan.annotation.entities) == {POLICE}
    assert [one.role for one in plan.annotation.relations] == [
        *(Role.LEAD, Role.TIME, Role.ISSUED_ON, Role.ISSUED_BY)
    ]
    assert dict(conversion.losses) == {Loss("a", "PARTNER", Reason.END_LOST): 1}
    assert (conversion.entities, conversion.relations) == (7, 4)


@pytest.mark.parametrize("name", FORMATS)
def test_notes_stay_on_what_is_still_there(name: str, tmp_path: Path) -> None:
    notes = (Note(HEALTH, "value=so-y-te@hue"), Note(JAPAN, "value=JP"))
    noted = replace(ANNOTATION, notes=notes)
    folder = write_plans(tmp_path / "plans", {"a": noted})
    without = [each for each in ANNOTATION.entities if each != JAPAN]
    left = replace(ANNOTATION, entities=tuple(without), notes=notes[:1])
    format = FORMATS[name]
    out = tmp_path / f"out{format.suffixes[0]}"
    lost = format.write([AnnotatedPlan("a", left)], out).lost(Reason.NO_NOTES)
    assert lost == (0 if format.notes else 1)
    conversion = import_into(folder, out, format=format)
    (plan,) = read_corpus(folder)
    assert plan.annotation.notes == notes[:1]
    assert conversion.lost(Reason.END_LOST) == (0 if format.notes else 1)


def test_recording_forgets_plans_that_are_gone(folder: Path) -> None:
    (folder / "SHA256SUMS").write_bytes(digests.dumps({"gone": "0" * 64}))
    record_digests(folder, read_corpus(folder))
    assert set(digests.load(folder)) == {"a"}
