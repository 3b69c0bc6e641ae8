"""The tables of the register.

Agencies, countries and documents go by the identifiers of annotations/VALUES.md, so that one
agency of a hundred plans is one row. Offsets are half-open and count code points of the text
whose SHA-256 is ``plans.digest``. A change here needs a step in `migrations.versions`.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import Dialect, ForeignKey, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from annotations import Role

PLANS, TASKS = "plans.id", "tasks.id"


class PlainText(TypeDecorator[str]):
    """A text without NUL, which PostgreSQL does not take; U+FFFD stands for it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Replace what cannot be stored."""
        return None if value is None else value.replace("\0", "\ufffd")


class Base(DeclarativeBase):
    """What the tables share: texts without NUL, and names for all constraints."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {str: PlainText()}


class Agency(Base):
    """An agency, a collective of agencies, or the words that could not be resolved.

    Args:
        id: the identifier; of an open mention ``written:`` and its words as `searched` gives them.
        status: ``resolved``, ``collective`` or ``open``.
        searched: the name in the form it is compared in.
    """

    __tablename__ = "agencies"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    status: Mapped[str]
    kind: Mapped[str]
    level: Mapped[str]
    province: Mapped[str] = mapped_column(index=True)
    searched: Mapped[str] = mapped_column(server_default="")


class Document(Base):
    """A document that plans cite; open references go by their words, as agencies do."""

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    status: Mapped[str]
    kind: Mapped[str]
    number: Mapped[str]
    symbol: Mapped[str]
    year: Mapped[str]
    issuer: Mapped[str]
    issued_on: Mapped[date | None]


class Plan(Base):
    """A plan, known by its text.

    Args:
        digest: SHA-256 of the text, ``source.sha256`` of the records.
        name: the file it was last loaded from, as given.
        issued_on: the day its date says; ``date`` is the date as written.
        issuer_id: the agency that ``issuer`` is, where it was found.
        searched: number, title, type and name in the form they are compared in.
    """

    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    format: Mapped[str]
    characters: Mapped[int]
    number: Mapped[str]
    type: Mapped[str]
    title: Mapped[str]
    issuer: Mapped[str]
    issuer_id: Mapped[str | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    place: Mapped[str]
    date: Mapped[str]
    issued_on: Mapped[date | None]
    signer: Mapped[str]
    flags: Mapped[str]
    searched: Mapped[str] = mapped_column(server_default="")

    files: Mapped[list[File]] = relationship(passive_deletes=True)
    tasks: Mapped[list[Task]] = relationship(back_populates="plan", passive_deletes=True)
    citations: Mapped[list[Citation]] = relationship(passive_deletes=True)


class File(Base):
    """Which plan a file held when it was last loaded; several may hold the same.

    Args:
        path: the absolute path, shortened where it is very long.
    """

    __tablename__ = "files"

    path: Mapped[str] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey(PLANS, ondelete="CASCADE"), index=True)


class Task(Base):
    """A row of a plan's table of tasks; the keys mean what they do in the records.

    Args:
        position: its number within the plan, from 1.
        due_on: the latest day that its times tell, ``starts_on`` the earliest.
        page_number: and the others: where it stands, counted from 1.
        searched: text, content and result in the form they are compared in.
    """

    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey(PLANS, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    number: Mapped[str]
    headings: Mapped[str]
    text: Mapped[str]
    start_offset: Mapped[int]
    end_offset: Mapped[int]
    content: Mapped[str]
    lead_written: Mapped[str]
    partner_written: Mapped[str]
    time_written: Mapped[str]
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None] = mapped_column(index=True)
    deliverable: Mapped[str]
    funding: Mapped[str]
    kind: Mapped[str]
    style: Mapped[str]
    rule: Mapped[str]
    flags: Mapped[str]
    page_number: Mapped[int | None]
    paragraph_number: Mapped[int]
    table_number: Mapped[int | None]
    row_number: Mapped[int | None]
    column_number: Mapped[int | None]
    searched: Mapped[str] = mapped_column(server_default="")

    plan: Mapped[Plan] = relationship(back_populates="tasks")
    assignments: Mapped[list[Assignment]] = relationship(
        order_by="Assignment.position", passive_deletes=True
    )
    times: Mapped[list[Time]] = relationship(order_by="Time.position", passive_deletes=True)
    countries: Mapped[list[TaskCountry]] = relationship(
        order_by="TaskCountry.position", passive_deletes=True
    )
    documents: Mapped[list[TaskDocument]] = relationship(
        order_by="TaskDocument.position", passive_deletes=True
    )

    def having(self, role: Role) -> list[Assignment]:
        """The assignments of one role, in text order."""
        return [part for part in self.assignments if part.role == role.value]


class Part:
    """What the parts of a task share: their place among each other and in the text."""

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey(TASKS, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    written: Mapped[str]
    start_offset: Mapped[int]
    end_offset: Mapped[int]


class Assignment(Part, Base):
    """An agency's part in a task; words that name several agencies give one row for each.

    Args:
        role: ``LEAD`` or ``PARTNER``.
        basis: what part of the text gives the role, ``cue`` the words that do.
        rule: what found it.
    """

    __tablename__ = "assignments"

    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)
    role: Mapped[str]
    basis: Mapped[str]
    cue: Mapped[str]
    rule: Mapped[str]

    agency: Mapped[Agency] = relationship()


class Time(Part, Base):
    """A time of a task.

    Args:
        value: EDTF or ISO 8601, "" where it is open.
        starts_on: the first day, ``due_on`` the last; ``None`` where there is none.
        recurrence: ISO 8601, "" for what does not come again.
        of_plan: whether it counts from the plan's date ("trong thời hạn 15 ngày").
        flags: what to look at: ``inferred-year``, ``no-such-date`` ...
    """

    __tablename__ = "times"

    value: Mapped[str]
    status: Mapped[str]
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None] = mapped_column(index=True)
    recurrence: Mapped[str]
    of_plan: Mapped[bool]
    flags: Mapped[str]


class TaskCountry(Part, Base):
    """A country named in a task: its code of ISO 3166-1, "" where it is open."""

    __tablename__ = "task_countries"

    code: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]


class TaskDocument(Part, Base):
    """A document named in a task."""

    __tablename__ = "task_documents"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)

    document: Mapped[Document] = relationship()


class Citation(Base):
    """A document that a plan cites, with the date and the issuer that the text gives."""

    __tablename__ = "citations"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey(PLANS, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    written: Mapped[str]
    start_offset: Mapped[int]
    end_offset: Mapped[int]
    issued_on: Mapped[date | None]
    issued_by: Mapped[str]
    issuer_id: Mapped[str | None] = mapped_column(ForeignKey("agencies.id"), index=True)
