"""Plans into the register: added, renewed, replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from pipeline.records import PlanRecord
from pipeline.register.models import (
    Agency,
    Assignment,
    Citation,
    Document,
    File,
    Plan,
    Task,
    TaskDocument,
)
from pipeline.register.rows import plan_columns, rows_of
from pipeline.register.searching import bounded

_AT_ONCE = 500
"""Identifiers in one question; databases limit how many values it may have."""

_Known = TypeVar("_Known", Agency, Document)


def store(session: Session, record: PlanRecord, *, path: str | None) -> None:
    """Put a plan into the register, in the place of what was there of it.

    A plan is known by its text: one that is there already is renewed. A file that held another
    text when it was last loaded lets go of that one, which goes with the last file that held it.

    Args:
        session: in a transaction, with no other one writing.
        record: the plan.
        path: the file's absolute path; ``None`` for standard input.
    """
    rows = rows_of(record)
    _know(session, Agency, rows.agencies)
    _know(session, Document, rows.documents)
    plan = session.scalar(select(Plan).where(Plan.digest == record["source"]["sha256"]))
    renewed = plan is not None
    if plan is None:
        plan = Plan()
        session.add(plan)
    else:
        session.execute(delete(Task).where(Task.plan_id == plan.id))
        session.execute(delete(Citation).where(Citation.plan_id == plan.id))
    for column, value in plan_columns(record).items():
        setattr(plan, column, value)
    plan.issuer_id = rows.issuer_id
    session.flush()
    replaced = path is not None and _hold(session, plan, bounded(path))
    for row in (*rows.tasks, *rows.citations):
        row.plan_id = plan.id
        session.add(row)
    session.flush()
    if renewed or replaced:
        _sweep(session)


def _know(session: Session, of: type[_Known], rows: Mapping[str, _Known]) -> None:
    """Add the agencies or documents that are not there, and renew those that are."""
    ids = list(rows)
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        known = {row.id: row for row in session.scalars(select(of).where(of.id.in_(some)))}
        for id in some:
            if id in known:
                session.merge(rows[id])
            else:
                session.add(rows[id])
        session.flush()


def _hold(session: Session, plan: Plan, path: str) -> bool:
    """Note that a file holds a plan; whether another plan went for it."""
    file = session.get(File, path)
    if file is None:
        session.add(File(path=path, plan_id=plan.id))
        return False
    before, file.plan_id = file.plan_id, plan.id
    session.flush()
    if before == plan.id or session.scalar(select(exists().where(File.plan_id == before))):
        return False
    session.execute(delete(Plan).where(Plan.id == before))
    return True


def _sweep(session: Session) -> None:
    """Take away agencies and documents that nothing names any more."""
    session.execute(
        delete(Agency).where(
            ~exists().where(Assignment.agency_id == Agency.id),
            ~exists().where(Plan.issuer_id == Agency.id),
            ~exists().where(Citation.issuer_id == Agency.id),
        )
    )
    session.execute(
        delete(Document).where(
            ~exists().where(TaskDocument.document_id == Document.id),
            ~exists().where(Citation.document_id == Document.id),
        )
    )
