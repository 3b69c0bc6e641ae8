"""What the page holds: plans, tasks and the agencies and countries that they share, as JSON.

Plans come one by one and are kept as JSON, so that a run over hundreds of files holds no more
than their texts. Offsets count UTF-16 code units, as the page's script does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TypedDict

from annotations import Entity, Label, Role
from annotations.formats.utf16 import Utf16
from pipeline.page.layout import RowData, TableData, table_rows, tables
from pipeline.page.names import Names
from pipeline.page.period import period_of
from pipeline.plan import Plan, Task, Written, Zone
from pipeline.records import Failure, folded, shown
from pipeline.values.types import DateValue, Status, Value

LABELS = (Label.AGENCY, Label.DATE, Label.COUNTRY, Label.DOCREF)
"""The labels that the page marks; an entity names its own by the place in this list."""


class TimeData(TypedDict):
    """A time of a task; ``due`` is the last day, ISO 8601, "" where it is not known."""

    text: str
    due: str
    recurring: bool
    inferred: bool


class TaskData(TypedDict):
    """One row of the table; agencies and countries are places in the lists of all.

    ``lead_texts`` and ``partner_texts`` are how the task writes each of its agencies.
    """

    text: str
    start: int
    end: int
    number: str
    headings: list[str]
    content: list[str]
    leads: list[int]
    lead_texts: list[str]
    lead: str
    partners: list[int]
    partner_texts: list[str]
    partner: str
    times: list[TimeData]
    time: str
    deliverable: str
    funding: str
    countries: list[int]
    documents: list[str]
    kind: str
    style: str
    place: list[int | None]
    flags: list[str]


class ValueData(TypedDict):
    """What an entity stands for, as the tip over it says it."""

    name: str
    id: str
    status: str
    rule: str
    candidates: list[str]
    flags: list[str]


class PlanData(TypedDict):
    """A plan with its text.

    ``leaves`` has four numbers a leaf: start, end, level, and the zone's place in `Zone` times
    four plus 1 for a heading and 2 for a cell; ``entities`` has four an entity: start, end, the
    label's place in `LABELS`, and the place of its value in ``values``, -1 for none.
    """

    name: str
    number: str
    type: str
    title: str
    issuer: str
    date: str
    signer: str
    period: list[int]
    flags: list[str]
    text: str
    leaves: list[int]
    tables: list[TableData]
    rows: list[RowData]
    entities: list[int]
    values: list[ValueData]
    tasks: list[TaskData]


class PageData:
    """Everything that the page shows, plan by plan."""

    def __init__(self) -> None:
        self._agencies = Names()
        self._countries = Names()
        self._plans: list[str] = []
        self._failures: list[Failure] = []

    @property
    def empty(self) -> bool:
        """Whether there is no plan."""
        return not self._plans

    def add(self, plan: Plan) -> None:
        """Take up a plan; what has no value is shown as written."""
        data = self._plan(plan)
        self._plans.append(_json(data))

    def add_failure(self, failure: Failure) -> None:
        """Take up a file that gave no plan."""
        self._failures.append(failure)

    def json(self) -> str:
        """All of it as one JSON object."""
        shared = {
            "agencies": self._agencies.names,
            "countries": self._countries.names,
            "failures": [
                {"name": failure.name, "reason": failure.reason} for failure in self._failures
            ],
        }
        head = _json(shared)
        return f'{head[:-1]},"plans":[{",".join(self._plans)}]}}'

    def _plan(self, plan: Plan) -> PlanData:
        document, meta = plan.document, plan.metadata
        units = Utf16(document.text)
        period = period_of(_text(meta.title))
        entities, told = _entities(plan, units)
        return {
            "name": document.name,
            "number": _text(meta.number),
            "type": _text(meta.type),
            "title": _text(meta.title),
            "issuer": _text(meta.issuer),
            "date": _text(meta.date),
            "signer": _text(meta.signer),
            "period": [] if period is None else [period.first, period.last],
            "flags": list(dict.fromkeys((*document.flags, *plan.flags))),
            "text": document.text,
            "leaves": _leaves(plan, units),
            "tables": tables(plan),
            "rows": table_rows(plan),
            "entities": entities,
            "values": told,
            "tasks": [
                self._task(task, plan, units, last_day="" if period is None else period.last_day)
                for task in plan.tasks
            ],
        }

    def _task(self, task: Task, plan: Plan, units: Utf16, *, last_day: str) -> TaskData:
        document, place = plan.document, task.place
        leads = self._named(self._agencies, _having(task, Role.LEAD), plan)
        partners = self._named(self._agencies, _having(task, Role.PARTNER), plan)
        times = list(_times(task, plan))
        return {
            "text": task.text,
            "start": units.of(task.span.start),
            "end": units.of(task.span.end),
            "number": task.number,
            "headings": [heading for heading in task.headings],
            "content": [part.text for part in task.content],
            "leads": list(leads),
            "lead_texts": list(leads.values()),
            "lead": _text(task.lead),
            "partners": list(partners),
            "partner_texts": list(partners.values()),
            "partner": _text(task.partner),
            "times": times,
            "time": _text(task.time),
            "deliverable": _text(task.deliverable),
            "funding": _text(task.funding),
            "countries": list(self._named(self._countries, task.countries, plan)),
            "documents": list(
                dict.fromkeys(folded(entity.span, document) for entity in task.documents)
            ),
            "kind": task.kind.value,
            "style": task.style.value,
            "place": [place.page, place.paragraph, place.table, place.row, place.column],
            "flags": [
                *task.flags,
                *_past(times, last_day),
                *_open(task, plan),
            ],
        }

    @staticmethod
    def _named(names: Names, entities: Iterable[Entity], plan: Plan) -> dict[int, str]:
        """The places of entities in a list of names, each once with its first text."""
        found: dict[int, str] = {}
        for entity in entities:
            text = folded(entity.span, plan.document)
            found.setdefault(names.place(text, plan.values.get(entity)), text)
        return found


def _json(value: object) -> str:
    """JSON that any file can hold; its length is that of what it says."""
    return shown(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _having(task: Task, role: Role) -> Iterator[Entity]:
    return (part.entity for part in task.having(role))


def _times(task: Task, plan: Plan) -> Iterator[TimeData]:
    """The dates of a task, then the limits that count from the plan."""
    for entity in _having(task, Role.TIME):
        yield _time(folded(entity.span, plan.document), plan.values.get(entity))
    for limit in plan.deadlines.get(task.span, ()):
        yield _time(_text(limit.written), limit.value)


def _time(text: str, value: Value | None) -> TimeData:
    date = value if isinstance(value, DateValue) else None
    return {
        "text": text,
        "due": "" if date is None else date.end,
        "recurring": date is not None and date.recurrence != "",
        "inferred": date is not None and any(f.startswith("inferred") for f in date.flags),
    }


def _past(times: list[TimeData], last_day: str) -> list[str]:
    """The flag of a deadline after the end of the plan's period."""
    return ["past-period"] if last_day and any(time["due"] > last_day for time in times) else []


def _open(task: Task, plan: Plan) -> list[str]:
    """The flag of an agency that could be several."""
    values = (
        plan.values.get(entity)
        for role in (Role.LEAD, Role.PARTNER)
        for entity in _having(task, role)
    )
    is_open = any(value is not None and value.status is Status.OPEN for value in values)
    return ["open-agency"] if is_open else []


def _leaves(plan: Plan, units: Utf16) -> list[int]:
    zones = {zone: place for place, zone in enumerate(Zone)}
    numbers: list[int] = []
    for node in plan.outline:
        numbers += (
            units.of(node.span.start),
            units.of(node.span.end),
            node.level,
            4 * zones[node.zone] + 2 * node.cell + node.heading,
        )
    return numbers


def _entities(plan: Plan, units: Utf16) -> tuple[list[int], list[ValueData]]:
    """The numbers of the entities, and their values, each once."""
    numbers: list[int] = []
    told: list[ValueData] = []
    places: dict[Value, int] = {}
    for entity in plan.entities:
        if entity.label not in LABELS:
            continue
        value = plan.values.get(entity)
        if value is not None and value not in places:
            places[value] = len(told)
            told.append(_value(value))
        numbers += (
            units.of(entity.span.start),
            units.of(entity.span.end),
            LABELS.index(entity.label),
            -1 if value is None else places[value],
        )
    return numbers, told


def _value(value: Value) -> ValueData:
    return {
        "name": value.name,
        "id": value.id,
        "status": value.status.value,
        "rule": value.rule,
        "candidates": list(value.candidates),
        "flags": list(value.flags),
    }


def _text(written: Written | None) -> str:
    return "" if written is None else " ".join(written.text.split())
