"""Blocks of files: how they are dealt, done once, and done again when something has changed."""

# The types of pyarrow are partly unknown.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from many_plans import write_plans

from annotations import KehoachError
from pipeline.cluster import extract_on_cluster, storage
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
    place = Place.of(str(out))
    first, *_ = blocks(plans)
    assert known(first, place, limits) is None
    done = work(first, str(out), SHIPPED, limits)
    assert known(first, place, limits) == done
    assert list(done.tasks) == list(first.files)
    assert len(pq.read_table(out / first.part)) == sum(
        n for n in done.tasks.values() if isinstance(n, int)
    )
    assert (tmp_path / "tasks.texts" / "000.txt").is_file()


def test_a_file_that_cannot_be_read_costs_itself(plans: Path, tmp_path: Path) -> None:
    (plans / "000.html").write_bytes(b"")
    out = tmp_path / "tasks.parquet"
    first, *_ = blocks(plans)
    done = work(first, str(out), SHIPPED, NO_LIMITS)
    reasons = [outcome for outcome in done.tasks.values() if isinstance(outcome, str)]
    assert reasons == ["the file is empty"]
    assert known(first, Place.of(str(out)), NO_LIMITS) == done
    assert known(first, Place.of(str(out)), Limits(timeout=60)) is None


def test_a_part_that_was_taken_away_is_made_again(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "tasks.parquet"
    first, *_ = blocks(plans)
    work(first, str(out), SHIPPED, NO_LIMITS)
    (out / first.part).unlink()
    assert known(first, Place.of(str(out)), NO_LIMITS) is None


def test_a_part_that_a_killed_run_has_replaced_is_made_again(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "tasks.parquet"
    first, other = blocks(plans)[0], blocks(plans, fingerprint="2")[0]
    work(first, str(out), SHIPPED, NO_LIMITS)

    def killed(data: bytes, to: Place) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(storage, "put_bytes", killed)
    with pytest.raises(KeyboardInterrupt):
        work(other, str(out), SHIPPED, NO_LIMITS)
    assert known(first, Place.of(str(out)), NO_LIMITS) is None


@pytest.mark.parametrize("name", ["a::b.txt", "a::memory.txt", "a*b.txt", "a#b.txt", "~a.txt"])
def test_local_files_with_odd_names_are_themselves(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    try:
        path.write_text("KẾ HOẠCH", encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    before = storage.version(str(path))
    path.write_text("KẾ HOẠCH KHÁC", encoding="utf-8")
    assert "missing" not in (before, after := storage.version(str(path)))
    assert before != after


def test_a_name_in_a_store_that_would_lead_elsewhere_is_a_failure() -> None:
    Place.of("memory://odd").system.pipe("/odd/a.txt::memory.txt", b"x")
    (failure,) = find(["memory://odd"]).failures
    assert failure.reason == "its name holds ::, which a URL cannot name"


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
