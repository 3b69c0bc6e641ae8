"""Which files a run reads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.inputs import find


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Kế hoạch", encoding="utf-8")


def names(folder: Path, *outputs: str) -> list[str]:
    found = find([folder], outputs=[folder / output for output in outputs])
    return [Path(name).relative_to(folder).as_posix() for name in found.names]


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b/2.txt", "b/1.docx", "a.pdf", "c.HTML", "b/c/3.doc")
    assert names(tmp_path) == ["a.pdf", "c.HTML", "b/1.docx", "b/2.txt", "b/c/3.doc"]


def test_other_files_in_a_folder_are_counted(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "a.ann", "LICENSE", "b.jpg")
    found = find([tmp_path])
    assert (len(found.names), found.left_out) == (1, 3)


def test_hidden_files_and_lock_files_are_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".a.txt", ".git/a.txt", "~$a.docx")
    assert names(tmp_path) == ["a.txt"]


def test_own_outputs_are_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "out/a.txt", "tasks.texts/a.txt", "other.texts/b.txt", "c.md")
    assert names(tmp_path, "out", "c.md") == ["a.txt"]


def test_a_named_file_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    make(tmp_path, ".hidden", "a.xyz")
    paths = [tmp_path / ".hidden", tmp_path / "a.xyz", tmp_path / "missing.txt"]
    assert find(paths).names == [str(path) for path in paths]


def test_standard_input_keeps_its_name() -> None:
    assert find([Path("-")]).names == ["-"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt")
    found = find([tmp_path / "b.txt", tmp_path, tmp_path / "sub" / ".." / "a.txt"])
    assert [Path(name).name for name in found.names] == ["b.txt", "a.txt"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "a/a.txt")
    try:
        (tmp_path / "a" / "loop").symlink_to(tmp_path)
    except OSError:
        pytest.skip("this system makes no links")
    assert names(tmp_path) == ["a/a.txt"]


def test_a_folder_that_cannot_be_listed_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a.txt", "locked/b.txt")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find([tmp_path])
    assert [Path(name).name for name in found.names] == ["a.txt"]
    (failure,) = found.failures
    assert failure.name.endswith("locked")
    assert failure.reason == "the folder cannot be listed: Permission denied"
