"""Files appear together, whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations import AnnotationError
from annotations.storage import write_all


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    write_all({tmp_path / "a" / "b.txt": b"1", tmp_path / "c.txt": b"2"})
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [
        "b.txt",
        "c.txt",
    ]


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "old").write_bytes(b"old")
    with pytest.raises(AnnotationError, match="taken: is a folder"):
        write_all({tmp_path / "old": b"new", tmp_path / "taken": b"new"})
    assert (tmp_path / "old").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old", "taken"]


def test_the_file_that_the_disk_refuses_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(AnnotationError, match=r"below: cannot be written: "):
        write_all({tmp_path / "file" / "below": b""})
