"""Blocks of files: how they are dealt, done once, and done again when something has changed."""

# The types of pyarrow are partly unknown.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from many_plans import write_plans

from annotations import KehoachError
from pipeline.cluster import extract_on_cluster
from pipeline.cluster.blocks import Block, deal, known, work
from pipeline.cluster.storage import Place, StorageError, find, read
from pipeline.errors import ReadError
from pipeline.limits import NO_LIMITS, Limits
from pipeline.settings import SHIPPED
from pipeline.writers.names import output_names


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    write_plans(tmp_path / "plans", 5)
    return tmp_path / "plans"


def blocks(folder: Path, *, fingerprint: str = "1") -> list[Block]:
    names = find([str(folder)]).names
    return list(deal(output_names(names), size=2, fingerprint=fingerprint))


def test_files_are_dealt_in_order(plans: Path) -> None:
    dealt = blocks(plans)
    assert [len(block.files) for block in dealt] == [2, 2, 1]
    assert [name for block in dealt for name in block.files] == find([str(plans)]).names
    assert [block.part for block in dealt][:2] == ["part-00000.parquet", "part-00001.parquet"]


def test_a_block_is_another_once_a_file_or_the_settings_have_changed(plans: Path) -> None:
    before = blocks(plans)
    (plans / "001.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    changed = [one.digest != other.digest for one, other in zip(before, blocks(plans), strict=True)]
    assert changed == [True, False, False]
    other = blocks(plans, fingerprint="2")
    assert all(one.digest != later.digest for one, later in zip(before, other, strict=True))


@pytest.mark.parametrize("limits", [NO_LIMITS, Limits(timeout=60)], ids=["here", "apart"])
def test_a_block_that_is_done_is_known(plans: Path, tmp_path: Path, limits: Limits) -> None:
    out = tmp_path / "tasks.parquet"
    first, *_ = blocks(plans)
    assert known(first, Place.of(str(out))) is None
    done = work(first, str(out), SHIPPED, limits)
    assert known(first, Place.of(str(out))) == done
    assert list(done.tasks) == list(first.files)
    assert len(pq.read_table(out / first.part)) == sum(
        n for n in done.tasks.values() if isinstance(n, int)
    )
    assert (tmp_path / "tasks.texts" / "000.txt").is_file()


def test_a_file_that_cannot_be_read_costs_itself(plans: Path, tmp_path: Path) -> None:
    (plans / "000.html").write_bytes(b"")
    first, *_ = blocks(plans)
    done = work(first, str(tmp_path / "tasks.parquet"), SHIPPED, NO_LIMITS)
    reasons = [outcome for outcome in done.tasks.values() if isinstance(outcome, str)]
    assert reasons == ["the file is empty"]


def test_places_in_memory_are_listed_and_read_like_local_ones() -> None:
    place = Place.of("memory://archive/in")
    for name in ("b.txt", "a.html", ".hidden.txt", "deep/c.docx", "x.texts/d.txt", "e.png"):
        place.system.pipe(f"/archive/in/{name}", b"x")
    found = find(["memory://archive/in"])
    assert [name.removeprefix("memory://archive/in/") for name in found.names] == [
        "a.html",
        "b.txt",
        "deep/c.docx",
    ]
    assert found.left_out == 1
    assert read("memory://archive/in/b.txt").data == b"x"
    with pytest.raises(ReadError, match=r"none\.txt: no such file"):
        read("memory://archive/in/none.txt")


@pytest.mark.parametrize(
    ("urls", "out", "message"),
    [
        (["plans"], "tasks.xlsx", "tasks.xlsx: a cluster writes a dataset"),
        (["nowhere://x"], "t.parquet", "nowhere://x: .*install the library"),
        (["memory://nothing"], "t.parquet", "memory://nothing: nothing to read"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    urls: list[str], out: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(KehoachError, match=message) as refused:
        extract_on_cluster(urls, out=out if "://" in out else str(tmp_path / out))
    assert "\n" not in str(refused.value)


def test_storage_errors_are_the_project_s_own() -> None:
    assert issubclass(StorageError, KehoachError)
