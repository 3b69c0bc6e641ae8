"""``report.json``: the counts of a report, kept to compare later runs with.

It holds offsets and digests but no text, so that a report on plans that may not be passed on
may be. ``summary`` is for readers and is left out on reading: every total is added up anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError, with_config

from annotations import AnnotationError
from annotations.language import say
from annotations.storage import decode_utf8, read_bytes
from evaluation.counts import NAMES, Counts, total
from evaluation.report import Report, SystemScores

SCHEMA = "kehoach-evaluation/1"
"""The number rises when a key changes its meaning or goes away."""


def dumps(report: Report) -> str:
    """A report as JSON, one plan a line, the same for the same counts.

    Args:
        report: the report to write.
    """
    summary = {system.name: _summary(system) for system in report.systems}
    systems = ",\n".join(map(_system, report.systems))
    return (
        f'{{\n"schema": {json.dumps(SCHEMA)},\n"split": {json.dumps(report.split)},\n'
        f'"summary": {json.dumps(summary, ensure_ascii=False, indent=1)},\n'
        f'"systems": [\n{systems}\n]\n}}\n'
    )


def read_report(path: Path) -> Report:
    """Read a report that `dumps` made.

    Raises:
        AnnotationError: names the line when the file is no JSON or of another schema.
    """
    return loads(decode_utf8(read_bytes(path), path), name=path)


def loads(text: str, *, name: Path | str = "-") -> Report:
    """Read the JSON of a report.

    Args:
        text: what the file holds.
        name: the file that an error names.

    Raises:
        AnnotationError: as `read_report`.
    """
    try:
        document: object = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        reason = error.msg if isinstance(error, json.JSONDecodeError) else say("nested too deeply")
        raise AnnotationError(name, say("no JSON: {reason}", reason=reason), line=line) from error
    values = cast("dict[str, object]", document) if isinstance(document, dict) else {}
    schema, split = values.get("schema"), values.get("split")
    if schema != SCHEMA:
        found = "no schema" if schema is None else f"schema {schema!r}"
        raise AnnotationError(
            name,
            say(
                "{found} instead of {schema!r}: make the report anew with --report",
                found=found,
                schema=SCHEMA,
            ),
            line=_line(text, "schema"),
        )
    try:
        systems = _adapter().validate_python({"systems": values.get("systems")}).systems
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        reason = say(
            "{place}: {fault}: make the report anew with --report", place=place, fault=fault["msg"]
        )
        raise AnnotationError(name, reason, line=_line(text, "systems")) from error
    tables = [plan.scores for system in systems for plan in system.plans]
    if not tables or any(set(NAMES) ^ set(table.strict) for table in tables):
        reason = f"every plan has counts of {' '.join(NAMES)}"
        raise AnnotationError(name, reason, line=_line(text, "systems"))
    return Report(systems, split if isinstance(split, str) else None)


@with_config(extra="forbid")
@dataclass(frozen=True)
class _Systems:
    """What is read back; a key that no type here has is refused on every level."""

    systems: tuple[SystemScores, ...]


@cache
def _adapter() -> TypeAdapter[_Systems]:
    return TypeAdapter(_Systems)


def _line(text: str, key: str) -> int:
    """The line of the first such key, 1 where there is none."""
    found = re.search(rf'"{key}"\s*:', text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _system(system: SystemScores) -> str:
    values = _adapter().dump_python(_Systems((system,)), mode="json")["systems"][0]
    plans = ",\n".join(json.dumps(plan, ensure_ascii=False) for plan in values.pop("plans"))
    head = ", ".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in values.items()
    )
    return f'{{{head}, "plans": [\n{plans}\n]}}'


def _summary(system: SystemScores) -> dict[str, Any]:
    records = system.records
    return {
        "strict": {
            name: {**_ratios(counts), "interval": system.intervals[name]}
            for name, counts in system.strict.items()
        },
        "relaxed": _table(system.relaxed),
        "records": {"share": records.share, "right": records.rows.tp, "gold": records.rows.gold},
        "values": {
            name: {"share": counts.share, "right": counts.right, "gold": counts.gold}
            for name, counts in (system.values or {}).items()
        },
        "styles": {style: _table(scores.strict) for style, scores in system.styles.items()},
        "plans": {plan.name: total(plan.scores.strict.values()).f1 for plan in system.plans},
    }


def _table(counts: Mapping[str, Counts]) -> dict[str, dict[str, float | int | None]]:
    return {name: _ratios(count) for name, count in counts.items()}


def _ratios(counts: Counts) -> dict[str, float | int | None]:
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "gold": counts.gold,
        "predicted": counts.predicted,
        "right": counts.tp,
    }
