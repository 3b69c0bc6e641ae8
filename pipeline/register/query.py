"""Questions to the register: what `kehoach query` does."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager, selectinload

from annotations import Role
from annotations.language import say
from pipeline.register import schema
from pipeline.register.database import connected
from pipeline.register.errors import RegisterError
from pipeline.register.models import (
    Agency,
    Assignment,
    Plan,
    Task,
    TaskCountry,
    TaskDocument,
    Time,
)
from pipeline.register.names import meant
from pipeline.register.searching import open_identifier, searched
from pipeline.values.countries import countries, country_value
from pipeline.values.registry import load_registry

_AT_ONCE = 500
"""Tasks in memory."""

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the tasks must have, all of it; of several values one is enough.

    Args:
        leads: agencies that lead, by any name or identifier.
        partners: agencies that take part.
        due_before: the last day that a deadline may fall on.
        due_after: the first day that it may fall on.
        countries: countries named in the task, by code or name.
        plans: words of a plan's number, title, type or file name.
        texts: words of the task, its content or its result.
    """

    leads: Sequence[str] = ()
    partners: Sequence[str] = ()
    due_before: date | None = None
    due_after: date | None = None
    countries: Sequence[str] = ()
    plans: Sequence[str] = ()
    texts: Sequence[str] = ()


@contextmanager
def found_tasks(question: Question, *, database: str) -> Generator[Iterator[Task]]:
    """The tasks that a question finds, in the order of plans and tasks, few at a time in memory.

    Args:
        question: what they must have.
        database: its URL, or the path of an SQLite file.

    Raises:
        RegisterError: when the database cannot be used, or a part of the question is empty.
    """
    _check(question)
    with connected(database, create=False) as register:
        schema.check(register)
        with register.reading() as session:
            yield iter(session.scalars(_statement(session, question)))


def day(text: str) -> date:
    """A day as someone types it: 2022-12-31 or 31/12/2022.

    Raises:
        RegisterError: when there is no such day.
    """
    match = _DAY.fullmatch(text.strip())
    try:
        if match is not None:
            return date(*map(int, reversed(match.groups())))
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise RegisterError(
            say("{text}: no such day: write it like 2022-12-31 or 31/12/2022", text=text)
        ) from error


def _check(question: Question) -> None:
    for option in ("leads", "partners", "countries", "plans", "texts"):
        values: Sequence[str] = getattr(question, option)
        if not all(map(searched, values)):
            raise RegisterError(
                say(
                    "the question has no words among its {option}: every task has it", option=option
                )
            )


def _statement(session: Session, question: Question) -> Select[Task]:
    """The tasks with all that is shown of them."""
    return (
        select(Task)
        .join(Task.plan)
        .where(*_conditions(session, question))
        .order_by(Plan.id, Task.position)
        .options(
            contains_eager(Task.plan),
            selectinload(Task.assignments).joinedload(Assignment.agency),
            selectinload(Task.times),
            selectinload(Task.countries),
            selectinload(Task.documents).joinedload(TaskDocument.document),
        )
        .execution_options(yield_per=_AT_ONCE)
    )


def _conditions(session: Session, question: Question) -> Iterator[ColumnElement[bool]]:
    """Every value is a parameter of the statement, and none of it is read as SQL."""
    for role, names in ((Role.LEAD, question.leads), (Role.PARTNER, question.partners)):
        if names:
            agency = partial(_agency, _provinces(session))
            yield Task.assignments.any(
                and_(Assignment.role == role.value, or_(*map(agency, names)))
            )
    due = [Time.due_on <= question.due_before] if question.due_before is not None else []
    due += [Time.due_on >= question.due_after] if question.due_after is not None else []
    if due:
        yield Task.times.any(and_(*due))
    if question.countries:
        yield Task.countries.any(or_(*map(_country, question.countries)))
    if question.plans:
        yield or_(*(_has(Plan.searched, words) for words in question.plans))
    if question.texts:
        yield or_(*(_has(Task.searched, words) for words in question.texts))


def _has(column: InstrumentedAttribute[str], words: str) -> ColumnElement[bool]:
    return column.contains(searched(words), autoescape=True)


def _provinces(session: Session) -> Sequence[str]:
    return session.scalars(select(Agency.province).where(Agency.province != "").distinct()).all()


def _agency(provinces: Sequence[str], name: str) -> ColumnElement[bool]:
    """The agencies that a name means, and what no plan could resolve of these very words.

    A name that no registry knows is looked for in the names.
    """
    sought = meant(name, load_registry(), provinces=provinces)
    known = Assignment.agency_id.in_(sorted({*sought.ids, open_identifier(name)}))
    if sought.certain:
        return known
    return or_(known, Assignment.agency.has(_has(Agency.searched, name)))


def _country(name: str) -> ColumnElement[bool]:
    code = name.strip().upper()
    if code not in countries():
        code = country_value(name).id
    if not code:
        raise RegisterError(
            say("{name}: no such country: give its code (LA) or its name (Lào)", name=name)
        )
    return TaskCountry.code == code
