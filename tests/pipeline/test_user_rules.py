"""A user's folder of rules adds to the shipped ones; what cannot be used is one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import cases

from pipeline.document import Document
from pipeline.errors import RuleError
from pipeline.extract import extract
from pipeline.rules import FAMILIES, load_rules

WORK = "II. NỘI DUNG\n1. Giao Sở Quy hoạch Vũ trụ mở trạm quan sát.\n"
BODY = """
[[rule]]
name = "space"
heads = ["tháp vũ trụ"]
then = ["open", "nothing"]
examples = ["[Tháp Vũ trụ Sao Mai] phát tín hiệu"]
counterexamples = []
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def agencies(text: str, folder: Path | None) -> list[str]:
    plan = extract(Document(text), rules=load_rules(folder))
    return [entity.span.of(text) for entity in plan.entities if entity.label == "AGENCY"]


def test_rules_are_appended(tmp_path: Path) -> None:
    text = "Giao Tháp Vũ trụ Sao Mai phối hợp với Sở Y tế.\n"
    assert agencies(text, None) == ["Sở Y tế"]
    assert agencies(text, write(tmp_path, "agency.toml", BODY)) == [
        "Tháp Vũ trụ Sao Mai",
        "Sở Y tế",
    ]


def test_lists_are_joined(tmp_path: Path) -> None:
    text = "Theo Ghi nhớ số 15/GN-UBND và Quyết định số 8/QĐ-UBND.\n"
    folder = write(tmp_path, "docref.toml", 'types = ["Ghi nhớ"]\n')
    found = load_rules(folder).documents.find(text)
    assert [one.span.of(text) for one in found] == [
        "Ghi nhớ số 15/GN-UBND",
        "Quyết định số 8/QĐ-UBND",
    ]


def test_tables_are_joined(tmp_path: Path) -> None:
    text = "Hợp tác với Atlantis và Lào.\n"
    folder = write(tmp_path, "country.toml", '[names]\nXA = ["Atlantis"]\n')
    found = load_rules(folder).countries.find(text)
    assert [one.span.of(text) for one in found] == ["Atlantis", "Lào"]


def test_labels_of_the_user_make_tasks(tmp_path: Path) -> None:
    line = """
[[line]]
role = "lead"
pattern = 'ai\\slàm'
examples = ["Ai làm:"]
"""
    text = "II. NỘI DUNG\n1. Mở hội sách\n- Ai làm: Sở Nội vụ.\n"
    assert extract(Document(text)).tasks == ()
    (task,) = extract(Document(text), rules=load_rules(write(tmp_path, "label.toml", line))).tasks
    assert task.text == "Mở hội sách"


def test_an_empty_folder_adds_nothing(tmp_path: Path) -> None:
    assert agencies(WORK, tmp_path) == agencies(WORK, None)


def test_the_shipped_rules_stay_as_they_are(tmp_path: Path) -> None:
    load_rules(write(tmp_path, "agency.toml", BODY))
    assert agencies("Giao Tháp Vũ trụ Sao Mai kiểm tra.\n", None) == []


FAULTY: dict[str, tuple[str, str | bytes]] = {
    "an unknown file": ("agencies.toml", BODY),
    "no TOML": ("agency.toml", "[[rule]\nname ="),
    "no UTF-8": ("agency.toml", "name = 'Sở'".encode("utf-16")),
    "a pattern that does not compile": (
        "date.toml",
        "[[rule]]\nname = 'x'\npattern = '(?P<a'\nexamples = []\ncounterexamples = []\n",
    ),
    "a part that is not there": (
        "date.toml",
        "[[rule]]\nname = 'x'\npattern = '{nothing} \\d'\nexamples = []\ncounterexamples = []\n",
    ),
    "a rule without a name": ("agency.toml", "[[rule]]\nheads = ['trạm']\nthen = ['open']\n"),
    "a label pattern that does not compile": (
        "label.toml",
        "[[line]]\nrole = 'lead'\npattern = '('\nexamples = []\n",
    ),
    "a list where a table stands": ("country.toml", "names = ['Atlantis']\n"),
    "a word where a list stands": ("docref.toml", "types = 'Ghi nhớ'\n"),
    "a number where words stand": ("docref.toml", "types = [5]\n"),
    "an unknown key": ("docref.toml", "tipes = ['Ghi nhớ']\n"),
    "an unknown option of a rule": (
        "agency.toml",
        "[[rule]]\nname = 'x'\nheads = ['trạm']\nthen = ['opne']\n",
    ),
}


@pytest.mark.parametrize("case", cases(FAULTY))
def test_faulty_files_are_refused_in_one_line(
    case: tuple[str, str | bytes], tmp_path: Path
) -> None:
    name, content = case
    with pytest.raises(RuleError) as error:
        load_rules(write(tmp_path, name, content))
    assert str(error.value).strip()
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("case", cases(FAULTY))
def test_the_error_names_the_file(case: tuple[str, str | bytes], tmp_path: Path) -> None:
    name, content = case
    with pytest.raises(RuleError, match=name):
        load_rules(write(tmp_path, name, content))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as error:
        load_rules(tmp_path / "rules")
    assert "\n" not in str(error.value)
    assert "rules" in str(error.value)


def test_an_unknown_file_is_told_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as error:
        load_rules(write(tmp_path, "agencies.toml", BODY))
    assert all(family in str(error.value) for family in FAMILIES)
