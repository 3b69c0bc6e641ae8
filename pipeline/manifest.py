"""The manifest: what earlier runs to the same output have done, kept beside it.

It is a hidden folder (`home_of`) with a SQLite database, which holds for each file what it was
(`Stamp`), what it was read with, and its plan or why there is none; and for each format what
was written from that. A run is killed at any moment without harm: each result is a transaction
(https://www.sqlite.org/wal.html; synchronous=NORMAL loses nothing when a process is killed, and
at most the last results, never the rest, when the power fails). The database stays locked while
a run goes on, and the system gives the lock back when its process ends, however it ends.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Collection, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from annotations import KehoachError
from annotations.language import say
from pipeline.errors import OutputError
from pipeline.freezing import ThawError, thaw
from pipeline.plan import Plan
from pipeline.stamps import Stamp, file_status
from pipeline.writers.staging import writing

DATABASE = "manifest.sqlite"
STAGE = "stage"
"""Where files of the output wait until all are whole."""

_APPLICATION = 0x4B48_4D31
"""Says that a database is a manifest ("KHM1"; PRAGMA application_id)."""
_LAYOUT = 1
"""The version of the tables; a manifest of another one starts over."""
_TABLES = (
    """CREATE TABLE results (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- no two results ever have the same
        name BLOB NOT NULL UNIQUE,
        fingerprint TEXT NOT NULL,
        conditions TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified_ns INTEGER NOT NULL,
        looked_ns INTEGER NOT NULL,
        tasks INTEGER NOT NULL,
        failure BLOB                           -- NULL where there is a plan
    )""",
    # Apart from the results, so that looking through those reads no plan.
    "CREATE TABLE plans (id INTEGER PRIMARY KEY, plan BLOB NOT NULL)",
    """CREATE TRIGGER replaced AFTER DELETE ON results
        BEGIN DELETE FROM plans WHERE id = old.id; END""",
    "CREATE TABLE views (format TEXT PRIMARY KEY, digest TEXT NOT NULL)",
    """CREATE TABLE outputs (
        format TEXT NOT NULL,
        path BLOB NOT NULL,
        size INTEGER NOT NULL,
        modified_ns INTEGER NOT NULL,
        PRIMARY KEY (format, path)
    )""",
)


class ManifestError(KehoachError):
    """A manifest that cannot be used."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a file.

    Args:
        stamp: what it was when it was read.
        tasks: how many its plan has.
        failure: why it gave no plan, or ``None``.
        plan: its frozen plan, or ``None``.
    """

    stamp: Stamp
    tasks: int = 0
    failure: str | None = None
    plan: bytes | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of a file.

    Args:
        id: of the result; another result has another one.
        fingerprint: that of the settings it was read with.
        conditions: under which a failure came about.
        stamp: what the file was.
        tasks: how many its plan has.
        failure: why it gave no plan, or ``None``.
    """

    id: int
    fingerprint: str
    conditions: str
    stamp: Stamp
    tasks: int
    failure: str | None


def home_of(path: Path, *, folder: bool) -> Path:
    """The folder of the manifest of an output: ``.NAME.kehoach`` beside it.

    An output folder that is a file system of its own (a volume of a container), or lies where
    nothing may be written, has it inside, since files cannot move in from elsewhere.

    Args:
        path: the output.
        folder: whether it is a folder.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link keeps its name
    parent = whole.parent
    inside = folder and whole.is_dir() and _apart(whole, parent)
    return whole / ".kehoach" if inside else parent / f".{whole.name}.kehoach"


def _apart(folder: Path, parent: Path) -> bool:
    other = folder.stat().st_dev != parent.stat().st_dev
    return folder == parent or other or not os.access(parent, os.W_OK)


class Manifest:
    """What earlier runs have done; what this one does is added to it.

    Args:
        home: its folder.
        database: the open database.
    """

    def __init__(self, home: Path, database: sqlite3.Connection) -> None:
        self.home, self._database = home, database

    @property
    def stage(self) -> Path:
        """Where files of the output wait; cleared when the manifest is opened and closed."""
        return self.home / STAGE

    def find(self, name: str) -> Entry | None:
        """What came of the file ``name``, whatever it was read with."""
        columns = "id, fingerprint, conditions, sha256, size, modified_ns, looked_ns, tasks"
        row = self._one(f"SELECT {columns}, failure FROM results WHERE name = ?", _bytes(name))
        if row is None:
            return None
        id, fingerprint, conditions, *stamp, tasks, failure = row
        reason = None if failure is None else _text(failure)
        return Entry(id, fingerprint, conditions, Stamp(*stamp), tasks, reason)

    def keep(self, name: str, result: Result, *, fingerprint: str, conditions: str) -> int:
        """Put a result in the place of an earlier one; gives its number."""
        failure = None if result.failure is None else _bytes(result.failure)
        row = (_bytes(name), fingerprint, conditions, *astuple(result.stamp), result.tasks, failure)
        with self._transaction():
            self._database.execute("DELETE FROM results WHERE name = ?", row[:1])
            marks = ", ".join("?" * len(row))
            id = self._database.execute(
                f"INSERT INTO results VALUES (NULL, {marks})", row
            ).lastrowid
            assert id is not None  # it is one after an INSERT
            if result.plan is not None:
                self._database.execute("INSERT INTO plans VALUES (?, ?)", (id, result.plan))
        return id

    def renew(self, id: int, stamp: Stamp) -> None:
        """Note that a file was looked at again and is what it was."""
        self._database.execute(
            "UPDATE results SET modified_ns = ?, looked_ns = ? WHERE id = ?",
            (stamp.modified_ns, stamp.looked_ns, id),
        )

    def plan(self, id: int) -> Plan:
        """The plan of a result.

        Raises:
            ManifestError: when it is damaged.
        """
        row = self._one("SELECT plan FROM plans WHERE id = ?", id)
        if row is None:
            raise _damaged(self.home)
        try:
            return thaw(row[0])
        except ThawError as error:
            raise _damaged(self.home) from error

    def is_written(self, format: str, digest: str, folder: Path) -> bool:
        """Whether the output in ``format`` is still the one that was made of the same results.

        Args:
            format: its name.
            digest: says of what it is made.
            folder: the folder that paths of the output are relative to.
        """
        if self._one("SELECT 1 FROM views WHERE (format, digest) = (?, ?)", format, digest) is None:
            return False
        return all(_untouched(folder / path, *row) for path, *row in self._outputs(format))

    def written(self, format: str, digest: str, folder: Path, paths: Collection[str]) -> None:
        """Note what was written, and take away what an earlier run wrote and this one did not.

        Args:
            format: its name.
            digest: says of what it is made.
            folder: the folder that ``paths`` are relative to.
            paths: all files of the output.
        """
        known = frozenset(paths)
        for path, *row in self._outputs(format):
            if path not in known and _untouched(folder / path, *row):
                _remove(folder / path, folder)
        rows = (
            (format, _bytes(path), status.st_size, status.st_mtime_ns)
            for path in paths
            if (status := file_status(folder / path)) is not None
        )
        with self._transaction():
            self._database.execute("DELETE FROM outputs WHERE format = ?", (format,))
            self._database.executemany("INSERT INTO outputs VALUES (?, ?, ?, ?)", rows)
            self._database.execute("REPLACE INTO views VALUES (?, ?)", (format, digest))

    def forget_all_but(self, ids: Collection[int]) -> None:
        """Forget the results of files that are no longer read.

        Args:
            ids: of the results to keep, all of them there.
        """
        if self._one("SELECT COUNT(*) FROM results") == (len(ids),):
            return
        gone = {row[0] for row in self._database.execute("SELECT id FROM results")}
        gone.difference_update(ids)
        with self._transaction():
            self._database.executemany("DELETE FROM results WHERE id = ?", [(id,) for id in gone])

    def is_empty(self) -> bool:
        """Whether nothing is kept."""
        return self._one("SELECT 1 FROM results LIMIT 1") is None

    def _outputs(self, format: str) -> Iterator[tuple[str, int, int]]:
        rows = self._database.execute(
            "SELECT path, size, modified_ns FROM outputs WHERE format = ?", (format,)
        )
        for path, size, modified in rows:
            yield _text(path), size, modified

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        return self._database.execute(query, values).fetchone()

    @contextmanager
    def _transaction(self) -> Generator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")


@contextmanager
def open_manifest(home: Path, *, fresh: bool = False) -> Generator[Manifest]:
    """The manifest in the folder ``home``, made where there is none, for this process alone.

    A folder in which nothing was kept goes away again.

    Args:
        home: its folder; see `home_of`.
        fresh: whether to forget what earlier runs have done.

    Raises:
        ManifestError: when another run has it open, or it is damaged or something else.
        OutputError: when the folder cannot be written.
    """
    with writing(home):
        home.mkdir(parents=True, exist_ok=True)
    empty = False
    with _complaints(home):
        database = _opened(home, fresh=fresh)
        manifest = Manifest(home, database)
        shutil.rmtree(manifest.stage, ignore_errors=True)
        try:
            yield manifest
        finally:
            shutil.rmtree(manifest.stage, ignore_errors=True)
            with closing(database):
                empty = manifest.is_empty()
            if empty:
                _remove(home / DATABASE, home.parent)


@contextmanager
def _complaints(home: Path) -> Generator[None]:
    """What SQLite refuses, in one line that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        # The lower byte is the error, the higher ones say more of it.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_NOTADB) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            reason = say(
                "another run is writing this output: wait for it, or write to another place"
            )
            raise ManifestError(f"{home}: {reason}") from error
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
            raise _damaged(home) from error
        raise OutputError(
            say("{home}: cannot be written: {error}", home=home, error=error)
        ) from error


def _damaged(home: Path) -> ManifestError:
    reason = say("what earlier runs have left there cannot be used: delete it, or give --fresh")
    return ManifestError(f"{home}: {reason}")


def _opened(home: Path, *, fresh: bool) -> sqlite3.Connection:
    path = home / DATABASE
    try:
        return _connected(path, fresh=fresh)
    except sqlite3.DatabaseError as error:
        if not fresh or isinstance(error, sqlite3.OperationalError):
            raise
    # Damaged, so that nothing in it can be locked or kept.
    for ending in ("", "-wal", "-journal"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    return _connected(path, fresh=True)


def _connected(path: Path, *, fresh: bool) -> sqlite3.Connection:
    """The database, locked, with the tables of this version.

    Raises:
        sqlite3.DatabaseError: when it is not a manifest, damaged or locked.
    """
    database = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        # Exclusive locking needs no shared memory, which network file systems do not have.
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("BEGIN EXCLUSIVE")
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (layout,) = database.execute("PRAGMA user_version").fetchone()
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        if application != _APPLICATION and tables:
            raise sqlite3.DatabaseError("not a manifest")
        if fresh or (application, layout) != (_APPLICATION, _LAYOUT):
            _create(database, [name for (name,) in tables if not name.startswith("sqlite_")])
        database.execute("COMMIT")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        # Kibibytes of memory; hardly a page is read twice.
        database.execute("PRAGMA cache_size = -256")
    except BaseException:
        database.close()
        raise
    return database


def _create(database: sqlite3.Connection, old: Iterable[str]) -> None:
    for name in old:
        database.execute(f'DROP TABLE "{name}"')
    for statement in _TABLES:
        database.execute(statement)
    database.execute(f"PRAGMA application_id = {_APPLICATION}")
    database.execute(f"PRAGMA user_version = {_LAYOUT}")


def _untouched(path: Path, size: int, modified_ns: int) -> bool:
    status = file_status(path)
    return status is not None and (status.st_size, status.st_mtime_ns) == (size, modified_ns)


def _remove(path: Path, folder: Path) -> None:
    """Remove a file, and the folders it lay in up to ``folder`` that are empty then."""
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder:
            return
        try:
            parent.rmdir()
        except OSError:
            return


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
