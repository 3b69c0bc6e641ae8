"""Parquet: one task a row, with the nesting of the records."""

# pyright: reportUnknownMemberType=false

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from pytest import MonkeyPatch
from sample_plans import empty_plan, rich_plan, valued_plan

from pipeline.records import plan_record
from pipeline.writers import open_writer, parquet


def rows(path: Path) -> list[dict[str, Any]]:
    return pq.ParquetFile(path).read().to_pylist()


def test_a_task_is_a_row_with_everything_in_its_record(tmp_path: Path) -> None:
    plan = rich_plan("a.txt", format="txt")
    with open_writer(tmp_path / "t.parquet") as writer:
        writer.plan(plan)
        writer.plan(empty_plan())
    record = plan_record(plan)
    assert rows(tmp_path / "t.parquet") == [
        {**task, "source": record["source"], "plan": record["metadata"]} for task in record["tasks"]
    ]


def test_a_value_has_the_keys_of_all_kinds(tmp_path: Path) -> None:
    with open_writer(tmp_path / "t.parquet") as writer:
        writer.plan(valued_plan())
    task = rows(tmp_path / "t.parquet")[0]
    lead, country = task["leads"][0]["value"], task["countries"][0]["value"]
    assert (lead["id"], lead["level"], lead["alpha3"]) == ("so-du-lich@song-lam", "", None)
    assert (country["id"], country["level"]) == ("JP", None)
    assert task["deadlines"][0]["value"]["end"] == "2024-07-15"


def test_the_file_says_the_version_of_its_schema(tmp_path: Path) -> None:
    with open_writer(tmp_path / "t.parquet") as writer:
        writer.plan(empty_plan())
    file = pq.ParquetFile(tmp_path / "t.parquet")
    assert (file.schema_arrow.metadata or {})[b"kehoach.schema"] == b"2"
    assert file.metadata.num_rows == 0


def test_columns_are_compressed_with_zstd(tmp_path: Path) -> None:
    with open_writer(tmp_path / "t.parquet") as writer:
        writer.plan(rich_plan())
    column = pq.ParquetFile(tmp_path / "t.parquet").metadata.row_group(0).column(0)
    assert column.compression == "ZSTD"


def test_tasks_are_written_in_groups(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 4)
    with open_writer(tmp_path / "t.parquet") as writer:
        for name in ("a.txt", "b.txt", "c.txt"):
            writer.plan(rich_plan(name, format="txt"))
    assert pq.ParquetFile(tmp_path / "t.parquet").metadata.num_row_groups == 3
    assert len(rows(tmp_path / "t.parquet")) == 15
