"""What is told of a task that was found: nested for programs, flat for tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypedDict

from annotations import Role
from pipeline.register.models import Assignment, Part, Task, Time
from pipeline.values.types import Status


class FoundText(TypedDict):
    """Words of a task, and where they stand in the plan's text."""

    text: str
    start: int
    end: int


class FoundAgency(FoundText):
    """An agency's part in a task; ``id`` is "" where it is open."""

    id: str
    name: str
    status: str
    basis: str
    cue: str


class FoundTime(FoundText):
    """A time of a task: ``id`` is EDTF, days are ISO 8601 or null."""

    id: str
    starts_on: str | None
    due_on: str | None
    recurrence: str
    flags: list[str]


class FoundName(FoundText):
    """A country or a document that a task names; ``id`` is "" where it is open."""

    id: str
    name: str


class FoundPlan(TypedDict):
    """The plan of a task."""

    name: str
    number: str
    type: str
    title: str
    issuer: str
    issuer_id: str | None
    issued_on: str | None
    sha256: str


class FoundTask(TypedDict):
    """A task; the keys mean what they do in the records (README, "Schema")."""

    plan: FoundPlan
    number: str
    headings: list[str]
    text: str
    start: int
    end: int
    content: list[str]
    leads: list[FoundAgency]
    lead_written: str
    partners: list[FoundAgency]
    partner_written: str
    times: list[FoundTime]
    time_written: str
    deadlines: list[FoundTime]
    starts_on: str | None
    due_on: str | None
    deliverable: str
    funding: str
    countries: list[FoundName]
    documents: list[FoundName]
    kind: str
    style: str
    flags: list[str]


class FoundCells(TypedDict):
    """The same in one row, by the keys of `pipeline.writers.cells.TaskCells`."""

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
    partners: str
    partner_names: str
    partner_ids: str
    partner_written: str
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
    kind: str
    style: str
    flags: str
    start: int
    end: int
    sha256: str


def found_task(task: Task) -> FoundTask:
    """A task as nested values that JSON can hold."""
    return {
        "plan": _plan(task),
        "number": task.number,
        "headings": _lines(task.headings),
        "text": task.text,
        "start": task.start_offset,
        "end": task.end_offset,
        "content": _lines(task.content),
        "leads": [_agency(part) for part in task.having(Role.LEAD)],
        "lead_written": task.lead_written,
        "partners": [_agency(part) for part in task.having(Role.PARTNER)],
        "partner_written": task.partner_written,
        "times": [_time(time) for time in task.times if not time.of_plan],
        "time_written": task.time_written,
        "deadlines": [_time(time) for time in task.times if time.of_plan],
        "starts_on": _iso(task.starts_on),
        "due_on": _iso(task.due_on),
        "deliverable": task.deliverable,
        "funding": task.funding,
        "countries": [
            {"id": country.code, "name": country.name, **_text(country)}
            for country in task.countries
        ],
        "documents": [
            {
                "id": _known(part.document_id, part.document.status),
                "name": part.document.name,
                **_text(part),
            }
            for part in task.documents
        ],
        "kind": task.kind,
        "style": task.style,
        "flags": _lines(task.flags),
    }


def found_cells(task: FoundTask) -> FoundCells:
    """The cells of a task; several values in one are separated by line breaks."""
    plan, leads, partners = task["plan"], task["leads"], task["partners"]
    times, limits = task["times"], task["deadlines"]
    return {
        "name": plan["name"],
        "plan_number": plan["number"],
        "plan_title": plan["title"],
        "issuer": plan["issuer"],
        "number": task["number"],
        "headings": _joined(task["headings"]),
        "task": task["text"],
        "content": _joined(task["content"]),
        "leads": _texts(leads),
        "lead_names": _names(leads),
        "lead_ids": _ids(leads),
        "lead_written": task["lead_written"],
        "partners": _texts(partners),
        "partner_names": _names(partners),
        "partner_ids": _ids(partners),
        "partner_written": task["partner_written"],
        "times": _texts(times),
        "time_values": _ids((*times, *limits)),
        "starts_on": task["starts_on"] or "",
        "due_on": task["due_on"] or "",
        "deadlines": _texts(limits),
        "time_written": task["time_written"],
        "deliverable": task["deliverable"],
        "funding": task["funding"],
        "countries": _texts(task["countries"]),
        "country_codes": _ids(task["countries"]),
        "documents": _texts(task["documents"]),
        "document_keys": _ids(task["documents"]),
        "kind": task["kind"],
        "style": task["style"],
        "flags": _joined(task["flags"]),
        "start": task["start"],
        "end": task["end"],
        "sha256": plan["sha256"],
    }


def due_days(task: FoundTask) -> list[str]:
    """All days that deadlines of a task fall on, the earliest first."""
    days = (time["due_on"] for time in (*task["times"], *task["deadlines"]))
    return sorted({day for day in days if day is not None})


def _plan(task: Task) -> FoundPlan:
    plan = task.plan
    return {
        "name": plan.name,
        "number": plan.number,
        "type": plan.type,
        "title": plan.title,
        "issuer": plan.issuer,
        "issuer_id": plan.issuer_id,
        "issued_on": _iso(plan.issued_on),
        "sha256": plan.digest,
    }


def _agency(part: Assignment) -> FoundAgency:
    return {
        "id": _known(part.agency_id, part.agency.status),
        "name": part.agency.name,
        "status": part.agency.status,
        "basis": part.basis,
        "cue": part.cue,
        **_text(part),
    }


def _time(time: Time) -> FoundTime:
    return {
        "id": time.value,
        "starts_on": _iso(time.starts_on),
        "due_on": _iso(time.due_on),
        "recurrence": time.recurrence,
        "flags": _lines(time.flags),
        **_text(time),
    }


def _text(part: Part) -> FoundText:
    return {"text": part.written, "start": part.start_offset, "end": part.end_offset}


def _known(id: str, status: str) -> str:
    return "" if status == Status.OPEN else id


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _texts(parts: Iterable[FoundText]) -> str:
    return _joined(part["text"] for part in parts)


def _names(parts: Iterable[FoundAgency]) -> str:
    return _joined(part["name"] for part in parts if part["id"])


def _ids(parts: Sequence[FoundAgency] | Sequence[FoundName] | Sequence[FoundTime]) -> str:
    return _joined(part["id"] for part in parts if part["id"])


def _joined(values: Iterable[str]) -> str:
    """The different ones among ``values``, one a line."""
    return "\n".join(dict.fromkeys(values))
