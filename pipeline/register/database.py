"""The database: its URL, its connections, and what it refuses in one line without a password."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from annotations.language import say
from pipeline.register.errors import RegisterError

FORMS = "sqlite:///FILE or postgresql+pg8000://USER:PASSWORD@HOST/NAME"

_SQLITE, _POSTGRES = "sqlite", "postgresql+pg8000"
_DRIVERS = {
    "sqlite": _SQLITE,
    "sqlite+pysqlite": _SQLITE,
    "postgres": _POSTGRES,
    "postgresql": _POSTGRES,
    "postgresql+pg8000": _POSTGRES,
}
_OPTIONS: dict[str, frozenset[str]] = {
    _SQLITE: frozenset(),
    _POSTGRES: frozenset(("application_name", "unix_sock")),
}
"""What may stand behind the question mark of a URL."""

_PATIENCE = 60.0
"""Seconds that SQLite waits for another process to finish writing."""

_LOCK = int.from_bytes(b"kehoach", "big")
"""The key of the advisory lock that PostgreSQL's writers take one after the other."""


@dataclass(frozen=True, slots=True)
class Database:
    """A database that answers.

    Args:
        engine: makes its connections.
        shown: its URL for people, without a password.
    """

    engine: Engine
    shown: str

    @contextmanager
    def writing(self) -> Generator[Session]:
        """A transaction that is kept when the block ends well; one writes at a time.

        Raises:
            RegisterError: when the database refuses it.
        """
        with refusals(self.shown), Session(self.engine) as session, session.begin():
            _exclude_others(session.connection())
            yield session

    @contextmanager
    def reading(self) -> Generator[Session]:
        """A session to ask in.

        Raises:
            RegisterError: when the database refuses it.
        """
        with refusals(self.shown), Session(self.engine) as session:
            yield session


@contextmanager
def connected(address: str, *, create: bool) -> Generator[Database]:
    """Connect to a database, and let go of it in the end.

    Args:
        address: a URL, or the path of an SQLite file.
        create: whether an SQLite file that is not there may be made.

    Raises:
        RegisterError: when there is no such database or it cannot be reached.
    """
    url = database_url(address)
    shown = shown_url(url)
    if _is_sqlite(url) and not create and not Path(str(url.database)).is_file():
        raise RegisterError(say("{shown}: no such file: kehoach load makes it", shown=shown))
    with refusals(shown):
        engine = _engine(url, shown, writes=create)
    try:
        with refusals(shown), engine.connect():
            pass
        yield Database(engine, shown)
    finally:
        engine.dispose()


def database_url(address: str) -> URL:
    """The URL that ``address`` means.

    Raises:
        RegisterError: when it means none. Its text is not repeated: it may hold a password.
    """
    if "://" not in address:
        if not address.strip():
            raise RegisterError(say("the database has no name: give {forms}", forms=FORMS))
        return URL.create(_SQLITE, database=address)
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise RegisterError(
            say("the URL of the database cannot be read: write {forms}", forms=FORMS)
        ) from error
    if address.count("@") > 1 or "@" in (url.database or ""):
        raise RegisterError(
            say("the URL of the database has one @ too many: write %40 for the one of a password")
        )
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        raise RegisterError(
            say(
                "{drivername}: not a database that can be used: give {forms}",
                drivername=url.drivername,
                forms=FORMS,
            )
        )
    return _checked(url.set(drivername=driver))


def shown_url(url: URL) -> str:
    """``url`` for people: no password, and no options, which might hold one."""
    return url.set(query={}).render_as_string(hide_password=True)


@contextmanager
def refusals(shown: str) -> Generator[None]:
    """Turn what the database refuses into one line.

    Args:
        shown: the URL for people.
    """
    try:
        yield
    except DBAPIError as error:
        # The statement and its values stay out: they may be long, and no one's business.
        raise RegisterError(f"{shown}: {_reason(error.orig)}") from error
    except SQLAlchemyError as error:
        raise RegisterError(f"{shown}: {type(error).__name__}: {_one_line(str(error))}") from error


def _checked(url: URL) -> URL:
    shown = shown_url(url)
    unknown = sorted(set(url.query) - _OPTIONS[url.drivername])
    if unknown:
        known = ", ".join(sorted(_OPTIONS[url.drivername])) or "none"
        raise RegisterError(
            say(
                "{shown}: {unknown} is not an option (known: {known})",
                shown=shown,
                unknown=unknown[0],
                known=known,
            )
        )
    if _is_sqlite(url):
        if url.host or not url.database or url.database == ":memory:":
            raise RegisterError(
                say("{shown}: names no file: write sqlite:///FILE, with three slashes", shown=shown)
            )
    elif not url.username or not url.database:
        raise RegisterError(
            say("{shown}: names no user or no database: write {forms}", shown=shown, forms=FORMS)
        )
    return url


def _is_sqlite(url: URL) -> bool:
    return url.drivername == _SQLITE


def _engine(url: URL, shown: str, *, writes: bool) -> Engine:
    try:
        if not _is_sqlite(url):
            return create_engine(url)
        engine = create_engine(url, connect_args={"timeout": _PATIENCE})
    except ModuleNotFoundError as error:
        raise RegisterError(
            say(
                "{shown}: the driver {name} is not installed: pip install 'kehoach[postgres]'",
                shown=shown,
                name=error.name,
            )
        ) from error
    # Python's driver commits before it changes a schema unless it leaves transactions to us.
    event.listen(engine, "connect", _leave_transactions)
    event.listen(engine, "begin", partial(_begin, "BEGIN IMMEDIATE" if writes else "BEGIN"))
    return engine


def _leave_transactions(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(statement: str, connection: Connection) -> None:
    connection.exec_driver_sql(statement)


def _exclude_others(connection: Connection) -> None:
    """Wait until no one else writes; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _reason(error: BaseException | None) -> str:
    """What a driver says; pg8000 gives the fields of PostgreSQL's message by one letter each."""
    said = error.args[0] if error is not None and error.args else error
    if isinstance(said, dict):
        said = cast("dict[str, Any]", said).get("M", said)
    return _one_line(str(said))


def _one_line(words: str) -> str:
    return " ".join(words.split())
