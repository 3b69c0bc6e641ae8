"""Plans as bytes: nothing is lost, and strange bytes do nothing."""

from __future__ import annotations

import os
import pickle
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest
from sample_plans import empty_plan, rich_plan

import pipeline.plan
from pipeline.freezing import ThawError, freeze, thaw
from pipeline.plan import Plan


@pytest.mark.parametrize("plan", [rich_plan(), rich_plan("a.txt", format="txt"), empty_plan()])
def test_nothing_is_lost(plan: Plan) -> None:
    assert thaw(freeze(plan)) == plan


def test_names_that_no_file_system_should_hold_are_kept() -> None:
    plan = rich_plan()
    plan = replace(plan, document=replace(plan.document, name="t\udce9p\n.txt"))
    assert thaw(freeze(plan)) == plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A value that takes its fields by name, of which plans may get some."""

    name: str
    other: int = 0


def test_fields_that_go_by_name_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.plan, "Named", Named, raising=False)
    monkeypatch.setattr(Named, "__module__", "pipeline.plan")
    plan = replace(rich_plan(), flags=cast("Any", (Named(name="a", other=3),)))
    assert thaw(freeze(plan)) == plan


class Calls:
    """Calls a function when it is unpickled."""

    def __init__(self, function: Any, *arguments: object) -> None:
        self._called = function, arguments

    def __reduce__(self) -> Any:
        return self._called


@pytest.mark.parametrize("function", [os.mkdir, eval, pickle.loads, Path.mkdir, Path])
def test_strange_bytes_call_nothing(tmp_path: Path, function: Any) -> None:
    data = zlib.compress(pickle.dumps(Calls(function, str(tmp_path / "made"))))
    with pytest.raises(ThawError, match="is no value of a plan"):
        thaw(data)
    assert list(tmp_path.iterdir()) == []


def test_functions_of_the_project_are_not_called_either() -> None:
    for name in (
        "pipeline.batch\nextract_files",
        "pipeline.plan\nPlan.annotation",
        "pipeline.attempts\nAttempts",  # its objects can be called
    ):
        with pytest.raises(ThawError, match="is no value of a plan"):
            thaw(zlib.compress(f"\x80\x04c{name}\n.".encode("latin-1")))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not packed",
        freeze(rich_plan())[:-20],
        zlib.compress(b""),
        zlib.compress(pickle.dumps(rich_plan())[:100]),
        zlib.compress(pickle.dumps({"tasks": []})),
        zlib.compress(b"\x80\x04cpipeline.none\nNone\n."),
    ],
)
def test_damaged_bytes_are_no_plan(data: bytes) -> None:
    with pytest.raises(ThawError, match="not a plan"):
        thaw(data)
