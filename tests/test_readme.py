"""What the README says is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from pipeline import console, records
from pipeline.readers.registry import READERS
from pipeline.writers import FORMATS
from pipeline.writers.cells import TaskCells

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The text under a heading."""
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize(
    "command",
    [
        "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt . "
        "&& .venv/bin/kehoach extract examples --out tasks.xlsx",
        "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e '.[dev]' "
        "&& .venv/bin/pytest",
    ],
)
def test_the_commands_that_set_up_stand_on_one_line(command: str) -> None:
    assert command in README.splitlines()


@pytest.mark.parametrize(
    "record",
    [
        records.PlanRecord,
        records.SourceRecord,
        records.MetadataRecord,
        records.TaskRecord,
        records.AssignmentRecord,
        records.EntityRecord,
        records.CitationRecord,
        records.NodeRecord,
        records.PlaceRecord,
        TaskCells,
    ],
)
def test_every_key_of_the_records_is_described(record: Any) -> None:
    described = set(re.findall(r"`(\w+)`", section("Schema")))
    assert [key for key in get_type_hints(record) if key not in described] == []


def test_the_version_of_the_schema_is_named() -> None:
    assert section("Schema").strip().startswith(f"Version {records.SCHEMA},")


def test_all_formats_are_listed() -> None:
    formats = section("Formats")
    assert [name for name in FORMATS if f"`{name}`" not in formats] == []
    endings = [suffix for reader in READERS.values() for suffix in reader.suffixes if suffix]
    assert [suffix for suffix in endings if f"`{suffix}`" not in formats] == []


def test_exit_codes_are_those_of_the_command() -> None:
    table = dict(re.findall(r"^\| (\d) \| (.+?) \|$", section("Use"), re.MULTILINE))
    assert table[str(console.FAILED)].startswith("some files failed")
    assert table[str(console.WRONG_USAGE)].startswith("wrong usage")


def test_the_examples_of_use_are_commands_that_there_are() -> None:
    used = set(re.findall(r"^(?:.*\| )?kehoach (\w+)", section("Use"), re.MULTILINE))
    assert used == {"extract", "show"}


def test_the_licence_is_the_one_named() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "license: Apache-2.0" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
