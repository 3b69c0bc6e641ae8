"""Parquet: one task a row, nested values as they are in the records, zstd."""

from __future__ import annotations

from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.plan import Plan
from pipeline.records import SCHEMA, MetadataRecord, SourceRecord, TaskRecord
from pipeline.writers.writer import Target, Writer

ROWS = 1_000
"""Tasks a row group; they wait in memory, some kilobytes each, until it is full."""


class TaskRow(TaskRecord):
    """A task with what its plan says of itself."""

    source: SourceRecord
    plan: MetadataRecord


class ParquetWriter(Writer):
    """Writes one Parquet file; its schema follows from the types of the records."""

    def begin(self) -> None:
        """Open the file."""
        self._buffer: list[TaskRow] = []
        self._schema = schema()
        path = self.stage / self.target.path.name
        self._file = self.files.enter_context(
            pq.ParquetWriter(path, self._schema, compression="zstd")
        )

    def add(self, plan: Plan, name: str) -> None:
        """Write the plan's tasks."""
        record = self.record(plan, name)
        self._buffer.extend(
            {**task, "source": record["source"], "plan": record["metadata"]}
            for task in record["tasks"]
        )
        if len(self._buffer) >= ROWS:
            self._flush()

    def end(self) -> None:
        """Write what is left."""
        self._flush()
        self.write_failures()

    def _flush(self) -> None:
        if self._buffer:
            self._file.write_table(pa.Table.from_pylist(self._buffer, schema=self._schema))
            self._buffer.clear()


def schema() -> pa.Schema:
    """The Arrow schema of `TaskRow`, with the records' version in its metadata."""
    fields = [pa.field(name, _arrow(hint)) for name, hint in get_type_hints(TaskRow).items()]
    return pa.schema(fields, metadata={"kehoach.schema": str(SCHEMA)})


def _arrow(hint: Any) -> pa.DataType:
    """The Arrow type of a type that the records use."""
    if is_typeddict(hint):
        return pa.struct([(name, _arrow(of)) for name, of in get_type_hints(hint).items()])
    if get_origin(hint) is list:
        return pa.list_(_arrow(get_args(hint)[0]))
    if optional := [of for of in get_args(hint) if of is not NoneType]:
        return _arrow(optional[0])
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[hint]


def create(target: Target) -> ParquetWriter:
    """The writer for ``target``."""
    return ParquetWriter(target)
