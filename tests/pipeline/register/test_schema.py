"""The tables of one version after the other."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from registers import Load, Rows, plan_text

from pipeline.register import schema
from pipeline.register.database import connected
from pipeline.register.errors import RegisterError
from pipeline.register.models import Base
from pipeline.register.query import Question, found_tasks

OLD = """
CREATE TABLE kehoach_schema (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO kehoach_schema VALUES ('0001');
CREATE TABLE agencies (id TEXT PRIMARY KEY, name TEXT NOT NULL, status TEXT NOT NULL,
  kind TEXT NOT NULL, level TEXT NOT NULL, province TEXT NOT NULL);
CREATE TABLE documents (id TEXT PRIMARY KEY, name TEXT NOT NULL, status TEXT NOT NULL,
  kind TEXT NOT NULL, number TEXT NOT NULL, symbol TEXT NOT NULL, year TEXT NOT NULL,
  issuer TEXT NOT NULL, issued_on DATE);
CREATE TABLE plans (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  format TEXT NOT NULL, characters INTEGER NOT NULL, number TEXT NOT NULL, type TEXT NOT NULL,
  title TEXT NOT NULL, issuer TEXT NOT NULL, issuer_id TEXT REFERENCES agencies (id),
  place TEXT NOT NULL, date TEXT NOT NULL, issued_on DATE, signer TEXT NOT NULL,
  flags TEXT NOT NULL);
CREATE TABLE files (path TEXT PRIMARY KEY,
  plan_id INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE);
CREATE TABLE tasks (id INTEGER PRIMARY KEY,
  plan_id INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  number TEXT NOT NULL, headings TEXT NOT NULL, text TEXT NOT NULL,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, content TEXT NOT NULL,
  lead_written TEXT NOT NULL, partner_written TEXT NOT NULL, time_written TEXT NOT NULL,
  starts_on DATE, due_on DATE, deliverable TEXT NOT NULL, funding TEXT NOT NULL,
  kind TEXT NOT NULL, style TEXT NOT NULL, rule TEXT NOT NULL, flags TEXT NOT NULL,
  page_number INTEGER, paragraph_number INTEGER NOT NULL, table_number INTEGER,
  row_number INTEGER, column_number INTEGER);
CREATE TABLE assignments (id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES tasks (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  written TEXT NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
  agency_id TEXT NOT NULL REFERENCES agencies (id), role TEXT NOT NULL, basis TEXT NOT NULL,
  cue TEXT NOT NULL, rule TEXT NOT NULL);
CREATE TABLE times (id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES tasks (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  written TEXT NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
  value TEXT NOT NULL, status TEXT NOT NULL, starts_on DATE, due_on DATE,
  recurrence TEXT NOT NULL, of_plan BOOLEAN NOT NULL, flags TEXT NOT NULL);
CREATE TABLE task_countries (id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES tasks (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  written TEXT NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
  code TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE task_documents (id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES tasks (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  written TEXT NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
  document_id TEXT NOT NULL REFERENCES documents (id));
CREATE TABLE citations (id INTEGER PRIMARY KEY,
  plan_id INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  document_id TEXT NOT NULL REFERENCES documents (id), written TEXT NOT NULL,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, issued_on DATE,
  issued_by TEXT NOT NULL, issuer_id TEXT REFERENCES agencies (id));
INSERT INTO agencies VALUES
  ('so-y-te@nghe-an', 'Sở Y tế', 'resolved', 'so-y-te', 'province', 'nghe-an');
INSERT INTO plans VALUES (1, 'abc', 'old.txt', 'txt', 9, '7/KH-UBND', 'KẾ HOẠCH', 'Y TẾ HOÀ BÌNH',
  '', 'so-y-te@nghe-an', '', '', NULL, '', '');
INSERT INTO tasks VALUES (1, 1, 1, '1', '', 'Khám bệnh tại HOÀ BÌNH', 0, 9, '', '', '', '', NULL,
  '2022-05-25', '', '', 'specific', 'duty', 'rule:duty', '', NULL, 1, NULL, NULL, NULL);
INSERT INTO assignments VALUES
  (1, 1, 1, 'SYT', 0, 3, 'so-y-te@nghe-an', 'LEAD', 'heading', '', 'rule:duty');
"""
"""A register as the first version made it, by hand."""


@pytest.fixture
def old(db: str) -> str:
    engine = sa.create_engine(db)
    sqlite = engine.dialect.name == "sqlite"
    number = "INTEGER" if sqlite else "SERIAL"
    with engine.begin() as connection:
        for statement in OLD.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement.replace("(id INTEGER", f"(id {number}"))
        if not sqlite:
            for table in ("plans", "tasks", "assignments"):
                connection.exec_driver_sql(f"SELECT setval('{table}_id_seq', 1)")
    engine.dispose()
    return db


def test_the_tables_are_those_that_the_models_describe(db: str) -> None:
    with connected(db, create=True) as register:
        schema.upgrade(register)
        with register.engine.connect() as connection:
            options = {"version_table": schema.VERSION_TABLE}
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, Base.metadata) == []


def test_the_schema_is_named_in_a_table_of_its_own(load: Load, db: str, rows: Rows) -> None:
    load("a.txt", db, plan_text())
    assert rows("SELECT version_num FROM kehoach_schema") == [(schema.newest(),)]


def test_loading_brings_an_older_register_up_to_date(load: Load, old: str, rows: Rows) -> None:
    load("a.txt", old, plan_text())
    assert rows("SELECT version_num FROM kehoach_schema") == [(schema.newest(),)]
    assert rows("SELECT count(*) FROM plans") == [(2,)]
    with found_tasks(Question(texts=("hòa bình",), leads=("SYT",)), database=old) as found:
        assert [task.text for task in found] == ["Khám bệnh tại HOÀ BÌNH"]
    with found_tasks(Question(plans=("y tế hoà bình",)), database=old) as found:
        assert [task.plan.name for task in found] == ["old.txt"]


def test_a_step_that_fails_leaves_the_older_schema(
    old: str, rows: Rows, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[str] = []

    def add_column(table: str, column: sa.Column[str]) -> None:
        if added:
            raise KeyboardInterrupt
        added.append(table)
        op.execute(f"ALTER TABLE {table} ADD COLUMN searched TEXT NOT NULL DEFAULT ''")

    monkeypatch.setattr(op, "add_column", add_column)
    with pytest.raises(KeyboardInterrupt):
        load("a.txt", old, plan_text())
    assert added == ["agencies"]
    assert rows("SELECT version_num FROM kehoach_schema") == [("0001",)]
    assert "searched" not in _columns(old, "agencies")


def _columns(db: str, table: str) -> list[str]:
    engine = sa.create_engine(db)
    try:
        return [column["name"] for column in sa.inspect(engine).get_columns(table)]
    finally:
        engine.dispose()


def test_asking_an_older_register_says_what_to_do(old: str) -> None:
    with (
        pytest.raises(
            RegisterError, match=r"has schema 0001, .* kehoach load brings it up to date"
        ),
        found_tasks(Question(), database=old),
    ):
        pass


@pytest.fixture
def newer(load: Load, db: str) -> str:
    load("a.txt", db, plan_text())
    engine = sa.create_engine(db)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE kehoach_schema SET version_num = '0999'")
    engine.dispose()
    return db


def test_a_newer_register_is_left_alone(load: Load, newer: str, rows: Rows) -> None:
    refused = "has schema 0999, .* knows only up to .*: use a later one"
    with pytest.raises(RegisterError, match=refused):
        load("b.txt", newer, plan_text(number="13"))
    with pytest.raises(RegisterError, match=refused), found_tasks(Question(), database=newer):
        pass
    assert rows("SELECT number FROM plans") == [("12/KH-UBND",)]


def test_tables_of_another_program_are_left_alone(load: Load, db: str, rows: Rows) -> None:
    engine = sa.create_engine(db)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE tasks (title TEXT)")
    with pytest.raises(RegisterError, match="its table tasks is not of kehoach"):
        load("a.txt", db, plan_text())
    assert sa.inspect(engine).get_table_names() == ["tasks"]
    engine.dispose()


def test_an_empty_database_holds_no_register(db: str) -> None:
    sa.create_engine(db).connect().close()
    with (
        pytest.raises(RegisterError, match=r"holds no task register: kehoach load makes one"),
        found_tasks(Question(), database=db),
    ):
        pass


def test_every_table_is_described() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    described = readme.partition("\n## Register\n")[2].partition("\n## ")[0]
    tables = [*Base.metadata.tables, schema.VERSION_TABLE]
    assert [table for table in tables if f"`{table}`" not in described] == []
