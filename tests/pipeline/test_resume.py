"""A second run does what is missing, and its output is that of a run that nobody disturbed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from extractors import load

import pipeline.run
from pipeline.batch import extract_files
from pipeline.limits import Limits
from pipeline.manifest import ManifestError, home_of, open_manifest
from pipeline.progress import Step, Summary
from pipeline.settings import SHIPPED, Settings
from pipeline.writers import FORMATS

NAMES = ("1.txt", "2.txt", "bad.txt", "word-1.docx", "word-2.docx")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder of files; the stand-in for the extraction goes by their names."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_text(name)
        age(folder / name)
    return folder


def age(path: Path) -> None:
    """Make a file old enough that its times tell of a later change."""
    os.utime(path, (1_600_000_000, 1_600_000_000))


def extract(
    plans: Path,
    out: Path,
    *,
    format: str | None = None,
    settings: Settings = SHIPPED,
    limits: Limits | None = None,
    fresh: bool = False,
    retry_failed: bool = False,
    report: Callable[[Step], None] = lambda step: None,
) -> tuple[Summary, list[str]]:
    """Run, and give the names of the files that were worked on."""
    worked: list[str] = []

    def note(step: Step) -> None:
        if step.worked > len(worked):
            worked.append(Path(step.name).name)
        report(step)

    summary = extract_files(
        [plans],
        out=out,
        format=format,
        settings=settings,
        limits=limits or Limits(),
        fresh=fresh,
        retry_failed=retry_failed,
        report=note,
        load=load,
    )
    return summary, worked


def tree(folder: Path) -> dict[str, bytes]:
    """The files of an output; hidden ones are not part of it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.parts)
    }


def out_in(folder: Path, format: str) -> Path:
    folder.mkdir(exist_ok=True)
    return folder / ("out" if format == "brat" else f"tasks.{format}")


def stop_at(number: int) -> Callable[[Step], None]:
    def stop(step: Step) -> None:
        if step.number == number:
            raise KeyboardInterrupt

    return stop


@pytest.mark.parametrize("format", FORMATS)
def test_a_stopped_run_goes_on_where_it_was(plans: Path, tmp_path: Path, format: str) -> None:
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    extract(plans, out_in(whole, format), format=format)
    with pytest.raises(KeyboardInterrupt):
        extract(plans, out_in(stopped, format), format=format, report=stop_at(3))
    assert tree(stopped) == {}
    _, worked = extract(plans, out_in(stopped, format), format=format)
    assert worked == [*NAMES[3:]]
    assert tree(stopped) == tree(whole)


@pytest.mark.parametrize("format", FORMATS)
def test_a_run_that_is_stopped_while_files_appear_is_completed(
    plans: Path, tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    extract(plans, out_in(whole, format), format=format)
    if format == "brat":
        out_in(stopped, format).mkdir()
    moved: list[Path] = []

    def move(path: Path, target: Path) -> None:
        if moved:
            raise KeyboardInterrupt
        moved.append(target)
        path.rename(target)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "replace", move)
        extract(plans, out_in(stopped, format), format=format)
    assert len(tree(stopped)) == 1
    assert extract(plans, out_in(stopped, format), format=format)[1] == []
    assert tree(stopped) == tree(whole)


def test_finished_work_is_neither_read_nor_written_again(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = out_in(tmp_path / "out", "xlsx")
    first, _ = extract(plans, out)
    before = out.stat()
    monkeypatch.setattr(pipeline.run, "as_done", None)
    second, worked = extract(plans, out)
    assert worked == []
    assert (second.plans, second.tasks, second.failures) == (4, 20, first.failures)
    assert (second.unchanged, second.failed_before) == (5, 1)
    assert out.stat() == before


def touch(plans: Path, out: Path) -> None:
    os.utime(plans / "1.txt")


def change(plans: Path, out: Path) -> None:
    (plans / "1.txt").write_text("one")
    age(plans / "1.txt")


def change_at_once(plans: Path, out: Path) -> None:
    """As long as before, and with the same times."""
    os.utime(plans / "1.txt")
    status = (plans / "1.txt").stat()
    extract(plans, out)
    (plans / "1.txt").write_text("2.tx1")
    os.utime(plans / "1.txt", ns=(status.st_atime_ns, status.st_mtime_ns))


def add(plans: Path, out: Path) -> None:
    (plans / "3.txt").write_text("3")


def edit(plans: Path, out: Path) -> None:
    out.write_text("edited")


def delete(plans: Path, out: Path) -> None:
    out.unlink()


def lose_a_text(plans: Path, out: Path) -> None:
    (out.parent / "tasks.texts" / "word-1.txt").unlink()


@pytest.mark.parametrize(
    ("act", "again"),
    [
        pytest.param(touch, [], id="a file is touched"),
        pytest.param(change, ["1.txt"], id="a file changes"),
        pytest.param(change_at_once, ["1.txt"], id="a file changes within a tick of the clock"),
        pytest.param(add, ["3.txt"], id="a file is new"),
        pytest.param(edit, [], id="the output was edited"),
        pytest.param(delete, [], id="the output is gone"),
        pytest.param(lose_a_text, [], id="a part of the output is gone"),
    ],
)
def test_what_has_changed_is_done_again(
    plans: Path, tmp_path: Path, act: Callable[[Path, Path], None], again: Sequence[str]
) -> None:
    out, fresh = out_in(tmp_path / "out", "jsonl"), out_in(tmp_path / "fresh", "jsonl")
    extract(plans, out)
    act(plans, out)
    assert extract(plans, out)[1] == again
    extract(plans, fresh)
    assert tree(out.parent) == tree(fresh.parent)


def test_what_is_no_longer_read_leaves_the_output(plans: Path, tmp_path: Path) -> None:
    out, fresh = out_in(tmp_path / "out", "csv"), out_in(tmp_path / "fresh", "csv")
    extract(plans, out)
    (out.parent / "mine.txt").write_text("mine")
    for path in plans.glob("word*"):
        path.unlink()
    assert extract(plans, out)[1] == []
    extract(plans, fresh)
    assert tree(out.parent) == {**tree(fresh.parent), "mine.txt": b"mine"}
    with open_manifest(home_of(out, folder=False)) as manifest:
        assert manifest.find(str(plans / "word-1.docx")) is None
        assert manifest.find(str(plans / "1.txt")) is not None


def test_other_rules_redo_everything(plans: Path, tmp_path: Path) -> None:
    out, rules = out_in(tmp_path / "out", "csv"), tmp_path / "rules"
    rules.mkdir()
    extract(plans, out)
    assert extract(plans, out, settings=Settings(rules=rules))[1] == []
    (rules / "cue.toml").write_text("")
    assert len(extract(plans, out, settings=Settings(rules=rules))[1]) == len(NAMES)
    assert len(extract(plans, out)[1]) == len(NAMES)


def test_failures_stay_unless_asked_for_or_under_other_limits(plans: Path, tmp_path: Path) -> None:
    out = out_in(tmp_path / "out", "csv")
    extract(plans, out)
    assert extract(plans, out, retry_failed=True)[1] == ["bad.txt"]
    assert extract(plans, out)[1] == []
    assert extract(plans, out, limits=Limits(timeout=60))[1] == ["bad.txt"]
    assert len(extract(plans, out, fresh=True)[1]) == len(NAMES)


def test_formats_in_one_folder_share_what_was_read(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(plans, out, format="brat")
    assert extract(plans, out, format="jsonl")[1] == []
    assert {path.suffix for path in out.iterdir()} == {".ann", ".txt", ".jsonl", ".csv"}


@pytest.mark.parametrize(
    ("name", "limits", "reason"),
    [
        ("hang.txt", Limits(timeout=1), "takes longer than 1 s, the limit (--timeout)"),
        pytest.param(
            "greedy.txt",
            Limits(memory=500 << 20),
            "takes more memory than 500M, the limit (--limit-memory)",
            marks=pytest.mark.skipif("sys.platform != 'linux'", reason="Linux limits memory"),
        ),
    ],
)
def test_a_plan_over_a_limit_is_a_failure(
    tmp_path: Path, name: str, limits: Limits, reason: str
) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    for each in ("1.txt", name, "x.txt"):
        (plans / each).write_text(each)
    summary, _ = extract(plans, tmp_path / "t.csv", limits=limits)
    assert summary.plans == 2
    assert [failure.reason for failure in summary.failures] == [reason]


def test_a_file_whose_process_dies_once_is_read(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    for name in ("1.txt", "once.txt"):
        (plans / name).write_text(name)
    summary, worked = extract(plans, tmp_path / "t.csv")
    assert (summary.plans, summary.failures, sorted(worked)) == (2, [], ["1.txt", "once.txt"])


def test_two_runs_to_one_output_are_refused(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.csv"
    with (
        open_manifest(home_of(out, folder=False)),
        pytest.raises(ManifestError, match="another run is writing this output: wait for it"),
    ):
        extract(plans, out)


@pytest.mark.parametrize("data", [b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_damaged_manifest_is_one_line(plans: Path, tmp_path: Path, data: bytes) -> None:
    out = tmp_path / "t.csv"
    extract(plans, out)
    (home_of(out, folder=False) / "manifest.sqlite").write_bytes(data)
    with pytest.raises(ManifestError, match=r"t\.csv\.kehoach: .*: delete it, or give --fresh"):
        extract(plans, out)
    assert len(extract(plans, out, fresh=True)[1]) == len(NAMES)
