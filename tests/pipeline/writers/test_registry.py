"""Which format is written where."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.writers import FORMATS, choose, open_writer


@pytest.mark.parametrize(
    ("out", "name", "format"),
    [
        ("tasks.xlsx", None, "xlsx"),
        ("TASKS.XLSX", None, "xlsx"),
        ("tasks.csv", None, "csv"),
        ("tasks.jsonl", None, "jsonl"),
        ("tasks.ndjson", None, "jsonl"),
        ("tasks.parquet", None, "parquet"),
        ("tasks.json", "jsonl", "jsonl"),
        ("out", "brat", "brat"),
        ("out", "jsonl", "jsonl"),
        ("v1.5", "brat", "brat"),
    ],
)
def test_the_format_follows_the_ending_or_the_option(
    out: str, name: str | None, format: str
) -> None:
    assert choose(Path(out), name).name == format


@pytest.mark.parametrize(
    ("out", "name", "reason"),
    [
        ("tasks", None, "the ending does not say a format: end it in one of .jsonl"),
        ("tasks.pdf", None, "the ending does not say a format"),
        ("tasks.csv", "xlsx", "the ending says csv, --format says xlsx"),
        ("tasks.json", "json", "'json' is not a format: give one of jsonl csv xlsx parquet brat"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(out: str, name: str | None, reason: str) -> None:
    with pytest.raises(OutputError, match=reason):
        choose(Path(out), name)


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet"])
def test_a_folder_is_no_file(tmp_path: Path, format: str) -> None:
    with pytest.raises(
        OutputError, match=rf"is a folder: name a file in it that ends in \.{format}"
    ):
        open_writer(tmp_path, format=format)


@pytest.mark.parametrize("format", ["brat", "jsonl"])
def test_a_file_is_no_folder(tmp_path: Path, format: str) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="is a file"):
        open_writer(tmp_path / "out", format=format)


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_each_format_writes_nothing_from_nothing(tmp_path: Path, format: object) -> None:
    name = getattr(format, "name", "")
    ending = "" if name == "brat" else f".{name}"
    with open_writer(tmp_path / f"out{ending}", format=name):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [f"out{ending}"]
