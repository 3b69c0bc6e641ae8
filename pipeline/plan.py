"""What the pipeline makes of a document: the types every writer and every user sees.

All spans refer to ``Document.text``; texts are folded (soft line breaks joined, white space
made uniform), so that they can be shown in a cell as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotations import Annotation, Entity, Label, Note, Relation, Role, Span
from annotations.values import EntityValue, note_of
from pipeline.document import Document, Place
from pipeline.values.types import DateValue, Value


class Style(StrEnum):
    """How a plan gives work (GUIDELINE, TASK; in order of precedence)."""

    TABLE = "table"
    LABELLED = "labelled"
    DUTY = "duty"
    SENTENCE = "sentence"


class Basis(StrEnum):
    """What part of the text gives an agency its role."""

    CELL = "cell"
    LABEL = "label"
    HEADING = "heading"
    SENTENCE = "sentence"


class Kind(StrEnum):
    """What sort of work a task is, so that closing formulas can be filtered out."""

    SPECIFIC = "specific"
    REPORTING = "reporting"
    GENERAL = "general"


class Zone(StrEnum):
    """The parts of an administrative document (Decree 30/2020/NĐ-CP, annex I)."""

    LETTERHEAD = "letterhead"
    TITLE = "title"
    BASES = "bases"
    BODY = "body"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    ANNEX = "annex"


WORK_ZONES = frozenset((Zone.BODY, Zone.ANNEX))
"""The parts that give work."""


@dataclass(frozen=True, slots=True)
class Written:
    """A field as it is written: its folded text and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Assignment:
    """An entity's part in a task.

    Args:
        role: LEAD or PARTNER for an agency, TIME for a date.
        entity: the agency or date.
        basis: what part of the text gives the role.
        cue: the words that give it ("chủ trì", "phối hợp với", "giao"), where there are any.
        rule: the rule that found it, ``rule:<name>``.
    """

    role: Role
    entity: Entity
    basis: Basis
    cue: Written | None
    rule: str


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the table of tasks.

    Args:
        span: the TASK as GUIDELINE bounds it.
        text: its folded text.
        style: how the plan gives the work.
        rule: the rule that found it.
        number: where it stands in the outline, as written ("III.2.a").
        headings: the headings above, outermost first.
        content: text under "Nội dung", "Nhiệm vụ", "Giải pháp" and sub-items.
        assignments: leads, partners and times, in text order.
        lead: the lead label, cell or heading verbatim, also where no agency was found in it.
        partner: the same for partners.
        time: the same for the time ("Thường xuyên").
        deliverable: the product or result, where stated.
        funding: the source or amount of money, where stated.
        countries: countries named in the task's text and content.
        documents: document references named there.
        kind: specific, reporting or general.
        place: page, paragraph, table cell.
        flags: what to look at: ``no-lead``, ``ocr`` ...
    """

    span: Span
    text: str
    style: Style
    rule: str
    number: str = ""
    headings: tuple[str, ...] = ()
    content: tuple[Written, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    lead: Written | None = None
    partner: Written | None = None
    time: Written | None = None
    deliverable: Written | None = None
    funding: Written | None = None
    countries: tuple[Entity, ...] = ()
    documents: tuple[Entity, ...] = ()
    kind: Kind = Kind.SPECIFIC
    place: Place = field(default_factory=lambda: Place(None, 1))
    flags: tuple[str, ...] = ()

    def having(self, role: Role) -> Iterator[Assignment]:
        """The assignments of one role, in text order."""
        return (assignment for assignment in self.assignments if assignment.role is role)

    @property
    def entity(self) -> Entity:
        """The task as an entity of the annotation layer."""
        return Entity(Label.TASK, self.span, self.rule)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit that counts from the plan, and so is no DATE (GUIDELINE, DATE).

    Args:
        written: the words ("trong thời gian 15 ngày kể từ ngày ban hành").
        value: what they come to.
    """

    written: Written
    value: DateValue


@dataclass(frozen=True, slots=True)
class Citation:
    """A document reference with its date and issuer, where the text gives them."""

    document: Entity
    issued_on: Entity | None = None
    issued_by: Entity | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the plan says of itself; ``None`` where it does not."""

    number: Written | None = None
    type: Written | None = None
    issuer: Written | None = None
    place: Written | None = None
    date: Written | None = None
    title: Written | None = None
    signer: Written | None = None
    legal_bases: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A leaf of the outline: every non-blank character of a document is in exactly one.

    Args:
        span: its text, the enumerator included.
        number: its enumerator as written, without brackets and dots; "" for paragraphs.
        level: 0 for the outermost; a leaf's parent is the nearest earlier one of a lower level.
        heading: whether it heads what follows.
        zone: the part of the document.
        cell: whether it is a table cell.
    """

    span: Span
    number: str
    level: int
    heading: bool
    zone: Zone
    cell: bool = False


@dataclass(frozen=True)
class Plan:
    """Everything extracted from one document.

    Args:
        document: what was read.
        metadata: what it says of itself.
        outline: its leaves.
        entities: agencies, dates, countries, document references, in text order.
        tasks: the rows of the table of tasks.
        citations: the document references with their dates and issuers.
        flags: what to look at.
        values: what the entities stand for (annotations/VALUES.md).
        deadlines: by the span of a task the limits that count from the plan.
    """

    document: Document
    metadata: Metadata
    outline: tuple[Node, ...]
    entities: tuple[Entity, ...]
    tasks: tuple[Task, ...]
    citations: tuple[Citation, ...]
    flags: tuple[str, ...] = ()
    values: Mapping[Entity, Value] = field(default_factory=dict[Entity, Value])
    deadlines: Mapping[Span, tuple[Deadline, ...]] = field(
        default_factory=dict[Span, tuple[Deadline, ...]]
    )

    def annotation(self) -> Annotation:
        """The plan in the form of the gold annotations, values as notes."""
        entities = sorted(
            (*self.entities, *(task.entity for task in self.tasks)),
            key=lambda entity: (entity.span.start, -entity.span.end),
        )
        relations = tuple(self._relations())
        return Annotation(self.document.text, tuple(entities), relations, tuple(self._notes()))

    def _notes(self) -> Iterator[Note]:
        for entity, value in self.values.items():
            yield note_of(entity, EntityValue(value.id, value.status))

    def _relations(self) -> Iterator[Relation]:
        for task in self.tasks:
            for part in task.assignments:
                yield Relation(part.role, task.entity, part.entity, part.rule)
        for citation in self.citations:
            head = citation.document
            if citation.issued_on is not None:
                yield Relation(Role.ISSUED_ON, head, citation.issued_on, "rule:issued-on")
            if citation.issued_by is not None:
                yield Relation(Role.ISSUED_BY, head, citation.issued_by, "rule:issued-by")
