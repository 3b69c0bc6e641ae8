"""One task a row: the values of a record as the cells of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypedDict

from pipeline.records import (
    AssignmentRecord,
    DeadlineRecord,
    EntityRecord,
    PlanRecord,
    TaskRecord,
    TextRecord,
)

FORMULA_STARTS = (*"=+-@", *"\uff1d\uff0b\uff0d\uff20", "\t", "\r", "\n", "'")
"""What a spreadsheet takes for the start of a formula, the wide signs in East Asian settings, and
the apostrophe that keeps it from doing so."""


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
    lead_names: str
    lead_ids: str
    lead_written: str
    lead_basis: str
    lead_cue: str
    partners: str
    partner_names: str
    partner_ids: str
    partner_written: str
    partner_basis: str
    partner_cue: str
    times: str
    time_values: str
    starts_on: str
    due_on: str
    deadlines: str
    time_written: str
    deliverable: str
    funding: str
    countries: str
    country_codes: str
    documents: str
    document_keys: str
    unresolved: str
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
        "lead_names": _names(task["leads"]),
        "lead_ids": _ids(task["leads"]),
        "lead_written": written(task["lead_written"]),
        "lead_basis": _bases(task["leads"]),
        "lead_cue": _cues(task["leads"]),
        "partners": texts(task["partners"]),
        "partner_names": _names(task["partners"]),
        "partner_ids": _ids(task["partners"]),
        "partner_written": written(task["partner_written"]),
        "partner_basis": _bases(task["partners"]),
        "partner_cue": _cues(task["partners"]),
        "times": texts(task["times"]),
        "time_values": _ids((*task["times"], *task["deadlines"])),
        "starts_on": min(_days(task, "start"), default=""),
        "due_on": max(_days(task, "end"), default=""),
        "deadlines": texts(task["deadlines"]),
        "time_written": written(task["time_written"]),
        "deliverable": written(task["deliverable"]),
        "funding": written(task["funding"]),
        "countries": texts(task["countries"]),
        "country_codes": _ids(task["countries"]),
        "documents": texts(task["documents"]),
        "document_keys": _ids(task["documents"]),
        "unresolved": _unresolved(task),
        "kind": task["kind"],
        "style": task["style"],
        "rule": task["rule"],
        **task["place"],
        "flags": "\n".join(task["flags"]),
        "start": task["start"],
        "end": task["end"],
        "sha256": plan["source"]["sha256"],
    }


def texts(values: Iterable[TextRecord]) -> str:
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
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


_Valued = EntityRecord | DeadlineRecord


def _ids(items: Iterable[_Valued]) -> str:
    """The different identifiers of what is known, one a line."""
    values = (item["value"] for item in items)
    return "\n".join(dict.fromkeys(value["id"] for value in values if value and value["id"]))


def _names(items: Iterable[_Valued]) -> str:
    """The different names of what is known, one a line."""
    values = (item["value"] for item in items)
    return "\n".join(dict.fromkeys(value["name"] for value in values if value and value["id"]))


def _days(task: TaskRecord, end: Literal["start", "end"]) -> Iterator[str]:
    """The first or last days that a task's times tell; ISO 8601 sorts as the calendar does."""
    for item in (*task["times"], *task["deadlines"]):
        value = item["value"]
        if value is not None and (day := value.get(end)):
            yield day


def _unresolved(task: TaskRecord) -> str:
    """The parts of a task that could not be told, as they are written, one a line."""
    parts: list[_Valued] = [*task["leads"], *task["partners"], *task["times"]]
    parts += [*task["countries"], *task["documents"]]
    return texts(part for part in parts if part["value"] and part["value"]["status"] == "open")


def _bases(parts: list[AssignmentRecord]) -> str:
    return "\n".join(dict.fromkeys(part["basis"] for part in parts))


def _cues(parts: list[AssignmentRecord]) -> str:
    return texts(part["cue"] for part in parts if part["cue"] is not None)
