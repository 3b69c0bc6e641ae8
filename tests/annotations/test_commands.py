"""The commands: what they print, and their exit status."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated_plans import ANNOTATION, HEALTH, TEXT, write_plans
from typer.testing import CliRunner, Result

from annotations import Annotation
from annotations.commands import annotations_app
from annotations.corpus import read_corpus
from annotations.formats.registry import FORMATS


def run(*arguments: object) -> Result:
    return CliRunner().invoke(annotations_app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two plans."""
    return write_plans(tmp_path / "plans", {"a": ANNOTATION, "b": ANNOTATION})


def test_digest_then_check_finds_nothing(folder: Path) -> None:
    assert run("digest", folder).stderr == "2 texts recorded\n"
    checked = run("check", folder)
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert checked.stderr == "0 errors, 0 warnings\n"


def test_check_prints_a_line_a_finding_and_ends_with_status_2(folder: Path) -> None:
    run("digest", folder)
    with (folder / "b.ann").open("a", encoding="utf-8") as file:
        file.write("nonsense\n")
    checked = run("check", folder)
    assert checked.exit_code == 2
    assert checked.stdout.startswith(f"{folder / 'b.ann'}:14: error: expected ")
    assert checked.stdout.count("\n") == 1


def test_warnings_alone_are_no_failure(folder: Path) -> None:
    checked = run("check", folder)
    assert checked.exit_code == 0
    assert "warning: missing: a text that changes is not noticed" in checked.stdout


def test_convert_says_what_the_format_cannot_hold(folder: Path, tmp_path: Path) -> None:
    converted = run("convert", folder, "--to", "conll", "--out", tmp_path / "tokens")
    assert converted.exit_code == 0
    assert (tmp_path / "tokens" / "a.conll").is_file()
    assert "2 TASK: the format holds one flat layer of entities" in converted.stderr
    back = run(
        *("convert", tmp_path / "tokens", "--from", "conll", "--texts", folder),
        *("--to", "brat", "--out", tmp_path / "back"),
    )
    assert back.exit_code == 0
    assert [plan.annotation.text for plan in read_corpus(tmp_path / "back")] == [TEXT, TEXT]


def test_import_brings_an_export_back(folder: Path, tmp_path: Path) -> None:
    plans = read_corpus(folder)
    FORMATS["label-studio"].write(plans, tmp_path / "export.json")
    imported = run("import", tmp_path / "export.json", "--from", "label-studio", "--into", folder)
    assert imported.exit_code == 0
    assert "2 plans, 16 entities, 10 relations" in imported.stderr
    assert read_corpus(folder) == plans


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("check nowhere", "kehoach: nowhere: no such folder"),
        ("digest nowhere", "kehoach: nowhere: no such folder"),
        ("agree nowhere nowhere", "kehoach: nowhere: no such folder"),
        ("import a.json --from word --into b", "kehoach: 'word' is not a format: give one of"),
        ("import a.json --from doccano --into b", "kehoach: a.json: cannot be opened"),
        ("convert nowhere --to word --out b", "kehoach: nowhere: cannot be opened"),
    ],
)
def test_what_is_refused_is_one_line_and_status_2(command: str, reason: str) -> None:
    refused = run(*command.split())
    assert refused.exit_code == 2
    assert refused.stderr.startswith(reason)
    assert refused.stderr.count("\n") == 1


def test_agree_prints_a_table_and_the_differences(folder: Path, tmp_path: Path) -> None:
    entities = tuple(entity for entity in ANNOTATION.entities if entity != HEALTH)
    other = write_plans(tmp_path / "other", {"b": Annotation(TEXT, entities)})
    (other / "b.txt").unlink()
    agreed = run("agree", folder, other)
    assert agreed.exit_code == 0
    (row,) = [line for line in agreed.stdout.splitlines() if "AGENCY" in line and "│" in line]
    assert row.replace("│", "").split() == ["AGENCY", "3", "2", "2", "0.800"]
    assert "b.txt:1: only the first: AGENCY Sở Y tế | —" in agreed.stdout
    assert "plans that only one of the two has, left out: 1" in agreed.stderr


def test_agree_prints_the_table_alone_when_asked(folder: Path, tmp_path: Path) -> None:
    other = write_plans(tmp_path / "other", {"b": Annotation(TEXT)})
    assert "only the first" not in run("agree", folder, other, "--no-differences").stdout


def test_what_a_terminal_obeys_is_not_printed(tmp_path: Path) -> None:
    write_plans(tmp_path, {"a": ANNOTATION})
    (tmp_path / "a.ann").write_text("\x1b[31m\n", encoding="utf-8")
    (tmp_path / "splits.toml").write_text("[plans]\n'\x7f' = 1\n", encoding="utf-8")
    assert "\x1b" not in run("check", tmp_path).stdout
