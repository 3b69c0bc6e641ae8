"""Registers to load into: SQLite, and a PostgreSQL server where there is one."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from registers import Load, Rows

from pipeline.document import Document
from pipeline.plan import Plan
from pipeline.progress import Summary
from pipeline.readers.registry import Source
from pipeline.register.load import load_plans
from pipeline.settings import Extractor, Settings, load_extractor
from pipeline.tagging import Mode

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return load_extractor(Settings(mode=Mode.RULES))


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server: the one that is named, or one made for the tests."""
    named = os.environ.get("KEHOACH_TEST_POSTGRES")
    if named:
        yield named
        return
    script = ROOT / ".ci" / "postgres"
    if shutil.which("bash") is None or not script.exists():
        pytest.skip("no PostgreSQL: KEHOACH_TEST_POSTGRES names none, and there is no .ci/postgres")
    # Not among pytest's folders, which the server's own user cannot enter.
    home = Path(tempfile.gettempdir()) / f"kehoach-{secrets.token_hex(8)}"
    started = subprocess.run([script, "start", home], capture_output=True, text=True, check=False)
    if started.returncode:
        pytest.skip(f"no PostgreSQL: KEHOACH_TEST_POSTGRES names none; {started.stderr.strip()}")
    yield started.stdout.strip()
    subprocess.run([script, "stop", home], check=True)


@pytest.fixture(scope="session")
def postgres_database(server: str) -> Iterator[str]:
    """The URL of a PostgreSQL database that the tests may empty."""
    name = f"kehoach_test_{secrets.token_hex(6)}"
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
    yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name}")
    admin.dispose()


@pytest.fixture
def postgres(postgres_database: str) -> str:
    """The URL of an empty PostgreSQL database."""
    engine = sa.create_engine(postgres_database)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    engine.dispose()
    return postgres_database


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, folder: Path) -> str:
    """An empty database, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{folder / 'register.db'}"
    return request.getfixturevalue("postgres")


@pytest.fixture
def load(extractor: Extractor) -> Load:
    """Loads one file, which is written first where its text is given."""

    def load_one(name: str, db: str, text: str | None = None, **options: object) -> Summary:
        if text is not None:
            Path(name).write_text(text, encoding="utf-8")
        return load_plans([Path(name)], database=db, load=lambda _: extractor, **options)  # type: ignore[arg-type]

    return load_one


@pytest.fixture
def load_made(extractor: Extractor) -> Callable[[Plan, str], Summary]:
    """Loads a plan that the test has made."""

    def make(plan: Plan, _: Source | Document | str) -> Plan:
        return plan

    def load_plan(plan: Plan, db: str) -> Summary:
        name = Path(plan.document.name)
        return load_plans([name], database=db, load=lambda _: partial(make, plan))

    return load_plan


@pytest.fixture
def rows(db: str) -> Iterator[Rows]:
    """Asks the database in SQL, past all of ours."""
    engine = sa.create_engine(db)

    def ask(statement: str, **values: object) -> list[tuple[object, ...]]:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(statement), values)]

    yield ask
    engine.dispose()
