"""The tables: plans, tasks, agencies, assignments, documents, citations and what they need."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, ForeignKey

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    _make_dimensions()
    _make_plans()
    _make_tasks()
    _make_parts()
    op.create_table(
        "citations",
        _number("id", primary_key=True),
        _plan(),
        _number("position"),
        _reference("document_id", "documents.id"),
        *_texts("written"),
        _number("start_offset"),
        _number("end_offset"),
        Column("issued_on", sa.Date),
        *_texts("issued_by"),
        _reference("issuer_id", "agencies.id", nullable=True),
    )
    _index("citations", "plan_id", "document_id", "issuer_id")


def _make_dimensions() -> None:
    op.create_table(
        "agencies",
        Column("id", sa.Text, primary_key=True),
        *_texts("name", "status", "kind", "level", "province"),
    )
    _index("agencies", "province")
    op.create_table(
        "documents",
        Column("id", sa.Text, primary_key=True),
        *_texts("name", "status", "kind", "number", "symbol", "year", "issuer"),
        Column("issued_on", sa.Date),
    )


def _make_plans() -> None:
    op.create_table(
        "plans",
        _number("id", primary_key=True),
        *_texts("digest", "name", "format"),
        _number("characters"),
        *_texts("number", "type", "title", "issuer"),
        _reference("issuer_id", "agencies.id", nullable=True),
        *_texts("place", "date"),
        Column("issued_on", sa.Date),
        *_texts("signer", "flags"),
        sa.UniqueConstraint("digest"),
    )
    _index("plans", "issuer_id")
    op.create_table("files", Column("path", sa.Text, primary_key=True), _plan())
    _index("files", "plan_id")


def _make_tasks() -> None:
    op.create_table(
        "tasks",
        _number("id", primary_key=True),
        _plan(),
        _number("position"),
        *_texts("number", "headings", "text"),
        _number("start_offset"),
        _number("end_offset"),
        *_texts("content", "lead_written", "partner_written", "time_written"),
        Column("starts_on", sa.Date),
        Column("due_on", sa.Date),
        *_texts("deliverable", "funding", "kind", "style", "rule", "flags"),
        _number("page_number", nullable=True),
        _number("paragraph_number"),
        _number("table_number", nullable=True),
        _number("row_number", nullable=True),
        _number("column_number", nullable=True),
    )
    _index("tasks", "plan_id", "due_on")


def _make_parts() -> None:
    op.create_table(
        "assignments",
        *_part(),
        _reference("agency_id", "agencies.id"),
        *_texts("role", "basis", "cue", "rule"),
    )
    _index("assignments", "task_id", "agency_id")
    op.create_table(
        "times",
        *_part(),
        *_texts("value", "status"),
        Column("starts_on", sa.Date),
        Column("due_on", sa.Date),
        *_texts("recurrence"),
        Column("of_plan", sa.Boolean, nullable=False),
        *_texts("flags"),
    )
    _index("times", "task_id", "due_on")
    op.create_table("task_countries", *_part(), *_texts("code", "name"))
    _index("task_countries", "task_id", "code")
    op.create_table("task_documents", *_part(), _reference("document_id", "documents.id"))
    _index("task_documents", "task_id", "document_id")


def _part() -> list[Column[Any]]:
    return [
        _number("id", primary_key=True),
        Column("task_id", sa.Integer, ForeignKey("tasks.id", ondelete="CASCADE"), nullable=False),
        _number("position"),
        *_texts("written"),
        _number("start_offset"),
        _number("end_offset"),
    ]


def _plan() -> Column[int]:
    key = ForeignKey("plans.id", ondelete="CASCADE")
    return Column("plan_id", sa.Integer, key, nullable=False)


def _reference(name: str, to: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, sa.Text, ForeignKey(to), nullable=nullable)


def _number(name: str, *, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    return Column(name, sa.Integer, primary_key=primary_key, nullable=nullable)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, sa.Text, nullable=False) for name in names]


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])
