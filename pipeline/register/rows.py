"""A plan's record as the rows it takes in the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from annotations import Label, Role
from pipeline.records import (
    AssignmentRecord,
    CitationRecord,
    DeadlineRecord,
    EntityRecord,
    MetadataRecord,
    PlanRecord,
    TaskRecord,
    TextRecord,
    ValueRecord,
)
from pipeline.register.models import (
    Agency,
    Assignment,
    Citation,
    Document,
    Task,
    TaskCountry,
    TaskDocument,
    Time,
)
from pipeline.register.searching import bounded, open_identifier, searched
from pipeline.values.dates import date_value
from pipeline.values.types import Status
from pipeline.writers.cells import texts, written

_NOTHING: ValueRecord = {
    "id": "",
    "name": "",
    "status": Status.OPEN.value,
    "rule": "",
    "confidence": 0.0,
    "candidates": [],
    "flags": [],
}
"""The value of an entity that has none."""


@dataclass(slots=True)
class Rows:
    """What one plan puts into the register, not yet in any session.

    Args:
        tasks: in order, with their parts.
        citations: in order.
        agencies: all that these rows and the plan's issuer name, by identifier.
        documents: all that these rows name, by key.
        issuer_id: the plan's issuer among the agencies.
    """

    tasks: list[Task] = field(default_factory=list[Task])
    citations: list[Citation] = field(default_factory=list[Citation])
    agencies: dict[str, Agency] = field(default_factory=dict[str, Agency])
    documents: dict[str, Document] = field(default_factory=dict[str, Document])
    issuer_id: str | None = None


class _Place(TypedDict):
    position: int
    written: str
    start_offset: int
    end_offset: int


def rows_of(record: PlanRecord) -> Rows:
    """The rows of a plan, but the plan's own."""
    rows = Rows()
    rows.issuer_id = _issuer(record, rows)
    rows.tasks = [_task(task, number, rows) for number, task in enumerate(record["tasks"], 1)]
    rows.citations = list(_citations(record["citations"], rows))
    return rows


def plan_columns(record: PlanRecord) -> dict[str, object]:
    """The columns of the plan's own row, but the agency that issued it."""
    metadata, source = record["metadata"], record["source"]
    shown = _written_metadata(metadata)
    issued = date_value(shown["date"]) if shown["date"] else None
    named = (shown["number"], shown["title"], shown["type"], source["name"])
    return {
        **shown,
        "digest": source["sha256"],
        "name": source["name"],
        "format": source["format"],
        "characters": source["characters"],
        "issued_on": _day(issued.end)
        if issued is not None and issued.start == issued.end
        else None,
        "flags": "\n".join(record["flags"]),
        "searched": searched("\n".join(named)),
    }


def _written_metadata(metadata: MetadataRecord) -> dict[str, str]:
    return {
        "number": written(metadata["number"]),
        "type": written(metadata["type"]),
        "title": written(metadata["title"]),
        "issuer": written(metadata["issuer"]),
        "place": written(metadata["place"]),
        "date": written(metadata["date"]),
        "signer": written(metadata["signer"]),
    }


def _issuer(record: PlanRecord, rows: Rows) -> str | None:
    """The agency that the plan's issuer is, where it is one of its entities."""
    issuer = record["metadata"]["issuer"]
    if issuer is None:
        return None
    for entity in record["entities"]:
        same = (entity["start"], entity["end"]) == (issuer["start"], issuer["end"])
        if same and entity["label"] == Label.AGENCY:
            return _agencies(entity, rows)[0]
    return None


def _task(task: TaskRecord, number: int, rows: Rows) -> Task:
    content, deliverable = texts(task["content"]), written(task["deliverable"])
    times, place = list(_times(task)), task["place"]
    return Task(
        position=number,
        number=task["number"],
        headings="\n".join(task["headings"]),
        text=task["text"],
        start_offset=task["start"],
        end_offset=task["end"],
        content=content,
        lead_written=written(task["lead_written"]),
        partner_written=written(task["partner_written"]),
        time_written=written(task["time_written"]),
        starts_on=min((time.starts_on for time in times if time.starts_on), default=None),
        due_on=max((time.due_on for time in times if time.due_on), default=None),
        deliverable=deliverable,
        funding=written(task["funding"]),
        kind=task["kind"],
        style=task["style"],
        rule=task["rule"],
        flags="\n".join(task["flags"]),
        page_number=place["page"],
        paragraph_number=place["paragraph"],
        table_number=place["table"],
        row_number=place["row"],
        column_number=place["column"],
        searched=searched("\n".join((task["text"], content, deliverable))),
        assignments=list(_assignments(task, rows)),
        times=times,
        countries=list(_countries(task["countries"])),
        documents=[
            TaskDocument(document_id=id, **_placed(entity, at))
            for at, (entity, id) in enumerate(_documents(task["documents"], rows), 1)
        ],
    )


def _assignments(task: TaskRecord, rows: Rows) -> Iterator[Assignment]:
    parts: list[tuple[Role, AssignmentRecord]] = [(Role.LEAD, part) for part in task["leads"]]
    parts += [(Role.PARTNER, part) for part in task["partners"]]
    parts.sort(key=lambda each: each[1]["start"])
    named = ((role, part, id) for role, part in parts for id in _agencies(part, rows))
    for number, (role, part, id) in enumerate(named, 1):
        yield Assignment(
            agency_id=id,
            role=role.value,
            basis=part["basis"],
            cue=written(part["cue"]),
            rule=part["rule"],
            **_placed(part, number),
        )


def _times(task: TaskRecord) -> Iterator[Time]:
    times: list[tuple[AssignmentRecord | DeadlineRecord, bool]] = []
    times += [(time, False) for time in task["times"]]
    times += [(limit, True) for limit in task["deadlines"]]
    for number, (time, of_plan) in enumerate(times, 1):
        value = time["value"] or _NOTHING
        yield Time(
            value=value["id"],
            status=value["status"],
            starts_on=_day(value.get("start", "")),
            due_on=_day(value.get("end", "")),
            recurrence=value.get("recurrence", ""),
            of_plan=of_plan,
            flags="\n".join(value["flags"]),
            **_placed(time, number),
        )


def _countries(countries: Sequence[EntityRecord]) -> Iterator[TaskCountry]:
    for number, country in enumerate(countries, 1):
        value = country["value"] or _NOTHING
        yield TaskCountry(code=value["id"], name=_name(country), **_placed(country, number))


def _citations(citations: Sequence[CitationRecord], rows: Rows) -> Iterator[Citation]:
    named = (
        (citation, id)
        for citation in citations
        for _, id in _documents([citation["document"]], rows)
    )
    for number, (citation, id) in enumerate(named, 1):
        on, by = citation["issued_on"], citation["issued_by"]
        value = on["value"] if on is not None else None
        yield Citation(
            document_id=id,
            issued_on=_day((value or _NOTHING).get("end", "")),
            issued_by=written(by),
            issuer_id=None if by is None else _agencies(by, rows)[0],
            **_placed(citation["document"], number),
        )


def _agencies(entity: EntityRecord, rows: Rows) -> list[str]:
    """The identifiers of the agencies that words name; what they are goes to the rows."""
    value = entity["value"] or _NOTHING
    ids = _identifiers(entity["text"], value)
    name = _name(entity)
    for id in ids:
        if id not in rows.agencies:
            rows.agencies[id] = Agency(
                id=id,
                name=name,
                status=value["status"],
                kind=value.get("kind", ""),
                level=value.get("level", ""),
                province=value.get("province", ""),
                searched=searched(name),
            )
    return ids


def _documents(entities: Sequence[EntityRecord], rows: Rows) -> Iterator[tuple[EntityRecord, str]]:
    """Words and the keys of the documents they name; what these are goes to the rows."""
    for entity in entities:
        value = entity["value"] or _NOTHING
        for id in _identifiers(entity["text"], value):
            if id not in rows.documents:
                rows.documents[id] = Document(
                    id=id,
                    name=_name(entity),
                    status=value["status"],
                    kind=value.get("kind", ""),
                    number=value.get("number", ""),
                    symbol=value.get("symbol", ""),
                    year=value.get("year", ""),
                    issuer=value.get("issuer", ""),
                    issued_on=_day(value.get("issued_on", "")),
                )
            yield entity, id


def _identifiers(text: str, value: ValueRecord) -> list[str]:
    """One identifier for each thing that is named (annotations/VALUES.md, "Slugs")."""
    if not value["id"]:
        return [open_identifier(text)]
    return [bounded(id) for id in dict.fromkeys(value["id"].split(", "))]


def _name(entity: EntityRecord) -> str:
    return entity["text"] if entity["value"] is None else entity["value"]["name"]


def _placed(part: TextRecord, number: int) -> _Place:
    return {
        "position": number,
        "written": part["text"],
        "start_offset": part["start"],
        "end_offset": part["end"],
    }


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
