"""Limits on a plan: sizes as people write them, and where they can be kept."""

from __future__ import annotations

import sys

import pytest

from pipeline.limits import LimitError, Limits, parse_size, written_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1048576", 1 << 20),
        ("500M", 500 << 20),
        ("2G", 2 << 30),
        ("1.5g", 3 << 29),
        ("64 KB", 64 << 10),
        ("2GiB", 2 << 30),
        (" 1T ", 1 << 40),
    ],
)
def test_a_size_is_read(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "much", "-1M", "0", "1X", "M", "1,5G", "1M 2G"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(LimitError, match="write it like 500M or 2G"):
        parse_size(text)


@pytest.mark.parametrize("text", ["1", "1000", "3K", "500M", "2G", "1536M"])
def test_a_size_is_written_as_it_is_read(text: str) -> None:
    assert written_size(parse_size(text)) == text


def test_where_memory_cannot_be_limited_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    Limits(timeout=1).check()
    with pytest.raises(LimitError, match="on Linux only"):
        Limits(memory=1 << 30).check()
