"""The version of a database's tables: found out, brought up to date, or refused."""

from __future__ import annotations

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from annotations.language import say
from pipeline.register.database import Database
from pipeline.register.errors import RegisterError
from pipeline.register.models import Base

VERSION_TABLE = "kehoach_schema"
"""Names the schema; not Alembic's own name for it, which another program may have taken."""

SCRIPTS = "pipeline.register:migrations"


def upgrade(database: Database) -> None:
    """Make the tables, or bring those of an earlier version up to date; all of it or nothing.

    Raises:
        RegisterError: when the tables are of a later version, or not ours.
    """
    with database.writing() as session:
        connection = session.connection()
        found = _version(connection, database.shown)
        if found is None:
            _refuse_others_tables(connection, database.shown)
        if found != newest():
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def check(database: Database) -> None:
    """See that the tables are those of this version.

    Raises:
        RegisterError: when they are of another one, or not there.
    """
    with database.reading() as session:
        found = _version(session.connection(), database.shown)
    if found is None:
        raise RegisterError(
            say("{shown}: holds no task register: kehoach load makes one", shown=database.shown)
        )
    if found != newest():
        raise RegisterError(
            say(
                "{shown}: has schema {found}, this version of kehoach reads {newest}: "
                "kehoach load brings it up to date",
                shown=database.shown,
                found=found,
                newest=newest(),
            )
        )


def newest() -> str:
    """The version of the tables that `pipeline.register.models` describes."""
    head = _scripts().get_current_head()
    assert head is not None, "the package holds its migrations"
    return head


def _version(connection: Connection, shown: str) -> str | None:
    """The version of the tables; ``None`` where there are none.

    Raises:
        RegisterError: when it is one that this version does not know.
    """
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    found = context.get_current_revision()
    known = {step.revision for step in _scripts().walk_revisions()}
    if found is not None and found not in known:
        raise RegisterError(
            say(
                "{shown}: has schema {found}, this version of kehoach knows only up to "
                "{newest}: use a later one",
                shown=shown,
                found=found,
                newest=newest(),
            )
        )
    return found


def _refuse_others_tables(connection: Connection, shown: str) -> None:
    taken = sorted(set(inspect(connection).get_table_names()) & set(Base.metadata.tables))
    if taken:
        raise RegisterError(
            say(
                "{shown}: its table {taken} is not of kehoach: give a database of its own",
                shown=shown,
                taken=taken[0],
            )
        )


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    return config
