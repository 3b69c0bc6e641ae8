"""Databases that cannot be used, and how that is said."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.register.database import connected, database_url, shown_url
from pipeline.register.errors import RegisterError

SECRET = "s3cret"


def refusal(address: str) -> str:
    with pytest.raises(RegisterError) as raised, connected(address, create=True):
        pass
    message = str(raised.value)
    assert "\n" not in message
    assert SECRET not in message
    return message


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("tasks.db", "sqlite:///tasks.db"),
        ("sqlite:///tasks.db", "sqlite:///tasks.db"),
        ("postgres://an:s3cret@host/plans", "postgresql+pg8000://an:***@host/plans"),
        ("postgresql://an@host:5433/plans", "postgresql+pg8000://an@host:5433/plans"),
        (
            "postgresql+pg8000://an:s3%40ret@host/plans?application_name=x",
            "postgresql+pg8000://an:***@host/plans",
        ),
    ],
)
def test_what_an_address_means(address: str, url: str) -> None:
    assert shown_url(database_url(address)) == url


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "the database has no name"),
        ("mysql://an:s3cret@host/plans", "mysql: not a database that can be used"),
        ("postgresql+psycopg://an:s3cret@host/plans", "not a database that can be used"),
        ("://s3cret", "cannot be read"),
        ("postgresql://an:s3cret@host:port/plans", "cannot be read"),
        ("postgresql://an:pass@s3cret@host/plans", "one @ too many: write %40"),
        ("postgresql://an:x@s3cret/y@host/plans", "one @ too many"),
        ("postgresql://:s3cret@host/plans", "names no user"),
        ("postgresql://an:s3cret@host", "names no user or no database"),
        ("postgresql://an@host/plans?password=s3cret", "password is not an option"),
        ("postgresql://an:s3cret@host/plans?sslmode=require", "sslmode is not an option"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite://tasks.db", "with three slashes"),
        ("sqlite:///tasks.db?mode=ro", "mode is not an option"),
    ],
)
def test_an_address_that_means_none_is_refused(address: str, reason: str) -> None:
    assert reason in refusal(address)


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of this machine that nothing listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def test_a_server_that_cannot_be_reached(closed_port: int) -> None:
    said = refusal(f"postgresql://an:{SECRET}@127.0.0.1:{closed_port}/plans")
    assert said.startswith(f"postgresql+pg8000://an:***@127.0.0.1:{closed_port}/plans: ")
    assert "connection" in said


def test_a_database_that_the_server_does_not_have(server: str) -> None:
    said = refusal(server.replace("kehoach@", f"kehoach:{SECRET}@").rpartition("/")[0] + "/none")
    assert said.endswith('/none: database "none" does not exist')


def test_a_user_that_the_server_does_not_have(server: str) -> None:
    said = refusal(server.replace("kehoach@", f"nobody:{SECRET}@"))
    assert 'role "nobody" does not exist' in said


def test_a_driver_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pg8000", None)
    said = refusal(f"postgresql://an:{SECRET}@host/plans")
    assert "the driver pg8000 is not installed: pip install 'kehoach[postgres]'" in said


def test_a_file_that_is_no_database() -> None:
    Path("notes.txt").write_text("A text that is long enough to be one." * 100, encoding="utf-8")
    from pipeline.register import schema

    with (
        pytest.raises(RegisterError, match="file is not a database"),
        connected("notes.txt", create=True) as register,
    ):
        schema.upgrade(register)


@pytest.mark.parametrize("name", ["none/tasks.db", "."])
def test_a_file_that_cannot_be_made(name: str) -> None:
    assert "unable to open database file" in refusal(name)
