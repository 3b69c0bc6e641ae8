"""What all writers share: the text beside the results, and no half output."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from sample_plans import TEXT, empty_plan, rich_plan

from pipeline.document import Document
from pipeline.errors import OutputError
from pipeline.plan import Plan
from pipeline.writers import FORMATS, Writer, open_writer
from pipeline.writers.writer import is_text_itself

FILES = ["tasks.jsonl", "tasks.csv", "tasks.xlsx", "tasks.parquet"]


def out_of(tmp_path: Path, format: str) -> Path:
    return tmp_path / ("out" if format == "brat" else f"tasks.{format}")


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(Document("a", "a.txt", "txt"), True, id="plain text"),
        pytest.param(Document("a", "a.docx", "docx"), False, id="read from a docx"),
        pytest.param(Document("a", "-", "txt"), False, id="standard input"),
        pytest.param(
            Document("a", "a.txt", "txt", flags=("encoding:tcvn3",)), False, id="converted"
        ),
        pytest.param(
            Document("a", "a.txt", "txt", flags=("encoding-damaged",)), False, id="damaged"
        ),
        pytest.param(Document("a", "a.txt", "txt", flags=("ocr:1",)), True, id="another flag"),
    ],
)
def test_which_files_are_their_own_text(document: Document, expected: bool) -> None:
    assert is_text_itself(document) is expected


@pytest.mark.parametrize("file", FILES)
def test_the_text_that_offsets_refer_to_is_written_beside(tmp_path: Path, file: str) -> None:
    plan = rich_plan("van-ban/ke-hoach.docx")
    with open_writer(tmp_path / file, inputs=[plan.document.name]) as writer:
        writer.plan(plan)
        writer.plan(rich_plan("kh.txt", format="txt"))
    (text,) = (tmp_path / "tasks.texts").iterdir()
    assert text.name == "ke-hoach.txt"
    assert hashlib.sha256(text.read_bytes()).hexdigest() == plan.document.digest


def test_the_record_says_where_its_text_is(tmp_path: Path) -> None:
    with open_writer(tmp_path / "tasks.jsonl") as writer:
        writer.plan(rich_plan("van-ban/ke-hoach.docx"))
    record = json.loads((tmp_path / "tasks.jsonl").read_text(encoding="utf-8"))
    assert record["source"]["text_file"] == "tasks.texts/ke-hoach.txt"


@pytest.mark.parametrize("inputs", [[], ["a/kh.docx", "b/kh.docx"]])
def test_no_text_takes_the_place_of_another(tmp_path: Path, inputs: list[str]) -> None:
    with open_writer(tmp_path / "t.jsonl", inputs=inputs) as writer:
        for name in ("a/kh.docx", "b/kh.docx", "a/kh.docx", "-", "-"):
            writer.plan(rich_plan(name))
    assert len(list((tmp_path / "t.texts").iterdir())) == 5
    lines = (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
    files = [json.loads(line)["source"]["text_file"] for line in lines]
    assert all((tmp_path / file).is_file() for file in files)
    assert len(set(files)) == 5


def test_line_ends_and_a_byte_order_mark_are_kept(tmp_path: Path) -> None:
    text = "\ufeffKế hoạch\r\nnăm 2024\n"
    with open_writer(tmp_path / "t.jsonl") as writer:
        writer.plan(replace(empty_plan(), document=Document(text, "a.html", "html")))
    assert (tmp_path / "t.texts" / "a.txt").read_bytes() == text.encode()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, OutputError])
def test_a_stopped_run_leaves_nothing(
    tmp_path: Path, format: str, error: type[BaseException]
) -> None:
    with pytest.raises(error), open_writer(out_of(tmp_path, format), format=format) as writer:
        writer.plan(rich_plan())
        raise error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file", FILES)
def test_a_stopped_run_leaves_the_results_of_an_earlier_one(tmp_path: Path, file: str) -> None:
    (tmp_path / file).write_text("earlier")
    with pytest.raises(KeyboardInterrupt), open_writer(tmp_path / file) as writer:
        writer.plan(rich_plan())
        raise KeyboardInterrupt
    assert [path.name for path in tmp_path.iterdir()] == [file]
    assert (tmp_path / file).read_text() == "earlier"


@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_is_one_line_that_names_the_output(
    tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Writer, __: Plan, ___: str) -> None:
        raise OSError(28, "No space left on device")

    out = out_of(tmp_path, format)
    reason = rf"{out.name}: cannot be written: No space left"
    with pytest.raises(OutputError, match=reason), open_writer(out, format=format) as writer:
        monkeypatch.setattr(type(writer), "add", full)
        writer.plan(rich_plan())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_run_twice_gives_the_same_files(tmp_path: Path, format: str) -> None:
    out = out_of(tmp_path, format)
    for _ in range(2):
        with open_writer(out, format=format) as writer:
            writer.plan(rich_plan())
    assert out.exists()
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]


@pytest.mark.parametrize("format", FORMATS)
def test_a_lone_surrogate_stops_no_run(tmp_path: Path, format: str) -> None:
    plan = rich_plan("t\udce9p.docx")
    text = TEXT.replace("đón khách", "đón kh\ud800ch")
    broken = replace(plan.tasks[0], text="Xây dựng\ud800")
    plan = replace(plan, document=Document(text, plan.document.name, "docx"), tasks=(broken,))
    with open_writer(out_of(tmp_path, format), format=format) as writer:
        writer.plan(plan)
    assert out_of(tmp_path, format).exists()
