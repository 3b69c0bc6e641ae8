"""Whether a file is still what it was."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.stamps import UNKNOWN, Stamp, file_status, renewed, stamp, stamp_file

NOW = 1_700_000_000_000_000_000
OLD = NOW - 10_000_000_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    os.utime(path, ns=(OLD, OLD))
    return path


def known(path: Path, looked_ns: int = NOW) -> Stamp:
    return replace(stamp(path.read_bytes(), file_status(path)), looked_ns=looked_ns)


def test_the_two_ways_to_a_stamp_agree(file: Path) -> None:
    assert replace(stamp_file(str(file)), looked_ns=NOW) == known(file)
    assert stamp_file(str(file.parent / "none")) == UNKNOWN


def test_bytes_without_a_file_have_no_times() -> None:
    assert stamp(b"abc").modified_ns == 0


def test_a_file_with_its_old_times_is_not_read(file: Path) -> None:
    before = known(file)
    file.write_bytes(b"xyz")
    os.utime(file, ns=(OLD, OLD))
    assert renewed(before, str(file)) is before


def test_a_file_that_was_young_when_it_was_looked_at_is_read(file: Path) -> None:
    before = known(file, looked_ns=OLD + 1)
    assert renewed(before, str(file)) is not None
    file.write_bytes(b"xyz")
    os.utime(file, ns=(OLD, OLD))
    assert renewed(before, str(file)) is None


def test_a_file_that_was_only_touched_has_a_new_stamp(file: Path) -> None:
    before = known(file)
    os.utime(file, ns=(NOW, NOW))
    now = renewed(before, str(file))
    assert now is not None
    assert (now.sha256, now.modified_ns) == (before.sha256, NOW)


@pytest.mark.parametrize("data", [b"abd", b"abcd", b""])
def test_a_file_that_was_written_to_is_not_what_it_was(file: Path, data: bytes) -> None:
    before = known(file)
    file.write_bytes(data)
    assert renewed(before, str(file)) is None


def test_a_file_that_is_gone_or_was_never_opened_is_not_what_it_was(file: Path) -> None:
    before = known(file)
    assert renewed(UNKNOWN, str(file)) is None
    file.unlink()
    assert renewed(before, str(file)) is None
