"""One task a row: the values of a record as the cells of a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from pipeline.records import (
    AssignmentRecord,
    EntityRecord,
    PlanRecord,
    TaskRecord,
    TextRecord,
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


class TaskCells(TypedDict):
    """The cells of a task; several values in one are separated by line breaks."""

    name: str
    plan_number: str
    plan_title: str
    issuer: str
    number: str
    headings: str
    task: str
    content: str
    leads: str
    lead_written: str
    lead_basis: str
    lead_cue: str
    partners: str
    partner_written: str
    partner_basis: str
    partner_cue: str
    times: str
    time_written: str
    deliverable: str
    funding: str
    countries: str
    documents: str
    kind: str
    style: str
    rule: str
    page: int | None
    paragraph: int
    table: int | None
    row: int | None
    column: int | None
    flags: str
    start: int
    end: int
    sha256: str


def task_cells(plan: PlanRecord, task: TaskRecord) -> TaskCells:
    """The cells of one task."""
    return {
        "name": plan["source"]["name"],
        "plan_number": written(plan["metadata"]["number"]),
        "plan_title": written(plan["metadata"]["title"]),
        "issuer": written(plan["metadata"]["issuer"]),
        "number": task["number"],
        "headings": "\n".join(task["headings"]),
        "task": task["text"],
        "content": texts(task["content"]),
        "leads": texts(task["leads"]),
        "lead_written": written(task["lead_written"]),
        "lead_basis": _bases(task["leads"]),
        "lead_cue": _cues(task["leads"]),
        "partners": texts(task["partners"]),
        "partner_written": written(task["partner_written"]),
        "partner_basis": _bases(task["partners"]),
        "partner_cue": _cues(task["partners"]),
        "times": texts(task["times"]),
        "time_written": written(task["time_written"]),
        "deliverable": written(task["deliverable"]),
        "funding": written(task["funding"]),
        "countries": texts(task["countries"]),
        "documents": texts(task["documents"]),
        "kind": task["kind"],
        "style": task["style"],
        "rule": task["rule"],
        **task["place"],
        "flags": "\n".join(task["flags"]),
        "start": task["start"],
        "end": task["end"],
        "sha256": plan["source"]["sha256"],
    }


def texts(values: Iterable[TextRecord | EntityRecord | AssignmentRecord]) -> str:
    """The different texts among ``values``, one a line."""
    return "\n".join(dict.fromkeys(value["text"] for value in values))


def written(value: TextRecord | None) -> str:
    """A field as it is written, "" where there is none."""
    return "" if value is None else value["text"]


def no_formula(text: str) -> str:
    """``text`` with an apostrophe before what a spreadsheet would take for a formula.

    One leading apostrophe is always ours, also before the text's own, so that taking it away
    gives the text back. See OWASP, "CSV Injection".
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def _bases(parts: list[AssignmentRecord]) -> str:
    return "\n".join(dict.fromkeys(part["basis"] for part in parts))


def _cues(parts: list[AssignmentRecord]) -> str:
    return texts(part["cue"] for part in parts if part["cue"] is not None)
