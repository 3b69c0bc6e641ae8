"""What is kept beside an output."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sample_plans import rich_plan

import pipeline.manifest
from pipeline.errors import OutputError
from pipeline.freezing import freeze
from pipeline.manifest import Manifest, ManifestError, Result, home_of, open_manifest
from pipeline.stamps import UNKNOWN, Stamp

STAMP = Stamp("ab", 3, 4, 5)
PLAN = Result(STAMP, tasks=5, plan=freeze(rich_plan()))
FAILURE = Result(UNKNOWN, failure="hỏng \ud800")


def keep(manifest: Manifest, name: str, result: Result = PLAN) -> int:
    return manifest.keep(name, result, fingerprint="f", conditions="c")


@pytest.mark.parametrize(
    ("out", "folder", "home"),
    [
        ("tasks.xlsx", False, ".tasks.xlsx.kehoach"),
        ("new", True, ".new.kehoach"),
        ("there", True, ".there.kehoach"),
        ("there/../tasks.csv", False, ".tasks.csv.kehoach"),
    ],
)
def test_the_folder_is_hidden_and_beside_the_output(
    tmp_path: Path, out: str, folder: bool, home: str
) -> None:
    (tmp_path / "there").mkdir()
    assert home_of(tmp_path / out, folder=folder) == tmp_path / home


def test_a_folder_that_is_a_file_system_of_its_own_has_it_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home_of(Path("/"), folder=True) == Path("/.kehoach")

    def refuse(path: Path, mode: int) -> bool:
        return False

    monkeypatch.setattr(pipeline.manifest.os, "access", refuse)
    assert home_of(tmp_path, folder=True) == tmp_path / ".kehoach"
    assert home_of(tmp_path / "t.csv", folder=False) == tmp_path / ".t.csv.kehoach"


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    with open_manifest(tmp_path / "m") as manifest:
        id = keep(manifest, "a.docx")
        keep(manifest, "t\udce9p.txt", FAILURE)
    with open_manifest(tmp_path / "m") as manifest:
        entry, failed = manifest.find("a.docx"), manifest.find("t\udce9p.txt")
        assert entry is not None and failed is not None
        assert (entry.id, entry.stamp, entry.tasks, entry.failure) == (id, STAMP, 5, None)
        assert (entry.fingerprint, entry.conditions) == ("f", "c")
        assert (failed.stamp, failed.failure) == (UNKNOWN, "hỏng \ud800")
        assert manifest.plan(id) == rich_plan()
        assert manifest.find("b.docx") is None


def test_another_result_has_another_number_and_the_old_one_is_gone(tmp_path: Path) -> None:
    with open_manifest(tmp_path / "m") as manifest:
        first, second = keep(manifest, "a.docx"), keep(manifest, "a.docx")
        manifest.forget_all_but([])
        third = keep(manifest, "a.docx")
        assert len({first, second, third}) == 3
        with pytest.raises(ManifestError, match="cannot be used"):
            manifest.plan(first)


def test_a_file_that_was_looked_at_again_keeps_its_result(tmp_path: Path) -> None:
    with open_manifest(tmp_path / "m") as manifest:
        id = keep(manifest, "a.docx")
        manifest.renew(id, replace(STAMP, modified_ns=7, looked_ns=8))
        entry = manifest.find("a.docx")
        assert entry is not None
        assert (entry.id, entry.stamp) == (id, Stamp("ab", 3, 7, 8))


def test_an_output_is_known_by_what_it_was_made_of_and_as_it_was_left(tmp_path: Path) -> None:
    files = ["t.csv", "t.texts/a.txt"]
    (tmp_path / "t.texts").mkdir()
    for file in files:
        (tmp_path / file).write_text(file)
    with open_manifest(tmp_path / "m") as manifest:
        assert not manifest.is_written("csv", "d", tmp_path)
        manifest.written("csv", "d", tmp_path, files)
        assert manifest.is_written("csv", "d", tmp_path)
        assert not manifest.is_written("csv", "e", tmp_path)
        assert not manifest.is_written("brat", "d", tmp_path)
        (tmp_path / "t.csv").write_text("edited")
        assert not manifest.is_written("csv", "d", tmp_path)


def test_what_is_written_no_more_goes_unless_it_was_edited(tmp_path: Path) -> None:
    names = ["a.ann", "b.ann", "sub/c.ann"]
    (tmp_path / "sub").mkdir()
    for name in names:
        (tmp_path / name).write_text(name)
    with open_manifest(tmp_path / "m") as manifest:
        manifest.written("brat", "d", tmp_path, names)
        (tmp_path / "b.ann").write_text("corrected by hand")
        manifest.written("brat", "e", tmp_path, ["a.ann"])
        keep(manifest, "a")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.ann", "b.ann", "m"]


def test_a_manifest_that_keeps_nothing_goes_away(tmp_path: Path) -> None:
    with open_manifest(tmp_path / "m"):
        assert (tmp_path / "m").is_dir()
    with pytest.raises(KeyboardInterrupt), open_manifest(tmp_path / "m"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_was_writing_is_cleared(tmp_path: Path) -> None:
    with open_manifest(tmp_path / "m") as manifest:
        keep(manifest, "a")
    half = tmp_path / "m" / "stage" / "half"
    half.parent.mkdir()
    half.touch()
    with open_manifest(tmp_path / "m"):
        assert not half.parent.exists()
    assert [path.name for path in (tmp_path / "m").iterdir()] == ["manifest.sqlite"]


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    database = sqlite3.connect(tmp_path / "m" / "manifest.sqlite")
    database.execute("CREATE TABLE bookmarks (name)")
    database.close()
    with (
        pytest.raises(ManifestError, match="delete it, or give --fresh"),
        open_manifest(tmp_path / "m"),
    ):
        pass


def test_tables_of_another_version_start_over(tmp_path: Path) -> None:
    with open_manifest(tmp_path / "m") as manifest:
        keep(manifest, "a")
    database = sqlite3.connect(tmp_path / "m" / "manifest.sqlite")
    database.execute("PRAGMA user_version = 99")
    database.close()
    with open_manifest(tmp_path / "m") as manifest:
        assert manifest.find("a") is None
        keep(manifest, "a")


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "m").touch()
    with pytest.raises(OutputError, match="m: cannot be written: "), open_manifest(tmp_path / "m"):
        pass
