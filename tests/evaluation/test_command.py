"""``kehoach evaluate``: what it reads, what it refuses, its exit status."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from annotated import gold_plan, without, write_plans, write_splits
from typer import Typer
from typer.testing import CliRunner, Result

from annotations import Label, digests
from evaluation.run import REPORT_FILES, evaluate_folder


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = write_plans(tmp_path / "gold", {name: gold_plan() for name in "abc"})
    write_splits(folder, {"a": ("train", "duties"), "b": ("test", "duties"), "c": ("test", "none")})
    (folder / digests.FILE_NAME).write_bytes(
        digests.recorded_with(folder, {name: gold_plan().text for name in "abc"})
    )
    return folder


@pytest.fixture
def found(tmp_path: Path) -> Path:
    return write_plans(
        tmp_path / "found", {"b": gold_plan(), "c": without(gold_plan(), Label.TASK)}
    )


def run(*options: object) -> Result:
    from evaluation.command import mount

    app = Typer()
    mount(app)
    return CliRunner().invoke(app, [str(option) for option in options])


def test_scores_of_one_split(gold: Path, found: Path) -> None:
    result = run(gold, "--predictions", found, "--split", "test")
    assert result.exit_code == 0
    assert result.stdout.startswith("predictions: 2 plans, split test\n")
    (task,) = (line.split() for line in result.stdout.splitlines() if line.startswith("TASK "))
    assert task[:4] == ["TASK", "1.000", "0.500", "0.667"]


def test_the_train_split_says_which_strings_were_seen(gold: Path, found: Path) -> None:
    strings = evaluate_folder(gold, predictions=found, split="test").primary.strings
    assert strings is not None
    assert strings.unseen["AGENCY"].gold == 0


def test_other_training_plans_can_be_named(gold: Path, found: Path, tmp_path: Path) -> None:
    training = write_plans(tmp_path / "train", {"t": without(gold_plan(), Label.AGENCY)})
    strings = evaluate_folder(gold, predictions=found, training=training).primary.strings
    assert strings is not None
    assert strings.seen["AGENCY"].gold == 0


def test_a_folder_without_splits_is_scored_whole(tmp_path: Path) -> None:
    folder = write_plans(tmp_path, {"a": gold_plan()})
    report = evaluate_folder(folder, predictions=folder)
    assert (len(report.primary.plans), report.split, report.primary.styles) == (1, None, {})


def test_a_text_beside_the_prediction_is_not_needed(gold: Path, found: Path) -> None:
    for text in found.glob("*.txt"):
        text.unlink()
    assert run(gold, "--predictions", found).exit_code == 0


def test_the_report_is_written_whole(gold: Path, found: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "scores"
    assert run(gold, "--predictions", found, "--report", out).exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == sorted(REPORT_FILES)


def edit(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    """Changes one file of a folder."""

    def apply(folder: Path) -> None:
        path = folder / name
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    return apply


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


@pytest.mark.parametrize(
    ("of_gold", "change", "message"),
    [
        pytest.param(True, edit("b.ann", lambda s: s + "T99 x\n"), r"b\.ann:\d+: ", id="a line"),
        pytest.param(
            True, edit("b.ann", lambda s: s.replace("AGENCY", "BODY")), r"b\.ann:1: ", id="a label"
        ),
        pytest.param(True, remove("b.txt"), r"b\.txt: cannot be opened", id="no text"),
        pytest.param(
            True, edit("b.txt", lambda s: s + "Thêm."), r"SHA256SUMS:2: b\.txt changed", id="digest"
        ),
        pytest.param(
            True, edit("splits.toml", lambda s: "[plans\n" + s), r"splits\.toml:1: not", id="TOML"
        ),
        pytest.param(
            True,
            edit("splits.toml", lambda s: s.replace("plans.c", "plans.d")),
            r"splits\.toml(:\d+)?: ",
            id="a plan that is not there",
        ),
        pytest.param(
            True,
            edit("splits.toml", lambda s: s.replace("test", "exam", 1)),
            r"splits\.toml:7: b: 'exam'",
            id="a split that is none",
        ),
        pytest.param(False, edit("b.ann", lambda s: "T1\n" + s), r"b\.ann:1: ", id="prediction"),
        pytest.param(
            False, edit("b.txt", lambda s: s + "Thêm."), r"b\.txt: is not the text", id="text"
        ),
    ],
)
def test_a_file_that_cannot_be_used(
    gold: Path,
    found: Path,
    tmp_path: Path,
    of_gold: bool,
    change: Callable[[Path], None],
    message: str,
) -> None:
    change(gold if of_gold else found)
    out = tmp_path / "scores"
    result = run(gold, "--predictions", found, "--split", "test", "--report", out)
    assert result.exit_code == 2
    assert not result.stdout
    (line,) = result.stderr.splitlines()
    assert line.startswith("kehoach: ")
    assert re.search(message, line), line
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--split", "exam"], "no plan belongs to the split", id="no such split"),
        pytest.param(["--min", "TASK"], "expected LABEL=F1", id="no floor"),
        pytest.param(["--accept", "TASK"], "there is none", id="nothing to accept against"),
        pytest.param(["--baseline", "nowhere.json"], "nowhere.json: ", id="no baseline"),
        pytest.param(["--train", "nowhere"], "nowhere: no such folder", id="no training plans"),
        pytest.param(["--predictions", "nowhere"], "nowhere: no such folder", id="no predictions"),
    ],
)
def test_options_that_say_nothing(
    gold: Path, found: Path, options: list[str], message: str
) -> None:
    result = run(gold, "--predictions", found, *options)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert message in line


def test_a_folder_without_gold(tmp_path: Path) -> None:
    result = run(tmp_path, "--predictions", tmp_path)
    assert (result.exit_code, "holds no .ann file" in result.stderr) == (2, True)


def test_predictions_for_other_plans_are_refused(gold: Path, tmp_path: Path) -> None:
    other = write_plans(tmp_path / "other", {"z": gold_plan()})
    result = run(gold, "--predictions", other)
    assert (result.exit_code, "holds no NAME.ann of a plan in" in result.stderr) == (2, True)


def test_a_file_in_the_way_of_the_report_leaves_nothing_half_written(
    gold: Path, found: Path, tmp_path: Path
) -> None:
    out = tmp_path / "scores"
    (out / "report.html").mkdir(parents=True)
    result = run(gold, "--predictions", found, "--report", out)
    assert result.exit_code == 2
    assert [path.name for path in out.iterdir()] == ["report.html"]


def test_help_names_every_option() -> None:
    shown = run("--help").stdout
    for option in ("--predictions", "--split", "--report", "--min", "--baseline", "--accept"):
        assert option in shown
    assert "Exit status" in shown


def test_help_loads_neither_numpy_nor_spacy() -> None:
    code = (
        "import sys, evaluation.command; print({'numpy', 'spacy', 'pydantic'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
