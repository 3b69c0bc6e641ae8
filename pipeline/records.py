"""Records: a plan as plain values, in a form that is versioned and that every writer shares.

The keys are given by the types below and described in the README ("Schema"). Every value that
comes from the text keeps its half-open offsets, ``start`` and ``end``, in code points of the
text whose SHA-256 is ``source.sha256``; its ``text`` is folded to one line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import NotRequired, TypedDict, cast

from annotations import Entity, Role, Span
from pipeline.document import Document, Place
from pipeline.plan import (
    Assignment,
    Citation,
    Deadline,
    Metadata,
    Node,
    Plan,
    Task,
    Written,
    Zone,
)
from pipeline.values.types import Value

SCHEMA = 2
"""The version of the records; it rises when a key changes its meaning or goes away."""

LONG_LEAF = 300
"""Syllables from which a leaf of the outline counts as text that the parser left whole."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no plan, and why in one line."""

    name: str
    reason: str


class TextRecord(TypedDict):
    """A piece of text and where it stands."""

    text: str
    start: int
    end: int


class PlaceRecord(TypedDict):
    """Page, paragraph and table cell, all counted from 1; `Place` says what each counts."""

    page: int | None
    paragraph: int
    table: int | None
    row: int | None
    column: int | None


class ValueRecord(TypedDict):
    """What an entity stands for; keys behind the common ones come with what they are said of.

    Agencies have ``kind``, ``level``, ``province``; dates ``start``, ``end``, ``recurrence``;
    countries ``alpha3``; documents ``kind``, ``number``, ``symbol``, ``year``, ``issuer``,
    ``issued_on``. `pipeline.values.types` says what each holds.
    """

    id: str
    name: str
    status: str
    rule: str
    confidence: float
    candidates: list[str]
    flags: list[str]
    kind: NotRequired[str]
    level: NotRequired[str]
    province: NotRequired[str]
    start: NotRequired[str]
    end: NotRequired[str]
    recurrence: NotRequired[str]
    alpha3: NotRequired[str]
    number: NotRequired[str]
    symbol: NotRequired[str]
    year: NotRequired[str]
    issuer: NotRequired[str]
    issued_on: NotRequired[str]


class EntityRecord(TextRecord):
    """An entity, what made it (``rule:<name>``, ``model:<name>``), how sure that is, its value."""

    label: str
    source: str
    score: float | None
    value: ValueRecord | None


class PlacedEntityRecord(EntityRecord):
    """An entity in the plan's own list."""

    place: PlaceRecord


class AssignmentRecord(EntityRecord):
    """An entity's part in a task: what part of the text and which words give it."""

    basis: str
    cue: TextRecord | None
    rule: str


class DeadlineRecord(TextRecord):
    """A time limit that counts from the plan."""

    value: ValueRecord


class TaskRecord(TextRecord):
    """One row of the table of tasks."""

    number: str
    headings: list[str]
    content: list[TextRecord]
    leads: list[AssignmentRecord]
    lead_written: TextRecord | None
    partners: list[AssignmentRecord]
    partner_written: TextRecord | None
    times: list[AssignmentRecord]
    time_written: TextRecord | None
    deadlines: list[DeadlineRecord]
    deliverable: TextRecord | None
    funding: TextRecord | None
    countries: list[EntityRecord]
    documents: list[EntityRecord]
    kind: str
    style: str
    rule: str
    place: PlaceRecord
    flags: list[str]


class CitationRecord(TypedDict):
    """A cited document with its date and issuer, where the text gives them."""

    document: EntityRecord
    issued_on: EntityRecord | None
    issued_by: EntityRecord | None
    place: PlaceRecord


class NodeRecord(TextRecord):
    """A leaf of the outline."""

    number: str
    level: int
    heading: bool
    zone: str
    cell: bool


class SourceRecord(TypedDict):
    """The file, and the text that all offsets refer to.

    ``text_file`` is where that text was written, relative to the results; ``None`` where the
    file itself is the text.
    """

    name: str
    format: str
    sha256: str
    characters: int
    text_file: str | None


class MetadataRecord(TypedDict):
    """What the plan says of itself."""

    number: TextRecord | None
    type: TextRecord | None
    issuer: TextRecord | None
    place: TextRecord | None
    date: TextRecord | None
    title: TextRecord | None
    signer: TextRecord | None
    legal_bases: list[TextRecord]


class PlanRecord(TypedDict):
    """Everything extracted from one file."""

    schema: int
    source: SourceRecord
    metadata: MetadataRecord
    tasks: list[TaskRecord]
    citations: list[CitationRecord]
    entities: list[PlacedEntityRecord]
    outline: list[NodeRecord]
    long_leaf_share: float | None
    flags: list[str]


def plan_record(plan: Plan, *, text_file: str | None = None) -> PlanRecord:
    """The record of one plan.

    Args:
        plan: what was extracted.
        text_file: where the text was written, relative to the results.
    """
    document = plan.document
    return {
        "schema": SCHEMA,
        "source": {
            "name": shown(document.name),
            "format": document.format,
            "sha256": document.digest,
            "characters": len(document.text),
            "text_file": None if text_file is None else shown(text_file),
        },
        "metadata": _metadata(plan.metadata),
        "tasks": [_task(task, plan) for task in plan.tasks],
        "citations": [_citation(citation, plan) for citation in plan.citations],
        "entities": [
            {**_entity(entity, plan), "place": _place(document.place(entity.span.start))}
            for entity in plan.entities
        ],
        "outline": [_node(node, document) for node in plan.outline],
        "long_leaf_share": long_leaf_share(plan),
        "flags": list(dict.fromkeys((*document.flags, *plan.flags))),
    }


def long_leaf_share(plan: Plan) -> float | None:
    """The share of syllables in body and annexes that stand in leaves of over `LONG_LEAF`.

    A high share says that the outline was not recognised; ``None`` where there is no such text.
    """
    lengths = [
        len(node.span.of(plan.document.text).split())
        for node in plan.outline
        if node.zone in (Zone.BODY, Zone.ANNEX)
    ]
    total = sum(lengths)
    return round(sum(n for n in lengths if n > LONG_LEAF) / total, 4) if total else None


def folded(span: Span, document: Document) -> str:
    """The text of ``span`` on one line: white space made single blanks, NFC."""
    return shown(unicodedata.normalize("NFC", " ".join(span.of(document.text).split())))


def shown(text: str) -> str:
    """``text`` with lone surrogates, which no file can hold, as U+FFFD; its length stays."""
    return _SURROGATE.sub("\ufffd", text)


def _metadata(metadata: Metadata) -> MetadataRecord:
    return {
        "number": _optional(metadata.number),
        "type": _optional(metadata.type),
        "issuer": _optional(metadata.issuer),
        "place": _optional(metadata.place),
        "date": _optional(metadata.date),
        "title": _optional(metadata.title),
        "signer": _optional(metadata.signer),
        "legal_bases": [_written(basis) for basis in metadata.legal_bases],
    }


def _task(task: Task, plan: Plan) -> TaskRecord:
    return {
        "text": shown(task.text),
        "start": task.span.start,
        "end": task.span.end,
        "number": shown(task.number),
        "headings": [shown(heading) for heading in task.headings],
        "content": [_written(part) for part in task.content],
        "leads": _assignments(task.having(Role.LEAD), plan),
        "lead_written": _optional(task.lead),
        "partners": _assignments(task.having(Role.PARTNER), plan),
        "partner_written": _optional(task.partner),
        "times": _assignments(task.having(Role.TIME), plan),
        "time_written": _optional(task.time),
        "deadlines": [_deadline(limit) for limit in plan.deadlines.get(task.span, ())],
        "deliverable": _optional(task.deliverable),
        "funding": _optional(task.funding),
        "countries": [_entity(entity, plan) for entity in task.countries],
        "documents": [_entity(entity, plan) for entity in task.documents],
        "kind": task.kind.value,
        "style": task.style.value,
        "rule": task.rule,
        "place": _place(task.place),
        "flags": list(task.flags),
    }


def _assignments(parts: Iterable[Assignment], plan: Plan) -> list[AssignmentRecord]:
    return [
        {
            **_entity(part.entity, plan),
            "basis": part.basis.value,
            "cue": _optional(part.cue),
            "rule": part.rule,
        }
        for part in parts
    ]


def _deadline(limit: Deadline) -> DeadlineRecord:
    return {**_written(limit.written), "value": _value(limit.value)}


def _citation(citation: Citation, plan: Plan) -> CitationRecord:
    on, by = citation.issued_on, citation.issued_by
    return {
        "document": _entity(citation.document, plan),
        "issued_on": None if on is None else _entity(on, plan),
        "issued_by": None if by is None else _entity(by, plan),
        "place": _place(plan.document.place(citation.document.span.start)),
    }


def _entity(entity: Entity, plan: Plan) -> EntityRecord:
    value = plan.values.get(entity)
    return {
        "text": folded(entity.span, plan.document),
        "start": entity.span.start,
        "end": entity.span.end,
        "label": entity.label.value,
        "source": entity.source,
        "score": entity.score,
        "value": None if value is None else _value(value),
    }


def _value(value: Value) -> ValueRecord:
    """A value without what is written, which is the text of its entity."""
    record: dict[str, object] = {
        "id": value.id,
        "name": shown(value.name),
        "status": value.status.value,
        "rule": value.rule,
        "confidence": value.confidence,
        "candidates": list(value.candidates),
        "flags": list(value.flags),
    }
    for of in fields(value):
        if of.name not in record and of.name != "written":
            record[of.name] = shown(str(getattr(value, of.name)))
    return cast("ValueRecord", record)


def _node(node: Node, document: Document) -> NodeRecord:
    return {
        "text": folded(node.span, document),
        "start": node.span.start,
        "end": node.span.end,
        "number": shown(node.number),
        "level": node.level,
        "heading": node.heading,
        "zone": node.zone.value,
        "cell": node.cell,
    }


def _place(place: Place) -> PlaceRecord:
    return {
        "page": place.page,
        "paragraph": place.paragraph,
        "table": place.table,
        "row": place.row,
        "column": place.column,
    }


def _written(written: Written) -> TextRecord:
    return {
        "text": shown(written.text),
        "start": written.span.start,
        "end": written.span.end,
    }


def _optional(written: Written | None) -> TextRecord | None:
    return None if written is None else _written(written)
