"""Files appear together, whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.writers.staging import check_replaceable, staged, writing


def listing(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_new_folder_appears_when_the_block_ends(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    with staged(out) as stage:
        (stage / "a.txt").write_text("a")
        assert not out.exists()
    assert listing(tmp_path) == ["new/out/a.txt"]


def test_what_else_lies_in_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "a.txt").write_text("old")
    with staged(tmp_path) as stage:
        (stage / "a.txt").write_text("new")
        (stage / "texts").mkdir()
        (stage / "texts" / "b.txt").write_text("b")
        assert (tmp_path / "a.txt").read_text() == "old"
    assert listing(tmp_path) == ["a.txt", "mine.txt", "texts/b.txt"]
    assert (tmp_path / "a.txt").read_text() == "new"


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, OutputError])
@pytest.mark.parametrize("exists", [True, False])
def test_a_stopped_run_leaves_everything_as_it_was(
    tmp_path: Path, error: type[BaseException], exists: bool
) -> None:
    out = tmp_path if exists else tmp_path / "out"
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(error), staged(out) as stage:
        (stage / "a.txt").write_text("half")
        raise error
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "out"
    with pytest.raises(OutputError, match=r"out: cannot be written: "), staged(out):
        pass


def test_what_the_system_refuses_is_one_line(tmp_path: Path) -> None:
    reason = r"t\.csv: cannot be written: No space left on device$"
    with pytest.raises(OutputError, match=reason), writing(tmp_path / "t.csv"):
        raise OSError(28, "No space left on device")


def test_a_file_kept_open_elsewhere_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tasks.xlsx"
    check_replaceable(path)
    path.write_text("")
    check_replaceable(path)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(OutputError, match="is it open in another program"):
        check_replaceable(path)
