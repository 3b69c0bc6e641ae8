"""A batch that is killed again and again comes to the same bytes as one that is left alone."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from many_plans import write_plans

import cli

PLANS = 300
KILLS = 10
SEED = 20_240_312

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small plans and an empty file."""
    folder = tmp_path_factory.mktemp("plans")
    write_plans(folder, PLANS)
    (folder / "empty.txt").touch()
    return folder


def start(plans: Path, out: Path) -> subprocess.Popen[str]:
    """`kehoach extract`, telling of each file."""
    out.parent.mkdir(exist_ok=True)
    arguments = ["extract", str(plans), "--out", str(out), "--jobs", "2", "--progress", "json"]
    return subprocess.Popen(
        [sys.executable, "-c", "import cli; cli.app()", *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parent)},
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(plans: Path, out: Path) -> dict[str, int]:
    """The last line of a run that is left alone."""
    with start(plans, out) as process:
        _, told = process.communicate()
    assert process.returncode == cli.FAILED, told  # the empty file
    return json.loads(told.splitlines()[-1])


def kill_at(plans: Path, out: Path, done: int, delay: float) -> None:
    """Kill a run some seconds after it has told that so many files are done."""
    with start(plans, out) as process:
        assert process.stderr is not None
        for line in process.stderr if done else ():
            if json.loads(line).get("done", 0) >= done:
                break
        time.sleep(delay)
        process.kill()


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".tasks.xlsx.kehoach" not in path.parts
    }


def test_killed_at_ten_moments_and_nothing_is_lost_or_doubled(plans: Path, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    whole, killed = tmp_path / "whole" / "tasks.xlsx", tmp_path / "killed" / "tasks.xlsx"
    finish(plans, whole)
    # One before the first plan is done, one when all are and the workbook is being written.
    moments = [0, *sorted(chance.sample(range(1, PLANS), KILLS - 2)), PLANS + 1]
    for done in moments[:-1]:
        kill_at(plans, killed, done, chance.uniform(0, 0.3 if done == 0 else 0.05))
        assert tree(killed.parent) == {}
    kill_at(plans, killed, moments[-1], chance.uniform(0, 0.2))
    summary = finish(plans, killed)
    assert (summary["plans"], summary["failed"], summary["unchanged"]) == (PLANS, 1, PLANS + 1)
    assert tree(killed.parent) == tree(whole.parent)
    assert {path.name for path in killed.parent.iterdir()} == {
        ".tasks.xlsx.kehoach",
        "tasks.xlsx",
        "tasks.texts",
    }
    assert [path.name for path in (killed.parent / ".tasks.xlsx.kehoach").iterdir()] == [
        "manifest.sqlite"
    ]
