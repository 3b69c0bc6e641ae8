"""The record of what each text was when it was annotated."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from annotations import AnnotationError, digests


def test_the_file_is_what_sha256sum_writes() -> None:
    expected = hashlib.sha256("Sở\r\n".encode()).hexdigest()
    assert digests.dumps({"b": "0" * 64, "a": digests.digest("Sở\r\n")}).decode() == (
        f"{expected}  a.txt\n{'0' * 64}  b.txt\n"
    )


def test_what_was_written_is_read_with_its_lines(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_bytes(digests.dumps({"dev/a": "a" * 64, "lào cai": "b" * 64}))
    recorded = digests.load(tmp_path)
    assert recorded == {
        "dev/a": digests.Digest("a" * 64, 1),
        "lào cai": digests.Digest("b" * 64, 2),
    }


def test_a_folder_without_a_record_has_none(tmp_path: Path) -> None:
    assert digests.load(tmp_path) == {}


def test_recording_a_text_keeps_the_others(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_bytes(digests.dumps({"a": "a" * 64, "b": "b" * 64}))
    recorded = digests.recorded_with(tmp_path, {"b": "mới"})
    assert recorded == digests.dumps({"a": "a" * 64, "b": digests.digest("mới")})


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("a.txt\n", ":1: expected '<SHA-256>  NAME.txt'"),
        (f"\n{'a' * 63}  a.txt\n", ":2: expected"),
        (f"{'a' * 64}  a.ann\n", ":1: expected"),
        (f"{'a' * 64}  a.txt\n" * 2, ":2: a stands here twice"),
    ],
)
def test_a_line_of_another_form_is_named(tmp_path: Path, lines: str, reason: str) -> None:
    (tmp_path / "SHA256SUMS").write_text(lines, encoding="utf-8")
    with pytest.raises(AnnotationError) as caught:
        digests.load(tmp_path)
    assert f"SHA256SUMS{reason}" in str(caught.value)
