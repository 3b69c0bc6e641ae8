"""Everything that a check finds, with the file and line it blames."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated_plans import ANNOTATION, OWN_PLANS, TEXT, write_plans

from annotations import AnnotationError, brat, digests
from annotations.check import Finding, Severity, check, check_standoff
from annotations.corpus import read_corpus
from annotations.importing import record_digests

PATH = Path("a.ann")
TASK = "T1\tTASK 0 15\tGiao Sở Y tế ch\n"


def line(label: str, start: int, end: int, *, number: int = 2) -> str:
    """A line that annotates these characters."""
    covered = " ".join(TEXT[start:end].split())
    return f"T{number}\t{label} {start} {end}\t{covered}\n"


def found(standoff: str) -> list[str]:
    return [str(finding).removeprefix("a.ann:") for finding in check_standoff(standoff, TEXT, PATH)]


def test_an_annotation_without_fault_has_no_findings() -> None:
    assert found(brat.dumps(ANNOTATION)) == []


@pytest.mark.parametrize(
    ("standoff", "finding"),
    [
        ("T1 AGENCY 5 12 Sở\n", "1: error: expected 'T<n>⇥LABEL start end⇥text'"),
        ("\nT1\tAGENCY 5 999\tSở Y tế\n", "2: error: the span ends at 999, the text at"),
        ("T1\tORG 5 12\tSở Y tế\n", "1: error: 'ORG' is not one of AGENCY DATE"),
        (line("AGENCY", 5, 13), "1: error: AGENCY begins or ends with white space: 'Sở Y tế '"),
        (line("AGENCY", 4, 12), "1: error: AGENCY begins or ends with white space: ' Sở Y tế'"),
        (
            line("AGENCY", 5, 12) + line("DATE", 8, 15, number=3),
            "2: error: DATE 'Y tế ch' overlaps AGENCY 'Sở Y tế', line 1",
        ),
        (
            line("AGENCY", 5, 12) + line("AGENCY", 5, 12, number=3),
            "2: warning: the same stands in line 1",
        ),
        (
            TASK + line("TASK", 5, 12),
            "2: error: TASK 'Sở Y tế' overlaps TASK 'Giao Sở Y tế ch', line 1",
        ),
        (
            TASK + line("AGENCY", 5, 20),
            "2: error: AGENCY 'Sở Y tế chủ trì' crosses the border of a TASK, line 1",
        ),
        (
            TASK + line("DATE", 5, 12) + "R1\tLEAD Arg1:T1 Arg2:T2\n",
            "3: error: LEAD runs from TASK to AGENCY, not from TASK to DATE",
        ),
        ("R1\tLEAD Arg1:T8 Arg2:T9\n", "1: error: T8 is not in this file"),
        (TASK, "1: warning: no LEAD: TASK 'Giao Sở Y tế ch'"),
        (
            line("AGENCY", 5, 12) + "#1\tAnnotatorNotes T2\tvalue=Sở Y tế\n",
            "1: error: AGENCY 'Sở Y tế': 'Sở Y tế' is no identifier of a AGENCY: see VALUES.md",
        ),
        (
            line("AGENCY", 5, 12)
            + "#1\tAnnotatorNotes T2\tvalue=so-y-te@hue\n#2\tAnnotatorNotes T2\tvalue=\n",
            "1: error: AGENCY 'Sở Y tế' has two values",
        ),
        ("#1\tAnnotatorNotes T2\tvalue=VN\n", "1: error: T2 is not in this file"),
    ],
)
def test_a_fault_is_found_with_its_line(standoff: str, finding: str) -> None:
    assert any(one.startswith(finding) for one in found(standoff)), found(standoff)


def test_all_faults_of_a_file_are_found_in_one_run() -> None:
    standoff = "nonsense\n" + line("ORG", 5, 12) + line("AGENCY", 4, 12, number=3) + TASK
    severities = [one.split(": ")[:2] for one in found(standoff)]
    assert severities == [["1", "error"], ["2", "error"], ["3", "error"], ["4", "warning"]]


def test_the_relation_of_a_broken_entity_is_no_fault_of_its_own() -> None:
    standoff = TASK + "T2\tORG 5 12\tSở Y tế\nR1\tLEAD Arg1:T1 Arg2:T2\n"
    assert [one.partition(":")[0] for one in found(standoff)] == ["1", "2"]


def test_the_note_on_a_broken_entity_is_no_fault_of_its_own() -> None:
    standoff = "T2\tORG 5 12\tSở Y tế\n#1\tAnnotatorNotes T2\tvalue=so-y-te@hue\n"
    assert [one.partition(":")[0] for one in found(standoff)] == ["1"]


def test_a_task_may_hold_entities_and_another_task_may_follow() -> None:
    standoff = TASK + line("AGENCY", 5, 12) + "R1\tLEAD Arg1:T1 Arg2:T2\n"
    other = line("TASK", 36, 48, number=3) + "R2\tLEAD Arg1:T3 Arg2:T2\n"
    assert found(standoff + other) == []


def folder_findings(folder: Path) -> list[Finding]:
    """The findings of a folder whose texts are recorded."""
    record_digests(folder, read_corpus(folder))
    return check(folder)


def test_a_folder_without_fault_has_no_findings(tmp_path: Path) -> None:
    assert folder_findings(write_plans(tmp_path, {"a": ANNOTATION})) == []


def test_a_text_that_changed_is_found_where_its_digest_stands(tmp_path: Path) -> None:
    write_plans(tmp_path, {"a": ANNOTATION, "b": ANNOTATION})
    record_digests(tmp_path, read_corpus(tmp_path))
    (tmp_path / "b.txt").write_bytes(TEXT.replace("\r\n", "\n ").encode())
    (finding,) = [one for one in check(tmp_path) if "changed" in one.message]
    assert finding.severity is Severity.ERROR
    assert str(finding).startswith(f"{tmp_path / 'SHA256SUMS'}:2: error: b.txt changed since")


def test_texts_without_annotation_digest_or_text_are_found(tmp_path: Path) -> None:
    write_plans(tmp_path, {"a": ANNOTATION, "b": ANNOTATION, "c": ANNOTATION})
    recorded = {"a": digests.digest(TEXT), "gone": "0" * 64, "b": digests.digest(TEXT)}
    (tmp_path / "SHA256SUMS").write_bytes(digests.dumps(recorded))
    (tmp_path / "b.txt").unlink()
    (tmp_path / "d.txt").write_bytes(b"d")
    assert [str(one).removeprefix(f"{tmp_path}/") for one in check(tmp_path)] == [
        "d.txt: warning: not annotated: d.ann is missing",
        "b.txt: error: cannot be opened: No such file or directory",
        "SHA256SUMS:2: error: b.txt is recorded here and missing or unreadable",
        "SHA256SUMS:3: error: gone.txt is recorded here and missing or unreadable",
        "SHA256SUMS: warning: c.txt is not recorded; run 'annotations digest'",
    ]


def test_texts_that_are_nowhere_recorded_are_a_warning(tmp_path: Path) -> None:
    (finding,) = check(write_plans(tmp_path, {"a": ANNOTATION}))
    assert finding.severity is Severity.WARNING
    assert finding.path.name == "SHA256SUMS"


@pytest.mark.parametrize("name", ["SHA256SUMS", "splits.toml"])
def test_a_broken_table_is_found_and_the_rest_is_checked(tmp_path: Path, name: str) -> None:
    write_plans(tmp_path, {"a": ANNOTATION})
    (tmp_path / "a.ann").write_text("nonsense\n", encoding="utf-8")
    record_digests(write_plans(tmp_path, {"a": ANNOTATION}), read_corpus(tmp_path))
    (tmp_path / "a.ann").write_text("nonsense\n", encoding="utf-8")
    (tmp_path / name).write_text("nonsense", encoding="utf-8")
    assert [finding.path.name for finding in check(tmp_path)] == ["a.ann", name]


def numbered(first: int, last: int) -> str:
    return " ".join(f"việc{number}" for number in range(first, last))


def split_findings(folder: Path, texts: dict[str, str], table: str | None) -> list[str]:
    write_plans(folder, {name: brat.loads("", text) for name, text in texts.items()})
    if table is not None:
        entry = 'split = "{}"\nstyle = "a"\ntopic = "b"\nissuer = "c"\n'
        pairs = (one.split("=") for one in table.split())
        toml = "".join(f"[plans.{name}]\n{entry.format(split)}" for name, split in pairs)
        (folder / "splits.toml").write_text(toml, encoding="utf-8")
    return [str(one).removeprefix(f"{folder}/") for one in folder_findings(folder)]


def test_the_same_text_in_two_splits_is_found(tmp_path: Path) -> None:
    texts = {"a": numbered(0, 50), "b": numbered(0, 50), "c": numbered(60, 90)}
    assert split_findings(tmp_path, texts, "a=train b=test c=dev") == [
        "splits.toml:6: error: the same plan in two splits: b (test) and a (train)"
    ]


def test_a_near_duplicate_across_splits_is_found(tmp_path: Path) -> None:
    texts = {"a": numbered(0, 507), "b": numbered(0, 27) + numbered(600, 1080)}
    assert split_findings(tmp_path, texts, "a=train b=dev") == [
        "splits.toml:6: error: near-duplicates across splits: b (dev) and a (train) "
        "share 3.8% of their text"
    ]


@pytest.mark.parametrize("table", ["a=train b=train", None])
def test_near_duplicates_within_a_split_are_none_across(tmp_path: Path, table: str | None) -> None:
    texts = {"a": numbered(0, 100), "b": numbered(0, 90)}
    assert split_findings(tmp_path, texts, table) == []


def test_up_to_three_per_cent_are_formulas(tmp_path: Path) -> None:
    texts = {"a": numbered(0, 507), "b": numbered(0, 22) + numbered(600, 1085)}
    assert split_findings(tmp_path, texts, "a=train b=dev") == []


def test_folders_named_after_splits_are_splits(tmp_path: Path) -> None:
    texts = {"train/a": numbered(0, 50), "test/a": numbered(60, 90), "old/a": numbered(0, 50)}
    assert split_findings(tmp_path, texts, None) == [
        "train/a.txt: error: the same plan in two splits: train/a (train) and test/a (test)"
    ]


def test_plans_and_table_that_do_not_match_are_found(tmp_path: Path) -> None:
    assert split_findings(tmp_path, {"a": "a", "b": "b"}, "a=train c=dev") == [
        "splits.toml:6: error: c is not a plan of this folder",
        "splits.toml: warning: b is in no split",
    ]


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match=r"holds no \.ann file"):
        check(tmp_path)


def test_the_own_plans_have_no_errors() -> None:
    errors = [str(one) for one in check(OWN_PLANS) if one.severity is Severity.ERROR]
    assert errors == []
